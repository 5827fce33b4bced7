"""The codecs of an adapter: one member of a document and the attribute that holds it.

`encode` and `decode` are a pair: what one writes the other reads, and the same again.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model

from .exceptions import DocumentError
from .moments import aware, parse_moment, storable
from .protocol import format_time
from .references import Inward, Outward, walk


class Codec:
    """One member of a document and the attribute that holds it; a missing member is empty."""

    def __init__(self, attribute: str) -> None:
        self.attribute = attribute

    def encode(self, instance: Model, outward: Outward, pointer: str) -> Any:
        """Return the member's JSON value; an empty one is left out of the document."""
        raise NotImplementedError

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        """Set the attribute from a JSON value, None where the member is missing."""
        raise NotImplementedError


class Text(Codec):
    """A text as it is."""

    def encode(self, instance: Model, outward: Outward, pointer: str) -> str:
        return str(getattr(instance, self.attribute) or "")

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        if not isinstance(value, (str, type(None))):
            raise DocumentError(f"{pointer} is not text.")
        setattr(instance, self.attribute, value or "")


class Uid(Codec):
    """A UUID, as text, which must be there."""

    def encode(self, instance: Model, outward: Outward, pointer: str) -> str:
        return str(getattr(instance, self.attribute))

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        try:
            uid = UUID(value)
        except (TypeError, ValueError, AttributeError) as error:
            raise DocumentError(f"{pointer} is not a uid: {value!r:.40}.") from error
        if str(uid) != value:
            raise DocumentError(f"{pointer} is not a uid in its usual form: {value!r:.40}.")
        setattr(instance, self.attribute, uid)


class Address(Text):
    """A web address; other schemes are refused."""

    def encode(self, instance: Model, outward: Outward, pointer: str) -> str:
        return outward.address(super().encode(instance, outward, pointer), pointer)

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        super().decode(instance, value, inward, pointer)
        inward.address(value or "", pointer)


class Number(Codec):
    """A whole number or nothing; `empty` is what stands for a missing member."""

    def __init__(self, attribute: str, *, empty: int | None = None) -> None:
        super().__init__(attribute)
        self.empty = empty

    def encode(self, instance: Model, outward: Outward, pointer: str) -> int | None:
        value: int | None = getattr(instance, self.attribute)
        return None if value == self.empty else value

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        if isinstance(value, bool) or not isinstance(value, (int, type(None))):
            raise DocumentError(f"{pointer} is not a whole number.")
        setattr(instance, self.attribute, self.empty if value is None else value)


class Flag(Codec):
    """Yes or no; a missing member is no."""

    def encode(self, instance: Model, outward: Outward, pointer: str) -> bool | None:
        return True if getattr(instance, self.attribute) else None

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        if not isinstance(value, (bool, type(None))):
            raise DocumentError(f"{pointer} is neither true nor false.")
        setattr(instance, self.attribute, bool(value))


class Texts(Codec):
    """A list of texts, held as a JSON list."""

    def encode(self, instance: Model, outward: Outward, pointer: str) -> list[str]:
        return list(getattr(instance, self.attribute) or [])

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        value = [] if value is None else value
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise DocumentError(f"{pointer} is not a list of texts.")
        setattr(instance, self.attribute, value)


class Day(Codec):
    """A calendar day (ISO 8601) or nothing."""

    def encode(self, instance: Model, outward: Outward, pointer: str) -> str | None:
        value: date | None = getattr(instance, self.attribute)
        return value.isoformat() if value else None

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        try:
            day = None if value is None else date.fromisoformat(value)
        except (TypeError, ValueError) as error:
            raise DocumentError(f"{pointer} is not a day: {value!r:.40}.") from error
        setattr(instance, self.attribute, day)


class Moment(Codec):
    """A time in UTC (RFC 3339), or nothing."""

    def encode(self, instance: Model, outward: Outward, pointer: str) -> str | None:
        value: datetime | None = getattr(instance, self.attribute)
        return format_time(aware(value)) if value is not None else None

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        moment = None if value is None else storable(parse_moment(value, pointer))
        setattr(instance, self.attribute, moment)


class Degrees(Codec):
    """A decimal number of at most `PLACES` places, as text: floats have no one form."""

    PLACES = 5
    _FORM = re.compile(r"\A-?(0|[1-9]\d{0,2})(\.\d{0,4}[1-9])?\Z")

    def encode(self, instance: Model, outward: Outward, pointer: str) -> str | None:
        value = getattr(instance, self.attribute)
        if value is None:
            return None
        text = f"{Decimal(str(value)):.{self.PLACES}f}".rstrip("0").rstrip(".")
        return "0" if text == "-0" else text

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        if value is not None and (
            not isinstance(value, str) or not self._FORM.match(value) or value == "-0"
        ):
            raise DocumentError(f"{pointer} is not a number of degrees: {value!r:.40}.")
        setattr(instance, self.attribute, None if value is None else Decimal(value))


class RichText(Codec):
    """Rich text, with its links and pictures as references."""

    def encode(self, instance: Model, outward: Outward, pointer: str) -> str:
        return outward.rich_text(getattr(instance, self.attribute) or "", pointer)

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        if not isinstance(value, (str, type(None))):
            raise DocumentError(f"{pointer} is not text.")
        setattr(instance, self.attribute, inward.rich_text(value or "", pointer))


class Stream(Codec):
    """A StreamField, as its raw JSON."""

    def encode(self, instance: Model, outward: Outward, pointer: str) -> list[Any]:
        value = getattr(instance, self.attribute)
        walked: list[Any] = walk(value.stream_block, value.get_prep_value(), outward, pointer)
        return walked

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        field: Any = instance._meta.get_field(self.attribute)
        walked = walk(field.stream_block, value or [], inward, pointer)
        setattr(instance, self.attribute, field.stream_block.to_python(walked))


class File(Codec):
    """A foreign key to an image or a document, as its digest."""

    def encode(self, instance: Model, outward: Outward, pointer: str) -> Any:
        field: Any = instance._meta.get_field(self.attribute)
        pk = getattr(instance, field.attname)
        sha256 = outward.file(field.related_model, pk) if pk is not None else None
        return {"asset": sha256} if sha256 else None

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        field: Any = instance._meta.get_field(self.attribute)
        pk = None if value is None else inward.choice(field.related_model, value, pointer)
        setattr(instance, field.attname, pk)


class Link(Codec):
    """A foreign key to another item, as its key."""

    def encode(self, instance: Model, outward: Outward, pointer: str) -> Any:
        field: Any = instance._meta.get_field(self.attribute)
        pk = getattr(instance, field.attname)
        if pk is None:
            return outward.no_choice(pointer)
        return outward.choice(field.related_model, pk, pointer)

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        field: Any = instance._meta.get_field(self.attribute)
        pk = None if value is None else inward.choice(field.related_model, value, pointer)
        setattr(instance, field.attname, pk)
