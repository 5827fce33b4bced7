"""The screens of ours in the admin, found from its menu, and Wagtail's own to compare them with.

Most of a screen of ours is drawn by Wagtail. Where axe-core finds something there, it is Wagtail's
if the same kind of element breaks the same rule on a screen that has nothing of ours. What stands
in our own markup is never excused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urlsplit

from .accessibility import Violation, find_violations
from .public_pages import EXCESS, HEIGHT, NARROW, WIDE, Finding

# A list, forms with the fields that ours have, and a report: beginnings of addresses below the
# admin's own.
WAGTAILS_SCREENS = (
    "users/",
    "images/",
    "images/add/",
    "groups/new/",
    "pages/{home}/edit/",
    "pages/add/plain/homepage/{home}/",
    "reports/site-history/",
)
# What Wagtail shows about any model; it is not ours to mend.
WAGTAILS = re.compile(r"/(delete|history|usage|revisions|unpublish|workflow[a-z-]*)/")
NUMBER = re.compile(r"(?<=/)(\d+|[0-9a-f]{8}-[0-9a-f-]{27})(?=/)")
# Screens behind a button that opens a list of further ones, or behind a screen behind the menu's.
BEHIND = (
    "asean-hub/units/new/",
    "asean-hub/units/import/",
    "asean-hub/signing-keys/rotate/",
    "asean-hub/subscribers/ask/",
    "asean-items/",
    "asean_subscriptions/import/",
)
SIDEBAR = "#wagtail-sidebar"
MENU_LINKS = f"{SIDEBAR} a[href*='asean']"
CONTENT_LINKS = "main a[href*='asean']"
WAYS = (("light", WIDE), ("dark", NARROW))
# Colours that are on their way from light to dark are no colours to measure.
STILL = "*, ::before, ::after { transition: none !important; animation: none !important; }"
# wagtailadmin/shared/workflow_action_modal.html puts each field into a list without <li>; no
# screen of Wagtail's alone has that dialog, it belongs to what is in a workflow.
IN_DIALOGS = {("list", "ul", "fields", "")}
# Wagtail's map of a form: how near its button is to a link, and whether the map itself scrolls,
# depends on how long the form is, and the forms of Wagtail's own screens are short.
ON_LONG_FORMS = {
    ("target-size", "button", "w-minimap__toggle", ""),
    ("scrollable-region-focusable", "ol", "w-minimap__list", ""),
}


def find_screens(page: Any, admin: str, met: set[str]) -> Iterator[str]:
    """Open each screen of ours that the menu leads to, and one of each kind behind those.

    Yields the address when the screen stands on the page; leaves out the kinds in `met`.
    """
    from playwright.sync_api import Error as PlaywrightError

    page.goto(admin)
    page.wait_for_selector(MENU_LINKS, state="attached")
    entries = _fresh(page, MENU_LINKS, met)
    entries += [admin + name for name in BEHIND if _is_new(f"/{admin}{name}", met)]
    for entry in entries:
        if not page.goto(entry).ok:
            # The site has no such app.
            continue
        behind = _fresh(page, CONTENT_LINKS, met)
        yield entry
        for address in behind:
            try:
                page.goto(address)
            except PlaywrightError as error:
                if "Download is starting" not in error.message:
                    raise
                continue
            yield address


def look_at_screen(page: Any) -> Iterator[tuple[str, Violation]]:
    """Yield what breaks a rule on the screen that is open, and how it was looked at."""
    # What is there to be printed has no frame of Wagtail's around it.
    if page.locator(SIDEBAR).count():
        page.wait_for_selector(f"{SIDEBAR} a", state="attached")
    page.add_style_tag(content=STILL)
    for scheme, width in WAYS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for violation in find_violations(page):
            yield f"{scheme}, {width} px", violation


def wagtails_own(page: Any, admin: str, home: str) -> set[tuple[str, ...]]:
    """Return what breaks rules on screens that are Wagtail's alone."""
    own = IN_DIALOGS | ON_LONG_FORMS
    for name in WAGTAILS_SCREENS:
        page.goto(admin + name.format(home=home))
        own |= {violation.outline for _how, violation in look_at_screen(page)}
    return own


def find_ours(page: Any, own: set[tuple[str, ...]]) -> list[Finding]:
    """Return what on the open screen is ours to mend; scrolling sideways is, too."""
    found = [
        Finding(page.url, how, violation)
        for how, violation in look_at_screen(page)
        if violation.is_marked or violation.outline not in own
    ]
    if excess := page.evaluate(EXCESS):
        found.append(Finding(page.url, f"{NARROW} px", f"{excess} px too wide"))
    return found


def told(findings: list[Finding]) -> str:
    """Write what was found, each thing once."""
    return "\n" + "\n".join(dict.fromkeys(map(str, findings)))


def _fresh(page: Any, selector: str, met: set[str]) -> list[str]:
    """Return the addresses of links whose kind of screen was not met before."""
    found = []
    for href in page.eval_on_selector_all(selector, "links => links.map(link => link.href)"):
        address = urldefrag(href).url
        if _is_new(urlsplit(address).path, met):
            found.append(address)
    return found


def _is_new(path: str, met: set[str]) -> bool:
    kind = NUMBER.sub("#", path)
    if kind in met or WAGTAILS.search(kind):
        return False
    met.add(kind)
    return True
