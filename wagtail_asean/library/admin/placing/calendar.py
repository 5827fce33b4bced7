"""The calendar: what stands where from when to when, and what that follows from.

A month is told in lists, which read well aloud and on a phone; on a wide screen each entry has
a bar over the days beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Locale, Site

from ...dates.days import say_day
from ...dates.timeline import Span
from ...dates.windows import (
    day_begins,
    day_of,
    mourning_span,
    occasion_day,
    occasion_windows,
    pupils_window,
    today,
)
from ...inventory.catalogue import CATALOGUED
from ...inventory.states import state_of
from ...models import Campaign, MourningPeriod, Occasion, Placement, Showing
from ...placements.forecasts import shown_between
from ...placements.showings import horizon, refresh
from ...placements.slots import slot_choices, slots
from ..screens import Screen, ScreenViewSet, may_see
from .months import Days, Month
from .spans import say_last, say_span
from .telling import say_why

SEEN_BY = (*CATALOGUED, Placement, MourningPeriod)
# What stood for less was replaced while somebody was still choosing.
SHORTEST = timedelta(minutes=1)
TITLE = _("Calendar")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something in the month: what, from when to when, and the days of the month it takes."""

    title: str
    when: str
    days: Days
    detail: str = ""
    url: str | None = None
    # A word for the stylesheet.
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class Section:
    """Entries under a heading."""

    title: Any
    entries: list[Entry] = field(default_factory=list)
    empty: Any = ""


class CalendarForm(forms.Form):
    """What of the calendar is wanted; what is empty or unknown narrows nothing."""

    site = forms.ModelChoiceField(label=_("Site"), queryset=Site.objects.none(), empty_label=None)
    language = forms.ChoiceField(label=_("Language"), required=False)
    slot = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="asean-calendar-%s", **kwargs)
        fields: Any = self.fields
        fields["site"].queryset = Site.objects.all()
        locales = [(locale.language_code, str(locale)) for locale in Locale.objects.all()]
        fields["language"].choices = locales
        fields["slot"].choices = [("", _("All places")), *slot_choices()]
        if len(locales) < 2:
            del fields["language"]
        if Site.objects.count() < 2:
            del fields["site"]


