"""Every error of the API as a problem document (RFC 9457), whatever raised it."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.core.signals import got_request_exception
from django.http import Http404, HttpResponse
from rest_framework import exceptions

from wagtail_asean.exceptions import (
    CopySuspected,
    CursorAhead,
    EpochChanged,
    InvalidCursor,
    WagtailAseanError,
)
from wagtail_asean.protocol import Problem, ProblemType
from wagtail_asean.protocol.problems import MEDIA_TYPE

logger = logging.getLogger("django.request")

REALM = 'Bearer realm="wagtail_asean"'

_TYPES: tuple[tuple[type[Exception], ProblemType], ...] = (
    (InvalidCursor, ProblemType.CURSOR_INVALID),
    (EpochChanged, ProblemType.EPOCH_CHANGED),
    (CursorAhead, ProblemType.CURSOR_AHEAD),
    (CopySuspected, ProblemType.COPY_SUSPECTED),
    (exceptions.Throttled, ProblemType.TOO_MANY_REQUESTS),
    (exceptions.MethodNotAllowed, ProblemType.METHOD_NOT_ALLOWED),
    (exceptions.NotAcceptable, ProblemType.NOT_ACCEPTABLE),
    (exceptions.NotAuthenticated, ProblemType.KEY_MISSING),
    (exceptions.AuthenticationFailed, ProblemType.KEY_INVALID),
    (exceptions.PermissionDenied, ProblemType.KEY_INVALID),
    (PermissionDenied, ProblemType.KEY_INVALID),
    (exceptions.NotFound, ProblemType.NOT_FOUND),
    (Http404, ProblemType.NOT_FOUND),
    (exceptions.APIException, ProblemType.PARAMETER_INVALID),
)


class ProblemError(WagtailAseanError):
    """A request that ends with this problem."""

    def __init__(
        self, type: ProblemType, detail: str, *, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.problem = Problem(type=type, detail=detail)
        self.headers = dict(headers or {})


def answer_with_problem(error: Exception, context: Mapping) -> HttpResponse:
    """Answer an exception, as DRF's setting EXCEPTION_HANDLER would."""
    if isinstance(error, ProblemError):
        return problem_response(error.problem, error.headers)
    type = next((type for kind, type in _TYPES if isinstance(error, kind)), None)
    if type is None:
        return _failure(error, context)
    return problem_response(Problem(type=type, detail=_detail(error)), _headers(error, context))


def problem_response(problem: Problem, headers: Mapping[str, str]) -> HttpResponse:
    """Return a problem as an answer that no cache keeps."""
    text = json.dumps(problem.to_json(), ensure_ascii=False)
    response = HttpResponse(text, content_type=MEDIA_TYPE, status=int(problem.type.status))
    response["Cache-Control"] = "no-store"
    if problem.type.status == 401:
        response["WWW-Authenticate"] = REALM
    for name, value in headers.items():
        response[name] = value
    return response


def _detail(error: Exception) -> str:
    if isinstance(error, exceptions.APIException):
        return str(error.detail)
    return "" if isinstance(error, (Http404, PermissionDenied)) else str(error)


def _headers(error: Exception, context: Mapping) -> dict[str, str]:
    if isinstance(error, exceptions.Throttled) and error.wait is not None:
        return {"Retry-After": str(error.wait)}
    if isinstance(error, exceptions.MethodNotAllowed):
        return {"Allow": ", ".join(context["view"].allowed_methods)}
    return {}


def _failure(error: Exception, context: Mapping) -> HttpResponse:
    """Tell the site's own error reporting, and the caller only that it was not their fault."""
    request = context["request"]
    got_request_exception.send(sender=type(context["view"]), request=request._request)
    logger.error("Internal Server Error: %s", request.path, exc_info=error)
    detail = "The hub has failed on this request; try again later."
    return problem_response(Problem(type=ProblemType.INTERNAL, detail=detail), {})
