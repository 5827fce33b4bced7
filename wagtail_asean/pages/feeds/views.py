"""What is answered at the addresses of feeds. Whether one may see the page was asked before."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header

from wagtail_asean.adapters import to_bcp47

from ..column.tree import closed_paths, is_closed
from ..standards.addresses import full_url
from . import atom, calendar, json_feed
from .calendar_selection import occurrences
from .occurrences import occurrences_of
from .routes import ATOM, CALENDAR, FORMATS, JSON
from .selection import Selection

METHODS = ("GET", "HEAD")
MAX_AGE = 300


def serve_feed(column: Any, request: HttpRequest, code: str) -> HttpResponse:
    """Answer a request for a column in one of the formats."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    selection = Selection(column, request)
    with translation.override(column.locale.language_code):
        content = _WRITERS[code](selection)
    return _answer(column, request, code, content, is_public=selection.is_public)


def serve_calendar(page: Any, request: HttpRequest) -> HttpResponse:
    """Answer a request for an event or a contest as a calendar file."""
    if request.method not in METHODS:
        return HttpResponseNotAllowed(METHODS)
    with translation.override(page.locale.language_code):
        content = calendar.write(occurrences_of(page, full_url(page, request)))
    is_public = not is_closed(page, closed_paths())
    response = _answer(page, request, CALENDAR, content, is_public=is_public)
    if response.status_code == 200:
        disposition = content_disposition_header(True, f"{page.slug}.ics")
        response["Content-Disposition"] = disposition
    return response


def _answer(
    page: Any, request: HttpRequest, code: str, content: bytes, *, is_public: bool
) -> HttpResponse:
    """Return the content, or 304 where the reader has it already.

    By its digest alone: what leaves a feed may leave it without a date (a page that is closed, a
    consent that is withdrawn), and a date would then say that nothing has changed.
    """
    response = HttpResponse(content, content_type=f"{FORMATS[code].media_type}; charset=utf-8")
    response["Content-Language"] = to_bcp47(page.locale.language_code)
    response["X-Content-Type-Options"] = "nosniff"
    response["ETag"] = f'"{sha256(content).hexdigest()[:32]}"'
    if is_public:
        patch_cache_control(response, public=True, max_age=MAX_AGE)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _atom(selection: Selection) -> bytes:
    return atom.write(selection.feed(ATOM))


def _json(selection: Selection) -> bytes:
    return json_feed.write(selection.feed(JSON))


def _calendar(selection: Selection) -> bytes:
    column = selection.column
    return calendar.write(
        occurrences(selection),
        name=f"{column.title} · {selection.site_name}",
        description=getattr(column, "summary", ""),
        url=selection.home_url,
    )


_WRITERS = {ATOM: _atom, JSON: _json, CALENDAR: _calendar}
