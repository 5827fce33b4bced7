"""When an occasion is marked: the days around it, each year, and the pupils' days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from ..models import MourningPeriod, Occasion
from .timeline import Span

# A day is the site's, whatever time zone the editor at work has chosen for the admin.


def day_begins(day: date) -> datetime:
    """Return the moment at which a day begins here, as this site stores moments."""
    moment = datetime.combine(day, time.min)
    if not settings.USE_TZ:
        return moment
    return timezone.make_aware(moment, timezone.get_default_timezone())


def day_of(moment: datetime) -> date:
    """Return the day that a moment lies in here."""
    return at_the_site(moment).date()


def at_the_site(moment: datetime) -> datetime:
    """Return a moment with the day and the hour that it has here."""
    if timezone.is_naive(moment):
        return moment
    return timezone.localtime(moment, timezone.get_default_timezone())


def today() -> date:
    """Return the day that it is here."""
    return day_of(timezone.now())


def occasion_windows(occasion: Occasion, start: date, end: date) -> list[Span]:
    """Return the spans between two days in which an occasion is marked, for staff and pupils."""
    spans = []
    for year in range(start.year - 1, end.year + 2):
        day = occasion_day(occasion, year)
        if day is not None:
            before = timedelta(days=occasion.days_before or 0)
            after = timedelta(days=occasion.days_after or 0)
            spans.append(_days(day - before, day + after))
        spans += pupils_window(occasion, year)
    first, last = day_begins(start), day_begins(end)
    return [span for span in spans if span.end > first and span.start < last]


def occasion_day(occasion: Occasion, year: int) -> date | None:
    """Return the day of an occasion in a year, None where it is not known."""
    for text in occasion.dates:
        if text.startswith(f"{year:04}-"):
            return date.fromisoformat(text)
    return _in_year(occasion.month_day, year)


def pupils_window(occasion: Occasion, year: int) -> list[Span]:
    """Return the span of the pupils' days that begin in a year, or nothing."""
    first = _in_year(occasion.pupils_from, year)
    last = _in_year(occasion.pupils_until, year)
    if first is None or last is None:
        return []
    if last < first:
        last = _in_year(occasion.pupils_until, year + 1) or first
    return [_days(first, last)]


def mourning_span(period: MourningPeriod) -> Span:
    """Return the time of a period of mourning, its last day included."""
    return _days(period.starts_on, period.ends_on)


def mourning_at(moment: datetime) -> QuerySet[MourningPeriod]:
    """Return the periods of national mourning that a moment lies in."""
    day = day_of(moment)
    return MourningPeriod.objects.filter(live=True, starts_on__lte=day, ends_on__gte=day)


def _days(first: date, last: date) -> Span:
    return Span(start=day_begins(first), end=day_begins(last + timedelta(days=1)))


def _in_year(month_day: str, year: int) -> date | None:
    if not month_day:
        return None
    month, day = (int(part) for part in month_day.split("-"))
    # 29 February is marked on the 28th in other years.
    return date(year, month, min(day, 28) if month == 2 and not _is_leap(year) else day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
