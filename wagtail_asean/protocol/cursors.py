"""Cursors into a change feed: opaque to the caller, readable to the hub that made them."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from uuid import UUID

from wagtail_asean.exceptions import InvalidCursor

_FORM = re.compile(r"\A([0-9a-f]{32})\.([0-9]{1,18})\Z")


@dataclass(frozen=True, kw_only=True)
class Cursor:
    """A place in the feed: everything up to and including `sequence` has been read."""

    epoch: UUID
    sequence: int

    def __str__(self) -> str:
        text = f"{self.epoch.hex}.{self.sequence}".encode("ascii")
        return base64.urlsafe_b64encode(text).rstrip(b"=").decode("ascii")


def parse_cursor(text: str) -> Cursor:
    """Read a cursor back; raises `InvalidCursor` for anything that `Cursor` did not write."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        found = _FORM.match(base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii"))
    except (UnicodeError, binascii.Error):
        found = None
    if found is not None:
        cursor = Cursor(epoch=UUID(found[1]), sequence=int(found[2]))
        # Base64 has several spellings of the same bytes, of which `Cursor` writes one.
        if str(cursor) == text:
            return cursor
    raise InvalidCursor(f"{text[:80]!r} is not a cursor of this feed.")
