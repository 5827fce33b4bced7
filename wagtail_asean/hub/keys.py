"""The keys of subscribers and the codes of invitations: shown once and kept as a hash.

Each is `<word>_<prefix>_<secret>`. The secret has 256 bits, so a plain SHA-256 is enough: there
is nothing to guess at.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.crypto import constant_time_compare

from wagtail_asean.protocol import digest

from .models import Subscriber

_KEY = "asean"
_CODE = "invite"
_FORM = re.compile(r"\A(asean|invite)_([a-z0-9]{12})_[A-Za-z0-9_-]{43}\Z")


@dataclass(frozen=True, kw_only=True)
class Key:
    """A new key or code: `text` is for its owner's eyes alone."""

    text: str = field(repr=False)
    prefix: str
    hash: str


def make_key() -> Key:
    """Make a key that no one has."""
    return _make(_KEY)


def make_code() -> Key:
    """Make a code that no one has, for one enrolment."""
    return _make(_CODE)


def _make(word: str) -> Key:
    prefix = secrets.token_hex(6)
    text = f"{word}_{prefix}_{secrets.token_urlsafe(32)}"
    return Key(text=text, prefix=prefix, hash=digest(text.encode()))


def code_prefix(text: str) -> str:
    """Return the start by which an invitation is found, "" for a text that is no code."""
    return _prefix(text, _CODE)


def _prefix(text: str, word: str) -> str:
    found = _FORM.match(text)
    return found[2] if found and found[1] == word else ""


def is_of_hash(text: str, stored: str) -> bool:
    """Tell whether a key or code is the one whose hash is stored."""
    return constant_time_compare(digest(text.encode()), stored)


def find_subscriber(text: str) -> Subscriber | None:
    """Return whose key this is, also a revoked one's; None for any other text.

    One query, whether it is the key in use or the next one; see `is_next_key`.
    """
    prefix = _prefix(text, _KEY)
    if not prefix:
        return None
    found = Subscriber.objects.filter(Q(key_prefix=prefix) | Q(next_key_prefix=prefix))
    return next((each for each in found if _opens(each, text)), None)


def _opens(subscriber: Subscriber, text: str) -> bool:
    return is_of_hash(text, subscriber.key_hash) or is_next_key(subscriber, text)


def is_next_key(subscriber: Subscriber, text: str) -> bool:
    """Tell whether this is the key that takes the place of the one in use."""
    return bool(subscriber.next_key_hash) and is_of_hash(text, subscriber.next_key_hash)
