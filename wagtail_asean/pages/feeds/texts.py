"""Texts as feeds can carry them, and ids that are the same at every site."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID, uuid5

from wagtail_asean.adapters import to_bcp47

# What neither XML 1.0 nor RFC 5545 allows: controls, lone surrogates, noncharacters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def clean(text: str) -> str:
    """Return a text without what no feed may carry, its lines ended by "\\n"."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def entry_id(translation_key: Any, language_code: str) -> str:
    """Return the id of an entry, made of what travels: its key and its language.

    RFC 4287, 4.2.6: it stays what it is when an entry is syndicated. So it is the same at the hub
    and at every school, and a reader who follows several of them can tell.
    """
    return f"urn:uuid:{uuid5(UUID(str(translation_key)), to_bcp47(language_code))}"


def calendar_uid(translation_key: Any, part: str = "") -> str:
    """Return the UID of an event, or of a part of it such as a round, in every calendar.

    RFC 7986, 5.3: a UUID, and no host in it. The event is one in all languages and at all sites.
    """
    key = UUID(str(translation_key))
    return str(uuid5(key, part) if part else key)
