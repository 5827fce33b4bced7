"""A month of the calendar: its days, its neighbours, and how something lies in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ...dates.windows import day_begins, day_of

FIRST_YEAR, LAST_YEAR = 2000, 2099
_WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Days:
    """The days of a month that something takes, both included."""

    first: int
    last: int


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month that a day lies in."""
        return cls(year=day.year, month=day.month)

    @classmethod
    def read(cls, text: str) -> Month | None:
        """Return the month that is written as in 2027-08, None where none is."""
        found = _WRITTEN.fullmatch(text)
        if found is None:
            return None
        year, month = int(found[1]), int(found[2])
        is_month = FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12
        return cls(year=year, month=month) if is_month else None

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def first_day(self) -> date:
        """The first day."""
        return date(self.year, self.month, 1)

    @property
    def next(self) -> Month:
        """The month after."""
        return Month.of(self.first_day + timedelta(days=31))

    @property
    def previous(self) -> Month:
        """The month before."""
        return Month.of(self.first_day - timedelta(days=1))

    @property
    def starts_at(self) -> datetime:
        """The moment at which the month begins here."""
        return day_begins(self.first_day)

    @property
    def ends_at(self) -> datetime:
        """The moment at which the next month begins here."""
        return day_begins(self.next.first_day)

    @property
    def days(self) -> list[date]:
        """All days."""
        count = (self.next.first_day - self.first_day).days
        return [self.first_day + timedelta(days=later) for later in range(count)]

    def days_of(self, start: datetime | None, end: datetime | None) -> Days | None:
        """Return the days that something takes in this month, None for none; None is open."""
        begin = max(start or self.starts_at, self.starts_at)
        finish = min(end or self.ends_at, self.ends_at)
        if begin >= finish:
            return None
        return Days(first=day_of(begin).day, last=day_of(finish - timedelta(microseconds=1)).day)
