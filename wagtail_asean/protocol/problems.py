"""The closed list of problem types (RFC 9457) that a hub answers with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from typing import Any

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:wagtail-asean:problem:"


class ProblemType(Enum):
    """What went wrong: (name on the wire, HTTP status, title)."""

    KEY_MISSING = ("key-missing", HTTPStatus.UNAUTHORIZED, "A key is needed")
    KEY_INVALID = ("key-invalid", HTTPStatus.UNAUTHORIZED, "The key is not valid")
    KEY_REVOKED = ("key-revoked", HTTPStatus.FORBIDDEN, "The key was revoked")
    CODE_INVALID = ("code-invalid", HTTPStatus.FORBIDDEN, "The enrolment code is not valid")
    CODE_USED = ("code-used", HTTPStatus.CONFLICT, "The enrolment code was used before")
    CODE_EXPIRED = ("code-expired", HTTPStatus.GONE, "The enrolment code has expired")
    COPY_SUSPECTED = ("copy-suspected", HTTPStatus.CONFLICT, "Two sites use one key")
    DOCUMENT_INVALID = ("document-invalid", HTTPStatus.BAD_REQUEST, "The body is not valid")
    BODY_TOO_LARGE = (
        "body-too-large",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "The body is too large",
    )
    NOT_FOUND = ("not-found", HTTPStatus.NOT_FOUND, "There is no such document")
    WITHDRAWN = ("withdrawn", HTTPStatus.GONE, "The item was withdrawn")
    CURSOR_INVALID = ("cursor-invalid", HTTPStatus.BAD_REQUEST, "The cursor can't be read")
    EPOCH_CHANGED = ("epoch-changed", HTTPStatus.GONE, "The cursor is from another epoch")
    CURSOR_AHEAD = ("cursor-ahead", HTTPStatus.CONFLICT, "The cursor is ahead of the feed")
    PARAMETER_INVALID = ("parameter-invalid", HTTPStatus.BAD_REQUEST, "A parameter is not valid")
    METHOD_NOT_ALLOWED = (
        "method-not-allowed",
        HTTPStatus.METHOD_NOT_ALLOWED,
        "The method is not allowed here",
    )
    NOT_ACCEPTABLE = ("not-acceptable", HTTPStatus.NOT_ACCEPTABLE, "Only JSON is spoken here")
    RANGE_INVALID = (
        "range-invalid",
        HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
        "The range lies outside the file",
    )
    TOO_MANY_REQUESTS = ("too-many-requests", HTTPStatus.TOO_MANY_REQUESTS, "Too many requests")
    INTERNAL = ("internal", HTTPStatus.INTERNAL_SERVER_ERROR, "The hub has failed")

    def __init__(self, slug: str, status: HTTPStatus, title: str) -> None:
        self.slug = slug
        self.status = status
        self.title = title


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One problem document: its type and a full sentence about this occurrence."""

    type: ProblemType
    detail: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the members of RFC 9457, section 3.1."""
        members: dict[str, Any] = {
            "type": TYPE_PREFIX + self.type.slug,
            "title": self.type.title,
            "status": int(self.type.status),
        }
        if self.detail:
            members["detail"] = self.detail
        return members


def problem_slug(type_uri: object) -> str:
    """Return the short name of one of our problem types, or "" for a foreign one."""
    text = type_uri if isinstance(type_uri, str) else ""
    return text.removeprefix(TYPE_PREFIX) if text.startswith(TYPE_PREFIX) else ""
