"""What the slots of a site show from now on: as planned, and as it would be after a choice.

Both come as rows of `Showing`; those of a choice that is only thought of are not saved.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone
from wagtail.models import Locale, Site

from ..dates.timeline import Span
from ..dates.windows import day_begins
from ..models import Banner, Placement, Showing
from .showings import Rules, horizon, refresh
from .slots import Slot


def planned(site: Site, locale: Locale) -> dict[str, list[Showing]]:
    """Return what each slot shows in a language from now on, by the slot's code."""
    rows = list(_planned(site, locale))
    if not rows:
        # A table that was never written, or not for over a year.
        refresh()
        rows = list(_planned(site, locale))
    found: dict[str, list[Showing]] = {}
    for row in rows:
        found.setdefault(row.slot, []).append(row)
    return found


def supposed(placement: Placement, slot: Slot) -> list[Showing]:
    """Return what a slot would show from now on with a placement, saved or not."""
    now = timezone.now()
    rules = Rules(now, horizon(now), supposed=placement)
    spans = rules.timeline(placement.site, slot, placement.locale)
    rows = [_row(placement, span) for span in spans]
    prefetch_related_objects(rows, *_told())
    return rows


def shown_between(rows: QuerySet[Showing], start: datetime, end: datetime) -> QuerySet[Showing]:
    """Keep the rows that say what was or is shown in some part of a time."""
    return rows.filter(starts_at__lt=end, ends_at__gt=start).prefetch_related(*_told())


def hidden_in_mourning(until: date) -> list[Banner]:
    """Return the banners that would leave their places if mourning lasted from now to a day."""
    festive = Q(banner__is_festive=True) | Q(
        reason=Showing.Reason.CAMPAIGN, campaign__is_festive=True
    )
    rows = Showing.objects.filter(
        festive, banner__isnull=False, ends_at__gt=timezone.now(), starts_at__lte=day_begins(until)
    )
    keys = rows.order_by().values("banner_id").distinct()
    return list(told_banners().filter(pk__in=keys).order_by("title"))


def told_banners() -> QuerySet[Any]:
    """Return the banners with what an editor is told of them, without their pictures."""
    return Banner.objects.select_related("locale").defer("pictures")


def _planned(site: Site, locale: Locale) -> Iterable[Showing]:
    rows = Showing.objects.filter(site=site, locale=locale, ends_at__gt=timezone.now())
    return rows.order_by("starts_at").prefetch_related(*_told())


def _told() -> tuple[Any, ...]:
    return Prefetch("banner", queryset=told_banners()), "campaign", "occasion"


def _row(placement: Placement, span: Span) -> Showing:
    return Showing(
        site=placement.site,
        slot=placement.slot,
        locale=placement.locale,
        starts_at=span.start,
        ends_at=span.end,
        banner_id=span.what.banner_id,
        reason=span.what.reason,
        campaign_id=span.what.campaign_id,
        occasion_id=span.what.occasion_id,
    )
