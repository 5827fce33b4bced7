"""The border of the wire: JSON in, checked values of `documents` out.

A receiver ignores what it does not know (it is kept in `extra`) and refuses what breaks
the form or goes over a limit. The digest is checked before, over the document as received.
A missing member, null, the empty text and the empty list say the same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, cast

from django.utils import translation
from rest_framework import serializers

from wagtail_asean.exceptions import DigestMismatch, DocumentError

from . import bundles, documents
from .canonical import canonical, digest, is_nested_deeper
from .fields import MAX_DEPTH, Day, Flag, JSONObject, Pattern, Text, Time, Uid, WholeNumber

MAX_ASSETS = 200
MAX_REFERENCES = 2000
MAX_PAGE = 1000
MAX_BUNDLED_PAGES = 99_999
MAX_RECEIPTS = 1000
MAX_KEYS = 50
MAX_STATEMENTS = 500
MAX_ATTESTATION_BYTES = 16_000


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


_OPTIONAL: dict[str, Any] = {"required": False, "allow_null": True}


def _text(limit: int) -> Text:
    return Text(max_length=limit, allow_blank=True, **_OPTIONAL)


def _code(**kwargs: Any) -> Text:
    return Text(max_length=100, **kwargs)


def _codes() -> serializers.ListField:
    return serializers.ListField(child=_code(), max_length=100, **_OPTIONAL)


def _address() -> Pattern:
    return Pattern(
        r"https?://[^\s<>\"']+", "a web address", max_length=2000, allow_blank=True, **_OPTIONAL
    )


def _sha256(**kwargs: Any) -> Pattern:
    return Pattern(r"[0-9a-f]{64}", "a SHA-256 in lower-case hexadecimal digits", **kwargs)


def _locale() -> Pattern:
    return Pattern(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", "a language tag (BCP 47)", max_length=40)


def _type(**kwargs: Any) -> Pattern:
    return Pattern(r"[a-z][a-z0-9-]{0,49}", "a type's name", **kwargs)


def _many(serializer: type[DocumentSerializer], limit: int, **kwargs: Any) -> Any:
    # Not `many=True`, which would let every entry be null where the list may be.
    return serializers.ListSerializer(child=serializer(), max_length=limit, **kwargs)


class AssetSerializer(DocumentSerializer):
    document = documents.Asset

    sha256 = _sha256()
    size = WholeNumber()
    media_type = Pattern(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,100}", "a media type")
    file_name = Pattern(r"(?!\.{1,2}\Z)[^/\\\x00-\x1f\x7f]{1,255}", "a file name")
    width = WholeNumber(least=1, **_OPTIONAL)
    height = WholeNumber(least=1, **_OPTIONAL)
    focal_point = serializers.ListField(child=WholeNumber(most=2**31 - 1), **_OPTIONAL)
    title = _text(255)
    alt = _text(1000)
    credit = _text(500)
    licence = _text(500)

    def validate_focal_point(self, value: list[int] | None) -> list[int] | None:
        """A focal point is a place and a size, or nothing."""
        if value and len(value) != 4:
            raise serializers.ValidationError("These are not x, y, width and height.")
        return value


class ReferenceSerializer(DocumentSerializer):
    document = documents.Reference

    id = Uid()
    locale = _locale()
    type = _type()


class LabelsSerializer(DocumentSerializer):
    document = documents.Labels

    kind = _text(50)
    pillar = _text(50)
    topics = _codes()
    countries = _codes()
    audiences = _codes()
    theme_year = WholeNumber(**_OPTIONAL)
    occasion = _text(100)


class OriginSerializer(DocumentSerializer):
    document = documents.Origin

    site = _text(255)
    unit = _text(255)
    url = _address()
    author = _text(255)
    source = _text(255)  # type: ignore[assignment]
    source_url = _address()
    rights_basis = _text(50)


class ApprovalSerializer(DocumentSerializer):
    document = documents.Approval

    role = _text(255)
    date = Day(allow_blank=True, **_OPTIONAL)
    number = _text(100)
    note = _text(2000)


class FallbackSerializer(DocumentSerializer):
    document = documents.Fallback

    type = _type()
    content = JSONObject(**_OPTIONAL)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """An empty object says the same as none."""
        return None if data == {} else super().run_validation(data)


class ItemSerializer(DocumentSerializer):
    document = documents.Item

    id = Uid()
    locale = _locale()
    type = _type()
    title = Text(max_length=255)
    slug = _text(255)
    summary = _text(5000)
    content = JSONObject(**_OPTIONAL)
    fallback = FallbackSerializer(**_OPTIONAL)
    labels = LabelsSerializer(**_OPTIONAL)
    parent = Uid(**_OPTIONAL)  # type: ignore[assignment]
    assets = _many(AssetSerializer, MAX_ASSETS, **_OPTIONAL)
    references = _many(ReferenceSerializer, MAX_REFERENCES, **_OPTIONAL)
    origin = OriginSerializer(**_OPTIONAL)
    approval = ApprovalSerializer(**_OPTIONAL)
    published_at = Time(**_OPTIONAL)
    effective = Time(**_OPTIONAL)
    expires = Time(**_OPTIONAL)
    change_note = _text(2000)


class WithdrawalSerializer(DocumentSerializer):
    document = documents.Withdrawal

    kind = Text(max_length=50)
    reason = _text(2000)
    replaced_by = Uid(**_OPTIONAL)
    withdrawn_at = Time(**_OPTIONAL)
    deadline = Time(**_OPTIONAL)

    def validate_kind(self, value: str) -> documents.WithdrawalKind:
        """A kind of a later version is still a withdrawal."""
        known = {kind.value: kind for kind in documents.WithdrawalKind}
        return known.get(value, documents.WithdrawalKind.GONE)


class ChangeSerializer(DocumentSerializer):
    document = documents.Change

    sequence = WholeNumber(least=1)
    id = Uid()
    locale = _locale()
    type = _type()
    state = serializers.ChoiceField([state.value for state in documents.State])
    version = WholeNumber(least=1)
    digest = _sha256(allow_blank=True, **_OPTIONAL)
    size = WholeNumber(**_OPTIONAL)
    update = Text(max_length=50, allow_blank=True, **_OPTIONAL)  # type: ignore[assignment]
    column = Uid(**_OPTIONAL)
    fallback = _type(allow_blank=True, **_OPTIONAL)
    labels = LabelsSerializer(**_OPTIONAL)
    urgent = Flag(**_OPTIONAL)
    effective = Time(**_OPTIONAL)
    expires = Time(**_OPTIONAL)
    withdrawal = WithdrawalSerializer(**_OPTIONAL)
    attestation = Text(max_length=MAX_ATTESTATION_BYTES, allow_blank=True, **_OPTIONAL)
    # `document` is not a field: its digest is over what came, so nothing may touch it.

    def validate_state(self, value: str) -> documents.State:
        return documents.State(value)

    def validate_update(self, value: str | None) -> documents.Update:
        """An update kind of a later version is treated as the loudest."""
        known = {update.value: update for update in documents.Update}
        return known.get(value or "", documents.Update.MAJOR)

    def to_internal_value(self, data: Any) -> documents.Change:
        members = dict(data) if isinstance(data, Mapping) else data
        document = members.pop("document", None) if isinstance(members, dict) else None
        change: documents.Change = super().to_internal_value(members)
        if change.state is documents.State.LIVE and not change.digest:
            raise serializers.ValidationError({"digest": "A live change needs a digest."})
        if document is None:
            return change
        if not isinstance(document, dict):
            raise serializers.ValidationError({"document": "This is not a JSON object."})
        return dataclasses.replace(change, document=document)


class ChangePageSerializer(DocumentSerializer):
    document = documents.ChangePage

    protocol = WholeNumber(least=1)
    epoch = Uid()
    changes = _many(ChangeSerializer, MAX_PAGE)
    next = Text(max_length=200)
    has_more = Flag()
    remaining = WholeNumber(**_OPTIONAL)
    statements = WholeNumber(**_OPTIONAL)


class RootSerializer(DocumentSerializer):
    document = documents.Root

    name = _text(255)
    unit = _text(255)
    protocol = WholeNumber(least=1)
    protocols = serializers.ListField(child=WholeNumber(least=1), min_length=1, max_length=100)
    epoch = Uid()
    hub = Uid(**_OPTIONAL)
    keys = serializers.ListField(child=JSONObject(), max_length=MAX_KEYS, **_OPTIONAL)
    statements = serializers.ListField(
        child=Text(max_length=MAX_ATTESTATION_BYTES), max_length=MAX_STATEMENTS, **_OPTIONAL
    )


class ReceiptSerializer(DocumentSerializer):
    document = documents.Receipt

    id = Uid()
    locale = _locale()
    version = WholeNumber(least=1)
    state = serializers.ChoiceField([state.value for state in documents.ReceiptState])
    since = Time()
    digest = _sha256(allow_blank=True, **_OPTIONAL)
    url = _address()
    decision = _text(100)
    error = _text(2000)

    def validate_state(self, value: str) -> documents.ReceiptState:
        return documents.ReceiptState(value)


class SiteReportSerializer(DocumentSerializer):
    document = documents.SiteReport

    instance = Uid()
    ticket = _text(100)
    name = _text(255)
    url = _address()
    webhook_url = _address()
    policy = _text(50)
    languages = serializers.ListField(child=_locale(), max_length=100, **_OPTIONAL)
    software = JSONObject(**_OPTIONAL)
    protocol = WholeNumber(least=1, **_OPTIONAL)
    cursor = _text(200)
    state = _sha256(allow_blank=True, **_OPTIONAL)
    carried = WholeNumber(**_OPTIONAL)
    set_aside = WholeNumber(**_OPTIONAL)
    last_error = _text(2000)


class ReceiptBatchSerializer(DocumentSerializer):
    document = documents.ReceiptBatch

    site = SiteReportSerializer()
    receipts = _many(ReceiptSerializer, MAX_RECEIPTS, **_OPTIONAL)


class ReceiptAnswerSerializer(DocumentSerializer):
    document = documents.ReceiptAnswer

    accepted = WholeNumber()
    standing = _text(50)
    ticket = _text(100)
    wishes = serializers.ListField(child=_code(), max_length=100, **_OPTIONAL)


class EnrolmentClaimSerializer(DocumentSerializer):
    document = documents.EnrolmentClaim

    code = Text(max_length=200)
    proof = Text(max_length=200, min_length=32)
    site = SiteReportSerializer()


class EnrolmentSerializer(DocumentSerializer):
    document = documents.Enrolment

    key = Text(max_length=200)
    webhook_secret = Text(max_length=200)
    unit = _text(255)
    ticket = _text(100)
    root = RootSerializer()  # type: ignore[assignment]


class NewKeySerializer(DocumentSerializer):
    document = documents.NewKey

    key = Text(max_length=200)
    webhook_secret = Text(max_length=200)


class BundledPageSerializer(DocumentSerializer):
    document = bundles.BundledPage

    name = Pattern(bundles.PAGE_NAME.pattern, "the name of a page")
    sha256 = _sha256()
    size = WholeNumber()


class ContentsSerializer(DocumentSerializer):
    document = bundles.Contents

    epoch = Uid()
    since = WholeNumber()
    until = WholeNumber()
    next = Text(max_length=200)
    pages = _many(BundledPageSerializer, MAX_BUNDLED_PAGES, **_OPTIONAL)
    changes = WholeNumber(**_OPTIONAL)
    assets = WholeNumber(**_OPTIONAL)
    bytes = WholeNumber(**_OPTIONAL)


class BundleSerializer(DocumentSerializer):
    document = bundles.Bundle

    format = WholeNumber(least=1)
    root = RootSerializer()  # type: ignore[assignment]
    signature = Text(max_length=MAX_ATTESTATION_BYTES)
    url = _address()
    made_at = _text(40)


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


# Making a serializer copies its whole tree of fields; reading with one leaves no trace.
_ITEM = ItemSerializer()
_CHANGE = ChangeSerializer()
_WITHDRAWAL = WithdrawalSerializer()
_APPROVAL = ApprovalSerializer()
_CHANGE_PAGE = ChangePageSerializer()
_ROOT = RootSerializer()
_RECEIPTS = ReceiptBatchSerializer()
_RECEIPT_ANSWER = ReceiptAnswerSerializer()
_CLAIM = EnrolmentClaimSerializer()
_ENROLMENT = EnrolmentSerializer()
_NEW_KEY = NewKeySerializer()
_BUNDLE = BundleSerializer()
_CONTENTS = ContentsSerializer()


def _read(serializer: DocumentSerializer, data: Any, name: str) -> Any:
    try:
        # One message in one language: DRF would put its own half in the site's.
        with translation.override(None):
            return serializer.run_validation(data)
    except serializers.ValidationError as error:
        raise DocumentError(
            f"The {name} breaks the wire format: {_first_error(error.detail)}"
        ) from error


def read_item(data: Any) -> documents.Item:
    """Check a JSON value as an item; raises `DocumentError`."""
    return cast("documents.Item", _read(_ITEM, data, "item"))


def read_approval(data: Any) -> documents.Approval:
    """Check a JSON value as an approval; raises `DocumentError`."""
    return cast("documents.Approval", _read(_APPROVAL, data, "approval"))


def read_withdrawal(data: Any) -> documents.Withdrawal:
    """Check a JSON value as a withdrawal; raises `DocumentError`."""
    return cast("documents.Withdrawal", _read(_WITHDRAWAL, data, "withdrawal"))


def read_change_page(data: Any) -> documents.ChangePage:
    """Check a JSON value as an answer of the feed; raises `DocumentError`."""
    return cast("documents.ChangePage", _read(_CHANGE_PAGE, data, "change page"))


def read_change(data: Any) -> documents.Change:
    """Check a JSON value as one change; raises `DocumentError`."""
    return cast("documents.Change", _read(_CHANGE, data, "change"))


def read_root(data: Any) -> documents.Root:
    """Check a JSON value as what a hub says of itself; raises `DocumentError`."""
    return cast("documents.Root", _read(_ROOT, data, "hub's description"))


def read_receipts(data: Any) -> documents.ReceiptBatch:
    """Check a JSON value as what a site reports; raises `DocumentError`."""
    return cast("documents.ReceiptBatch", _read(_RECEIPTS, data, "report"))


def read_receipt_answer(data: Any) -> documents.ReceiptAnswer:
    """Check a JSON value as a hub's answer to a report; raises `DocumentError`."""
    return cast("documents.ReceiptAnswer", _read(_RECEIPT_ANSWER, data, "answer"))


