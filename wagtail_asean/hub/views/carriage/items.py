"""One item: which version of it is at which site, since when, and who has never seen it."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail_asean.hub.models import Carriage, Change, Subscriber
from wagtail_asean.hub.standings import (
    active_sites,
    count_states,
    item_states,
    median,
    with_item,
)

from .listing import CarriageReport, SiteFilterSet, say_delay, say_moment, say_reason
from .sites import say_contact


class ItemFilterSet(SiteFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), field_name="item_state", choices=item_states, empty_label=_("All")
    )


class ItemView(CarriageReport):
    page_title = _("Who carries it")
    header_icon = "list-ul"
    url_name = "item"
    model = Subscriber
    default_ordering = "name"
    filterset_class = ItemFilterSet
    summary_template_name = "wagtail_asean_hub/carriage/item_summary.html"
    export_filename = "asean-item"
    facts = (
        ("state_words", _("State"), "item_state"),
        ("version_words", _("Version"), "item_version"),
        ("since_words", _("Since"), "item_since"),
        ("delay_words", _("Delay"), "item_delay"),
        ("error_words", _("Reason"), None),
    )
    exported = {
        "item_url": _("Address"),
        "contact": _("Contact"),
    }

    @cached_property
    def change(self) -> Change:
        """The item."""
        rows = Change.objects.defer("announcement", "document")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.change)

    def get_base_queryset(self) -> QuerySet[Subscriber]:
        return with_item(active_sites().select_related("unit"), self.change)

    def row_url(self, row: Subscriber) -> str:
        return reverse("asean_carriage:site", args=[row.pk])

    def notes(self, row: Any) -> list[Any]:
        return [row.item_url] if row.item_url else []

    def describe(self, row: Any) -> None:
        row.state_words = str(self.words[row.item_state])
        row.version_words = row.item_version or ""
        row.since_words = say_moment(row.item_since)
        row.delay_words = say_delay(row.item_delay)
        row.error_words = say_reason(row.item_error or "", row.item_decision or "")
        row.contact = say_contact(row.unit)

    @cached_property
    def words(self) -> dict[str, Any]:
        """The words for where an item may stand."""
        return dict(item_states())

    def summarise(self) -> dict[str, Any]:
        # What the filters leave, in whichever state: the states are what is counted.
        sites = self.get_base_queryset()
        numbers = count_states(sites, "item_state")
        carriages = Carriage.objects.filter(change=self.change, subscriber__revoked_at=None)
        newest = carriages.filter(version=self.change.version).count()
        total = sum(numbers.values())
        return {
            "change": self.change,
            "total": total,
            "newest": newest,
            "states": [(label, numbers[value]) for value, label in item_states() if numbers[value]],
            "median": say_delay(median(carriages)),
        }
