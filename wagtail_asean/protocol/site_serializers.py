"""The border of the wire for what is said about a site: JSON in, checked values of `sites` out."""

from __future__ import annotations

from typing import Any, cast

from rest_framework import serializers

from . import sites
from .fields import JSONObject, Text, Time, Uid, WholeNumber
from .reading import (
    OPTIONAL,
    DocumentSerializer,
    hex_digest,
    language_tag,
    list_of,
    optional_text,
    read_as,
    web_address,
    word,
)
from .serializers import RootSerializer

MAX_RECEIPTS = 1000


class ReceiptSerializer(DocumentSerializer):
    document = sites.Receipt

    id = Uid()
    locale = language_tag()
    version = WholeNumber(least=1)
    state = serializers.ChoiceField([state.value for state in sites.ReceiptState])
    since = Time()
    digest = hex_digest(allow_blank=True, **OPTIONAL)
    url = web_address()
    decision = optional_text(100)
    error = optional_text(2000)

    def validate_state(self, value: str) -> sites.ReceiptState:
        return sites.ReceiptState(value)


class SiteReportSerializer(DocumentSerializer):
    document = sites.SiteReport

    instance = Uid()
    ticket = optional_text(100)
    name = optional_text(255)
    url = web_address()
    webhook_url = web_address()
    policy = optional_text(50)
    languages = serializers.ListField(child=language_tag(), max_length=100, **OPTIONAL)
    software = JSONObject(**OPTIONAL)
    protocol = WholeNumber(least=1, **OPTIONAL)
    cursor = optional_text(200)
    state = hex_digest(allow_blank=True, **OPTIONAL)
    carried = WholeNumber(**OPTIONAL)
    set_aside = WholeNumber(**OPTIONAL)
    last_error = optional_text(2000)


class ReceiptBatchSerializer(DocumentSerializer):
    document = sites.ReceiptBatch

    site = SiteReportSerializer()
    receipts = list_of(ReceiptSerializer, MAX_RECEIPTS, **OPTIONAL)


class ReceiptAnswerSerializer(DocumentSerializer):
    document = sites.ReceiptAnswer

    accepted = WholeNumber()
    standing = optional_text(50)
    ticket = optional_text(100)
    wishes = serializers.ListField(child=word(), max_length=100, **OPTIONAL)


class EnrolmentClaimSerializer(DocumentSerializer):
    document = sites.EnrolmentClaim

    code = Text(max_length=200)
    proof = Text(max_length=200, min_length=32)
    site = SiteReportSerializer()


class EnrolmentSerializer(DocumentSerializer):
    document = sites.Enrolment

    key = Text(max_length=200)
    webhook_secret = Text(max_length=200)
    unit = optional_text(255)
    ticket = optional_text(100)
    root = RootSerializer()  # type: ignore[assignment]


class NewKeySerializer(DocumentSerializer):
    document = sites.NewKey

    key = Text(max_length=200)
    webhook_secret = Text(max_length=200)


_RECEIPTS = ReceiptBatchSerializer()
_RECEIPT_ANSWER = ReceiptAnswerSerializer()
_CLAIM = EnrolmentClaimSerializer()
_ENROLMENT = EnrolmentSerializer()
_NEW_KEY = NewKeySerializer()


def read_receipts(data: Any) -> sites.ReceiptBatch:
    """Check a JSON value as what a site reports; raises `DocumentError`."""
    return cast("sites.ReceiptBatch", read_as(_RECEIPTS, data, "report"))


def read_receipt_answer(data: Any) -> sites.ReceiptAnswer:
    """Check a JSON value as a hub's answer to a report; raises `DocumentError`."""
    return cast("sites.ReceiptAnswer", read_as(_RECEIPT_ANSWER, data, "answer"))


def read_enrolment_claim(data: Any) -> sites.EnrolmentClaim:
    """Check a JSON value as a site's wish to be enrolled; raises `DocumentError`."""
    return cast("sites.EnrolmentClaim", read_as(_CLAIM, data, "claim"))


def read_enrolment(data: Any) -> sites.Enrolment:
    """Check a JSON value as a hub's answer to a claim; raises `DocumentError`."""
    return cast("sites.Enrolment", read_as(_ENROLMENT, data, "enrolment"))


def read_new_key(data: Any) -> sites.NewKey:
    """Check a JSON value as a new key; raises `DocumentError`."""
    return cast("sites.NewKey", read_as(_NEW_KEY, data, "new key"))
