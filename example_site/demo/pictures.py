"""Pictures for the sample items, drawn by code: the same key gives the same picture.

They stand where a real site has photographs, so they are calm abstract scenes. None shows an
emblem, a flag or a map: the ASEAN emblem and flag are protected, and a map needs approval.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable

from PIL import Image, ImageDraw

from .lettering import vietnamese_font, write

Colour = tuple[int, int, int]
Palette = tuple[Colour, ...]

# Each from a light sky to a dark ground.
PALETTES: tuple[Palette, ...] = (
    ((253, 240, 213), (247, 197, 127), (226, 132, 86), (140, 73, 84), (62, 50, 84)),
    ((229, 244, 244), (158, 211, 206), (84, 163, 166), (36, 105, 121), (19, 58, 80)),
    ((250, 245, 226), (214, 219, 150), (144, 178, 102), (70, 126, 86), (28, 74, 66)),
    ((243, 238, 248), (198, 190, 226), (138, 136, 196), (84, 88, 156), (44, 46, 98)),
    ((255, 244, 232), (250, 204, 178), (230, 146, 132), (168, 86, 102), (92, 48, 76)),
)
# Small files matter more here than fine print: a real poster has four times the width.
POSTER_WIDTH = 1240
ILLUSTRATION = (1600, 900)
MM_PER_INCH = 25.4


def _sky(draw: ImageDraw.ImageDraw, size: tuple[int, int], top: Colour, bottom: Colour) -> None:
    width, height = size
    for y in range(height):
        share = y / height
        mixed = tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True))
        draw.line([(0, y), (width, y)], fill=mixed)


def _disc(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, fill: Colour) -> None:
    draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=fill)


def _ridge(
    draw: ImageDraw.ImageDraw,
    size: tuple[int, int],
    *,
    level: float,
    swing: float,
    waves: float,
    phase: float,
    fill: Colour,
) -> None:
    width, height = size
    line = [
        (x, height * (level + swing * math.sin(phase + waves * 2 * math.pi * x / width)))
        for x in range(0, width + 8, 8)
    ]
    draw.polygon([*line, (width, height), (0, height)], fill=fill)


def _sea(draw: ImageDraw.ImageDraw, size: tuple[int, int], palette: Palette, dice) -> None:
    width, height = size
    _disc(draw, width * dice.uniform(0.55, 0.8), height * 0.42, height * 0.17, palette[0])
    for step in range(4):
        _ridge(
            draw,
            size,
            level=0.5 + 0.13 * step,
            swing=0.012 + 0.008 * step,
            waves=dice.uniform(3, 6) - step * 0.5,
            phase=dice.uniform(0, 6),
            fill=palette[1 + step],
        )


def _hills(draw: ImageDraw.ImageDraw, size: tuple[int, int], palette: Palette, dice) -> None:
    width, height = size
    _disc(draw, width * dice.uniform(0.2, 0.4), height * 0.28, height * 0.12, palette[0])
    for step in range(4):
        _ridge(
            draw,
            size,
            level=0.42 + 0.16 * step,
            swing=0.11 - 0.02 * step,
            waves=dice.uniform(0.7, 1.6),
            phase=dice.uniform(0, 6),
            fill=palette[1 + step],
        )


def _fields(draw: ImageDraw.ImageDraw, size: tuple[int, int], palette: Palette, dice) -> None:
    width, height = size
    horizon = height * 0.45
    draw.rectangle([0, horizon, width, height], fill=palette[2])
    vanish = width * dice.uniform(0.35, 0.65)
    for step in range(-9, 10):
        left, right = vanish + step * width * 0.28, vanish + (step + 0.5) * width * 0.28
        fill = palette[3] if step % 2 else palette[4]
        draw.polygon([(vanish + step * 6, horizon), (left, height), (right, height)], fill=fill)
    _ridge(
        draw,
        (width, int(horizon) + 1),
        level=0.8,
        swing=0.12,
        waves=1.4,
        phase=2.0,
        fill=palette[3],
    )
    _disc(draw, width * 0.78, height * 0.2, height * 0.09, palette[0])


def _weave(draw: ImageDraw.ImageDraw, size: tuple[int, int], palette: Palette, dice) -> None:
    width, height = size
    cell = height // 8
    edge = round(cell * 0.07)
    draw.rectangle([0, 0, width, height], fill=palette[4])
    columns = [palette[dice.randrange(1, 3)] for _ in range(width // cell + 1)]
    rows = [palette[dice.randrange(2, 4)] for _ in range(height // cell + 1)]
    for row, row_colour in enumerate(rows):
        for column, column_colour in enumerate(columns):
            x, y = column * cell, row * cell
            if (row + column) % 2:
                draw.rectangle([x, y + edge, x + cell, y + cell - edge], fill=row_colour)
            else:
                draw.rectangle([x + edge, y, x + cell - edge, y + cell], fill=column_colour)


def _lanterns(draw: ImageDraw.ImageDraw, size: tuple[int, int], palette: Palette, dice) -> None:
    width, height = size
    for step in range(11):
        x = width * (0.06 + 0.088 * step)
        y = height * (0.22 + 0.2 * dice.random() + 0.12 * math.sin(step * 0.9))
        wide, tall = width * 0.034, height * 0.12
        draw.line([(x, 0), (x, y)], fill=palette[3], width=4)
        draw.ellipse([x - wide, y - tall / 2, x + wide, y + tall / 2], fill=palette[2 + step % 3])
        draw.ellipse([x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2], fill=palette[1])
    _ridge(draw, size, level=0.82, swing=0.03, waves=1.2, phase=1.0, fill=palette[3])
    _ridge(draw, size, level=0.9, swing=0.03, waves=1.7, phase=3.0, fill=palette[4])


Scene = Callable[[ImageDraw.ImageDraw, tuple[int, int], Palette, random.Random], None]
SCENES: dict[str, tuple[Scene, dict[str, str]]] = {
    "sea": (
        _sea,
        {
            "vi": "Hình minh họa: mặt trời trên những lớp sóng",
            "en": "Illustration: the sun above layers of waves",
        },
    ),
    "hills": (
        _hills,
        {
            "vi": "Hình minh họa: những dãy đồi nối nhau dưới nắng",
            "en": "Illustration: ranges of hills under the sun",
        },
    ),
    "fields": (
        _fields,
        {
            "vi": "Hình minh họa: những luống ruộng chạy về phía chân trời",
            "en": "Illustration: furrows running towards the horizon",
        },
    ),
    "weave": (
        _weave,
        {
            "vi": "Hình minh họa: những nan tre đan vào nhau",
            "en": "Illustration: strips of bamboo woven together",
        },
    ),
    "lanterns": (
        _lanterns,
        {
            "vi": "Hình minh họa: hàng đèn lồng nhiều màu",
            "en": "Illustration: a row of coloured lanterns",
        },
    ),
}


def _night(draw: ImageDraw.ImageDraw, size: tuple[int, int], palette: Palette, dice) -> None:
    width, height = size
    radius = min(height * 0.12, width * 0.06)
    _disc(draw, width * 0.92, height * 0.3, radius, palette[2])
    for step, tone in enumerate((palette[3], palette[2], palette[1])):
        _ridge(
            draw,
            size,
            level=0.78 + 0.08 * step,
            swing=0.035,
            waves=dice.uniform(1.0, 2.6),
            phase=dice.uniform(0, 6),
            fill=tone,
        )


def _draw(
    scene: Scene, palette: Palette, size: tuple[int, int], dice: random.Random
) -> Image.Image:
    # Drawn at twice the size and scaled down: Pillow's shapes have hard edges.
    large = (size[0] * 2, size[1] * 2)
    picture = Image.new("RGB", large)
    draw = ImageDraw.Draw(picture)
    dark = scene is _night
    _sky(draw, large, palette[4 if dark else 0], palette[3 if dark else 1])
    scene(draw, large, palette, dice)
    return picture.resize(size, Image.Resampling.LANCZOS)


def _jpeg(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=84, optimize=True, progressive=True)
    return file.getvalue()


def illustration(key: str, *, scene: int) -> tuple[bytes, dict[str, str]]:
    """Draw a picture as JPEG; return it and what it shows, by language."""
    dice = random.Random(key)  # noqa: S311 - a picture, not a secret
    draw, shows = SCENES[sorted(SCENES)[scene % len(SCENES)]]
    return _jpeg(_draw(draw, dice.choice(PALETTES), ILLUSTRATION, dice)), shows


def what_is_shown(scene: int) -> dict[str, str]:
    """Return what an illustration of that scene shows, by language."""
    return SCENES[sorted(SCENES)[scene % len(SCENES)]][1]


def leaflet(key: str) -> bytes:
    """Draw a one-page leaflet as PDF."""
    dice = random.Random(key)  # noqa: S311 - a picture, not a secret
    return _pdf(_draw(_hills, dice.choice(PALETTES), (827, 1169), dice), resolution=100)


def banner(key: str, words: str, *, size: tuple[int, int]) -> tuple[bytes, bool]:
    """Draw a banner; return it as JPEG and whether this machine has a font for the words."""
    dice = random.Random(key)  # noqa: S311 - a picture, not a secret
    picture = _draw(_night, dice.choice(PALETTES), size, dice)
    font = vietnamese_font()
    if font:
        write(picture, words, font)
    return _jpeg(picture), font is not None


def poster(key: str, words: str, text: str, *, size_mm: tuple[int, int]) -> tuple[bytes, bool]:
    """Draw a poster for print; return it as PDF of its size and whether the words are on it."""
    dice = random.Random(key)  # noqa: S311 - a picture, not a secret
    size = (POSTER_WIDTH, round(POSTER_WIDTH * size_mm[1] / size_mm[0]))
    picture = _draw(_night, dice.choice(PALETTES), size, dice)
    font = vietnamese_font()
    if font:
        write(picture, words, font, top=0.08, height=0.25)
        write(picture, text, font, top=0.38, height=0.3)
    return _pdf(picture, resolution=POSTER_WIDTH / (size_mm[0] / MM_PER_INCH)), font is not None


def _pdf(picture: Image.Image, *, resolution: float) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PDF", resolution=resolution)
    return file.getvalue()
