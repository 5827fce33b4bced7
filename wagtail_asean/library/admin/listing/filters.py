"""By what the lists of the library are filtered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import BigIntegerField, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Locale

from ...files.formats import hung_formats, picture_formats, print_formats, sign_formats
from ...inventory import catalogue
from ...models import (
    AnnualTheme,
    Audience,
    Banner,
    Campaign,
    LedMessage,
    MemberState,
    MourningPeriod,
    Occasion,
    Poster,
    Slogan,
    SourceOutlet,
    Topic,
)
from .progress import Progress, keep

ORIGINS = (("own", _("Our own")), ("hub", _("From the hub")))


def occasion_choices() -> list[tuple[str, str]]:
    """Return the occasions by code, each once, in the active language where it has a name there."""
    names: dict[str, str] = {}
    active = Locale.get_active().pk
    rows = Occasion.objects.values_list("code", "name", "locale_id")
    for code, name, locale_id in rows:
        if locale_id == active or code not in names:
            names[code] = name
    return list(names.items())


class OriginFilterSet(WagtailFilterSet):
    """Filters by where something was made."""

    origin = django_filters.ChoiceFilter(
        label=_("Where from"), choices=ORIGINS, method="keep_origin", empty_label=_("All")
    )

    def keep_origin(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(origin_site="") if value == "own" else rows.exclude(origin_site="")


class WorkFilterSet(OriginFilterSet):
    """Filters the works of a kind, or the campaigns."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Progress.choices, method="keep_state", empty_label=_("All")
    )
    occasion = django_filters.ChoiceFilter(
        label=_("Occasion"),
        field_name="occasion__code",
        choices=occasion_choices,
        empty_label=_("All"),
    )

    def keep_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return keep(rows, value)

    def keep_format(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return found_in(rows, catalogue.search(kinds=[rows.model.kind], format=value))


def found_in(rows: QuerySet[Any], entries: QuerySet[Any]) -> QuerySet[Any]:
    """Keep the works that have one of these catalogue entries."""
    return rows.filter(pk__in=entries.values_list(Cast("object_id", BigIntegerField())))


def _filters(work: Any, formats: Callable[[], list[tuple[str, str]]]) -> type[WorkFilterSet]:
    class FilterSet(WorkFilterSet):
        format = django_filters.ChoiceFilter(
            label=_("Size"), choices=formats, method="keep_format", empty_label=_("All")
        )

        class Meta:
            model = work
            fields: list[str] = []

    return FilterSet


BannerFilterSet = _filters(Banner, picture_formats)
PosterFilterSet = _filters(Poster, print_formats)
SloganFilterSet = _filters(Slogan, hung_formats)
LedMessageFilterSet = _filters(LedMessage, sign_formats)


class CampaignFilterSet(WorkFilterSet):
    """Filters the campaigns."""

    class Meta:
        model = Campaign
        fields: list[str] = []


def _plain_filters(term: Any, *names: str) -> type[OriginFilterSet]:
    class FilterSet(OriginFilterSet):
        class Meta:
            model = term
            fields = [*names, "live"]

    return FilterSet


OccasionFilterSet = _plain_filters(Occasion, "scope")
AnnualThemeFilterSet = _plain_filters(AnnualTheme)
MemberStateFilterSet = _plain_filters(MemberState)
TopicFilterSet = _plain_filters(Topic, "group")
AudienceFilterSet = _plain_filters(Audience)
SourceOutletFilterSet = _plain_filters(SourceOutlet, "trust")
MourningPeriodFilterSet = _plain_filters(MourningPeriod)