class CalendarView(Screen):
    """One month of a site in a language."""

    template_name = "wagtail_asean_library/admin/calendar.html"
    any_permission_required = None
    header_icon = "date"
    page_title = TITLE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see(request.user, *SEEN_BY):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places = self.places()
        following = [self.mourning(), self.campaigns(), self.occasions()]
        return super().get_context_data(
            month=self.month,
            days=self.month.days,
            today=today(),
            this_month=Month.of(today()),
            previous_url=self.url_of(self.month.previous),
            today_url=self.url_of(Month.of(today())),
            next_url=self.url_of(self.month.next),
            form=self.form,
            places=places,
            following=following,
            is_empty=not any(one.entries for one in following) and _is_bare(places),
            is_planned=self.month.starts_at < horizon(timezone.now()),
            planned_until=say_last(horizon(timezone.now())),
            add_urls=self.add_urls(),
            **kwargs,
        )

    # -- what is wanted ------------------------------------------------------------------

    @cached_property
    def month(self) -> Month:
        """The month that is asked for, or else this one."""
        return Month.read(self.request.GET.get("month", "")) or Month.of(today())

    @cached_property
    def form(self) -> CalendarForm:
        """The filters, filled with what is shown."""
        wanted = {name: value for name, value in self.request.GET.items() if value}
        wanted.setdefault("language", Locale.get_default().language_code)
        site = Site.find_for_request(self.request) or Site.objects.first()
        if site is not None:
            wanted.setdefault("site", str(site.pk))
        form = CalendarForm(wanted)
        form.is_valid()
        return form

    @cached_property
    def site(self) -> Any:
        """The site that is shown."""
        fallback = Site.find_for_request(self.request) or Site.objects.first()
        return self.form.cleaned_data.get("site") or fallback

    @cached_property
    def locale(self) -> Locale:
        """The language that is shown."""
        code = self.form.cleaned_data.get("language")
        return Locale.objects.filter(language_code=code).first() or Locale.get_default()

    @cached_property
    def finder(self) -> AdminURLFinder:
        """Finds where this user may edit what is shown."""
        return AdminURLFinder(self.request.user)

    def url_of(self, month: Month) -> str:
        """Return the address of another month with the same filters."""
        kept = {
            name: self.request.GET[name]
            for name in ("site", "language", "slot")
            if self.request.GET.get(name)
        }
        return f"{reverse('asean_calendar:index')}?{urlencode({'month': str(month), **kept})}"

    def add_urls(self) -> list[tuple[str, Any]]:
        """Return where this user could make something that is shown here."""
        found = []
        for model in (Campaign, Occasion):
            viewset: Any = getattr(model, "snippet_viewset", None)
            if viewset and viewset.permission_policy.user_has_permission(self.request.user, "add"):
                found.append((reverse(viewset.get_url_name("add")), model._meta.verbose_name))
        return found

    # -- what there is -------------------------------------------------------------------

    def places(self) -> list[Section]:
        """Return what stands in each place, one section a place."""
        if not Showing.objects.filter(ends_at__gt=timezone.now()).exists():
            refresh()
        wanted = self.form.cleaned_data.get("slot")
        shown = [slot for slot in slots().values() if wanted in ("", None, slot.code)]
        rows = Showing.objects.filter(
            site=self.site, locale=self.locale, slot__in=[slot.code for slot in shown]
        ).order_by("starts_at", "pk")
        entries: dict[str, list[Entry]] = {}
        for row in _joined(shown_between(rows, self.month.starts_at, self.month.ends_at)):
            entries.setdefault(row.slot, []).extend(self._shown(row))
        return [Section(title=slot.label, entries=entries.get(slot.code, [])) for slot in shown]

    def campaigns(self) -> Section:
        """Return the campaigns of the month, with those that are not approved yet."""
        rows = Campaign.objects.filter(
            Q(effective_at=None) | Q(effective_at__lt=self.month.ends_at),
            Q(expires_at=None) | Q(expires_at__gt=self.month.starts_at),
            locale=self.locale,
        ).order_by("effective_at", "pk")
        entries = (
            self._entry(
                row,
                Span(start=row.effective_at, end=row.expires_at),
                detail=state_of(row).words,
                tone="campaign",
            )
            for row in rows.defer("works", "instructions")
        )
        return Section(
            title=_("Campaigns"),
            entries=[entry for entry in entries if entry],
            empty=_("No campaign runs in this month."),
        )

    def occasions(self) -> Section:
        """Return when the occasions are marked, with staff and with pupils."""
        entries = [
            entry
            for occasion in Occasion.objects.filter(live=True, locale=self.locale)
            for entry in self._marked(occasion)
        ]
        entries.sort(key=lambda entry: (entry.days.first, entry.title))
        return Section(
            title=_("Occasions"), entries=entries, empty=_("No occasion falls in this month.")
        )

    def mourning(self) -> Section:
        """Return the periods of national mourning."""
        rows = MourningPeriod.objects.filter(
            live=True,
            starts_on__lt=self.month.next.first_day,
            ends_on__gte=self.month.first_day,
        ).order_by("starts_on", "pk")
        found: dict[Any, MourningPeriod] = {}
        for row in rows:
            found.setdefault(row.translation_key, row)
        detail = gettext("What is festive is hidden.")
        entries = [
            self._entry(row, mourning_span(row), detail=detail, tone="mourning")
            for row in found.values()
        ]
        return Section(
            title=_("National mourning"),
            entries=[entry for entry in entries if entry],
            empty=_("No mourning in this month."),
        )

    def _shown(self, row: Showing) -> Iterator[Entry]:
        is_open = row.ends_at >= horizon(timezone.now())
        span = Span(start=row.starts_at, end=None if is_open else row.ends_at)
        entry = self._entry(
            row.banner,
            span,
            title=row.banner.title if row.banner else gettext("Nothing"),
            detail=say_why(row),
            tone="shown" if row.banner_id else "nothing",
        )
        if entry is not None:
            yield entry

    def _marked(self, occasion: Occasion) -> Iterator[Entry]:
        years = {self.month.year - 1, self.month.year, self.month.year + 1}
        pupils = {span for year in years for span in pupils_window(occasion, year)}
        last = self.month.next.first_day
        for span in sorted(
            occasion_windows(occasion, self.month.first_day, last), key=lambda span: span.start
        ):
            is_for_pupils = span in pupils
            entry = self._entry(
                occasion,
                span,
                detail=gettext("With pupils") if is_for_pupils else _day_of(occasion, span),
                tone="pupils" if is_for_pupils else "occasion",
            )
            if entry is not None:
                yield entry

    def _entry(
        self, thing: Any, span: Any, *, detail: str, tone: str, title: str = ""
    ) -> Entry | None:
        days = self.month.days_of(span.start, span.end)
        if days is None:
            return None
        return Entry(
            title=title or str(thing),
            when=say_span(span.start, span.end),
            days=days,
            detail=detail,
            url=self.finder.get_edit_url(thing) if thing is not None else None,
            tone=tone,
        )


class CalendarViewSet(ScreenViewSet):
    """The calendar in the menu of the library."""

    name = "asean_calendar"
    url_prefix = "asean-library/calendar"
    icon = menu_icon = "date"
    menu_label = TITLE
    models = SEEN_BY

    def get_urlpatterns(self) -> list[Any]:
        return [path("", CalendarView.as_view(), name="index")]


def _joined(rows: Iterable[Showing]) -> list[Showing]:
    """Make one row of neighbours that show the same, and leave out what nobody can have seen."""
    joined: dict[str, list[Showing]] = {}
    for row in rows:
        before = joined.setdefault(row.slot, [])
        if row.ends_at - row.starts_at < SHORTEST:
            continue
        if before and _same(before[-1], row):
            before[-1].ends_at = row.ends_at
        else:
            before.append(row)
    return [row for found in joined.values() for row in found]


def _same(before: Showing, row: Showing) -> bool:
    def seen(one: Showing) -> Any:
        return one.banner_id, one.reason, one.campaign_id, one.occasion_id

    return seen(before) == seen(row) and row.starts_at - before.ends_at < SHORTEST


def _day_of(occasion: Occasion, span: Span) -> str:
    """Say which day the days of an occasion are about."""
    for year in (day_of(span.start).year, day_of(span.end).year):
        day = occasion_day(occasion, year)
        if day is not None and span.start <= day_begins(day) < span.end:
            return gettext("The day itself: %(day)s") % {"day": say_day(day)}
    return ""


def _is_bare(places: list[Section]) -> bool:
    return all(entry.tone == "nothing" for place in places for entry in place.entries)
