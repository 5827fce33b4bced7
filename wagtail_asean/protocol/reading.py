"""How documents are read: the serializer that keeps what it does not know, and its fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from rest_framework import serializers

from wagtail_asean.exceptions import DocumentError

from .canonical import is_nested_deeper
from .fields import MAX_DEPTH, Pattern, Text

OPTIONAL: dict[str, Any] = {"required": False, "allow_null": True}


class DocumentSerializer(serializers.Serializer):  # type: ignore[type-arg]
    """Reads one kind of document; what it does not know goes into `extra`."""

    document: type[Any]

    def to_internal_value(self, data: Any) -> Any:
        members = super().to_internal_value(data)
        known = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in members.items()
            if value is not None
        }
        extra = {name: value for name, value in data.items() if name not in self.fields}
        if is_nested_deeper(extra, MAX_DEPTH):
            raise serializers.ValidationError(f"The document is nested more than {MAX_DEPTH} deep.")
        return self.document(**known, extra=extra)


def optional_text(limit: int) -> Text:
    """Read a text of at most so many characters, which may be missing."""
    return Text(max_length=limit, allow_blank=True, **OPTIONAL)


def word(**kwargs: Any) -> Text:
    """Read a word of a vocabulary."""
    return Text(max_length=100, **kwargs)


def words() -> serializers.ListField:
    """Read words of a vocabulary, which may be missing."""
    return serializers.ListField(child=word(), max_length=100, **OPTIONAL)


def web_address() -> Pattern:
    """Read a web address, which may be missing."""
    return Pattern(
        r"https?://[^\s<>\"']+", "a web address", max_length=2000, allow_blank=True, **OPTIONAL
    )


def hex_digest(**kwargs: Any) -> Pattern:
    """Read a SHA-256."""
    return Pattern(r"[0-9a-f]{64}", "a SHA-256 in lower-case hexadecimal digits", **kwargs)


def language_tag() -> Pattern:
    """Read the name of a language (BCP 47)."""
    return Pattern(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", "a language tag (BCP 47)", max_length=40)


def type_name(**kwargs: Any) -> Pattern:
    """Read the name of a type."""
    return Pattern(r"[a-z][a-z0-9-]{0,49}", "a type's name", **kwargs)


def list_of(serializer: type[DocumentSerializer], limit: int, **kwargs: Any) -> Any:
    """Read at most so many documents of a kind."""
    # Not `many=True`, which would let every entry be null where the list may be.
    return serializers.ListSerializer(child=serializer(), max_length=limit, **kwargs)


def _first_error(errors: Any, path: str = "") -> str:
    if isinstance(errors, Mapping):
        name, value = next((name, value) for name, value in errors.items() if value)
        if name == "non_field_errors":
            return _first_error(value, path)
        if isinstance(name, int):
            return _first_error(value, f"{path}[{name}]")
        return _first_error(value, f"{path}.{name}" if path else str(name))
    if isinstance(errors, (list, tuple)):
        index, value = next((index, value) for index, value in enumerate(errors) if value)
        return _first_error(value, f"{path}[{index}]" if isinstance(value, Mapping) else path)
    return f"{path}: {errors}" if path else str(errors)


def read_as(serializer: DocumentSerializer, data: Any, name: str) -> Any:
    """Check a JSON value as the document of a serializer; raises `DocumentError`."""
    try:
        # One message in one language: DRF would put its own half in the site's.
        with translation.override(None):
            return serializer.run_validation(data)
    except serializers.ValidationError as error:
        raise DocumentError(
            f"The {name} breaks the wire format: {_first_error(error.detail)}"
        ) from error
