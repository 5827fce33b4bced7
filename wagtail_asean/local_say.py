"""What a site says of its own about pages that came from elsewhere.

Pages ask here what to show with them; what keeps the site's choices registers how to find them.
Where nothing does, nothing is asked and nothing is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Link:
    """A related link of the site's own; its address was checked."""

    title: str
    url: str


@dataclass(frozen=True)
class LocalSay:
    """A note in plain text, related links, and whether the page stands first in its column."""

    note: str = ""
    links: tuple[Link, ...] = ()
    is_pinned: bool = False


FindSay = Callable[[Model], "LocalSay | None"]
FindPinned = Callable[[], Iterable[Any]]

NOTHING = LocalSay()
_finders: list[tuple[FindSay, FindPinned]] = []


def register(find: FindSay, find_pinned: FindPinned) -> None:
    """Make known how to find what is said of a page, and the keys of the pages that are pinned."""
    if (find, find_pinned) not in _finders:
        _finders.append((find, find_pinned))


def find(page: Any) -> LocalSay:
    """Return what the site says about a page, in one query at most."""
    found = (finder(page) for finder, _pinned in _finders)
    return next((say for say in found if say is not None), NOTHING)


def pinned_pages() -> list[Any]:
    """Return the keys of the pages that stand first in their columns, in one query at most."""
    return [pk for _finder, find_pinned in _finders for pk in find_pinned()]
