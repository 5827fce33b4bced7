"""What the sites report comes in here."""

from __future__ import annotations

from django.http import HttpResponse

from wagtail_asean.exceptions import DocumentError
from wagtail_asean.hub.carriage import take_report
from wagtail_asean.protocol import ProblemType, canonical, read_receipts, to_json

from .base import JSON, JSONView
from .bodies import read_document
from .problems import ProblemError

MAX_BODY_BYTES = 2_000_000


class ReceiptsView(JSONView):
    """Takes the receipts of the site whose key was shown, and answers how it stands."""

    def post(self, request) -> HttpResponse:
        try:
            batch = read_receipts(read_document(request, MAX_BODY_BYTES))
        except DocumentError as error:
            raise ProblemError(ProblemType.DOCUMENT_INVALID, str(error)) from error
        answer = take_report(request.auth, batch)
        return HttpResponse(canonical(to_json(answer)), content_type=JSON)
