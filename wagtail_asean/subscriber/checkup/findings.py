"""What a check finds, and where the checks are registered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from .visit import Visit


class Level(str, Enum):
    """How well a thing is."""

    GOOD = "good"
    ATTENTION = "attention"
    WRONG = "wrong"

    @property
    def label(self) -> str:
        """The word for it."""
        return str(_LABELS[self])


_LABELS = {Level.GOOD: _("good"), Level.ATTENTION: _("attention"), Level.WRONG: _("wrong")}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One sentence about how a thing is and, where it is not good, what to do."""

    level: Level
    message: str
    code: str = ""
    title: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the finding as a JSON object."""
        return {**vars(self), "level": self.level.value}


Check = Callable[["Visit"], Iterable[Finding]]


@dataclass(frozen=True, kw_only=True)
class Registered:
    """A check, with its name for machines and for people."""

    code: str
    title: Any
    check: Check


checks: list[Registered] = []


def register(title: Any) -> Callable[[Check], Check]:
    """Make a check known; it is called with the visit and yields what it finds.

    What can't be looked at, because something before it has failed, yields nothing.
    """

    def remember(check: Check) -> Check:
        code = check.__name__.removeprefix("check_")
        checks.append(Registered(code=code, title=title, check=check))
        return check

    return remember


def good(message: str) -> Finding:
    """Say that a thing is as it should be."""
    return Finding(level=Level.GOOD, message=message)


def attention(message: str) -> Finding:
    """Say that something works, but not as well as it could."""
    return Finding(level=Level.ATTENTION, message=message)


def wrong(message: str) -> Finding:
    """Say that something does not work."""
    return Finding(level=Level.WRONG, message=message)
