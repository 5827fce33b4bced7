"""What somebody needs to share a work: its pictures, a caption, the description, plain links.

A link takes the reader to a network's own page. Nothing is loaded from there before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from wagtail_asean import conf

from ..models import Banner
from .downloads import Download, pictures

_PATTERN = re.compile(r"\Ahttps://[^\s/?#]+[/?]\S*\{url\}\S*\Z")
_NOT_IN_A_TAG = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class ShareLink:
    """A network's name, and the address at which it takes a link."""

    name: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ShareKit:
    """All that is needed to share a work."""

    address: str
    caption: str
    alt_text: str
    pictures: tuple[Download, ...]
    links: tuple[ShareLink, ...]


def share_kit(work: Any, address: str) -> ShareKit:
    """Return the kit of a work whose page is at `address`, a full address."""
    caption = write_caption(work, address)
    return ShareKit(
        address=address,
        caption=caption,
        alt_text=getattr(work, "alt_text", ""),
        pictures=tuple(_pictures(work)),
        links=tuple(share_links(address, text=work.title)),
    )


def write_caption(work: Any, address: str) -> str:
    """Return a text to post: the title, the words of the work, its address, the hashtags."""
    words = str(getattr(work, "slogan", "") or getattr(work, "text", ""))
    lines = [work.title, words if words.casefold() != work.title.casefold() else "", address]
    tags = (_NOT_IN_A_TAG.sub("", str(tag)) for tag in conf.settings.SHARE_HASHTAGS)
    lines.append(" ".join(f"#{tag}" for tag in tags if tag))
    return "\n".join(line.strip() for line in lines if line.strip())


def share_links(address: str, *, text: str = "") -> Iterable[ShareLink]:
    """Yield a link for each network of the setting `SHARE_LINKS`; a wrong pattern is left out."""
    for name, pattern in conf.settings.SHARE_LINKS.items():
        if is_share_pattern(pattern):
            href = pattern.replace("{text}", quote(text, safe=""))
            yield ShareLink(str(name), href.replace("{url}", quote(address, safe="")))


def is_share_pattern(pattern: Any) -> bool:
    """Tell whether a pattern is an https address with a place for the link."""
    return isinstance(pattern, str) and _PATTERN.match(pattern) is not None


def _pictures(work: Any) -> Iterable[Download]:
    if isinstance(work, Banner):
        yield from (found for found in pictures(work) if found.is_for_sharing)
