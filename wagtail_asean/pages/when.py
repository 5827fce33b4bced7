"""When something takes place: what is over and what is not, and how a day is written.

A public portal in Viet Nam writes “Thứ năm, 16/09/2027, 15:23”. Django's own words for Vietnamese
are others (“Thứ 5”, “15:23 Ngày 16 tháng 9 năm 2027”), and its English is American.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import Enum

from django.utils.dateformat import format as format_date
from django.utils.translation import get_language

from wagtail_asean.library.dates.windows import at_the_site, day_begins, day_of
from wagtail_asean.moments import aware

VIETNAMESE_WEEKDAYS = (
    "Thứ hai",
    "Thứ ba",
    "Thứ tư",
    "Thứ năm",
    "Thứ sáu",
    "Thứ bảy",
    "Chủ nhật",
)


class Phase(str, Enum):
    """Where a moment lies to something that begins and ends."""

    AHEAD = "ahead"
    NOW = "now"
    OVER = "over"


def phase_at(at: datetime, *, start: datetime, end: datetime) -> Phase:
    """Tell whether something is still ahead at a moment, takes place, or is over."""
    if at < start:
        return Phase.AHEAD
    return Phase.NOW if at < end else Phase.OVER


def end_of_day(moment: datetime) -> datetime:
    """Return the moment at which the day of a moment is over."""
    return day_begins(day_of(moment) + timedelta(days=1))


def words_of_day(day: date) -> str:
    """Return a day with its weekday, as the language of the moment writes it."""
    if _is_vietnamese():
        return f"{VIETNAMESE_WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"
    return format_date(day, "l j F Y")


def words_of_hour(moment: datetime) -> str:
    """Return the time of day of a moment, that of the site."""
    return f"{at_the_site(moment):%H:%M}"


def words_of_moment(moment: datetime) -> str:
    """Return the day, with its weekday, and the time of a moment."""
    return f"{words_of_day(day_of(moment))}, {words_of_hour(moment)}"


def machine_form(moment: datetime) -> str:
    """Return a moment as HTML's `time` wants it, with the offset of the site."""
    return at_the_site(aware(moment)).isoformat(timespec="minutes")


def _is_vietnamese() -> bool:
    return (get_language() or "").partition("-")[0] == "vi"
