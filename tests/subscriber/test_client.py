"""What a site says over the line, and to whom it may speak."""

from __future__ import annotations

import io
import socket

import pytest
import requests
from django.test import override_settings

from tests.hub_simulator import URL, Fault, HubSimulator
from wagtail_asean.addresses import check_address
from wagtail_asean.exceptions import (
    AddressNotAllowed,
    ConfigurationError,
    DocumentError,
    HubRefused,
    HubUnreachable,
)
from wagtail_asean.protocol import NewKey
from wagtail_asean.secrets import decrypt, encrypt
from wagtail_asean.subscriber import line as line_module
from wagtail_asean.subscriber.actions import check_connection
from wagtail_asean.subscriber.client import HubClient
from wagtail_asean.subscriber.models import Subscription

from .conftest import column


def resolve_to(monkeypatch, *addresses: str) -> None:
    """Let every name stand for these addresses."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: found)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://so.example/api/", "not a web address"),
        ("https://", "not a web address"),
        ("https://[::1/", "not a web address"),
        ("http://so.example/api/", "by https"),
        ("https://127.0.0.2/api/", "private address"),
        ("https://[::1]/api/", "private address"),
        ("https://10.0.0.7/api/", "private address"),
        ("https://169.254.169.254/latest/", "private address"),
    ],
)
def test_an_address_that_must_not_be_asked_is_refused(address, reason):
    with pytest.raises(AddressNotAllowed, match=reason):
        check_address(address)


def test_a_name_that_stands_for_a_private_address_is_refused(monkeypatch):
    resolve_to(monkeypatch, "93.184.216.34", "192.168.1.1")
    with pytest.raises(AddressNotAllowed, match=r"192\.168\.1\.1"):
        check_address("https://so.example/api/")


def test_a_public_name_over_https_is_fine(monkeypatch):
    resolve_to(monkeypatch, "93.184.216.34")
    check_address("https://so.example/api/")


def test_a_name_that_nobody_knows_is_left_to_the_request(monkeypatch):
    def unknown(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    check_address("https://so.example/api/")


def test_a_private_host_that_the_settings_name_is_fine():
    with override_settings(WAGTAIL_ASEAN={"ALLOWED_PRIVATE_HOSTS": ["127.0.0.1:8000"]}):
        check_address("http://127.0.0.1:8000/api/")
        with pytest.raises(AddressNotAllowed):
            check_address("http://127.0.0.1:9000/api/")


def test_the_key_goes_in_a_header_and_a_redirect_is_not_followed(monkeypatch):
    hub = HubSimulator()
    client = hub.client()
    sent = {}

    def get(url, **options):
        sent.update(options)
        raise line_module.requests.Timeout

    monkeypatch.setattr(client._session, "get", get)
    with pytest.raises(HubUnreachable, match="does not answer in time"):
        client.changes()
    assert sent["headers"]["Authorization"] == f"Bearer {hub.key}"
    assert sent["headers"]["User-Agent"].startswith("wagtail-asean/")
    assert sent["allow_redirects"] is False
    assert sent["timeout"] == 30


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (line_module.requests.exceptions.SSLError, "certificate is not valid"),
        (line_module.requests.ConnectionError, "no connection"),
        (line_module.requests.exceptions.ChunkedEncodingError, "broke off"),
    ],
)
def test_what_is_wrong_with_the_line_is_said_in_words(monkeypatch, error, words):
    client = HubSimulator().client()

    def get(url, **options):
        raise error

    monkeypatch.setattr(client._session, "get", get)
    with pytest.raises(HubUnreachable, match=words):
        client.changes()


def test_an_answer_that_does_not_end_is_broken_off(monkeypatch):
    monkeypatch.setattr(line_module, "MAX_ANSWER_BYTES", 100)
    hub = HubSimulator()
    hub.publish(column(summary="dài " * 100))
    with pytest.raises(DocumentError, match="longer than 100 bytes"):
        hub.client().changes()


def test_a_document_over_the_limit_is_refused(settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "MAX_DOCUMENT_BYTES": 100}
    hub = HubSimulator()
    hub.publish(column(summary="dài " * 100))
    with pytest.raises(DocumentError, match="too much"):
        hub.client().document(column().key)


def test_a_hub_of_a_version_that_is_not_spoken_is_said(monkeypatch):
    monkeypatch.setattr("wagtail_asean.protocol.SUPPORTED_VERSIONS", (7,))
    with pytest.raises(DocumentError, match="speaks version 1"):
        HubSimulator().client().changes()


def test_a_feed_that_is_no_feed_is_said(monkeypatch):
    hub = HubSimulator()
    monkeypatch.setattr(hub, "_changes", lambda query, headers: (200, b'{"changes": 5}', {}))
    with pytest.raises(DocumentError, match="breaks the wire format"):
        hub.client().changes()


def test_a_refusal_without_a_problem_document_is_still_a_refusal(monkeypatch):
    hub = HubSimulator()
    monkeypatch.setattr(hub, "_changes", lambda query, headers: (403, b"<html>No", {}))
    with pytest.raises(HubRefused) as refused:
        hub.client().changes()
    assert (refused.value.status, refused.value.problem_type) == (403, "")


def test_checking_a_connection_asks_the_real_hub(monkeypatch):
    hub = HubSimulator()
    hub.fail_next("", Fault.NO_CONNECTION)
    subscription = Subscription(hub_url=URL)
    subscription.key = hub.key
    original = HubClient.__init__

    def with_session(self, url, key, **options):
        original(self, url, key, session=hub.session(), **options)

    monkeypatch.setattr(HubClient, "__init__", with_session)
    with pytest.raises(HubUnreachable):
        check_connection(subscription)
    assert check_connection(subscription).hub == hub.uid


def test_a_key_is_stored_encrypted():
    closed = encrypt("asean_secret")
    assert "secret" not in closed
    assert decrypt(closed) == "asean_secret"
    assert encrypt("") == decrypt("") == ""


def test_a_key_survives_a_new_secret_key_that_names_the_old_one():
    closed = encrypt("asean_secret")
    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["tests only"]):
        assert decrypt(closed) == "asean_secret"
    with override_settings(SECRET_KEY="new"), pytest.raises(ConfigurationError, match="again"):
        decrypt(closed)


class Answering:
    """A hub's session that keeps what is posted to it."""

    def __init__(self, *answers):
        self.answers, self.sent = list(answers), []

    def post(self, url, **options):
        self.sent.append((url, options))
        return self.answers.pop(0)

    def close(self):
        pass


