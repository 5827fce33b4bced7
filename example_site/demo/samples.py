"""The sample items: texts in Vietnamese and English, written for this project."""

from __future__ import annotations

import json
import uuid
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("vi", "en")
# What becomes a page that one can read; the rest are works of the library.
ENTRY_KINDS = (
    "article",
    "story",
    "destination",
    "event",
    "contest",
    "rebuttal",
    "local_showcase",
    "press_digest",
    "trade_info",
    "award",
    "training",
)

_NAMESPACE = uuid.UUID("8f6c3f0e-6a3b-5d1c-9a55-2f6f0b7a9c11")


@cache
def items() -> tuple[dict[str, Any], ...]:
    """Return all sample items."""
    text = (Path(__file__).parent / "data" / "sample_items.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["items"])


def entries() -> list[dict[str, Any]]:
    """Return the items that become pages, each with a title, a summary and a body."""
    return [item for item in items() if item["kind"] in ENTRY_KINDS]


def of_kind(kind: str) -> list[dict[str, Any]]:
    """Return the items of a kind, such as "banner" or "poster"."""
    return [item for item in items() if item["kind"] == kind]


def translation_key(key: str) -> uuid.UUID:
    """Return the key that links an item's languages: the same each time it is seeded."""
    return uuid.uuid5(_NAMESPACE, key)
