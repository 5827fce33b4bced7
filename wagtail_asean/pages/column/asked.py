"""What a reader asks a column for, read out of an address and written into one.

    ?q=&section=&kind=&pillar=&topic=&country=&audience=&theme=&occasion=&year=&origin=

Lists and feeds of a column understand the same address. What can't be a value of its name is
ignored, as if it were not there; what can be one but fits nothing gives an empty list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from wagtail_asean.library.folding import fold

from ..choices import TYPES, WITH_KINDS
from . import listing

LONGEST_SEARCH = 100
MOST_WORDS = 10
OWN, HUB = "own", "hub"

_CODE = re.compile(r"\A[\w.-]{1,100}\Z")
_YEAR = re.compile(r"\A[12][0-9]{3}\Z", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked for; "" for what is not. `words` is the search as it was typed."""

    words: str = ""
    section: str = ""
    kind: str = ""
    pillar: str = ""
    topic: str = ""
    country: str = ""
    audience: str = ""
    theme: str = ""
    occasion: str = ""
    year: str = ""
    origin: str = ""

    @classmethod
    def of(cls, parameters: Mapping[str, Any]) -> Asked:
        """Read the parameters of an address, such as `request.GET`."""
        asked = {name: _read(name, parameters.get(_PARAMETERS.get(name, name))) for name in NAMES}
        return cls(**asked)

    @property
    def given(self) -> dict[str, str]:
        """The names and values of what is asked for."""
        return {name: getattr(self, name) for name in NAMES if getattr(self, name)}

    @property
    def is_empty(self) -> bool:
        """Tell whether everything is asked for."""
        return not self.given

    @property
    def folded_words(self) -> list[str]:
        """The words that are searched for, without marks; each is looked for by itself."""
        return list(dict.fromkeys(fold(self.words).split()))[:MOST_WORDS]

    def without(self, name: str) -> Asked:
        """Return what is asked for when one of it is left out."""
        return replace(self, **{name: ""})

    def query(self, page: int | None = None) -> str:
        """Return the query of an address that asks for the same, "" for everything."""
        asked = {_PARAMETERS.get(name, name): value for name, value in self.given.items()}
        if page is not None and page > 1:
            asked["page"] = str(page)
        return urlencode(asked)

    def apply(
        self, found: QuerySet[Any], column: Any, around: list[Any] | None = None
    ) -> QuerySet[Any]:
        """Keep those entries of a column, or of one of its sections, that are asked for.

        `around` are the columns around the column where they are known already.
        """
        if self.section:
            sections = listing.sections_called(column, self.section, around)
            found = found.filter(section_id__in=sections)
        for name, value in self.given.items():
            if name in _CONDITIONS:
                found = found.filter(_CONDITIONS[name](value))
        for word in self.folded_words:
            found = found.filter(text__contains=word)
        return found

    def rank(self, found: QuerySet[Any]) -> QuerySet[Any]:
        """Put those first whose title has all words that are searched for."""
        if not self.folded_words:
            return found
        in_title = Q()
        for word in self.folded_words:
            in_title &= Q(folded_title__contains=word)
        place = Case(When(in_title, then=Value(0)), default=Value(1), output_field=IntegerField())
        return found.order_by(place, "-published_at", "-page_id")


NAMES = tuple(field.name for field in fields(Asked))
# By another name in the address.
_PARAMETERS = {"words": "q"}


def _read(name: str, value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return _READERS.get(name, _code)(value)


def _search(text: str) -> str:
    letters = (" " if letter.isspace() else letter for letter in text[:LONGEST_SEARCH])
    words = " ".join("".join(c for c in letters if c.isprintable()).split())
    return words if fold(words) else ""


def _code(text: str) -> str:
    return text.strip() if _CODE.match(text.strip()) else ""


def _country(text: str) -> str:
    return _code(text).upper()


def _year(text: str) -> str:
    return text.strip() if _YEAR.match(text.strip()) else ""


def _origin(text: str) -> str:
    return text if text in (OWN, HUB) else ""


_READERS: dict[str, Callable[[str], str]] = {
    "words": _search,
    "country": _country,
    "theme": _year,
    "year": _year,
    "origin": _origin,
}


def _of_kind(code: str) -> Q:
    return Q(type=code) if code in TYPES else Q(kind=code, type__in=WITH_KINDS)


def _of_origin(origin: str) -> Q:
    is_own = Q(origin_site="", origin_url="")
    return is_own if origin == OWN else ~is_own


_CONDITIONS: dict[str, Callable[[str], Q]] = {
    "kind": _of_kind,
    "pillar": lambda code: Q(pillar=code),
    "topic": lambda code: Q(topics__contains=f"|{code}|"),
    "country": lambda code: Q(countries__contains=f"|{code}|"),
    "audience": lambda code: Q(audiences__contains=f"|{code}|"),
    "theme": lambda year: Q(theme_year=int(year)),
    "occasion": lambda code: Q(occasion=code),
    "year": lambda year: Q(year=int(year)),
    "origin": _of_origin,
}