def answer_of(status, body, **headers):
    response = requests.Response()
    response.status_code = status
    response.raw = io.BytesIO(body)
    response.headers.update(headers)
    return response


def test_a_document_is_posted_with_the_key_and_answered_with_json():
    session = Answering(answer_of(201, b'{"accepted": 1}', Date="Thu, 26 Nov 2026 21:00:00 GMT"))
    client = HubClient(URL, "asean_k", session=session)
    sent = NewKey(key="a", webhook_secret="b")
    assert client.post("receipts/", sent) == {"accepted": 1}
    ((url, options),) = session.sent
    assert url == URL + "receipts/"
    assert options["data"] == b'{"key":"a","webhook_secret":"b"}'
    assert options["headers"]["Authorization"] == "Bearer asean_k"
    assert options["allow_redirects"] is False
    assert client.answered_at == "Thu, 26 Nov 2026 21:00:00 GMT"


def test_what_is_posted_is_sent_again_after_an_answer_that_got_lost():
    session = Answering(answer_of(502, b""), answer_of(204, b""))
    assert HubClient(URL, "", session=session, pause=0).post("key/") is None
    assert len(session.sent) == 2
    assert "Authorization" not in session.sent[0][1]["headers"]


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (answer_of(302, b"", Location="http://evil.example/"), HubRefused, "302"),
        (answer_of(200, b"<html>"), DocumentError, "can't be read"),
        (
            answer_of(410, b'{"type": "urn:wagtail-asean:problem:code-expired"}'),
            HubRefused,
            "The link has expired",
        ),
    ],
)
def test_a_posted_document_that_is_not_taken_is_said_in_words(answer, error, words):
    with pytest.raises(error, match=words):
        HubClient(URL, "", session=Answering(answer)).post("enrolment/")
