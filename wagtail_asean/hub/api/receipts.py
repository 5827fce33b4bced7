"""What the sites report comes in here."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from wagtail_asean.exceptions import DocumentError
from wagtail_asean.hub.carriage import take_report
from wagtail_asean.protocol import ProblemType, canonical, parse, read_receipts, to_json

from .base import JSON, JSONView
from .problems import ProblemError

MAX_BODY_BYTES = 2_000_000


class ReceiptsView(JSONView):
    """Takes the receipts of the site whose key was shown, and answers how it stands."""

    def post(self, request) -> HttpResponse:
        try:
            batch = read_receipts(parse(read_body(request, MAX_BODY_BYTES)))
        except DocumentError as error:
            raise ProblemError(ProblemType.DOCUMENT_INVALID, str(error)) from error
        answer = take_report(request.auth, batch)
        return HttpResponse(canonical(to_json(answer)), content_type=JSON)


def read_body(request: Any, limit: int) -> bytes:
    """Read a request's body up to a limit in bytes; raises `ProblemError` beyond it.

    Not by `request.body`, whose limit is the site's and is meant for forms.
    """
    try:
        body: bytes = request._request.read(limit + 1)
    except OSError as error:
        raise ProblemError(ProblemType.DOCUMENT_INVALID, "The body broke off.") from error
    if len(body) > limit:
        raise ProblemError(
            ProblemType.BODY_TOO_LARGE, f"The body is longer than {limit} bytes: send it in parts."
        )
    return body
