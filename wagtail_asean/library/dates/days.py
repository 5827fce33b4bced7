"""A day as it is written within a sentence; the day with its weekday stands in `pages.when`."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import pgettext


def say_day(day: date) -> str:
    """Write a day, or a moment's day, in the active language.

    The languages' own short formats put the month first in English, which reads as another day
    in Viet Nam; the long one begins with a capital in Vietnamese.
    """
    return date_format(day, pgettext("format of a day within a sentence", "j F Y"))


def say_yearly_day(month_day: str) -> str:
    """Write a day that comes every year, given as "09-02"; "" for anything else."""
    try:
        # A leap year, which has them all.
        day = date.fromisoformat(f"2000-{month_day}")
    except ValueError:
        return ""
    return date_format(day, pgettext("format of a day of every year", "j F"))
