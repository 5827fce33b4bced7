"""The border of the wire: JSON in, checked values of `documents` out.

A receiver ignores what it does not know (it is kept in `extra`) and refuses what breaks
the form or goes over a limit. The digest is checked before, over the document as received.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from django.utils.dateparse import parse_datetime
from rest_framework import serializers

from wagtail_asean.exceptions import DigestMismatch, DocumentError

from . import documents
from .canonical import canonical, digest

SHA256 = re.compile(r"\A[0-9a-f]{64}\Z")
LOCALE = re.compile(r"\A[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")
TYPE = re.compile(r"\A[a-z][a-z0-9-]{0,49}\Z")
MEDIA_TYPE = re.compile(r"\A[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,100}\Z")

MAX_ASSETS = 200
MAX_REFERENCES = 2000
MAX_DEPTH = 40
MAX_PAGE = 1000

Document = TypeVar("Document")


class Time(serializers.Field):  # type: ignore[type-arg]
    """A time with its offset (RFC 3339)."""

    default_error_messages = {"invalid": "{value} is not a time with an offset (RFC 3339)."}

    def to_internal_value(self, data: Any) -> Any:
        try:
            value = parse_datetime(data) if isinstance(data, str) else None
        except ValueError:
            value = None
        if value is None or value.tzinfo is None:
            self.fail("invalid", value=repr(data)[:60])
        return value


class WebAddress(serializers.CharField):
    """An http or https address, or nothing."""

    def to_internal_value(self, data: Any) -> str:
        value = super().to_internal_value(data)
        if value and not re.match(r"\Ahttps?://[^\s<>\"']+\Z", value):
            raise serializers.ValidationError(f"{value[:80]!r} is not a web address.")
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
        if _is_deeper_than(data, MAX_DEPTH):
            self.fail("depth", limit=MAX_DEPTH)
        return cast("dict[str, Any]", data)


def _is_deeper_than(value: Any, levels: int) -> bool:
    if isinstance(value, dict):
        value = value.values()
    elif not isinstance(value, list):
        return False
    return levels == 0 or any(_is_deeper_than(part, levels - 1) for part in value)


class DocumentSerializer(serializers.Serializer):  # type: ignore[type-arg]
    """Reads one kind of document; what it does not know goes into `extra`."""

    document: type[Any]

    def to_internal_value(self, data: Any) -> Any:
        members = super().to_internal_value(data)
        for name, value in members.items():
            if isinstance(value, list):
                members[name] = tuple(value)
        known = {name: value for name, value in members.items() if value is not None}
        extra = {name: value for name, value in data.items() if name not in self.fields}
        if _is_deeper_than(extra, MAX_DEPTH):
            raise serializers.ValidationError(f"The document is nested more than {MAX_DEPTH} deep.")
        return self.document(**known, extra=extra)


def _text(limit: int, *, required: bool = False) -> serializers.CharField:
    return serializers.CharField(
        max_length=limit, required=required, allow_blank=not required, trim_whitespace=False
    )


def _number(*, required: bool = False, least: int = 0) -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=least, max_value=2**53 - 1, required=required, allow_null=not required
    )


def _codes() -> serializers.ListField:
    return serializers.ListField(child=_text(100, required=True), required=False, max_length=100)


def _time() -> Time:
    return Time(required=False, allow_null=True)


class AssetSerializer(DocumentSerializer):
    document = documents.Asset

    sha256 = serializers.RegexField(SHA256)
    size = _number(required=True)
    media_type = serializers.RegexField(MEDIA_TYPE)
    file_name = serializers.RegexField(r"\A[^/\\\x00-\x1f]{1,255}\Z")
    width = _number(least=1)
    height = _number(least=1)
    focal_point = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=2**31 - 1),
        required=False,
        max_length=4,
    )
    title = _text(255)
    alt = _text(1000)
    credit = _text(500)
    licence = _text(500)


class ReferenceSerializer(DocumentSerializer):
    document = documents.Reference

    id = serializers.UUIDField()
    locale = serializers.RegexField(LOCALE)
    type = serializers.RegexField(TYPE)


class LabelsSerializer(DocumentSerializer):
    document = documents.Labels

    kind = _text(50)
    pillar = _text(50)
    topics = _codes()
    countries = _codes()
    audiences = _codes()
    theme_year = _number()
    occasion = _text(100)


class OriginSerializer(DocumentSerializer):
    document = documents.Origin

    site = _text(255)
    unit = _text(255)
    url = WebAddress(max_length=2000, required=False, allow_blank=True)
    author = _text(255)
    source = _text(255)
    source_url = WebAddress(max_length=2000, required=False, allow_blank=True)
    rights_basis = _text(50)


class ApprovalSerializer(DocumentSerializer):
    document = documents.Approval

    role = _text(255)
    date = serializers.RegexField(r"\A(\d{4}-\d\d-\d\d)?\Z", required=False, allow_blank=True)
    number = _text(100)
    note = _text(2000)


class ItemSerializer(DocumentSerializer):
    document = documents.Item

    id = serializers.UUIDField()
    locale = serializers.RegexField(LOCALE)
    type = serializers.RegexField(TYPE)
    title = _text(255, required=True)
    slug = _text(255)
    summary = _text(5000)
    content = JSONObject(required=False)
    labels = LabelsSerializer(required=False)
    parent = serializers.UUIDField(required=False, allow_null=True)
    assets = AssetSerializer(many=True, required=False, max_length=MAX_ASSETS)
    references = ReferenceSerializer(many=True, required=False, max_length=MAX_REFERENCES)
    origin = OriginSerializer(required=False)
    approval = ApprovalSerializer(required=False, allow_null=True)
    published_at = _time()
    effective = _time()
    expires = _time()
    change_note = _text(2000)


class WithdrawalSerializer(DocumentSerializer):
    document = documents.Withdrawal

    kind = serializers.CharField(max_length=50)
    reason = _text(2000)
    replaced_by = serializers.UUIDField(required=False, allow_null=True)

    def validate_kind(self, value: str) -> documents.WithdrawalKind:
        """A kind of a later version is still a withdrawal."""
        known = {kind.value: kind for kind in documents.WithdrawalKind}
        return known.get(value, documents.WithdrawalKind.GONE)


class ChangeSerializer(DocumentSerializer):
    document = documents.Change

    sequence = _number(required=True, least=1)
    id = serializers.UUIDField()
    locale = serializers.RegexField(LOCALE)
    type = serializers.RegexField(TYPE)
    state = serializers.ChoiceField([state.value for state in documents.State])
    version = _number(required=True, least=1)
    digest = serializers.RegexField(SHA256, required=False)
    size = _number()
    update = serializers.CharField(max_length=50, required=False)
    column = serializers.UUIDField(required=False, allow_null=True)
    labels = LabelsSerializer(required=False)
    urgent = serializers.BooleanField(required=False)
    effective = _time()
    expires = _time()
    withdrawal = WithdrawalSerializer(required=False, allow_null=True)
    # `document` is not a field: its digest is over what came, so nothing may touch it.

    def validate_state(self, value: str) -> documents.State:
        return documents.State(value)

    def validate_update(self, value: str) -> documents.Update:
        """An update kind of a later version is treated as the loudest."""
        known = {update.value: update for update in documents.Update}
        return known.get(value, documents.Update.MAJOR)

    def to_internal_value(self, data: Any) -> documents.Change:
        members = dict(data) if isinstance(data, Mapping) else data
        document = members.pop("document", None) if isinstance(members, dict) else None
        change = cast("documents.Change", super().to_internal_value(members))
        if change.state is documents.State.LIVE and not change.digest:
            raise serializers.ValidationError({"digest": "A live change needs a digest."})
        if document is None:
            return change
        if not isinstance(document, dict):
            raise serializers.ValidationError({"document": "This is not a JSON object."})
        return cast("documents.Change", _with_document(change, document))


def _with_document(change: documents.Change, document: dict[str, Any]) -> documents.Change:
    members = {name: getattr(change, name) for name in change.__dataclass_fields__}
    return documents.Change(**{**members, "document": document})


class ChangePageSerializer(DocumentSerializer):
    document = documents.ChangePage

    protocol = _number(required=True, least=1)
    epoch = serializers.UUIDField()
    changes = ChangeSerializer(many=True, max_length=MAX_PAGE)
    next = serializers.CharField(max_length=200)
    has_more = serializers.BooleanField()


def _first_error(errors: Any, path: str = "") -> str:
    if isinstance(errors, Mapping):
        name, value = next((n, v) for n, v in errors.items() if v)
        if name == "non_field_errors":
            return _first_error(value, path)
        return _first_error(value, f"{path}.{name}" if path else str(name))
    if isinstance(errors, (list, tuple)):
        index, value = next((i, v) for i, v in enumerate(errors) if v)
        if isinstance(value, Mapping):
            return _first_error(value, f"{path}[{index}]")
        return _first_error(value, path)
    return f"{path}: {errors}" if path else str(errors)


# Making a serializer copies its whole tree of fields; reading with one leaves no trace.
_ITEM = ItemSerializer()
_CHANGE = ChangeSerializer()
_CHANGE_PAGE = ChangePageSerializer()


def _read(serializer: DocumentSerializer, data: Any, name: str) -> Any:
    try:
        return serializer.run_validation(data)
    except serializers.ValidationError as error:
        raise DocumentError(
            f"The {name} breaks the wire format: {_first_error(error.detail)}"
        ) from error


def read_item(data: Any) -> documents.Item:
    """Check a JSON value as an item; raises `DocumentError`."""
    return cast("documents.Item", _read(_ITEM, data, "item"))


def read_change_page(data: Any) -> documents.ChangePage:
    """Check a JSON value as an answer of the feed; raises `DocumentError`."""
    return cast("documents.ChangePage", _read(_CHANGE_PAGE, data, "change page"))


def read_change(data: Any) -> documents.Change:
    """Check a JSON value as one change; raises `DocumentError`."""
    return cast("documents.Change", _read(_CHANGE, data, "change"))


def read_announced_item(change: documents.Change, data: Any) -> documents.Item:
    """Check `data` as the very item that `change` announced.

    Raises `DigestMismatch` where its canonical form has another digest, `DocumentError`
    where it has the right one and breaks the form or names another item.
    """
    text = canonical(data)
    found = digest(text)
    if found != change.digest:
        raise DigestMismatch(
            f"The document of {change.key} has the digest {found[:12]}…,"
            f" but {change.digest[:12]}… was announced."
        )
    item = read_item(data)
    if (item.key, item.type) != (change.key, change.type):
        raise DocumentError(
            f"The document of {change.key} ({change.type}) says that it is"
            f" {item.key} ({item.type})."
        )
    return item
