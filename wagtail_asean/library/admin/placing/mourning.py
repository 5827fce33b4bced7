"""The switch for national mourning: hide what is festive from today, and end it.

It is turned in two steps, so that what will be hidden is seen before anything is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Locale
from wagtail.permission_policies import ModelPermissionPolicy

from ...dates.days import say_day
from ...dates.windows import mourning_span, today
from ...models import Banner, MourningPeriod
from ...placements import placing
from ...placements.forecasts import hidden_in_mourning
from ..listing.views import add_entries
from ..screens import Screen, may
from .spans import say_span

DECLARING = ("add", "publish")
ENDING = ("change", "publish")
INDEX = "asean_places:index"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A period of mourning that is running or comes, and where this user may end it."""

    period: MourningPeriod
    days: str
    is_running: bool
    url: str | None
    # "" where it is not this user's to end.
    end_url: str


class MourningForm(forms.Form):
    """Why, and until when."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=255,
        help_text=_(
            "For editors here and at the sites that follow this one; readers don't see it."
        ),
    )
    last_day = forms.DateField(
        label=_("Last day"),
        widget=AdminDateInput,
        help_text=_("On the day after it everything is shown again."),
    )

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day < today():
            raise forms.ValidationError(gettext("This day is over. Choose today or a later day."))
        return day


class MourningScreen(Screen):
    """A screen about national mourning, for those who may do all that is `needed`."""

    permission_policy = ModelPermissionPolicy(MourningPeriod)
    any_permission_required = None
    needed: tuple[str, ...]
    header_icon = "warning"
    trail = ((INDEX, _("Where banners stand")),)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may(request.user, MourningPeriod, *self.needed):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class DeclareView(MourningScreen):
    """Hides what is festive from today on, after it was seen what that is."""

    template_name = "wagtail_asean_library/admin/placements_mourning.html"
    needed = DECLARING
    page_title = _("National mourning")

    @cached_property
    def form(self) -> MourningForm:
        """The form as it was sent, or an empty one."""
        return MourningForm(self.request.POST or None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_ready = self.form.is_bound and self.form.is_valid()
        last_day = self.form.cleaned_data["last_day"] if is_ready else today()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "form": self.form,
            "is_ready": is_ready,
            "last_day": say_day(last_day),
            "hidden": told_hidden(last_day, self.request.user),
            "back_url": reverse(INDEX),
            "media": self.form.media,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "confirmed" not in request.POST or not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        data = self.form.cleaned_data
        period = placing.declare_mourning(
            data["reason"], data["last_day"], locale=Locale.get_default(), user=request.user
        )
        said = gettext("Festive banners are hidden: %(days)s.") % {"days": _days(period)}
        messages.success(request, said)
        return redirect(INDEX)


class EndView(MourningScreen):
    """Ends a period of mourning now."""

    template_name = "wagtail_asean_library/admin/placements_mourning_end.html"
    needed = ENDING
    page_title = _("End the mourning now")

    @cached_property
    def period(self) -> MourningPeriod:
        """The period to end: one of this site, published and not over."""
        periods = MourningPeriod.objects.filter(live=True, origin_site="", ends_on__gte=today())
        return get_object_or_404(periods, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.period.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "period": self.period,
            "days": _days(self.period),
            "back_url": reverse(INDEX),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        placing.end_mourning(self.period, user=request.user)
        said = gettext("“%(title)s” is over. Festive banners are shown again.")
        messages.success(request, said % {"title": self.period.title})
        return redirect(INDEX)


def notices(user: Any) -> list[Notice]:
    """Return the periods of mourning that are not over, each once, the earliest first."""
    finder = AdminURLFinder(user)
    may_end = may(user, MourningPeriod, *ENDING)
    found: dict[Any, MourningPeriod] = {}
    periods = MourningPeriod.objects.filter(live=True, ends_on__gte=today())
    for period in periods.order_by("starts_on", "pk"):
        found.setdefault(period.translation_key, period)
    return [_notice(period, finder, may_end=may_end) for period in found.values()]


def told_hidden(last_day: date, user: Any) -> list[tuple[Banner, str | None]]:
    """Return the banners that mourning to a day would hide, with where each is edited."""
    finder = AdminURLFinder(user)
    banners = add_entries(hidden_in_mourning(last_day), Banner)
    return [(banner, finder.get_edit_url(banner)) for banner in banners]


def _notice(period: MourningPeriod, finder: AdminURLFinder, *, may_end: bool) -> Notice:
    end_url = reverse("asean_places:end_mourning", args=[period.pk])
    return Notice(
        period=period,
        days=_days(period),
        is_running=period.starts_on <= today(),
        url=finder.get_edit_url(period),
        end_url=end_url if may_end and not period.origin_site else "",
    )


def _days(period: MourningPeriod) -> str:
    span = mourning_span(period)
    return say_span(span.start, span.end)
