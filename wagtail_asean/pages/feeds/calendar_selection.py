"""What of a column stands in its calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from wagtail_asean.adapters import Page

from ..standards.addresses import full_url
from .occurrences import Occurrence, cancelled, departed, occurrences_of
from .selection import Selection, left_at, since

# A calendar has no pages; the oldest give way.
LIMIT = 500
PAST_DAYS = 365


def occurrences(selection: Selection) -> list[Occurrence]:
    """Return what stands in the calendar that is asked for, in the order of time.

    What has left before its time stays as cancelled for `DEPARTURE_DAYS`, so that calendars that
    keep what they once took drop it.
    """
    shown = [one for page in _pages(selection) for one in _of_page(page, selection)]
    present = {one.uid for one in shown}
    cancellations = {one.uid: one for one in _cancellations(selection) if one.uid not in present}
    return [*shown, *cancellations.values()]


def _pages(selection: Selection) -> list[Any]:
    begin = timezone.now() - timedelta(days=PAST_DAYS)
    rows = selection.rows().exclude(starts_at=None)
    rows = rows.filter(Q(starts_at__gte=begin) | Q(ends_at__gte=begin)).order_by("-starts_at")
    pks = list(rows.values_list("pk", flat=True)[:LIMIT])
    found = Page.objects.filter(pk__in=pks).specific()
    pages = {page.pk: _with_locale(page, selection.column) for page in found}
    return [pages[pk] for pk in reversed(pks) if pk in pages]


def _of_page(page: Any, selection: Selection) -> list[Occurrence]:
    return occurrences_of(page, full_url(page, selection.request))


def _cancellations(selection: Selection) -> Iterator[Occurrence]:
    left = list(_left(selection))
    pages = _pages_of([gone for gone, when in left], selection.column)
    for gone, when in left:
        page = pages.get((gone.translation_key, gone.locale_id))
        if gone.type == "event" and page is not None and _is_closed(page, selection):
            # As it was when it was closed: what was changed since is for those inside.
            yield departed(gone, when)
        elif page is not None:
            yield from (cancelled(one, gone.type, when) for one in occurrences_of(page, ""))
        elif gone.type == "event":
            # Of a contest that is deleted nobody knows the rounds any more.
            yield departed(gone, when)


def _is_closed(page: Any, selection: Selection) -> bool:
    return page.live and any(page.path.startswith(path) for path in selection.closed)


def _left(selection: Selection) -> Iterator[tuple[Any, datetime]]:
    """Yield what has left before it was over, and when."""
    end = Coalesce("ends_at", "starts_at")
    found = selection.departures().exclude(starts_at=None).filter(left_at__lt=end)
    for gone in found.select_related("locale")[:LIMIT]:
        yield gone, gone.left_at
    rows = selection.unshown().exclude(starts_at=None).defer("text")
    rows = rows.filter(Q(is_withheld=True) | Q(page__expire_at__lt=end))
    for row in rows.select_related("page", "locale")[:LIMIT]:
        if left_at(row) >= since():
            yield row, left_at(row)


def _pages_of(left: list[Any], column: Any) -> dict[Any, Any]:
    if not left:
        return {}
    found = Page.objects.filter(translation_key__in=[gone.translation_key for gone in left])
    return {
        (page.translation_key, page.locale_id): _with_locale(page, column)
        for page in found.specific()
        if hasattr(page, "calendar_url")
    }


def _with_locale(page: Any, column: Any) -> Any:
    # `specific` does not bring it along, and it is that of the column.
    if page.locale_id == column.locale_id:
        page.locale = column.locale
    return page
