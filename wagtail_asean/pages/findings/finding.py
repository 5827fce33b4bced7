from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Level(str, Enum):
    """Whether something keeps a page from publication, or is only to be looked at."""

    STOPS = "stops"
    ADVICE = "advice"


@dataclass(frozen=True)
class Link:
    """Where something can be mended, and what a user needs for it ("" for nothing)."""

    url: str
    label: str
    permission: str = ""


@dataclass(frozen=True)
class Finding:
    """Something about a page, in one sentence for its editor; `field` is where it is mended."""

    level: Level
    sentence: str
    field: str = ""
    link: Link | None = None

    @property
    def stops(self) -> bool:
        """Tell whether it keeps the page from publication."""
        return self.level is Level.STOPS


def stop(sentence: str, field: str = "") -> Finding:
    """Return something that keeps a page from publication."""
    return Finding(Level.STOPS, sentence, field)


def advice(sentence: str, field: str = "", link: Link | None = None) -> Finding:
    """Return something that is only to be looked at."""
    return Finding(Level.ADVICE, sentence, field, link)