def read_enrolment_claim(data: Any) -> documents.EnrolmentClaim:
    """Check a JSON value as a site's wish to be enrolled; raises `DocumentError`."""
    return cast("documents.EnrolmentClaim", _read(_CLAIM, data, "claim"))


def read_enrolment(data: Any) -> documents.Enrolment:
    """Check a JSON value as a hub's answer to a claim; raises `DocumentError`."""
    return cast("documents.Enrolment", _read(_ENROLMENT, data, "enrolment"))


def read_new_key(data: Any) -> documents.NewKey:
    """Check a JSON value as a new key; raises `DocumentError`."""
    return cast("documents.NewKey", _read(_NEW_KEY, data, "new key"))


def read_bundle(data: Any) -> bundles.Bundle:
    """Check a JSON value as the head of a bundle; raises `DocumentError`."""
    return cast("bundles.Bundle", _read(_BUNDLE, data, "bundle"))


def read_contents(data: Any) -> bundles.Contents:
    """Check a JSON value as the contents of a bundle; raises `DocumentError`."""
    return cast("bundles.Contents", _read(_CONTENTS, data, "contents of the bundle"))


def read_announced_item(change: documents.Change, data: Any) -> documents.Item:
    """Check `data` as the very item that `change` announced.

    Raises `DigestMismatch` where its canonical form has another digest, `DocumentError`
    where it has the right one and breaks the form, names another item, or has not the fallback
    that was announced.
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
    found = item.fallback.type if item.fallback else ""
    if change.fallback and found != change.fallback:
        raise DocumentError(
            f"The document of {change.key} was announced with a fallback of the type"
            f" {change.fallback!r} and has {f'one of the type {found!r}' if found else 'none'}."
        )
    return item
