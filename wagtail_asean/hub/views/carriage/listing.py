"""What the lists of carriage share: filters, columns that a phone can read, spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import django_filters
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from wagtail_asean.hub.models import Subscriber, UnitLevel
from wagtail_asean.hub.standings import branches, in_branch
from wagtail_asean.listings import WIDE, StackedTitleColumn

from ..exports import PlainExportMixin

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60


class BranchFilter(django_filters.ModelChoiceFilter):
    """Chooses a unit that has others below it, as far in as it lies in the tree."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Branch"), queryset=lambda request: branches(), method="filter_branch", **kwargs
        )
        self.extra["empty_label"] = _("All")

    @property
    def field(self) -> Any:
        field = super().field
        field.label_from_instance = lambda unit: "– " * (unit.depth - 1) + unit.name
        return field


class SiteFilterSet(WagtailFilterSet):
    """Filters sites by where their unit lies in the tree, and by its level."""

    branch = BranchFilter()
    level = django_filters.ModelChoiceFilter(
        label=_("Level"),
        field_name="unit__level",
        queryset=lambda request: UnitLevel.objects.all(),
        empty_label=_("All"),
    )

    class Meta:
        model = Subscriber
        fields: list[str] = []

    def filter_branch(self, queryset, name, value):
        return in_branch(queryset, value)


class CarriageReport(PlainExportMixin, ReportView):
    """A list with a summary above it, which can be taken along as a spreadsheet.

    `facts` are its columns besides the first: attribute, label, what it is ordered by.
    """

    template_name = "wagtail_asean_hub/carriage/listing.html"
    summary_template_name = ""
    paginate_by = 50
    is_searchable = False
    facts: tuple[tuple[str, Any, str | None], ...] = ()
    title_name = "name"
    title_label: Any = pgettext_lazy("that follows the hub", "Site")
    # Attributes that only the spreadsheet has.
    exported: dict[str, Any] = {}
    # What an empty list says that nobody has narrowed.
    empty: Any = ""
    url_name = ""

    @cached_property
    def index_url(self) -> str:
        return reverse(f"asean_carriage:{self.url_name}", kwargs=self.kwargs)

    @cached_property
    def index_results_url(self) -> str:
        return reverse(f"asean_carriage:{self.url_name}_results", kwargs=self.kwargs)

    @cached_property
    def columns(self) -> list[Any]:
        title = StackedTitleColumn(
            self.title_name,
            label=self.title_label,
            sort_key=self.title_name,
            get_url=self.row_url,
            notes=self.notes,
            facts=self.told,
        )
        others = [
            Column(name, label=label, sort_key=sort_key, classname=WIDE)
            for name, label, sort_key in self.facts
        ]
        return [title, *others]

    @cached_property
    def no_results_message(self) -> str:
        is_narrowed = self.is_searching or self.is_filtering
        return str(self.empty) if self.empty and not is_narrowed else super().no_results_message

    def row_url(self, row: Any) -> str | None:
        """Return where more is said of a row."""
        return None

    def notes(self, row: Any) -> list[Any]:
        """Return what stands under the first column."""
        return []

    def told(self, row: Any) -> Iterator[str]:
        """Return what a narrow screen shows under the first column."""
        for name, label, _sort_key in self.facts:
            value = getattr(row, name)
            if value not in ("", None):
                yield f"{label}: {value}"

    @property
    def list_export(self) -> list[str]:
        return [*self.export_headings]

    @cached_property
    def export_headings(self) -> dict[str, Any]:
        facts = {name: label for name, label, _sort_key in self.facts}
        return {self.title_name: self.title_label, **facts, **self.exported}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if not self.results_only and not self.is_export:
            context |= self.summarise()
        return context

    def summarise(self) -> dict[str, Any]:
        """Return what the summary shows."""
        return {}

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        for row in object_list:
            self.describe(row)
        return object_list

    def describe(self, row: Any) -> None:
        """Give a row what the columns show."""


def say_moment(value: datetime | None) -> str:
    """Write a stored time for a column."""
    if value is None:
        return ""
    if timezone.is_aware(value):
        value = timezone.localtime(value)
    return date_format(value, "SHORT_DATETIME_FORMAT")


def say_delay(seconds: int | None) -> str:
    """Write a number of seconds as people say it, in its two largest parts at most."""
    if seconds is None:
        return ""
    if seconds < MINUTE:
        return gettext("less than a minute")
    if seconds < HOUR:
        number = round(seconds / MINUTE)
        return ngettext("%(number)s minute", "%(number)s minutes", number) % {"number": number}
    if seconds < 2 * DAY:
        number = round(seconds / HOUR)
        return ngettext("%(number)s hour", "%(number)s hours", number) % {"number": number}
    number = round(seconds / DAY)
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}


# Why a site does not take an item, as its receipts name it.
_REASONS = {
    "language": _("the site has not this language"),
    "type": _("the site does not know this type"),
    "own": _("it comes from that site itself"),
    "selection": _("the site has not chosen it"),
    "declined": _("somebody there has declined it"),
}


def say_reason(error: str, decision: str) -> str:
    """Say why an item stands at a site as it does: the error, else the decision in words."""
    return error or str(_REASONS.get(decision, decision))
