"""The feed and its documents. Both go out as the text that was stored when they were made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.http import HttpResponse

from wagtail_asean import conf
from wagtail_asean.exceptions import CursorAhead
from wagtail_asean.hub.cursors import cursor_for, place_in
from wagtail_asean.hub.models import Change, Feed
from wagtail_asean.hub.restores import note_restore
from wagtail_asean.hub.signing import describe_hub
from wagtail_asean.protocol import (
    PROTOCOL_VERSION,
    ItemKey,
    ProblemType,
    canonical,
    to_json,
)

from .base import JSON, JSONView, answer_unless_known
from .problems import ProblemError

# A page of the feed ends early here, so that weak sites need not hold more at once.
MAX_PAGE_BYTES = 16_000_000


@dataclass(frozen=True, kw_only=True)
class FeedQuery:
    """What a reader asks of the feed."""

    after: str
    limit: int
    with_documents: bool


def read_query(parameters: Mapping[str, str]) -> FeedQuery:
    """Check the parameters of `changes/`; raises `ProblemError`."""
    include = parameters.get("include", "")
    if include not in ("", "documents"):
        raise _invalid(f"include is {include[:80]!r}; it can only be 'documents'.")
    most = conf.settings.API_MAX_PAGE_SIZE
    text = parameters.get("limit", str(conf.settings.API_PAGE_SIZE))
    is_number = text.isascii() and text.isdigit() and len(text) < 10
    if not is_number or not 1 <= int(text) <= most:
        raise _invalid(f"limit is {text[:80]!r}; it must be a number from 1 to {most}.")
    return FeedQuery(
        after=parameters.get("after", ""), limit=int(text), with_documents=bool(include)
    )


def _invalid(detail: str) -> ProblemError:
    return ProblemError(ProblemType.PARAMETER_INVALID, detail)


def _place(feed: Feed, after: str) -> int:
    """Return the place of a cursor; one from a time that the hub has forgotten ends its epoch."""
    try:
        return place_in(feed, after)
    except CursorAhead as ahead:
        try:
            return note_restore(after)
        except DatabaseError as error:
            # A database that only reads just now still answers.
            raise ahead from error


class RootView(JSONView):
    """Says who this hub is and what it speaks."""

    def get(self, request) -> HttpResponse:
        return HttpResponse(canonical(to_json(describe_hub())), content_type=JSON)


class ChangesView(JSONView):
    """One page of the feed (`protocol.ChangePage`)."""

    def get(self, request) -> HttpResponse:
        query = read_query(request.query_params)
        feed = Feed.objects.current()
        place = _place(feed, query.after)
        # The head as it was before the rows are read: a later one only costs a second look. It
        # is the same at every address of the feed, so that who has read to the end can ask with
        # its new cursor and the ETag of its last answer.
        # What the hub has signed of itself is news as well.
        etag = f'"{feed.epoch.hex}-{feed.head}-{feed.statements}"'
        return answer_unless_known(request, etag, lambda: _page(feed, place, query))


def _page(feed: Feed, place: int, query: FeedQuery) -> HttpResponse:
    members = ["sequence", "announcement", *(["document"] if query.with_documents else [])]
    found = Change.objects.after(place).values_list(*members)[: query.limit]
    # Each piece is encoded by itself, which saves two copies of all documents as one text.
    pieces = ['{"changes":[']
    room = MAX_PAGE_BYTES
    count = 0
    for sequence, announcement, *documents in found:
        row = _pieces(announcement, documents)
        room -= sum(map(len, row))
        if room < 0 and count:
            break
        pieces += [",", *row] if count else row
        count += 1
        place = sequence
    has_more = place < feed.head and (room < 0 or count == query.limit)
    pieces.append(_page_end(feed, place, has_more=has_more))
    text = b"".join(piece.encode() for piece in pieces)
    return HttpResponse(text, content_type=JSON)


def _pieces(announcement: str, documents: list[str]) -> list[str]:
    if not documents or not documents[0]:
        return [announcement]
    return [announcement[:-1], ',"document":', documents[0], "}"]


def _page_end(feed: Feed, place: int, *, has_more: bool) -> str:
    cursor = cursor_for(feed, place)
    remaining = f',"remaining":{Change.objects.after(place).count()}' if has_more else ""
    return (
        f'],"epoch":"{feed.epoch}","has_more":{json.dumps(has_more)},"next":"{cursor}",'
        f'"protocol":{PROTOCOL_VERSION}{remaining},"statements":{feed.statements}}}'
    )


def live_change(key: ItemKey, **lookups: Any) -> Change:
    """Return the change of a live item; raises `ProblemError` for one unknown or withdrawn."""
    change = Change.objects.for_key(key).filter(**lookups).first()
    if change is None:
        raise ProblemError(ProblemType.NOT_FOUND, f"This hub has no item {key}.")
    if not change.is_live:
        withdrawal = json.loads(change.announcement).get("withdrawal", {})
        reason = withdrawal.get("reason") or f"The item {key} was withdrawn."
        raise ProblemError(ProblemType.WITHDRAWN, reason)
    return change


class ItemView(JSONView):
    """One document, byte for byte as it was approved."""

    def get(self, request, id: UUID, locale: str) -> HttpResponse:
        change = live_change(ItemKey(id=id, locale=locale))
        return answer_unless_known(
            request, f'"{change.digest}"', lambda: HttpResponse(change.document, content_type=JSON)
        )


class NothingView(JSONView):
    """Any address of the API that is none."""

    def get(self, request, rest: str = "") -> HttpResponse:
        raise ProblemError(ProblemType.NOT_FOUND, "The API has no such address.")

    post = put = patch = delete = get
