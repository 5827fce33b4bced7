"""What there is to plant: a column, its sections and the page of the library, with their texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from wagtail.models import Locale

from wagtail_asean.library.actions import FALLBACK, LANGUAGES
from wagtail_asean.library.setup import Level


@dataclass(frozen=True)
class Outline:
    """A page to plant: its texts by language, and who has its pages last before they appear."""

    code: str
    title: Mapping[str, str]
    slug: Mapping[str, str]
    summary: Mapping[str, str]
    at_school: bool
    # The last step of the workflow of its pages (`setup.Role.code`).
    last_step: str = ""


@cache
def _read() -> dict[str, Any]:
    text = files("wagtail_asean.pages").joinpath("data/sections.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def column() -> Outline:
    """Return the outline of the column itself."""
    return Outline(**{"last_step": "head", **_read()["column"]})


def sections(level: Level) -> list[Outline]:
    """Return the outlines of the sections: at a school a few, at the Department all."""
    found = [Outline(**values) for values in _read()["sections"]]
    return [outline for outline in found if level is Level.DEPARTMENT or outline.at_school]


def library(level: Level) -> Outline | None:
    """Return the outline of the library's page, which the Department has."""
    outline = Outline(**_read()["library"])
    return outline if level is Level.DEPARTMENT or outline.at_school else None


def speaks(locale: Locale) -> bool:
    """Tell whether the outlines have texts in the language of a locale."""
    return _language(locale) in LANGUAGES


def in_language(texts: Mapping[str, str], locale: Locale) -> str:
    """Return a text in the language of a locale, in English where it has none in that."""
    return texts[_language(locale) if speaks(locale) else FALLBACK]


def _language(locale: Locale) -> str:
    return str(locale.language_code).split("-")[0].lower()
