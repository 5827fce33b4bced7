"""Which browser looks at the pages: the system's own, nothing is downloaded."""

from __future__ import annotations

import os
import shutil

SETTING = "ASEAN_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class NoBrowser(Exception):
    """There is nothing to look with; the text says what to install."""


def find_browser() -> str:
    """Return the path of a Chromium or Chrome; raise `NoBrowser` where there is none."""
    chosen = os.environ.get(SETTING)
    found = next(filter(None, map(shutil.which, [chosen] if chosen else NAMES)), None)
    if found:
        return found
    if chosen:
        raise NoBrowser(f"{SETTING} is {chosen!r}, and no program answers to that name.")
    raise NoBrowser(
        "The browser tests need Chromium or Chrome. On Debian or Ubuntu: apt install chromium; or"
        f" name yours, for example: make test-browser {SETTING}=/opt/chrome/chrome"
    )
