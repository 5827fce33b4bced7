"""How the sites stand and what they carry, as the office reads it. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Count, F, FilteredRelation, Q, QuerySet, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail_asean import conf
from wagtail_asean.moments import storable
from wagtail_asean.protocol import ReceiptState, Standing

from .models import Carriage, Change, Feed, Subscriber, Unit

UNSEEN = "unseen"
# The item is at the site: readers see it, or would if the site showed it.
ARRIVED = (ReceiptState.APPLIED.value, ReceiptState.HIDDEN.value)
# What a delay is counted for: a withdrawal has to arrive as well.
TIMED = (*ARRIVED, ReceiptState.WITHDRAWN.value)
WEEKS = 12


class SiteState(models.TextChoices):
    """How a site stands now, in one word; the first that holds."""

    COPY = "copy", _("may be a copy")
    SILENT = "silent", pgettext_lazy("of a site", "silent")
    UNHEARD = "unheard", _("has not reported yet")
    DIFFERS = "differs", _("differs")
    BEHIND = "behind", _("behind")
    TRUE = "true", pgettext_lazy("of a site", "true")


def active_sites() -> QuerySet[Subscriber]:
    """Return the sites that may read the feed."""
    return Subscriber.objects.filter(revoked_at=None)


def silent_before(days: int | None = None) -> datetime:
    """Return the moment since when a site must have been heard of not to count as silent."""
    days = conf.settings.SILENT_DAYS if days is None else days
    moment: datetime = storable(timezone.now() - timedelta(days=days))
    return moment


def with_state(
    sites: QuerySet[Subscriber], *, head: int, days: int | None = None
) -> QuerySet[Subscriber]:
    """Add to sites, as `site_state`, how they stand to a feed whose newest change is `head`."""
    before = silent_before(days)
    is_silent = Q(last_used_at__lt=before) | Q(last_used_at=None, created_at__lt=before)
    is_behind = Q(read_up_to=None) | ~Q(read_up_to=head) | Q(standing=Standing.BEHIND.value)
    return sites.annotate(
        site_state=Case(
            When(copy_suspected_at__isnull=False, then=Value(SiteState.COPY.value)),
            When(is_silent, then=Value(SiteState.SILENT.value)),
            When(Q(last_report_at=None) | Q(standing=""), then=Value(SiteState.UNHEARD.value)),
            When(standing=Standing.DIFFERS.value, then=Value(SiteState.DIFFERS.value)),
            When(is_behind, then=Value(SiteState.BEHIND.value)),
            default=Value(SiteState.TRUE.value),
            output_field=models.CharField(),
        )
    )


def with_item(sites: QuerySet[Subscriber], change: Change) -> QuerySet[Subscriber]:
    """Add to sites where one item stands there: `item_state`, `item_version` and so on."""
    here = FilteredRelation("carriages", condition=Q(carriages__change=change))
    return sites.annotate(
        here=here,
        item_state=Coalesce(F("here__state"), Value(UNSEEN)),
        item_version=F("here__version"),
        item_since=F("here__since"),
        item_delay=F("here__delay"),
        item_url=F("here__url"),
        item_decision=F("here__decision"),
        item_error=F("here__error"),
    )


def item_states() -> list[tuple[str, Any]]:
    """Return where an item may stand at a site, with the words for it."""
    return [*Carriage.STATES, (UNSEEN, _("not seen yet"))]


def branches() -> QuerySet[Unit]:
    """Return the units that have others below them, in the order of the tree."""
    return Unit.objects.filter(numchild__gt=0).order_by("path")


def in_branch(sites: QuerySet[Subscriber], unit: Unit) -> QuerySet[Subscriber]:
    """Return the sites of a unit and of all below it."""
    return sites.filter(unit__path__startswith=unit.path)


def median(delays: QuerySet[Carriage]) -> int | None:
    """Return the median of the delays in seconds, None where there is none."""
    timed = delays.filter(delay__isnull=False, state__in=TIMED).order_by("delay")
    count = timed.count()
    return timed.values_list("delay", flat=True)[(count - 1) // 2] if count else None


def count_states(sites: QuerySet[Subscriber], name: str) -> Counter[str]:
    """Count sites by one of the states that were added to them."""
    rows = sites.order_by().values_list(name).annotate(number=Count("pk"))
    return Counter(dict(rows))


@dataclass(frozen=True, kw_only=True)
class Week:
    """The median delay of what arrived in one week, in seconds, and of how many arrivals."""

    begins: datetime
    median: int | None = None
    arrivals: int = 0


def delays_by_week(sites: QuerySet[Subscriber], weeks: int = WEEKS) -> list[Week]:
    """Return the median delays of the last weeks, the oldest first, found in one query.

    The weeks are told to the database as moments, since MariaDB may not know the time zones.
    """
    now = timezone.now()
    begins = [storable(now - timedelta(weeks=back)) for back in range(weeks, 0, -1)]
    week = Case(
        *[
            When(since__gte=begin, then=Value(index))
            for index, begin in reversed(list(enumerate(begins)))
        ],
        output_field=models.IntegerField(),
    )
    timed = Carriage.objects.filter(
        subscriber__in=sites.order_by().values("pk"),
        since__gte=begins[0],
        since__lte=storable(now),
        delay__isnull=False,
        state__in=TIMED,
    )
    rows = (
        timed.annotate(week=week)
        .annotate(
            place=Window(RowNumber(), partition_by=F("week"), order_by=F("delay").asc()),
            number=Window(Count("pk"), partition_by=F("week")),
        )
        .filter(number__gte=F("place") * 2 - 1, number__lte=F("place") * 2)
        .values_list("week", "delay", "number")
    )
    found = {index: (delay, number) for index, delay, number in rows}
    return [
        Week(
            begins=begin,
            median=found[index][0] if index in found else None,
            arrivals=found[index][1] if index in found else 0,
        )
        for index, begin in enumerate(begins)
    ]


def most_often(sites: QuerySet[Subscriber], state: ReceiptState, limit: int = 10) -> list[Any]:
    """Return the live items that stand in a state at the most sites: `(pk, title, number)`."""
    rows = (
        Carriage.objects.filter(
            subscriber__in=sites.order_by().values("pk"),
            state=state.value,
            change__in=Change.objects.live().order_by().values("pk"),
        )
        .order_by()
        .values_list("change", "change__title")
        .annotate(number=Count("pk"))
    )
    return list(rows.order_by("-number", "change")[:limit])


def software_in_use(software: Iterable[Any], program: str) -> list[tuple[str, int]]:
    """Count the versions of one program, the commonest first."""
    versions = (one.get(program) for one in software if isinstance(one, dict))
    return Counter(version for version in versions if version).most_common()


@dataclass(frozen=True, kw_only=True)
class Newest:
    """The newest item, and how many sites carry it."""

    change: Change
    carriers: int


def newest(sites: QuerySet[Subscriber]) -> Newest | None:
    """Return the item that was put out last and who has it, None where nothing is out."""
    change = Change.objects.live().defer("announcement", "document").first()
    if change is None:
        return None
    carriers = Carriage.objects.filter(
        subscriber__in=sites.order_by().values("pk"),
        change=change,
        version=change.version,
        state__in=ARRIVED,
    ).count()
    return Newest(change=change, carriers=carriers)


def head() -> int:
    """Return the sequence of the newest change."""
    return Feed.objects.current().head
