"""Where a site comes to its key, and changes it.

`GET enrolment/` tells anybody who this hub is: a site, in JSON, before it shows its code; a
person who has opened the link in a browser, on a page that says what the link is for.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import Throttled

from wagtail_asean.exceptions import DocumentError
from wagtail_asean.hub.enrolment import CodeRefused, enrol
from wagtail_asean.hub.signing import describe_hub
from wagtail_asean.hub.subscribers import give_next_key
from wagtail_asean.protocol import ProblemType, canonical, read_enrolment_claim, to_json

from .authentication import WRONG_KEYS
from .base import JSON, JSONNegotiation, JSONView
from .bodies import read_body, read_document
from .problems import ProblemError
from .throttling import address_of, count, counted, seconds_left

MAX_CLAIM_BYTES = 64_000
MAX_WISH_BYTES = 1_000
HTML = "text/html"


class BrowserNegotiation(JSONNegotiation):
    """Lets browsers in too, where they only look."""

    def select_renderer(self, request, renderers, format_suffix=None):
        if _is_browser(request):
            return renderers[0], renderers[0].media_type
        return super().select_renderer(request, renderers, format_suffix)


def _is_browser(request) -> bool:
    return request.method in ("GET", "HEAD") and HTML in request.headers.get("Accept", "")


class EnrolmentView(JSONView):
    """The hub's description for everybody, and a key for who shows a code."""

    authentication_classes: list = []
    permission_classes: list = []
    throttle_classes: list = []
    content_negotiation_class = BrowserNegotiation

    def get(self, request) -> HttpResponse:
        root = describe_hub()
        if not _is_browser(request):
            response = HttpResponse(canonical(to_json(root)), content_type=JSON)
            patch_vary_headers(response, ("Accept",))
            return response
        return _page(request, root)

    def post(self, request) -> HttpResponse:
        who = f"code:{address_of(request)}"
        if counted(who, WRONG_KEYS) >= WRONG_KEYS.requests:
            raise Throttled(seconds_left(WRONG_KEYS))
        try:
            claim = read_enrolment_claim(read_document(request, MAX_CLAIM_BYTES))
            answer = enrol(claim)
        except DocumentError as error:
            raise ProblemError(ProblemType.DOCUMENT_INVALID, str(error)) from error
        except CodeRefused as error:
            count(who, WRONG_KEYS)
            raise ProblemError(error.type, str(error)) from error
        return _secret_answer(to_json(answer))


def _page(request, root) -> HttpResponse:
    language = translation.get_language_from_request(request._request)
    with translation.override(language):
        text = render_to_string("wagtail_asean_hub/enrolment.html", {"hub": root})
    response = HttpResponse(text)
    response["Content-Language"] = language
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ("Accept", "Accept-Language"))
    return response


def _secret_answer(members: Mapping) -> HttpResponse:
    response = HttpResponse(canonical(members), content_type=JSON)
    response["Cache-Control"] = "no-store"
    return response


class KeyView(JSONView):
    """Another key for a site that has one; the one it has ends when the new one is first used."""

    def post(self, request) -> HttpResponse:
        # Nothing is asked but the key itself; a body is read only to be bounded.
        read_body(request, MAX_WISH_BYTES)
        return _secret_answer(to_json(give_next_key(request.auth)))
