"""What all views of the API share. Nothing here is left to the site's DRF settings."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.gzip import gzip_page
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.mediatypes import _MediaType
from rest_framework.views import APIView

from .authentication import IsSubscriber, KeyAuthentication
from .problems import answer_with_problem
from .throttling import KeyThrottle

JSON = "application/json"
_SPOKEN = tuple(_MediaType(kind) for kind in (JSON, "application/problem+json"))


class AnyNegotiation(BaseContentNegotiation):
    """Takes whatever the caller accepts: a file has the type it has."""

    def select_parser(self, request, parsers):
        return None

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class JSONNegotiation(AnyNegotiation):
    """Refuses callers that take no JSON, and knows no `?format=`."""

    def select_renderer(self, request, renderers, format_suffix=None):
        accepted = request.headers.get("Accept", "*/*").split(",")
        kinds = [_MediaType(kind.strip()) for kind in accepted if kind.strip()]
        if kinds and not any(spoken.match(kind) for kind in kinds for spoken in _SPOKEN):
            raise NotAcceptable("This API answers with application/json.")
        return super().select_renderer(request, renderers, format_suffix)


class HubView(APIView):
    """A view that only subscribers may use and whose errors are problem documents."""

    authentication_classes = [KeyAuthentication]
    permission_classes = [IsSubscriber]
    throttle_classes = [KeyThrottle]
    parser_classes: list = []
    renderer_classes = [JSONRenderer]
    content_negotiation_class = JSONNegotiation
    metadata_class = None
    versioning_class = None
    schema = None

    @classmethod
    def as_view(cls, **initkwargs):
        # Reading needs no transaction, and a broken cache table may not break one.
        return transaction.non_atomic_requests(super().as_view(**initkwargs))

    def get_format_suffix(self, **kwargs):
        return None

    def get_exception_handler(self):
        return answer_with_problem

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response.setdefault("Cache-Control", "private, no-cache")
        response["X-Content-Type-Options"] = "nosniff"
        patch_vary_headers(response, ("Authorization",))
        return response


class JSONView(HubView):
    """A view whose answers are compressed."""

    @classmethod
    def as_view(cls, **initkwargs):
        return gzip_page(super().as_view(**initkwargs))


def answer_unless_known(request, etag: str, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Return `answer()` with its ETag, or 304 where the caller has this version."""
    known = get_conditional_response(request._request, etag=etag)
    response = answer() if known is None else known
    response["ETag"] = etag
    return response
