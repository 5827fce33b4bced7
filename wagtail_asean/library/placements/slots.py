"""The named places of a site's pages in which banners stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_asean import conf

from ..files.formats import WEB, codes_of

# On screens up to this width (CSS pixels) the picture for phones is shown.
PHONE_WIDTH = 640
PHONE_FORMAT = "web-mobile"


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A place: its code, its name for editors, and the formats that fit it, the best first."""

    code: str
    label: Any
    formats: tuple[str, ...]


OWN = (
    Slot(code="header", label=_("Header"), formats=("web-hero", "web-wide")),
    Slot(code="home", label=_("Home page"), formats=("web-wide", "web-hero")),
    Slot(code="sidebar", label=_("Sidebar"), formats=("web-sidebar", "web-sidebar-tall")),
    Slot(code="footer", label=_("Footer"), formats=("web-leaderboard", "web-wide")),
)


def slots() -> dict[str, Slot]:
    """Return the package's places and those of the setting `BANNER_SLOTS`, by code."""
    found = {slot.code: slot for slot in OWN}
    for code, told in conf.settings.BANNER_SLOTS.items():
        known = found.get(code)
        found[code] = Slot(
            code=code,
            label=told.get("label", known.label if known else code),
            formats=tuple(told.get("formats", known.formats if known else codes_of(WEB))),
        )
    return found


def slot_choices() -> Iterable[tuple[str, Any]]:
    """Return the places, for a form."""
    return [(slot.code, slot.label) for slot in slots().values()]
