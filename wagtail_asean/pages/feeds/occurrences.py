"""What of a page stands in a calendar: an event once, a contest once for each of its rounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from wagtail_asean.adapters import to_bcp47
from wagtail_asean.library.dates.windows import day_of
from wagtail_asean.moments import aware

from ..choices import TYPES
from .texts import calendar_uid


class Status(Enum):
    """Whether it takes place (RFC 5545, 3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """An event of a calendar (a VEVENT); whole days are dates, `end` is the day after the last."""

    uid: str
    title: str
    language: str
    start: datetime | date
    changed: datetime
    end: datetime | date | None = None
    created: datetime | None = None
    sequence: int = 0
    status: Status = Status.CONFIRMED
    description: str = ""
    location: str = ""
    contact: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()


def occurrences_of(page: Any, url: str) -> list[Occurrence]:
    """Return what of an event or a contest stands in a calendar, nothing without a date."""
    find = _FINDERS.get(page.entry_type, _event)
    return list(find(page, url))


def cancelled(occurrence: Occurrence, type: str, when: datetime) -> Occurrence:
    """Return the cancellation of something whose page has left.

    Without its texts, which may be why it was taken down.
    """
    return Occurrence(
        uid=occurrence.uid,
        title=str(TYPES.get(type, TYPES["event"])),
        language=occurrence.language,
        start=occurrence.start,
        end=occurrence.end,
        changed=aware(when),
        sequence=occurrence.sequence,
        status=Status.CANCELLED,
    )


def departed(gone: Any, when: datetime) -> Occurrence:
    """Return the cancellation of an event whose page is deleted."""
    start = aware(gone.starts_at)
    event = Occurrence(
        uid=calendar_uid(gone.translation_key),
        title="",
        language=to_bcp47(gone.locale.language_code),
        start=start,
        end=_end(start, aware(gone.ends_at)),
        changed=start,
        sequence=gone.sequence,
    )
    return cancelled(event, gone.type, when)


def _event(page: Any, url: str) -> Iterator[Occurrence]:
    if page.starts_at is None:
        return
    whole = _whole_days if getattr(page, "is_all_day", False) else _times
    start, end = whole(aware(page.starts_at), aware(page.ends_at))
    yield replace(
        _common(page, url),
        uid=calendar_uid(page.translation_key),
        start=start,
        end=end,
        sequence=page.sequence,
        status=_status(page),
        location=_location(page),
    )


def _contest(page: Any, url: str) -> Iterator[Occurrence]:
    for child in page.rounds:
        value = child.value
        if child.block_type != "round" or not value.get("starts_at"):
            continue
        start, end = _times(aware(value["starts_at"]), aware(value.get("ends_at")))
        common = _common(page, url)
        yield replace(
            common,
            uid=calendar_uid(page.translation_key, f"round:{child.id}"),
            title=f"{page.title}: {value['name']}" if value.get("name") else page.title,
            start=start,
            end=end,
            description=_lines(value.get("note"), common.description),
            location=page.official_url,
        )


_FINDERS = {"event": _event, "contest": _contest}


def _common(page: Any, url: str) -> Occurrence:
    changed = page.last_published_at or page.latest_revision_created_at
    changed = aware(changed or page.first_published_at or page.starts_at)
    names = (page.kind_name, page.pillar_name if page.pillar else "")
    return Occurrence(
        uid="",
        title=page.title,
        language=to_bcp47(page.locale.language_code),
        start=changed,
        changed=changed,
        created=aware(page.first_published_at),
        description=_description(page),
        contact=page.organiser,
        url=url,
        categories=tuple(name for name in names if name),
    )


def _description(page: Any) -> str:
    parts = [getattr(page, "status_note", ""), page.summary]
    for text, name in (
        (_("Watch or join online: %(url)s"), "online_url"),
        (_("Register: %(url)s"), "registration_url"),
    ):
        url = getattr(page, name, "")
        parts.append(text % {"url": url} if url else "")
    return _lines(*parts)


def _lines(*parts: Any) -> str:
    return "\n\n".join(str(part) for part in parts if part)


def _location(page: Any) -> str:
    places = [part for part in (page.place, page.address) if part]
    return ", ".join(places) or page.online_url


def _status(page: Any) -> Status:
    if page.is_cancelled:
        return Status.CANCELLED
    return Status.TENTATIVE if page.is_postponed else Status.CONFIRMED


def _times(start: datetime, end: datetime | None) -> tuple[datetime, datetime | None]:
    return start, _end(start, end)


def _whole_days(start: datetime, end: datetime | None) -> tuple[date, date]:
    # The days are those of the site; the end of a day in a calendar is the next (RFC 5545, 3.6.1).
    last = day_of(end) if end and end > start else day_of(start)
    return day_of(start), last + timedelta(days=1)


def _end(start: datetime, end: datetime | None) -> datetime | None:
    # DTEND lies after DTSTART; what has no end is over at once.
    return end if end is not None and end > start else None
