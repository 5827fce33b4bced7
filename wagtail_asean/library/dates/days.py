"""A day as it is written within a sentence."""

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
