"""Pictures of every kind of page, for people to look at: `make screenshots`.

Taken of the same pages that the browser tests look at, at both widths, in light and dark, into
`build/screenshots/<site>/`; `sheet-<n>.png` shows many of them side by side.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import sync_playwright

from .chromium import find_browser
from .demonstration import demonstration
from .public_pages import HEIGHT, SCHEMES, WIDTHS, worth_a_look

FOLDER = Path(__file__).resolve().parent.parent.parent / "build" / "screenshots"
LONGEST = 4000
THUMBNAIL = (420, 900)
NOT_IN_A_NAME = re.compile(r"[^\w]+")
COLUMNS, ROWS = 5, 2


def main() -> int:
    """Take the pictures; return the exit status."""
    with sync_playwright() as playwright, demonstration() as sites:
        browser = playwright.chromium.launch(executable_path=find_browser())
        for site, home in sites.items():
            context = browser.new_context()
            taken = list(_take(context, home, FOLDER / site))
            context.close()
            _lay_out(taken, FOLDER / site)
            print(f"{len(taken)} pictures in {FOLDER / site}")
        browser.close()
    return 0


def _take(context: Any, home: str, folder: Path) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    page = context.new_page()
    for document in worth_a_look(context.request, home):
        parts = urlsplit(document.address)
        name = NOT_IN_A_NAME.sub("-", f"{parts.path}-{parts.query}").strip("-")[-60:] or "home"
        for width in WIDTHS:
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": HEIGHT})
                page.goto(document.address)
                path = folder / f"{name}-{width}-{scheme}.png"
                height = min(page.evaluate("document.documentElement.scrollHeight"), LONGEST)
                page.set_viewport_size({"width": width, "height": height})
                page.screenshot(path=path)
                yield path


def _lay_out(taken: list[Path], folder: Path) -> None:
    """Put the pictures on sheets, to look at many at once."""
    size = COLUMNS * ROWS
    for number, start in enumerate(range(0, len(taken), size)):
        sheet = Image.new("RGB", (COLUMNS * THUMBNAIL[0], ROWS * THUMBNAIL[1]), "white")
        for place, path in enumerate(taken[start : start + size]):
            picture = Image.open(path).convert("RGB")
            picture.thumbnail(THUMBNAIL)
            row, column = divmod(place, COLUMNS)
            sheet.paste(picture, (column * THUMBNAIL[0], row * THUMBNAIL[1]))
        sheet.save(folder / f"sheet-{number}.png")


if __name__ == "__main__":
    sys.exit(main())
