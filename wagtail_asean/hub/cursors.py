"""Cursors as this hub gives them out: sealed, so that it knows its own again.

A cursor that this hub has sealed and that lies ahead of its newest change in the same epoch can
only come from a time that the database has forgotten: the hub was restored from a backup.
"""

from __future__ import annotations

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from wagtail_asean.exceptions import CursorAhead, EpochChanged, InvalidCursor
from wagtail_asean.protocol import Cursor, parse_cursor

from .models import Feed

_PURPOSE = "wagtail_asean.hub.cursors"
# 96 bits in hexadecimal digits: nobody guesses them over a line.
_SEAL_LENGTH = 24


def cursor_for(feed: Feed, sequence: int) -> str:
    """Return the cursor of a reader who has read everything up to and including `sequence`."""
    cursor = str(Cursor(epoch=feed.epoch, sequence=sequence))
    return f"{cursor}.{_seal(cursor, settings.SECRET_KEY)}"


def place_in(feed: Feed, after: str) -> int:
    """Return the sequence that a cursor has read up to; "" has read nothing.

    Raises `InvalidCursor` for any that this hub did not make, `EpochChanged` for one of another
    epoch, `CursorAhead` for one of this epoch whose change the hub does not have.
    """
    if not after:
        return 0
    cursor = _open(after)
    if cursor.epoch != feed.epoch:
        raise EpochChanged("The hub has begun a new epoch: read the feed from its beginning.")
    if cursor.sequence > feed.head:
        raise CursorAhead(f"The newest change of this hub is {feed.head}: read from there.")
    return cursor.sequence


def _open(text: str) -> Cursor:
    cursor, __, seal = text.rpartition(".")
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(constant_time_compare(seal, _seal(cursor, secret)) for secret in secrets):
        raise InvalidCursor(f"{text[:80]!r} is not a cursor of this feed.")
    return parse_cursor(cursor)


def _seal(cursor: str, secret: str) -> str:
    made = salted_hmac(_PURPOSE, cursor, secret=secret, algorithm="sha256")
    return made.hexdigest()[:_SEAL_LENGTH]
