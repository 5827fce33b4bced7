"""What the previews of the kinds show beside the object itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ..dates.days import say_day
from ..dates.occasion_years import coming_years
from ..dates.windows import day_of, today
from ..files.formats import AssetFormat, asset_formats
from ..models import Campaign, LedMessage, MourningPeriod, Occasion, Poster, Slogan
from .lettering import Lettering, lay_out

# Shown for a slogan that is meant for any format, and for a sign of which nothing is known.
ANY_FORMAT = ("bang-ron-4x1", "phuon-0.8x2.5", "pano-3x4")
ANY_SIGN = "led-p10-96x16"
# A sign of fewer rows of points shows one line, which runs.
ROWS_FOR_LINES = 64


@dataclass(frozen=True, kw_only=True)
class Surface:
    """What words stand on: its name, and the words laid out on it."""

    name: str
    lettering: Lettering
    runs: bool = False

    @property
    def capital_centimetres(self) -> int:
        """How high the capitals are on a surface that is measured in millimetres."""
        return round(self.lettering.capital_height / 10)


def preview_facts(instance: Any) -> dict[str, Any]:
    """Return what the preview of an object needs, by the names its template knows."""
    make: Callable[[Any], dict[str, Any]] | None = FACTS.get(type(instance))
    return make(instance) if make else {}


def _of_slogan(slogan: Slogan) -> dict[str, Any]:
    codes = [slogan.format] if slogan.format in asset_formats() else ANY_FORMAT
    return {"surfaces": [_surface(asset_formats()[code], slogan.text) for code in codes]}


def _of_led_message(message: LedMessage) -> dict[str, Any]:
    found = asset_formats().get(message.format)
    sign = found if found and found.unit == "px" else asset_formats()[ANY_SIGN]
    if sign.height >= ROWS_FOR_LINES:
        return {"surfaces": [_surface(sign, message.text)]}
    # The line is laid out as if the sign were as long as the text.
    line = lay_out(message.text.replace(" ", "\u00a0"), sign.height * 1000, sign.height)
    lettering = Lettering(width=sign.width, height=sign.height, size=line.size, lines=line.lines)
    return {"surfaces": [Surface(name=sign.name(), lettering=lettering, runs=True)]}


def _of_poster(poster: Poster) -> dict[str, Any]:
    formats = asset_formats()
    files = [
        {"format": formats[code].name() if code in formats else code, "document": document}
        for code, document in poster.documents()
    ]
    return {"files": files, "image": poster.preview}


def _of_campaign(campaign: Campaign) -> dict[str, Any]:
    first = say_day(day_of(campaign.effective_at)) if campaign.effective_at else ""
    # What ends at midnight is last shown on the day before.
    end = campaign.expires_at and day_of(campaign.expires_at - timedelta(seconds=1))
    works = [child.value for child in campaign.works if child.block_type != "unsupported"]
    members = [
        {"work": work, "image": work.thumbnail(), "kind": work._meta.verbose_name}
        for work in works
        if work is not None
    ]
    return {"members": members, "first": first, "last": say_day(end) if end else ""}


def _of_mourning(period: MourningPeriod) -> dict[str, Any]:
    if not period.starts_on or not period.ends_on:
        return {"days": 0}
    return {
        "days": (period.ends_on - period.starts_on).days + 1,
        "first": say_day(period.starts_on),
        "last": say_day(period.ends_on),
    }


def _of_occasion(occasion: Occasion) -> dict[str, Any]:
    return {"years": coming_years(occasion, today())}


def _surface(found: AssetFormat, text: str) -> Surface:
    return Surface(name=found.name(), lettering=lay_out(text, found.width, found.height))


FACTS: dict[type[Any], Callable[[Any], dict[str, Any]]] = {
    Slogan: _of_slogan,
    LedMessage: _of_led_message,
    Poster: _of_poster,
    Campaign: _of_campaign,
    MourningPeriod: _of_mourning,
    Occasion: _of_occasion,
}
