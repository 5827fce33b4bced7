"""What a column holds at all, and what is to be marked these days.

Both change seldom and are on every view of a column, so they are looked up once a minute; see
COLUMN_CACHE_SECONDS. The names are those of the page's language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Case, CharField, Exists, Q, QuerySet, Value, When
from django.utils import timezone

from wagtail_asean.library.dates.windows import (
    mourning_at,
    occasion_day,
    occasion_windows,
    today,
)
from wagtail_asean.library.folding import fold
from wagtail_asean.library.models import AnnualTheme, Audience, MemberState, Occasion, Topic

from ..models import ListedEntry
from .memory import remember

Names = tuple[tuple[str, str], ...]
VOCABULARIES: dict[str, Any] = {"topic": Topic, "country": MemberState, "audience": Audience}


@dataclass(frozen=True, kw_only=True)
class Theme:
    """The theme of a year and the country that gave it."""

    year: int
    name: str
    chair: str


@dataclass(frozen=True, kw_only=True)
class Marked:
    """An occasion that is marked now; `day` is its own day where that is known."""

    code: str
    name: str
    description: str
    day: date | None


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The codes in use in a column with their names, and what these days are."""

    kinds: tuple[tuple[str, str], ...] = ()
    pillars: tuple[str, ...] = ()
    topics: Names = ()
    countries: Names = ()
    audiences: Names = ()
    themes: Names = ()
    occasions: Names = ()
    years: tuple[int, ...] = ()
    has_own: bool = False
    has_shared: bool = False
    has_dates: bool = False
    theme: Theme | None = None
    occasion: Marked | None = None


def overview(column: Any, entries: QuerySet[ListedEntry]) -> Overview:
    """Return the overview of a column with these entries."""
    return remember(
        f"overview:{column.pk}:{column.locale_id}:{today()}", lambda: _look(column, entries)
    )


def _look(column: Any, entries: QuerySet[ListedEntry]) -> Overview:
    rows = _rows(entries)
    codes: dict[str, set[str]] = {
        "topic": _codes(row["topics"] for row in rows),
        "country": _codes(row["countries"] for row in rows),
        "audience": _codes(row["audiences"] for row in rows),
    }
    years = {row["theme_year"] for row in rows if row["theme_year"]}
    themes = _themes(years, column.locale_id)
    current = themes.get(today().year)
    chairs = {current.chair} if current is not None and current.chair else set()
    names = _names({**codes, "country": codes["country"] | chairs}, column.locale_id)
    occasions = list(_occasions(column.locale_id))
    used = {row["occasion"] for row in rows}
    return Overview(
        kinds=tuple(sorted({(row["type"], row["kind"]) for row in rows})),
        pillars=tuple(sorted({row["pillar"] for row in rows if row["pillar"]})),
        topics=_sorted(codes["topic"], names["topic"]),
        countries=_sorted(codes["country"], names["country"]),
        audiences=_sorted(codes["audience"], names["audience"]),
        themes=tuple(
            (str(year), str(themes.get(year, year))) for year in sorted(years, reverse=True)
        ),
        occasions=_sorted(used - {""}, {found.code: found.name for found in occasions}),
        years=tuple(sorted({row["year"] for row in rows}, reverse=True)),
        has_own=any(row["is_own"] for row in rows),
        has_shared=any(not row["is_own"] for row in rows),
        has_dates=any(row["has_dates"] for row in rows),
        theme=_theme(current, names["country"]),
        occasion=_marked(occasions),
    )


# -- what there is ---------------------------------------------------------------------------


def _rows(entries: QuerySet[ListedEntry]) -> list[dict[str, Any]]:
    def told(condition: Q) -> Case:
        return Case(When(condition, then=True), default=False, output_field=BooleanField())

    rows = entries.order_by().annotate(
        is_own=told(Q(origin_site="", origin_url="")), has_dates=told(Q(starts_at__isnull=False))
    )
    labels = ("type", "kind", "pillar", "topics", "countries", "audiences")
    return list(
        rows.values(*labels, "theme_year", "occasion", "year", "is_own", "has_dates").distinct()
    )


def _codes(fields: Iterable[str]) -> set[str]:
    return {code for field in set(fields) for code in field.split("|") if code}


def _names(codes: dict[str, set[str]], locale_id: Any) -> dict[str, dict[str, str]]:
    """Return the terms' names, in one query; another language's where there is no better."""
    queries = [
        VOCABULARIES[vocabulary]
        .objects.filter(code__in=wanted)
        .order_by()
        .values_list(
            Value(vocabulary, output_field=CharField()),
            Case(When(locale_id=locale_id, then=1), default=0),
            "code",
            "name",
        )
        for vocabulary, wanted in codes.items()
        if wanted
    ]
    names: dict[str, dict[str, str]] = {vocabulary: {} for vocabulary in codes}
    if queries:
        rows = queries[0].union(*queries[1:], all=True) if queries[1:] else queries[0]
        # Those of the page's language come last, and stay.
        for vocabulary, _is_own, code, name in sorted(rows):
            names[vocabulary][code] = name
    return names


def _sorted(codes: Iterable[str], names: dict[str, str]) -> Names:
    pairs = ((code, names.get(code, code)) for code in codes)
    return tuple(sorted(pairs, key=lambda pair: (fold(pair[1]), pair[0])))


# -- what these days are ---------------------------------------------------------------------


def _themes(years: set[int], locale_id: Any) -> dict[int, AnnualTheme]:
    wanted = {*years, today().year}
    found = AnnualTheme.objects.filter(year__in=wanted, locale_id=locale_id, live=True)
    return {theme.year: theme for theme in found}


def _theme(theme: AnnualTheme | None, countries: dict[str, str]) -> Theme | None:
    if theme is None or not theme.name:
        return None
    chair = countries.get(theme.chair, theme.chair)
    return Theme(year=theme.year, name=theme.name, chair=chair)


def _occasions(locale_id: Any) -> QuerySet[Any]:
    """Return the occasions, each with whether it may not be marked because of a mourning."""
    found = Occasion.objects.filter(locale_id=locale_id, live=True)
    return found.annotate(is_mourning=Exists(mourning_at(timezone.now())))


def _marked(occasions: Iterable[Any]) -> Marked | None:
    """Return the most important of the occasions whose days these are.

    Of those that matter alike it is the one that is next; one that is over only where none is.
    """
    day, now = today(), timezone.now()
    found = []
    for occasion in occasions:
        spans = occasion_windows(occasion, day, day + timedelta(days=1))
        if occasion.is_mourning or not any(span.start <= now < span.end for span in spans):
            continue
        own = _own_day(occasion, day)
        away = abs((own - day).days) if own else 366
        is_over = own is not None and own < day
        found.append((occasion.priority or 9, is_over, away, occasion.name, occasion, own))
    if not found:
        return None
    occasion, own = min(found, key=lambda one: one[:4])[4:]
    return Marked(code=occasion.code, name=occasion.name, description=occasion.description, day=own)


def _own_day(occasion: Occasion, day: date) -> date | None:
    """Return that day of an occasion which is nearest to a day."""
    years = (day.year - 1, day.year, day.year + 1)
    days = [own for own in (occasion_day(occasion, year) for year in years) if own]
    return min(days, key=lambda own: abs((own - day).days), default=None)
