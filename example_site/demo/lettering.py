"""Words in the drawn pictures, where this machine has a font for Vietnamese."""

from __future__ import annotations

from functools import cache

from PIL import Image, ImageDraw, ImageFont

# Fonts that are common on one system or another and may have the Vietnamese letters.
FONTS = (
    "NotoSans-Bold.ttf",
    "DejaVuSans-Bold.ttf",
    "LiberationSans-Bold.ttf",
    "Roboto-Bold.ttf",
    "Ubuntu-B.ttf",
    "Arial Bold.ttf",
    "arialbd.ttf",
    "segoeuib.ttf",
    "Verdana Bold.ttf",
)
# Stacked marks need more than the usual distance between lines.
LEADING = 1.4
VIETNAMESE = "ĂÂĐÊÔƠƯằẳẵặầẩẫậềểễệồổỗộờởỡợừửữựỳỷỹỵ"
WHITE = (255, 255, 255)


@cache
def vietnamese_font() -> str | None:
    """Return the name of a font here that has every Vietnamese letter.

    Pillow's own font has none of them, and the package ships no font.
    """
    for name in FONTS:
        try:
            font = ImageFont.truetype(name, 32)
        except OSError:
            continue
        unknown = bytes(font.getmask("\uffff"))
        if all(bytes(font.getmask(letter)) != unknown for letter in VIETNAMESE):
            return name
    return None


def write(
    picture: Image.Image, words: str, font: str, *, top: float = 0.1, height: float = 0.6
) -> None:
    """Write words in white into a part of a picture, told in shares of its height."""
    wide, tall = picture.size
    size, lines = _fit(words, font, (round(wide * 0.76), round(tall * height)))
    face = ImageFont.truetype(font, size)
    step = size * LEADING
    y = tall * (top + height / 2) - len(lines) * step / 2
    draw = ImageDraw.Draw(picture)
    for line in lines:
        draw.text((wide * 0.06, y + step / 2), line, font=face, fill=WHITE, anchor="lm")
        y += step


def _fit(words: str, font: str, box: tuple[int, int]) -> tuple[int, list[str]]:
    for size in range(min(box[1] // 2, box[0] // 9), 8, -1):
        lines = _wrap(words, ImageFont.truetype(font, size), box[0])
        if lines and len(lines) * size * LEADING <= box[1]:
            return size, lines
    return 9, [words]


def _wrap(words: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Break a text into lines; no lines where a word is wider than the width."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) <= width:
            lines[-1] = longer
        elif face.getlength(word) <= width:
            lines.append(word)
        else:
            return []
    return lines
