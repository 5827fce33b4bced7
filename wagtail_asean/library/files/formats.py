"""The sizes that banners, posters and the rest are made in, as the reference data lists them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language

from .. import reference_data

WEB = ("banner",)
PICTURE = ("banner", "social")
PRINT = ("poster", "standee", "street-banner", "vertical-banner", "panel")
HUNG = ("street-banner", "vertical-banner", "panel")
SIGN = ("led",)


@dataclass(frozen=True, kw_only=True)
class AssetFormat:
    """A size that a work is made in; `width` and `height` in `unit`."""

    code: str
    kind: str
    names: tuple[tuple[str, str], ...]
    width: int
    height: int
    unit: str
    min_pixels: tuple[int, int] | None

    def name(self) -> str:
        """Return the name in the language of the moment, or in English."""
        names = dict(self.names)
        return names.get((get_language() or "").split("-")[0], names["en"])

    def __str__(self) -> str:
        return f"{self.name()} ({self.width} × {self.height})" if self.unit == "px" else self.name()


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
            min_pixels=tuple(row["min_pixels"]) if row.get("min_pixels") else None,
        )
        for row in reference_data.read()["asset_formats"]
    }


def format_choices(kinds: Iterable[str]) -> list[tuple[str, str]]:
    """Return the formats of some kinds, with their size, for a form."""
    return [(found.code, str(found)) for found in asset_formats().values() if found.kind in kinds]


def format_name(code: str) -> str:
    """Return a format's name with its size; an unknown code as it is."""
    found = asset_formats().get(code)
    return str(found) if found else code


def codes_of(kinds: Iterable[str]) -> list[str]:
    """Return the codes of the formats of some kinds, in the order of the reference data."""
    return [found.code for found in asset_formats().values() if found.kind in kinds]


def picture_formats() -> list[tuple[str, str]]:
    """Return the formats of a banner's pictures, for a form."""
    return format_choices(PICTURE)


def print_formats() -> list[tuple[str, str]]:
    """Return the formats of a poster's files, for a form."""
    return format_choices(PRINT)


def hung_formats() -> list[tuple[str, str]]:
    """Return the formats in which a slogan is hung up, for a form."""
    return format_choices(HUNG)


def sign_formats() -> list[tuple[str, str]]:
    """Return the LED signs that a message can run on, for a form."""
    return format_choices(SIGN)
