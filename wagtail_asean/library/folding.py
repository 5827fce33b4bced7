"""Vietnamese text without its marks, so that a search finds it however it was typed.

"Hoá", "hòa" and "hoa" fold alike, wherever the tone mark was placed, and so do "Đ" and "d".
"""

from __future__ import annotations

import unicodedata

_D = str.maketrans({"đ": "d", "Đ": "D"})


def fold(text: str) -> str:
    """Return a text in small letters, without marks, with single spaces."""
    decomposed = unicodedata.normalize("NFD", text.translate(_D))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFC", plain).casefold().split())
