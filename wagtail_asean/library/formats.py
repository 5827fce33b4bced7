"""The formats of banners and pictures for social networks, as the reference data lists them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language

from . import reference_data

DISPLAY_KIND = "banner"
BANNER_KINDS = (DISPLAY_KIND, "social")


@dataclass(frozen=True, kw_only=True)
class AssetFormat:
    """A size that a picture is made in; `width` and `height` in `unit`."""

    code: str
    kind: str
    names: tuple[tuple[str, str], ...]
    width: int
    height: int
    unit: str

    def name(self) -> str:
        """Return the name in the language of the moment, or in English."""
        names = dict(self.names)
        return names.get((get_language() or "").split("-")[0], names["en"])


@cache
def asset_formats() -> dict[str, AssetFormat]:
    """Return all formats by code."""
    return {
        row["code"]: AssetFormat(
            code=row["code"],
            kind=row["kind"],
            names=(("vi", row["name_vi"]), ("en", row["name_en"])),
            width=row["width"],
            height=row["height"],
            unit=row["unit"],
        )
        for row in reference_data.read()["asset_formats"]
    }


def banner_format_choices() -> list[tuple[str, str]]:
    """Return the formats that a banner may have, with their size, for a form."""
    return [
        (found.code, f"{found.name()} ({found.width} × {found.height})")
        for found in asset_formats().values()
        if found.kind in BANNER_KINDS
    ]


def display_formats() -> list[str]:
    """Return the codes of the formats that stand on a web page."""
    return [found.code for found in asset_formats().values() if found.kind == DISPLAY_KIND]
