"""A calendar as iCalendar (RFC 5545, with the names of RFC 7986)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from typing import Any

import icalendar

from wagtail_asean import __version__

from .occurrences import Occurrence
from .texts import clean

PRODUCT = f"-//wagtail_asean//wagtail_asean {__version__}//EN"
REFRESH = timedelta(hours=6)


def write(
    occurrences: Iterable[Occurrence], *, name: str = "", url: str = "", description: str = ""
) -> bytes:
    """Write a calendar; one to subscribe to has a name and an address."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if name:
        calendar.add("name", clean(name))
        # What most programs read instead.
        calendar.add("x-wr-calname", clean(name))
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", REFRESH)
    if description:
        calendar.add("description", clean(description))
    if url:
        calendar.add("url", url)
    for occurrence in occurrences:
        calendar.add_component(_event(occurrence))
    written: bytes = calendar.to_ical()
    return written


def _event(occurrence: Occurrence) -> Any:
    event = icalendar.Event()
    event.add("uid", occurrence.uid)
    event.add("dtstamp", _utc(occurrence.changed))
    event.add("last-modified", _utc(occurrence.changed))
    if occurrence.created is not None:
        event.add("created", _utc(occurrence.created))
    event.add("sequence", occurrence.sequence)
    event.add("status", occurrence.status.value)
    event.add("dtstart", _utc(occurrence.start))
    if occurrence.end is not None:
        event.add("dtend", _utc(occurrence.end))
    # What one may go to does not make one busy.
    event.add("transp", "TRANSPARENT")
    for name in ("summary", "description", "location", "contact"):
        text = clean(_texts(occurrence)[name])
        if text:
            event.add(name, text, parameters={"LANGUAGE": occurrence.language})
    if occurrence.categories:
        event.add("categories", [clean(category) for category in occurrence.categories])
    if occurrence.url:
        event.add("url", occurrence.url)
    return event


def _texts(occurrence: Occurrence) -> dict[str, str]:
    return {
        "summary": occurrence.title,
        "description": occurrence.description,
        "location": occurrence.location,
        "contact": occurrence.contact,
    }


def _utc(moment: datetime | date) -> datetime | date:
    # Times in UTC need no definition of a time zone to go with them.
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(timezone.utc).replace(microsecond=0)
