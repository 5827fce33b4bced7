"""An occasion in the coming years, for people to read: its day, and when it is marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.utils.translation import gettext as _

from ..models import Occasion
from .days import say_day
from .timeline import Span
from .windows import day_of, occasion_day, pupils_window

YEARS = 3
# A day that moves may be entered for some years only.
LOOK_AHEAD = 10


@dataclass(frozen=True, kw_only=True)
class OccasionYear:
    """One year of an occasion; all days are included."""

    day: date | None
    first: date | None
    last: date | None
    pupils_first: date | None = None
    pupils_last: date | None = None

    def sentences(self) -> Iterator[str]:
        """Say when it is marked, and when with the pupils."""
        if self.day and self.first and self.last:
            yield _("From %(first)s to %(last)s, for %(day)s.") % {
                "first": say_day(self.first),
                "last": say_day(self.last),
                "day": say_day(self.day),
            }
        if self.pupils_first and self.pupils_last:
            days = {"first": say_day(self.pupils_first), "last": say_day(self.pupils_last)}
            yield _("For the pupils from %(first)s to %(last)s.") % days


def coming_years(occasion: Occasion, today: date) -> list[OccasionYear]:
    """Return the next years in which an occasion is marked, this year while it is not over."""
    years = (_in_year(occasion, today.year + later) for later in range(LOOK_AHEAD))
    found = (year for year in years if year is not None and _last_day(year) >= today)
    return list(islice(found, YEARS))


def _in_year(occasion: Occasion, year: int) -> OccasionYear | None:
    day = occasion_day(occasion, year)
    spans = pupils_window(occasion, year)
    if day is None and not spans:
        return None
    pupils_first, pupils_last = _days_of(spans[0]) if spans else (None, None)
    return OccasionYear(
        day=day,
        first=day and day - timedelta(days=occasion.days_before or 0),
        last=day and day + timedelta(days=occasion.days_after or 0),
        pupils_first=pupils_first,
        pupils_last=pupils_last,
    )


def _days_of(span: Span) -> tuple[date, date]:
    return day_of(span.start), day_of(span.end) - timedelta(days=1)


def _last_day(year: OccasionYear) -> date:
    return max(day for day in (year.last, year.pupils_last) if day is not None)
