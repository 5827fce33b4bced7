"""Words on a surface: in how many lines, and how large they can be.

A rough layout for previews, without fonts: a letter is taken to be as wide as those of a bold
sans serif are on average. It tells whether a text fits, not how a print shop will set it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

# In parts of the letters' size.
CAPITAL, SMALL, NARROW, SPACE = 0.7, 0.56, 0.32, 0.28
NARROW_LETTERS = frozenset("iIjl1.,:;!|'’“”\"()[]/-–")
# Capitals with marks above and below need room.
LINE = 1.3
CAPITAL_HEIGHT = 0.72
# What is left free on each side.
MARGIN = 0.06


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line; `y` is where its letters stand."""

    text: str
    y: float


@dataclass(frozen=True, kw_only=True)
class Lettering:
    """A text laid out on a surface; all measures are in its unit."""

    width: float
    height: float
    size: float
    lines: tuple[Line, ...]

    @property
    def middle(self) -> float:
        """Where the lines' middle is."""
        return self.width / 2

    @property
    def capital_height(self) -> float:
        """How high the capitals are, without their marks."""
        return self.size * CAPITAL_HEIGHT


def lay_out(text: str, width: float, height: float) -> Lettering:
    """Lay a text out on a surface, in the lines that let its letters be largest."""
    words = text.split()
    layouts = [_wrap(words, count) for count in range(1, len(words) + 1)] or [[""]]
    best = max(layouts, key=lambda lines: _size(lines, width, height))
    size = _size(best, width, height)
    top = (height - len(best) * size * LINE) / 2
    baseline = size * (LINE + CAPITAL_HEIGHT) / 2
    lines = tuple(
        Line(text=line, y=round(top + place * size * LINE + baseline, 2))
        for place, line in enumerate(best)
    )
    return Lettering(width=width, height=height, size=round(size, 2), lines=lines)


def measure(text: str) -> float:
    """Return how wide a text is, in parts of its letters' size."""
    return sum(_letter(letter) for letter in unicodedata.normalize("NFC", text))


def _letter(letter: str) -> float:
    if letter.isspace():
        return SPACE
    if letter in NARROW_LETTERS:
        return NARROW
    return CAPITAL if letter.isupper() else SMALL


def _size(lines: list[str], width: float, height: float) -> float:
    widest = max(measure(line) for line in lines) or 1
    free = 1 - 2 * MARGIN
    return min(width * free / widest, height * free / (len(lines) * LINE))


def _wrap(words: list[str], count: int) -> list[str]:
    """Break words into at most so many lines, all about as long."""
    wanted = measure(" ".join(words)) / count
    lines: list[list[str]] = [[]]
    for word in words:
        longer = measure(" ".join([*lines[-1], word]))
        is_full = lines[-1] and len(lines) < count and longer - measure(word) / 2 > wanted
        if is_full:
            lines.append([])
        lines[-1].append(word)
    return [" ".join(line) for line in lines]
