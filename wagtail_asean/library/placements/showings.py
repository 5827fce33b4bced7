"""Who fills which slot when: the rules, and the table that holds what they say.

A slot shows the site's own choice, else the campaign of these days, else the banner of the
occasion, else nothing; what is festive is left out in mourning, and a slot that was switched off
stays empty. `refresh` paints this for the coming year and is called whenever something changes
that the rules look at, in the same transaction. Showing a banner is then one query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Locale, Site

from ..dates import windows
from ..dates.timeline import Span, paint, without
from ..models import Banner, Campaign, MourningPeriod, Occasion, Placement, Showing
from .slots import Slot, slots

MONTHS_AHEAD = timedelta(days=430)
GENERATION = "wagtail_asean_library.generation"

_APP = "wagtail_asean_library"
# What of a banner the rules read; its pictures are in their own rows.
_READ = (
    "series",
    "locale",
    "occasion",
    "effective_at",
    "expires_at",
    "first_published_at",
    "is_festive",
)

Reason = Showing.Reason


@dataclass(frozen=True)
class Shown:
    """What a span shows, and why."""

    banner_id: int | None
    reason: str
    campaign_id: int | None = None
    occasion_id: int | None = None


class Rules:
    """All that the rules look at, read once; a `supposed` placement takes its row's place."""

    def __init__(
        self, start: datetime, end: datetime, *, supposed: Placement | None = None
    ) -> None:
        self.start, self.end = start, end
        self.campaigns = list(
            Campaign.objects.filter(live=True, is_approved=True)
            .exclude(expires_at__lte=start)
            .order_by("priority", "-effective_at", "pk")
        )
        self.occasions = {row.pk: row for row in Occasion.objects.filter(live=True)}
        first, last = windows.day_of(start), windows.day_of(end)
        self.days = {
            occasion.pk: windows.occasion_windows(occasion, first, last)
            for occasion in self.occasions.values()
        }
        periods = MourningPeriod.objects.filter(live=True, ends_on__gte=windows.day_of(start))
        # Mourning is one, in whatever language it was announced.
        self.mourning = [windows.mourning_span(period) for period in periods]
        self.placements = {
            (row.site_id, row.slot, row.locale_id): row
            for row in Placement.objects.select_related("banner").defer("banner__pictures")
        }
        if supposed is not None:
            self.placements[supposed.site_id, supposed.slot, supposed.locale_id] = supposed
        self.series_of = self._series_of_members()
        self.banners = self._banners()

    def _series_of_members(self) -> dict[Any, Any]:
        """Return the series of the banners that campaigns consist of, by their keys."""
        keys = {key for campaign in self.campaigns for key in campaign.member_keys("banner")}
        return dict(Banner.objects.filter(pk__in=keys).values_list("pk", "series")) if keys else {}

    def _banners(self) -> list[Banner]:
        """Return the banners that could be shown, the newest first."""
        series = {row.banner.series for row in self.placements.values() if row.banner}
        series.update(self.series_of.values())
        banners = Banner.objects.filter(
            Q(occasion__isnull=False) | Q(series__in=series), live=True, is_approved=True
        ).exclude(expires_at__lte=self.start)
        found = banners.newest_first().only(*_READ).prefetch_related("picture_rows")
        return [banner for banner in found if banner.picture_rows.all()]

    # -- one slot ------------------------------------------------------------------------

    def timeline(self, site: Site, slot: Slot, locale: Locale) -> list[Span]:
        """Return what a slot of a site shows in a language, from the start to the end."""
        placement = self.placements.get((site.pk, slot.code, locale.pk))
        if placement is not None and placement.is_off:
            return [Span(start=self.start, end=self.end, what=Shown(None, Reason.OFF))]
        layers = [*self._layers(placement, slot, locale)]
        mourned = [
            Span(start=span.start, end=span.end, what=Shown(None, Reason.MOURNING))
            for span in self.mourning
        ]
        nothing = Span(start=self.start, end=self.end, what=Shown(None, Reason.NOTHING))
        return paint(self.start, self.end, [*layers, *mourned, nothing])

    def _layers(self, placement: Placement | None, slot: Slot, locale: Locale) -> Iterator[Span]:
        if placement is not None and placement.banner is not None:
            for banner in self._editions(placement.banner):
                yield from self._spans(banner, None, Shown(banner.pk, Reason.CHOICE))
        fitting = [
            banner
            for banner in self.banners
            if banner.locale_id == locale.pk and _fits(banner, slot)
        ]
        yield from self._of_campaigns(fitting, slot, locale)
        yield from self._of_occasions(fitting)

    def _of_campaigns(self, fitting: list[Banner], slot: Slot, locale: Locale) -> Iterator[Span]:
        for campaign in self.campaigns:
            if campaign.locale_id != locale.pk:
                continue
            begin, finish = campaign.effective_at or self.start, campaign.expires_at or self.end
            days = [Span(start=begin, end=finish)]
            if campaign.is_festive:
                days = without(days, self.mourning)
            members = {self.series_of.get(key) for key in campaign.member_keys("banner")}
            for banner in _best_first(fitting, slot):
                if banner.series in members:
                    shown = Shown(banner.pk, Reason.CAMPAIGN, campaign_id=campaign.pk)
                    yield from self._spans(banner, days, shown)

    def _of_occasions(self, fitting: list[Banner]) -> Iterator[Span]:
        ranked = sorted(
            (banner for banner in fitting if banner.occasion_id in self.occasions),
            key=lambda banner: self.occasions[banner.occasion_id].priority or 9,
        )
        for banner in ranked:
            occasion = self.occasions[banner.occasion_id]
            shown = Shown(banner.pk, Reason.OCCASION, occasion_id=occasion.pk)
            yield from self._spans(banner, self.days[occasion.pk], shown)

    def _editions(self, chosen: Banner) -> list[Banner]:
        """Return the editions of a chosen banner that may be shown, the newest first."""
        editions = [
            banner
            for banner in self.banners
            if banner.series == chosen.series and banner.locale_id == chosen.locale_id
        ]
        return sorted(editions, key=_edition, reverse=True)

    def _spans(self, banner: Banner, within: list[Span] | None, shown: Shown) -> Iterator[Span]:
        own = Span(
            start=banner.effective_at or self.start, end=banner.expires_at or self.end, what=shown
        )
        spans = [own]
        if within is not None:
            spans = [
                Span(start=max(own.start, span.start), end=min(own.end, span.end), what=shown)
                for span in within
            ]
        spans = [span for span in spans if span.start < span.end]
        yield from without(spans, self.mourning) if banner.is_festive else spans


