"""The keys of subscribers: `asean_<prefix>_<secret>`, shown once and kept as a hash.

The secret has 256 bits, so a plain SHA-256 is enough: there is nothing to guess at.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from django.utils.crypto import constant_time_compare

from wagtail_asean.protocol import digest

from .models import Subscriber

_FORM = re.compile(r"\Aasean_([a-z0-9]{12})_[A-Za-z0-9_-]{43}\Z")


@dataclass(frozen=True, kw_only=True)
class Key:
    """A new key: `text` is for the subscriber's eyes alone."""

    text: str
    prefix: str
    hash: str


def make_key() -> Key:
    """Make a key that no one has."""
    prefix = secrets.token_hex(6)
    text = f"asean_{prefix}_{secrets.token_urlsafe(32)}"
    return Key(text=text, prefix=prefix, hash=digest(text.encode()))


def find_subscriber(text: str) -> Subscriber | None:
    """Return whose key this is, also a revoked one's; None for any other text."""
    found = _FORM.match(text)
    subscriber = Subscriber.objects.filter(key_prefix=found[1]).first() if found else None
    if subscriber is None:
        return None
    matches = constant_time_compare(digest(text.encode()), subscriber.key_hash)
    return subscriber if matches else None
