"""The border of the wire: JSON in, checked values of `documents` out.

A receiver ignores what it does not know (it is kept in `extra`) and refuses what breaks
the form or goes over a limit. The digest is checked before, over the document as received.
A missing member, null, the empty text and the empty list say the same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, cast

from rest_framework import serializers

from wagtail_asean.exceptions import DigestMismatch, DocumentError

from . import bundles, documents
from .canonical import canonical, digest
from .fields import Day, Flag, JSONObject, Pattern, Text, Time, Uid, WholeNumber
from .reading import (
    OPTIONAL,
    DocumentSerializer,
    hex_digest,
    language_tag,
    list_of,
    optional_text,
    read_as,
    type_name,
    web_address,
    words,
)

MAX_ASSETS = 200
MAX_REFERENCES = 2000
MAX_PAGE = 1000
MAX_BUNDLED_PAGES = 99_999
MAX_KEYS = 50
MAX_STATEMENTS = 500
MAX_ATTESTATION_BYTES = 16_000


class AssetSerializer(DocumentSerializer):
    document = documents.Asset

    sha256 = hex_digest()
    size = WholeNumber()
    media_type = Pattern(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,100}", "a media type")
    file_name = Pattern(r"(?!\.{1,2}\Z)[^/\\\x00-\x1f\x7f]{1,255}", "a file name")
    width = WholeNumber(least=1, **OPTIONAL)
    height = WholeNumber(least=1, **OPTIONAL)
    focal_point = serializers.ListField(child=WholeNumber(most=2**31 - 1), **OPTIONAL)
    title = optional_text(255)
    alt = optional_text(1000)
    credit = optional_text(500)
    licence = optional_text(500)

    def validate_focal_point(self, value: list[int] | None) -> list[int] | None:
        """A focal point is a place and a size, or nothing."""
        if value and len(value) != 4:
            raise serializers.ValidationError("These are not x, y, width and height.")
        return value


class ReferenceSerializer(DocumentSerializer):
    document = documents.Reference

    id = Uid()
    locale = language_tag()
    type = type_name()


class LabelsSerializer(DocumentSerializer):
    document = documents.Labels

    kind = optional_text(50)
    pillar = optional_text(50)
    topics = words()
    countries = words()
    audiences = words()
    theme_year = WholeNumber(**OPTIONAL)
    occasion = optional_text(100)


class OriginSerializer(DocumentSerializer):
    document = documents.Origin

    site = optional_text(255)
    unit = optional_text(255)
    url = web_address()
    author = optional_text(255)
    source = optional_text(255)  # type: ignore[assignment]
    source_url = web_address()
    rights_basis = optional_text(50)


class ApprovalSerializer(DocumentSerializer):
    document = documents.Approval

    role = optional_text(255)
    date = Day(allow_blank=True, **OPTIONAL)
    number = optional_text(100)
    note = optional_text(2000)


class FallbackSerializer(DocumentSerializer):
    document = documents.Fallback

    type = type_name()
    content = JSONObject(**OPTIONAL)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """An empty object says the same as none."""
        return None if data == {} else super().run_validation(data)


class ItemSerializer(DocumentSerializer):
    document = documents.Item

    id = Uid()
    locale = language_tag()
    type = type_name()
    title = Text(max_length=255)
    slug = optional_text(255)
    summary = optional_text(5000)
    content = JSONObject(**OPTIONAL)
    fallback = FallbackSerializer(**OPTIONAL)
    labels = LabelsSerializer(**OPTIONAL)
    parent = Uid(**OPTIONAL)  # type: ignore[assignment]
    assets = list_of(AssetSerializer, MAX_ASSETS, **OPTIONAL)
    references = list_of(ReferenceSerializer, MAX_REFERENCES, **OPTIONAL)
    origin = OriginSerializer(**OPTIONAL)
    approval = ApprovalSerializer(**OPTIONAL)
    published_at = Time(**OPTIONAL)
    effective = Time(**OPTIONAL)
    expires = Time(**OPTIONAL)
    change_note = optional_text(2000)


class WithdrawalSerializer(DocumentSerializer):
    document = documents.Withdrawal

    kind = Text(max_length=50)
    reason = optional_text(2000)
    replaced_by = Uid(**OPTIONAL)
    withdrawn_at = Time(**OPTIONAL)
    deadline = Time(**OPTIONAL)

    def validate_kind(self, value: str) -> documents.WithdrawalKind:
        """A kind of a later version is still a withdrawal."""
        known = {kind.value: kind for kind in documents.WithdrawalKind}
        return known.get(value, documents.WithdrawalKind.GONE)


class ChangeSerializer(DocumentSerializer):
    document = documents.Change

    sequence = WholeNumber(least=1)
    id = Uid()
    locale = language_tag()
    type = type_name()
    state = serializers.ChoiceField([state.value for state in documents.State])
    version = WholeNumber(least=1)
    digest = hex_digest(allow_blank=True, **OPTIONAL)
    size = WholeNumber(**OPTIONAL)
    update = Text(max_length=50, allow_blank=True, **OPTIONAL)  # type: ignore[assignment]
    column = Uid(**OPTIONAL)
    fallback = type_name(allow_blank=True, **OPTIONAL)
    labels = LabelsSerializer(**OPTIONAL)
    urgent = Flag(**OPTIONAL)
    effective = Time(**OPTIONAL)
    expires = Time(**OPTIONAL)
    withdrawal = WithdrawalSerializer(**OPTIONAL)
    attestation = Text(max_length=MAX_ATTESTATION_BYTES, allow_blank=True, **OPTIONAL)
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
    changes = list_of(ChangeSerializer, MAX_PAGE)
    next = Text(max_length=200)
    has_more = Flag()
    remaining = WholeNumber(**OPTIONAL)
    statements = WholeNumber(**OPTIONAL)


class RootSerializer(DocumentSerializer):
    document = documents.Root

    name = optional_text(255)
    unit = optional_text(255)
    protocol = WholeNumber(least=1)
    protocols = serializers.ListField(child=WholeNumber(least=1), min_length=1, max_length=100)
    epoch = Uid()
    hub = Uid(**OPTIONAL)
    keys = serializers.ListField(child=JSONObject(), max_length=MAX_KEYS, **OPTIONAL)
    statements = serializers.ListField(
        child=Text(max_length=MAX_ATTESTATION_BYTES), max_length=MAX_STATEMENTS, **OPTIONAL
    )


class BundledPageSerializer(DocumentSerializer):
    document = bundles.BundledPage

    name = Pattern(bundles.PAGE_NAME.pattern, "the name of a page")
    sha256 = hex_digest()
    size = WholeNumber()


class ContentsSerializer(DocumentSerializer):
    document = bundles.Contents

    epoch = Uid()
    since = WholeNumber()
    until = WholeNumber()
    next = Text(max_length=200)
    pages = list_of(BundledPageSerializer, MAX_BUNDLED_PAGES, **OPTIONAL)
    changes = WholeNumber(**OPTIONAL)
    assets = WholeNumber(**OPTIONAL)
    bytes = WholeNumber(**OPTIONAL)


class BundleSerializer(DocumentSerializer):
    document = bundles.Bundle

    format = WholeNumber(least=1)
    root = RootSerializer()  # type: ignore[assignment]
    signature = Text(max_length=MAX_ATTESTATION_BYTES)
    url = web_address()
    made_at = optional_text(40)


# Making a serializer copies its whole tree of fields; reading with one leaves no trace.
_ITEM = ItemSerializer()
_CHANGE = ChangeSerializer()
_WITHDRAWAL = WithdrawalSerializer()
_APPROVAL = ApprovalSerializer()
_CHANGE_PAGE = ChangePageSerializer()
_ROOT = RootSerializer()
_BUNDLE = BundleSerializer()
_CONTENTS = ContentsSerializer()


def read_item(data: Any) -> documents.Item:
    """Check a JSON value as an item; raises `DocumentError`."""
    return cast("documents.Item", read_as(_ITEM, data, "item"))


def read_approval(data: Any) -> documents.Approval:
    """Check a JSON value as an approval; raises `DocumentError`."""
    return cast("documents.Approval", read_as(_APPROVAL, data, "approval"))


def read_withdrawal(data: Any) -> documents.Withdrawal:
    """Check a JSON value as a withdrawal; raises `DocumentError`."""
    return cast("documents.Withdrawal", read_as(_WITHDRAWAL, data, "withdrawal"))


def read_change_page(data: Any) -> documents.ChangePage:
    """Check a JSON value as an answer of the feed; raises `DocumentError`."""
    return cast("documents.ChangePage", read_as(_CHANGE_PAGE, data, "change page"))


def read_change(data: Any) -> documents.Change:
    """Check a JSON value as one change; raises `DocumentError`."""
    return cast("documents.Change", read_as(_CHANGE, data, "change"))


def read_root(data: Any) -> documents.Root:
    """Check a JSON value as what a hub says of itself; raises `DocumentError`."""
    return cast("documents.Root", read_as(_ROOT, data, "hub's description"))


def read_bundle(data: Any) -> bundles.Bundle:
    """Check a JSON value as the head of a bundle; raises `DocumentError`."""
    return cast("bundles.Bundle", read_as(_BUNDLE, data, "bundle"))


def read_contents(data: Any) -> bundles.Contents:
    """Check a JSON value as the contents of a bundle; raises `DocumentError`."""
    return cast("bundles.Contents", read_as(_CONTENTS, data, "contents of the bundle"))


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
