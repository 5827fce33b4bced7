"""What the vocabulary says of a member state, ready to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail_asean.library.dates.days import say_day, say_yearly_day

from .languages import direction_of, language_name, with_script


@dataclass(frozen=True)
class OwnName:
    """What a country calls itself in one of its languages."""

    text: str
    lang: str
    direction: str
    language: str


@dataclass(frozen=True)
class CountryFacts:
    """The facts on a member state in the language of the moment; "" is what nobody has given."""

    code: str
    name: str
    official_name: str
    own_names: tuple[OwnName, ...]
    capital: str
    languages: tuple[str, ...]
    currency: str
    national_day: str
    joined: str


def read_facts(state: Any) -> CountryFacts:
    """Return the facts on a `MemberState`."""
    official = state.official_name if state.official_name != state.name else ""
    return CountryFacts(
        code=state.code,
        name=state.name,
        official_name=official,
        own_names=tuple(_own_name(entry) for entry in state.native_names if entry.get("name")),
        capital=state.capital,
        languages=tuple(language_name(tag) for tag in state.languages),
        currency=state.currency,
        national_day=say_yearly_day(state.national_day),
        joined=say_day(state.joined) if state.joined else "",
    )


def _own_name(entry: dict[str, str]) -> OwnName:
    lang = with_script(entry.get("lang", ""), entry.get("script", ""))
    return OwnName(
        text=entry["name"], lang=lang, direction=direction_of(lang), language=language_name(lang)
    )