def _edition(banner: Banner) -> tuple[bool, Any, Any]:
    """Return what orders the editions of a banner: since when they are for, or came out."""
    since = banner.effective_at or banner.first_published_at
    return since is not None, since, banner.pk


def _fits(banner: Banner, slot: Slot) -> bool:
    return any(row.format in slot.formats for row in banner.picture_rows.all())


def _best_first(banners: list[Banner], slot: Slot) -> list[Banner]:
    """Order by how well a banner fits the slot; those that fit alike stay in their order."""

    def rank(banner: Banner) -> int:
        formats = [row.format for row in banner.picture_rows.all()]
        return min(slot.formats.index(code) for code in formats if code in slot.formats)

    return sorted(banners, key=rank)


# -- the table -----------------------------------------------------------------------------


def refresh() -> None:
    """Write what every slot shows from now on; what has been shown stays."""
    with transaction.atomic():
        _wait_for_others()
        now = timezone.now()
        rules = Rules(now, horizon(now))
        stored = _stored(now)
        for site, slot, locale in places():
            rows = stored.get((site.pk, slot.code, locale.pk), [])
            _write(site, slot, locale, rows, rules.timeline(site, slot, locale))
    transaction.on_commit(forget_cached)


def horizon(now: datetime) -> datetime:
    """Return until when the table is written: the first day of a month, over a year ahead."""
    return windows.day_begins(windows.day_of(now + MONTHS_AHEAD).replace(day=1))


def places() -> Iterable[tuple[Site, Slot, Locale]]:
    """Return every slot of every site in every language."""
    locales = list(Locale.objects.all())
    return [
        (site, slot, locale)
        for site in Site.objects.all()
        for slot in slots().values()
        for locale in locales
    ]


def _wait_for_others() -> None:
    """Let one transaction at a time write the table, so that each sees what those before wrote.

    It locks the row of the table's content type, which nothing else does; SQLite has a lock for
    all writers.
    """
    if connection.features.has_select_for_update:
        list(ContentType.objects.select_for_update().filter(model="showing", app_label=_APP))


def _stored(now: datetime) -> dict[tuple[Any, str, Any], list[Showing]]:
    stored: dict[tuple[Any, str, Any], list[Showing]] = {}
    for row in Showing.objects.filter(ends_at__gt=now).order_by("starts_at"):
        stored.setdefault((row.site_id, row.slot, row.locale_id), []).append(row)
    return stored


def _write(
    site: Site, slot: Slot, locale: Locale, rows: list[Showing], timeline: list[Span]
) -> None:
    """Replace what was planned by what is planned now; the row that is running goes on or ends."""
    if rows and rows[0].starts_at <= timeline[0].start and _shown(rows[0]) == timeline[0].what:
        timeline = [replace(timeline[0], start=rows[0].starts_at), *timeline[1:]]
    if [(row.starts_at, row.ends_at, _shown(row)) for row in rows] == [
        (span.start, span.end, span.what) for span in timeline
    ]:
        return
    start = timeline[0].start
    begun = [row.pk for row in rows if row.starts_at < start]
    Showing.objects.filter(pk__in=begun).update(ends_at=start)
    Showing.objects.filter(pk__in=[row.pk for row in rows if row.pk not in begun]).delete()
    Showing.objects.bulk_create(
        Showing(
            site=site,
            slot=slot.code,
            locale=locale,
            starts_at=span.start,
            ends_at=span.end,
            banner_id=span.what.banner_id,
            reason=span.what.reason,
            campaign_id=span.what.campaign_id,
            occasion_id=span.what.occasion_id,
        )
        for span in timeline
    )


def _shown(row: Showing) -> Shown:
    return Shown(row.banner_id, row.reason, row.campaign_id, row.occasion_id)


def generation() -> Any:
    """Return the mark that all cached banners carry; it changes with every `refresh`."""
    return cache.get(GENERATION, 0)


def forget_cached() -> None:
    """Make every cached banner stale, on all processes that share the cache."""
    cache.set(GENERATION, uuid4().hex, None)
