"""The files of items: whole or one range at a time (RFC 9110, sections 13 and 14).

A file is reached only through a live item that names it. Who may read the item is settled
before any condition is answered, so that no one learns from a 304 that a file exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from wagtail_asean.hub.models import Asset
from wagtail_asean.protocol import ItemKey, ProblemType

from .base import AnyNegotiation, HubView, answer_unless_known
from .problems import ProblemError
from .views import live_change

PIECE = 64 * 1024
_RANGE = re.compile(r"\Abytes=\s*(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))\s*\Z")


@dataclass(frozen=True, kw_only=True)
class Range:
    """The bytes from `start` up to, not including, `end`."""

    start: int
    end: int


def read_range(header: str, size: int) -> Range | None:
    """Read a Range header for a file of `size` bytes.

    None means the whole file: for no range, for several, for one that can't be read. Raises
    `ProblemError` for one that lies outside the file.
    """
    found = _RANGE.match(header)
    if found is None:
        return None
    first, last, suffix = found.groups()
    if suffix is not None:
        asked = Range(start=max(size - int(suffix), 0), end=size)
    elif last and int(last) < int(first):
        return None
    else:
        asked = Range(start=int(first), end=min(int(last) + 1, size) if last else size)
    if asked.start >= asked.end:
        raise ProblemError(
            ProblemType.RANGE_INVALID,
            f"The file has {size} bytes, and none of them is in {header!r:.80}.",
            headers={"Content-Range": f"bytes */{size}"},
        )
    return asked


class AssetView(HubView):
    """One file of an item, by its digest."""

    content_negotiation_class = AnyNegotiation

    def get(self, request, id: UUID, locale: str, sha256: str) -> HttpResponseBase:
        key = ItemKey(id=id, locale=locale)
        change = live_change(key)
        asset = change.assets.filter(sha256=sha256).select_related("content_type").first()
        if asset is None:
            raise ProblemError(ProblemType.NOT_FOUND, f"The item {key} has no file {sha256:.64}.")
        etag = f'"{sha256}"'
        response = answer_unless_known(request, etag, lambda: _answer(request, asset, etag))
        response["Cache-Control"] = "private, max-age=31536000, immutable"
        return response


def _answer(request, asset: Asset, etag: str) -> HttpResponseBase:
    asked = _asked_range(request, asset.size, etag)
    file = _open(asset)
    piece = asked or Range(start=0, end=asset.size)
    response = StreamingHttpResponse(
        _pieces(file, piece), content_type=asset.media_type, status=206 if asked else 200
    )
    response._resource_closers.append(file.close)
    if asked:
        response["Content-Range"] = f"bytes {asked.start}-{asked.end - 1}/{asset.size}"
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(piece.end - piece.start)
    response["Content-Disposition"] = content_disposition_header(True, asset.file_name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _asked_range(request, size: int, etag: str) -> Range | None:
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    return read_range(request.headers.get("Range", ""), size)


def _open(asset: Asset) -> Any:
    gone = ProblemError(
        ProblemType.NOT_FOUND, f"The file {asset.file_name} is missing at the hub just now."
    )
    try:
        file = asset.open()
    except Exception as error:  # Each storage has its own error for a file that is gone.
        raise gone from error
    if file.size != asset.size:
        file.close()
        raise gone
    return file


def _pieces(file: Any, piece: Range) -> Iterator[bytes]:
    file.seek(piece.start)
    left = piece.end - piece.start
    while left > 0 and (read := file.read(min(PIECE, left))):
        left -= len(read)
        yield read
