"""What a column puts on any page of the site: its latest, and its menu.

Tags, blocks and Jinja2 templates give the same. Where the site has no column for the page's
language there is nothing: a page of the site's own must not fail for want of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe

from wagtail_asean.adapters import to_bcp47
from wagtail_asean.library.rendering.stylesheet import stylesheet_once

from ..frame import engine_name
from ..mixins import ColumnMixin
from . import listing
from .asked import Asked
from .whereabouts import Whereabouts, find_column, whereabouts_of

STYLESHEET = "wagtail_asean_pages/asean.css"
DEFAULT_NUMBER = 5
MOST = 24


class Inset:
    """Something to print; its template gets it as `inset`."""

    template_name: str

    def __init__(self, context: Any, where: Whereabouts | None, heading: str = "") -> None:
        self.request = context.get("request")
        self.page = context.get("page")
        self.where = where
        self.heading = heading

    @property
    def column(self) -> Any:
        """The column that it is of, None where there is none."""
        return self.where.column if self.where else None

    @cached_property
    def language_code(self) -> str:
        """The column's language as Django writes it."""
        return str(self.column.locale.language_code)

    @property
    def language(self) -> str:
        """The column's language as HTML wants it (BCP 47)."""
        return to_bcp47(self.language_code)

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to print."""
        return self.where is None

    @cached_property
    def stylesheet(self) -> str:
        """The address of our style, "" where the page has it already."""
        return stylesheet_once(self.request, STYLESHEET)

    def __html__(self) -> SafeString:
        if self.is_empty:
            return mark_safe("")
        context = {"inset": self, "page": self.page, "request": self.request}
        return mark_safe(render_to_string(self.template_name, context, using=engine_name()))  # noqa: S308

    def __str__(self) -> str:
        return str(self.__html__())


class Latest(Inset, Sequence):
    """The newest entries of a column: to print, or to go through."""

    template_name = "wagtail_asean_pages/insets/latest.html"

    def __init__(
        self, context: Any, where: Whereabouts | None, asked: Asked, number: Any, heading: str = ""
    ) -> None:
        super().__init__(context, where, heading)
        self.asked = asked
        self.number = _number(number)

    @cached_property
    def entries(self) -> list[Any]:
        """The entries, with what a card of each needs."""
        if self.where is None:
            return []
        found = self.asked.apply(self.where.entries, self.where.column, self.where.around)
        return list(listing.with_cards(found)[: self.number])

    @property
    def is_empty(self) -> bool:
        return not self.entries

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, at: Any) -> Any:
        return self.entries[at]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.entries)

    def __bool__(self) -> bool:
        return bool(self.entries)


@dataclass(frozen=True)
class Entry:
    """A section in the menu; `current` is what `aria-current` says of it, "" of the others."""

    page: Any
    current: str


class Menu(Inset):
    """The sections of a column: to print, or to go through."""

    template_name = "wagtail_asean_pages/insets/menu.html"

    @cached_property
    def entries(self) -> list[Entry]:
        """The sections, each with whether the page lies in it."""
        sections = self.where.sections if self.where else []
        return [Entry(section, self.current(section)) for section in sections]

    @property
    def column_current(self) -> str:
        """What `aria-current` says of the column itself."""
        return self.current(self.column) if self._path == self.column.path else ""

    def current(self, section: Any) -> str:
        """Return "page" for the section that is shown, "true" for that which it lies in."""
        if not self._path.startswith(section.path):
            return ""
        return "page" if self._path == section.path else "true"

    @property
    def _path(self) -> str:
        # What a site's template calls `page` may be a page of a list.
        return str(getattr(self.page, "path", ""))

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __bool__(self) -> bool:
        return not self.is_empty


def latest(
    context: Any, number: Any = DEFAULT_NUMBER, *, heading: str = "", below: Any = None, **by: Any
) -> Latest:
    """Return the newest entries of the site's column, or of a section `below` which they lie.

    `by` are the names of an address of the column: section, kind, topic …
    """
    asked = Asked.of({name: str(value) for name, value in by.items() if value})
    return Latest(context, _where(context, below), asked, number, heading)


def menu(context: Any, *, heading: str = "") -> Menu:
    """Return the menu of the site's column."""
    return Menu(context, _where(context, None), heading)


def _where(context: Any, below: Any) -> Whereabouts | None:
    if below is None:
        return find_column(context.get("request"), context.get("page"))
    return whereabouts_of(below) if isinstance(below, ColumnMixin) else None


def _number(number: Any) -> int:
    try:
        return min(max(int(number), 1), MOST)
    except (TypeError, ValueError):
        return DEFAULT_NUMBER
