"""When something takes place: what is over and what is not, and how a day is written.

A public portal in Viet Nam writes “Thứ năm, 16/09/2027, 15:23”. Django's own words for Vietnamese
are others (“Thứ 5”, “15:23 Ngày 16 tháng 9 năm 2027”), and its English is American.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import Enum

from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language

from wagtail_asean.library.dates.windows import day_begins, day_of

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


def here(moment: datetime | None) -> datetime | None:
    """Return a moment as this site stores its own, whichever way it came into a StreamField."""
    if moment is None or timezone.is_aware(moment) == settings.USE_TZ:
        return moment
    zone = timezone.get_default_timezone()
    if settings.USE_TZ:
        return timezone.make_aware(moment, zone)
    return timezone.make_naive(moment, zone)


def end_of_day(moment: datetime) -> datetime:
    """Return the moment at which the day of a moment is over."""
    return day_begins(day_of(moment) + timedelta(days=1))


def words_of_day(day: date) -> str:
    """Return a day with its weekday, as the language of the moment writes it."""
    if _is_vietnamese():
        return f"{VIETNAMESE_WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"
    return format_date(day, "l j F Y")


def words_of_yearly_day(month_day: str) -> str:
    """Return a day that comes every year, given as "09-02"; "" for anything else."""
    try:
        # A leap year, which has them all.
        day = date.fromisoformat(f"2000-{month_day}")
    except ValueError:
        return ""
    return f"{day:%d/%m}" if _is_vietnamese() else format_date(day, "j F")


def words_of_hour(moment: datetime) -> str:
    """Return the time of day of a moment, that of the site."""
    return f"{_at_the_site(moment):%H:%M}"


def words_of_moment(moment: datetime) -> str:
    """Return the day, with its weekday, and the time of a moment."""
    return f"{words_of_day(day_of(moment))}, {words_of_hour(moment)}"


def machine_form(moment: datetime) -> str:
    """Return a moment as HTML's `time` wants it, with the offset of the site."""
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment, timezone.get_default_timezone())
    return _at_the_site(moment).isoformat(timespec="minutes")


def _at_the_site(moment: datetime) -> datetime:
    if timezone.is_naive(moment):
        return moment
    return timezone.localtime(moment, timezone.get_default_timezone())


def _is_vietnamese() -> bool:
    return (get_language() or "").partition("-")[0] == "vi"
