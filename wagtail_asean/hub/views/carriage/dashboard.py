"""The whole at a glance: how the sites stand, how fast things arrive, what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from wagtail_asean.hub.models import Subscriber, UnitLevel
from wagtail_asean.hub.standings import (
    SiteState,
    active_sites,
    branches,
    count_states,
    delays_by_week,
    head,
    in_branch,
    most_often,
    newest,
    software_in_use,
    with_state,
)
from wagtail_asean.protocol import ReceiptState

from .listing import say_delay

PROGRAMS = (
    ("wagtail_asean", "wagtail_asean"),
    ("wagtail", "Wagtail"),
    ("django", "Django"),
    ("python", "Python"),
)
CHART_HEIGHT, BAR_WIDTH, BAR_STEP = 120, 28, 40


class BranchField(forms.ModelChoiceField):
    """Chooses a unit that has others below it."""

    def label_from_instance(self, unit: Any) -> str:
        return "– " * (unit.depth - 1) + str(unit.name)


class DashboardForm(forms.Form):
    branch = BranchField(
        label=_("Branch"), queryset=branches(), required=False, empty_label=_("All")
    )
    level = forms.ModelChoiceField(
        label=_("Level"), queryset=UnitLevel.objects.all(), required=False, empty_label=_("All")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "asean-select"


@dataclass(frozen=True, kw_only=True)
class Share:
    """A part of a whole: its name, its number, and where more is said of it."""

    label: Any
    number: int
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A week of the chart of delays, with its place in the picture."""

    begins: Any
    delay: str
    arrivals: int
    x: int
    y: int
    height: int


class DashboardView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtail_asean_hub/carriage/dashboard.html"
    page_title = _("Who carries what")
    header_icon = "tasks"
    model: Any = None
    index_url_name = ""
    index_results_url_name = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @cached_property
    def form(self) -> DashboardForm:
        """The filters as they are asked for."""
        form = DashboardForm(self.request.GET)
        form.is_valid()
        return form

    @cached_property
    def sites(self) -> QuerySet[Subscriber]:
        """The sites that the filters leave."""
        chosen = self.form.cleaned_data
        sites = active_sites()
        if chosen.get("branch"):
            sites = in_branch(sites, chosen["branch"])
        if chosen.get("level"):
            sites = sites.filter(unit__level=chosen["level"])
        return sites

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        numbers = count_states(with_state(self.sites, head=head()), "site_state")
        total = sum(numbers.values())
        software = list(self.sites.order_by().values_list("software", flat=True))
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "total": total,
            "standings": [
                Share(label=state.label, number=numbers[state], url=self._sites_url(state))
                for state in reversed(SiteState)
            ],
            "newest": newest(self.sites),
            "bars": self._bars(),
            "chart_height": CHART_HEIGHT,
            "chart_width": BAR_STEP * len(self._weeks),
            "bar_width": BAR_WIDTH,
            "held": most_often(self.sites, ReceiptState.HELD),
            "failed": most_often(self.sites, ReceiptState.FAILED),
            "software": [
                (label, software_in_use(software, program)) for program, label in PROGRAMS
            ],
            "sites_url": self._sites_url(),
        }

    @cached_property
    def _weeks(self) -> list[Any]:
        return delays_by_week(self.sites)

    def _bars(self) -> list[Bar]:
        most = max((week.median or 0 for week in self._weeks), default=0) or 1
        bars = []
        for index, week in enumerate(self._weeks):
            height = round(CHART_HEIGHT * (week.median or 0) / most)
            height = max(height, 2) if week.median is not None else 0
            bars.append(
                Bar(
                    begins=week.begins,
                    delay=say_delay(week.median),
                    arrivals=week.arrivals,
                    x=index * BAR_STEP,
                    y=CHART_HEIGHT - height,
                    height=height,
                )
            )
        return bars

    def _sites_url(self, state: str = "") -> str:
        chosen = {name: self.request.GET.get(name, "") for name in ("branch", "level")}
        query = urlencode({k: v for k, v in {**chosen, "state": state}.items() if v})
        url = reverse("asean_carriage:sites")
        return f"{url}?{query}" if query else url
