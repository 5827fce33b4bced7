"""What is sent to the hub: JSON, read strictly and up to a limit."""

from __future__ import annotations

from typing import Any

from wagtail_asean.exceptions import DocumentError
from wagtail_asean.protocol import ProblemType, parse

from .problems import ProblemError


def read_document(request, most: int) -> Any:
    """Return the JSON of a body of at most so many bytes; raises `ProblemError`."""
    try:
        return parse(read_body(request, most))
    except DocumentError as error:
        raise ProblemError(ProblemType.DOCUMENT_INVALID, str(error)) from error


def read_body(request, most: int) -> bytes:
    """Return a body of at most so many bytes; raises `ProblemError`.

    Not by `request.body`: its limit is the whole site's, is meant for forms, and answers with a
    page.
    """
    try:
        body: bytes = request._request.read(most + 1)
    except OSError as error:
        raise ProblemError(ProblemType.DOCUMENT_INVALID, "The body broke off.") from error
    if len(body) > most:
        raise ProblemError(ProblemType.BODY_TOO_LARGE, f"The body may have at most {most} bytes.")
    return body
