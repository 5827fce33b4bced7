"""Times in an editor's words. What begins or ends at midnight is said in days, as the site's."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from ...dates.days import say_day
from ...dates.windows import at_the_site, day_begins, day_of


def say_first(start: datetime) -> str:
    """Say from when something is: a day, or a day and a time."""
    return _say_day(start) if _is_midnight(start) else _say_moment(start)


def say_last(end: datetime) -> str:
    """Say until when something is: its last day, or a day and a time."""
    return _say_day(end - timedelta(seconds=1)) if _is_midnight(end) else _say_moment(end)


def say_from_now(start: datetime, end: datetime, *, now: datetime, horizon: datetime) -> str:
    """Say when something is that is not over; what reaches the horizon has no known end."""
    words = {"first": say_first(start), "last": say_last(end)}
    if start <= now:
        return _("From now on") if end >= horizon else _("Now, until %(last)s") % words
    return _("From %(first)s on") % words if end >= horizon else _say_both(words)


def say_span(start: datetime | None, end: datetime | None) -> str:
    """Say from when to when something is; None is open."""
    words = {
        "first": say_first(start) if start else "",
        "last": say_last(end) if end else "",
    }
    if start and end:
        return _say_both(words)
    if start:
        return _("From %(first)s on") % words
    return _("Until %(last)s") % words if end else _("Without an end")


def _say_both(words: dict[str, str]) -> str:
    if words["first"] == words["last"]:
        return words["first"]
    return _("%(first)s to %(last)s") % words


def _is_midnight(moment: datetime) -> bool:
    return moment == day_begins(day_of(moment))


def _say_day(moment: datetime) -> str:
    return say_day(day_of(moment))


def _say_moment(moment: datetime) -> str:
    words = {"day": _say_day(moment), "time": time_format(at_the_site(moment).time())}
    return _("%(day)s, %(time)s") % words
