"""An answer of the feed, read row by row."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from wagtail_asean import protocol
from wagtail_asean.exceptions import DocumentError
from wagtail_asean.protocol import ChangePage


@dataclass(frozen=True, kw_only=True)
class BrokenChange:
    """A row of the feed that breaks the wire format; `raw` is what came."""

    raw: Any
    error: DocumentError


@dataclass(frozen=True, kw_only=True)
class FeedAnswer:
    """An answer of the feed: a page and its ETag, or no page where nothing has changed.

    `broken` are the rows that could not be read; they don't keep the others from being read.
    """

    page: ChangePage | None
    etag: str
    broken: tuple[BrokenChange, ...] = ()


def read_page(data: Any) -> tuple[ChangePage, tuple[BrokenChange, ...]]:
    """Read a page row by row, so that one bad row costs nothing but itself."""
    rows = data.get("changes") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        return protocol.read_change_page(data), ()
    changes, broken = [], []
    for row in rows:
        try:
            changes.append(protocol.read_change(row))
        except DocumentError as error:
            broken.append(BrokenChange(raw=row, error=error))
    page = protocol.read_change_page({**data, "changes": []})
    return dataclasses.replace(page, changes=tuple(changes)), tuple(broken)
