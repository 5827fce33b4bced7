"""All sites: how each stands, how far it has read, what runs there, and whom to call."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_asean.hub.models import Change, Subscriber
from wagtail_asean.hub.standings import SiteState, active_sites, head, with_state

from .listing import CarriageReport, SiteFilterSet, say_moment


class SitesFilterSet(SiteFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("Standing"),
        field_name="site_state",
        choices=SiteState.choices,
        empty_label=_("All"),
    )


class SitesView(CarriageReport):
    page_title = pgettext_lazy("that follow the hub", "Sites")
    header_icon = "site"
    url_name = "sites"
    model = Subscriber
    default_ordering = "name"
    filterset_class = SitesFilterSet
    is_searchable = True
    search_fields = ["name", "site_url"]
    search_backend_name = None
    export_filename = "asean-sites"
    facts = (
        ("state_words", _("Standing"), "site_state"),
        ("lag_words", _("Changes not read yet"), None),
        ("heard_at", _("Last contact"), "last_used_at"),
        ("set_aside_words", _("Failed"), "set_aside"),
        ("policy_words", _("What is new"), "policy"),
        ("contact", _("Contact"), None),
    )
    exported = {
        "unit_code": _("Code of the unit"),
        "level_name": _("Level"),
        "site_url": _("Address of the site"),
        "carried": _("Items carried"),
        "last_error": _("Last error"),
        "protocol": _("Protocol"),
        "package": "wagtail_asean",
        "wagtail": "Wagtail",
        "django": "Django",
        "python": "Python",
    }

    def get_base_queryset(self) -> QuerySet[Subscriber]:
        sites = active_sites().select_related("unit", "unit__level")
        return with_state(sites, head=self.head)

    @cached_property
    def head(self) -> int:
        """The newest change."""
        return head()

    @cached_property
    def sequences(self) -> list[int]:
        """The places of all items in the feed."""
        return list(Change.objects.order_by("sequence").values_list("sequence", flat=True))

    def row_url(self, row: Subscriber) -> str:
        return reverse("asean_carriage:site", args=[row.pk])

    def notes(self, row: Subscriber) -> list[Any]:
        unit = row.unit
        return [unit.name] if unit is not None and unit.name != row.name else []

    def describe(self, row: Any) -> None:
        unit, software = row.unit, row.software if isinstance(row.software, dict) else {}
        row.state_words = str(SiteState(row.site_state).label)
        row.lag_words = self._lag(row)
        row.heard_at = say_moment(row.last_used_at)
        row.set_aside_words = row.set_aside or ""
        row.policy_words = say_policy(row.policy)
        row.contact = say_contact(unit)
        row.unit_code = unit.code if unit else ""
        row.level_name = str(unit.level or "") if unit else ""
        row.package = software.get("wagtail_asean", "")
        for program in ("wagtail", "django", "python"):
            setattr(row, program, software.get(program, ""))

    def _lag(self, row: Subscriber) -> int | str:
        if row.read_up_to is None:
            return ""
        if row.read_up_to == self.head:
            return 0
        return len(self.sequences) - bisect_right(self.sequences, row.read_up_to)


_POLICIES = {
    "follow": _("Follows the hub"),
    "follow-small": _("Follows small corrections, asks about the rest"),
    "ask": _("Asks first"),
}


def say_policy(policy: str) -> str:
    """Write a site's policy; one that this version does not know as the site names it."""
    return str(_POLICIES.get(policy, policy))


def say_contact(unit: Any) -> str:
    """Write whom to call at a unit."""
    if unit is None:
        return ""
    parts = (unit.contact_name, unit.contact_email, unit.contact_phone)
    return ", ".join(part for part in parts if part)
