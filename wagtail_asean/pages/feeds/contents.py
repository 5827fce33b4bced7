"""What a feed says, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

# What the codes of a category are codes of.
TYPE, KIND, PILLAR, TOPIC, COUNTRY = (
    f"urn:wagtail-asean:{name}" for name in ("type", "kind", "pillar", "topic", "country")
)


@dataclass(frozen=True, kw_only=True)
class Category:
    """A label: the list that its code is of, the code, and its name for people."""

    scheme: str
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture to go with an entry."""

    url: str
    media_type: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entry; `url` is its address here, `origin_url` that at the site it came from."""

    id: str
    url: str
    title: str
    published: datetime
    updated: datetime
    language: str
    summary: str = ""
    author: str = ""
    origin_site: str = ""
    origin_url: str = ""
    categories: tuple[Category, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, kw_only=True)
class Deletion:
    """An entry that has left, and when (RFC 6721)."""

    id: str
    when: datetime


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A page of a feed. Addresses of pages that do not exist are ""."""

    id: str
    title: str
    language: str
    author: str
    home_url: str
    self_url: str
    updated: datetime
    subtitle: str = ""
    first_url: str = ""
    previous_url: str = ""
    next_url: str = ""
    entries: tuple[Entry, ...] = ()
    deletions: tuple[Deletion, ...] = ()
