"""Times between the wire, which knows UTC only, and what a site stores.

A time without a zone is the site's own, whatever zone the editor at work has chosen for the admin.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, overload

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from .exceptions import DocumentError
from .protocol import format_time


@overload
def aware(value: datetime) -> datetime: ...


@overload
def aware(value: None) -> None: ...


def aware(value: datetime | None) -> datetime | None:
    """Return a stored time as an aware one, also on a site with `USE_TZ = False`."""
    if value is None or timezone.is_aware(value):
        return value
    return timezone.make_aware(value, timezone.get_default_timezone())


@overload
def storable(value: datetime) -> datetime: ...


@overload
def storable(value: None) -> None: ...


def storable(value: datetime | None) -> datetime | None:
    """Return a time as this site stores it, whichever way it came into a StreamField."""
    if value is None or timezone.is_aware(value) == settings.USE_TZ:
        return value
    if settings.USE_TZ:
        return aware(value)
    return timezone.make_naive(value, timezone.get_default_timezone())


def parse_moment(value: Any, pointer: str) -> datetime:
    """Read a time as it travels (RFC 3339, in UTC).

    Raises `DocumentError` for anything else, another spelling of the same moment included.
    """
    try:
        found = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or format_time(found) != value:
        found = None
    if found is None or found.year in (datetime.min.year, datetime.max.year):
        # In these years a moment has no local time everywhere.
        raise DocumentError(f"{pointer} is not a time in UTC: {value!r:.40}.")
    return found
