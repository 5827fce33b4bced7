"""The addresses of the feeds.

    <column>/feed/atom/       Atom (RFC 4287)
    <column>/feed/json/       JSON Feed 1.1
    <column>/feed/calendar/   iCalendar (RFC 5545)
    <event>/calendar/         an event or a contest by itself

The query is that of the column's page. Wagtail's addresses have no dots, so no file names.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ATOM, JSON, CALENDAR = "atom", "json", "calendar"


@dataclass(frozen=True)
class Format:
    """A format: the part of its address, its media type, and how it is named to readers."""

    code: str
    media_type: str
    name: str | Promise

    @property
    def path(self) -> str:
        """Where a column has it, below its own address."""
        return f"feed/{self.code}"


FORMATS = {
    ATOM: Format(ATOM, "application/atom+xml", "Atom"),
    JSON: Format(JSON, "application/feed+json", "JSON Feed"),
    CALENDAR: Format(CALENDAR, "text/calendar", _("Calendar")),
}


def find_feed(components: list[str]) -> str:
    """Read the parts of an address below a column: the code of a format, "" where it is none."""
    if len(components) == 2 and components[0] == "feed" and components[1] in FORMATS:
        return components[1]
    return ""


def is_calendar(components: list[str]) -> bool:
    """Tell whether the parts of an address below an event are those of its calendar."""
    return components == [CALENDAR]
