"""One site: how it stands and what stands in its way, and each item that it has told of."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy

from wagtail_asean.hub import carriage
from wagtail_asean.hub.models import Carriage, Change, Subscriber, Unit
from wagtail_asean.hub.standings import SiteState, head, with_state

from ..confirming import ConfirmView
from .listing import CarriageReport, say_delay, say_moment, say_reason
from .sites import say_contact, say_policy

SUBSCRIBERS = ModelPermissionPolicy(Subscriber)
UNITS = ModelPermissionPolicy(Unit)


class CarriedFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Carriage.STATES, empty_label=_("All")
    )

    class Meta:
        model = Carriage
        fields = ["state"]


class SiteView(CarriageReport):
    page_title = _("What it carries")
    header_icon = "site"
    url_name = "site"
    model = Carriage
    default_ordering = "-since"
    filterset_class = CarriedFilterSet
    summary_template_name = "wagtail_asean_hub/carriage/site_summary.html"
    export_filename = "asean-site"
    title_name = "change"
    title_label = _("Item")
    empty = _("The site has not told of any item yet. It does so after its first run.")
    facts = (
        ("state_words", _("State"), "state"),
        ("version_words", _("Version"), "version"),
        ("since_words", _("Since"), "since"),
        ("delay_words", _("Delay"), "delay"),
        ("error_words", _("Reason"), None),
    )
    exported = {"url": _("Address")}

    @cached_property
    def subscriber(self) -> Any:
        """The site."""
        rows = Subscriber.objects.select_related("unit", "unit__level")
        return get_object_or_404(with_state(rows, head=self.head), pk=self.kwargs["pk"])

    @cached_property
    def head(self) -> int:
        """The newest change."""
        return head()

    def get_page_subtitle(self) -> str:
        return str(self.subscriber)

    def get_base_queryset(self) -> QuerySet[Carriage]:
        rows = Carriage.objects.filter(subscriber=self.subscriber).select_related("change")
        return rows.defer("change__announcement", "change__document")

    def row_url(self, row: Carriage) -> str:
        return reverse("asean_carriage:item", args=[row.change_id])

    def notes(self, row: Carriage) -> list[Any]:
        return [f"{row.change.type}, {row.change.locale}", row.url]

    def describe(self, row: Any) -> None:
        row.state_words = row.get_state_display()
        row.version_words = _say_version(row)
        row.since_words = say_moment(row.since)
        row.delay_words = say_delay(row.delay)
        row.error_words = say_reason(row.error, row.decision)

    def summarise(self) -> dict[str, Any]:
        site = self.subscriber
        rows = Carriage.objects.filter(subscriber=site).values_list("state")
        numbers = dict(rows.order_by().annotate(number=Count("pk")))
        told = Carriage.objects.filter(subscriber=site).values("change")
        place = site.read_up_to
        return {
            "site": site,
            "state": SiteState(site.site_state),
            "unseen": Change.objects.live().exclude(pk__in=told).count(),
            "lag": None if place is None else Change.objects.after(place).count(),
            "states": [
                (label, numbers[value]) for value, label in Carriage.STATES if value in numbers
            ],
            "policy": say_policy(site.policy),
            "contact": say_contact(site.unit),
            "unit_url": self._unit_url(),
            "languages": ", ".join(map(str, site.languages or [])),
            "software": sorted(dict(site.software or {}).items()),
            "can_change": SUBSCRIBERS.user_has_permission(self.request.user, "change"),
        }

    def _unit_url(self) -> str:
        """Return where the site's contact is entered, "" where there is none or nobody may."""
        unit = self.subscriber.unit
        if unit is None or not UNITS.user_has_permission(self.request.user, "change"):
            return ""
        return reverse("asean_units:edit", args=[unit.pk])


def _say_version(row: Carriage) -> str:
    if row.version == row.change.version:
        return str(row.version)
    return _("%(here)s of %(newest)s") % {"here": row.version, "newest": row.change.version}


class SiteActionView(ConfirmView):
    """Asks before something is done about a site, and goes back to its screen."""

    said: Any = ""

    @property
    def index_label(self) -> str:
        return str(self.object)

    @property
    def back_url(self) -> str:
        return reverse("asean_carriage:site", args=[self.object.pk])

    def get_page_subtitle(self) -> str:
        return ""

    def post(self, request, *args, **kwargs):
        self.act()
        log(instance=self.object, action="wagtail.edit", user=request.user)
        messages.success(request, self.said % {"name": self.object.name})
        return redirect(self.back_url)

    def act(self) -> None:
        raise NotImplementedError


class RepairView(SiteActionView):
    page_title = _("Repair")
    question = _("Let this site compare everything with the hub and repair what differs?")
    consequence = _(
        "It does so at its next run, and reports every item again. What the site has chosen for"
        " itself stays."
    )
    button_label = _("Yes, repair")
    said = _("“%(name)s” will compare and repair everything at its next run.")

    def act(self) -> None:
        carriage.ask_to_reconcile(self.object)


class OriginalView(SiteActionView):
    page_title = _("It is the original")
    question = _("Believe the next report that comes with the key of this site?")
    consequence = _(
        "Two sites have reported with the same key, so that neither was believed. First make sure"
        " that the copy is switched off, or is connected with a key of its own."
    )
    button_label = _("Yes, it is the original")
    said = _("The next report with the key of “%(name)s” is taken for that of the original.")

    def act(self) -> None:
        carriage.clear_suspicion(self.object)
