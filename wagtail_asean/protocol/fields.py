"""The values that members of a document may have, each in the one form that we write.

A second spelling of the same value (a number for a text, a time with another offset) is
refused: the mirror would write it the usual way and never have the digest it should.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.utils.dateparse import parse_datetime
from rest_framework import serializers

from .canonical import is_nested_deeper
from .documents import format_time

MAX_DEPTH = 40


class Text(serializers.CharField):
    """A text as it came."""

    default_error_messages = {"invalid": "This is not a text."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Pattern(Text):
    """A text of one form, which `what` names for the reader of the error."""

    def __init__(self, pattern: str, what: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._pattern = re.compile(pattern)
        self._what = what

    def to_internal_value(self, data: Any) -> str:
        value = super().to_internal_value(data)
        if not self._pattern.fullmatch(value):
            raise serializers.ValidationError(f"{value[:80]!r} is not {self._what}.")
        return value


class WholeNumber(serializers.Field):  # type: ignore[type-arg]
    """A whole number between two bounds."""

    default_error_messages = {
        "invalid": "This is not a whole number.",
        "range": "{value} is not between {least} and {most}.",
    }

    def __init__(self, *, least: int = 0, most: int = 2**53 - 1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._least, self._most = least, most

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        if not self._least <= data <= self._most:
            # Python writes no number of more than some thousand digits.
            shown = data if abs(data) < 2**64 else "The number"
            self.fail("range", value=shown, least=self._least, most=self._most)
        return int(data)


class Flag(serializers.Field):  # type: ignore[type-arg]
    """True or false."""

    default_error_messages = {"invalid": "This is neither true nor false."}

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid")
        return data


class Uid(serializers.Field):  # type: ignore[type-arg]
    """A UUID in lower case with its hyphens (RFC 9562)."""

    default_error_messages = {"invalid": "{value} is not a UUID in lower case with hyphens."}

    def to_internal_value(self, data: Any) -> UUID:
        try:
            value = UUID(data) if isinstance(data, str) else None
        except ValueError:
            value = None
        if value is None or str(value) != data:
            self.fail("invalid", value=_shorten(data))
        return value


class Time(serializers.Field):  # type: ignore[type-arg]
    """A time in UTC (RFC 3339), as `format_time` writes it."""

    default_error_messages = {
        "invalid": "{value} is not a time in UTC such as 2026-11-22T08:00:00Z (RFC 3339)."
    }

    def to_internal_value(self, data: Any) -> datetime:
        try:
            value = parse_datetime(data) if isinstance(data, str) else None
        except ValueError:
            value = None
        if value is None or value.tzinfo is None or format_time(value) != data:
            self.fail("invalid", value=_shorten(data))
        if value.year in (datetime.min.year, datetime.max.year):
            # In these years a moment has no local time everywhere.
            self.fail("invalid", value=_shorten(data))
        return value


class Day(Text):
    """A calendar day (ISO 8601), or nothing."""

    default_error_messages = {"invalid_day": "{value} is not a day such as 2026-11-22."}

    def to_internal_value(self, data: Any) -> str:
        value = super().to_internal_value(data)
        try:
            is_day = date.fromisoformat(value).isoformat() == value
        except ValueError:
            is_day = False
        if not is_day:
            self.fail("invalid_day", value=_shorten(value))
        return value


class JSONObject(serializers.Field):  # type: ignore[type-arg]
    """A JSON object that is not nested without end."""

    default_error_messages = {
        "object": "This is not a JSON object.",
        "depth": "The object is nested more than {limit} deep.",
    }

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.fail("object")
        if is_nested_deeper(data, MAX_DEPTH):
            self.fail("depth", limit=MAX_DEPTH)
        return cast("dict[str, Any]", data)


def _shorten(value: Any) -> str:
    return repr(value)[:60] if isinstance(value, str) else "The value"
