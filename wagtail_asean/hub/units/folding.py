"""Words as people mean them: without tone marks, capitals and signs."""

from __future__ import annotations

import re
import unicodedata

_APART = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Return a text in which "Mã đơn vị", "MA DON VI" and "ma_don_vi" are the same."""
    return _APART.sub(" ", without_marks(text)).strip()


def without_marks(text: str) -> str:
    """Return a text in small letters without tone marks; signs stay."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(part for part in parts if not unicodedata.combining(part))
