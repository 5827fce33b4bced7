"""Which units are looked at: by level, branch, existence, site, and words."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from wagtail_asean.hub.invitations import units_to_invite
from wagtail_asean.hub.models import Invitation, Subscriber, Unit, UnitLevel
from wagtail_asean.hub.units.verbs import today

from .unit_choosers import search_units

EXISTS, ENDED = "exists", "ended"
WITH_SITE, WITHOUT_SITE, INVITED = "with", "without", "invited"

EXISTS_WORD, ENDED_WORD = pgettext_lazy("of a unit", "exists"), pgettext_lazy("of a unit", "ended")
NO_SITE = _("no site")


class BranchChoiceField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, unit):
        return f"{'– ' * (unit.depth - 1)}{unit.name}"


class BranchFilter(django_filters.ModelChoiceFilter):
    field_class = BranchChoiceField


class UnitFilterSet(WagtailFilterSet):
    level = django_filters.ModelChoiceFilter(label=_("Level"), queryset=UnitLevel.objects.all())
    branch = BranchFilter(
        label=_("Below"), method="filter_branch", queryset=Unit.objects.filter(numchild__gt=0)
    )
    validity = django_filters.ChoiceFilter(
        label=_("Existence"),
        method="filter_validity",
        choices=[(EXISTS, EXISTS_WORD), (ENDED, ENDED_WORD)],
    )
    site = django_filters.ChoiceFilter(
        label=pgettext_lazy("that follows the hub", "Site"),
        method="filter_site",
        choices=[
            (WITH_SITE, _("has a site")),
            (WITHOUT_SITE, NO_SITE),
            (INVITED, _("has an open link")),
        ],
    )

    class Meta:
        model = Unit
        fields = ["level", "branch", "validity", "site"]

    def filter_branch(self, units, name, unit):
        return units.below(unit)

    def filter_validity(self, units, name, value):
        now = units.model.objects.valid_on(today()).values("pk")
        return units.filter(pk__in=now) if value == EXISTS else units.exclude(pk__in=now)

    def filter_site(self, units, name, value):
        if value == WITHOUT_SITE:
            return units_to_invite(units)
        if value == INVITED:
            return units.filter(pk__in=Invitation.objects.open().values("unit"))
        return units.filter(pk__in=Subscriber.objects.filter(revoked_at=None).values("unit"))


def chosen_units(request):
    """Return the units that the query of a request asks for, as the list shows them."""
    found = UnitFilterSet(request.GET, queryset=Unit.objects.all(), request=request).qs
    return search_units(found, request.GET.get("q", ""))
