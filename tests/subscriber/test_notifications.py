"""A hub's notification at a school: who may send one, and what comes of it."""

from __future__ import annotations

import json
import threading
import time
from datetime import datetime, timedelta, timezone
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection  # noqa: F401 - for the conditions of skipif
from django.test import Client, override_settings
from django.urls import reverse
from standardwebhooks import Webhook
from wagtail.models import Site

from tests.hub_simulator import Fault
from tests.task_queue import task_backend
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.subscriber import leases, triggers
from wagtail_asean.subscriber.models import Run, Subscription
from wagtail_asean.subscriber.notifications import _NOBODY
from wagtail_asean.subscriber.own_site import webhook_address

from .conftest import article, column
from .test_admin import on_line

__all__ = ["on_line"]

beside_threads = pytest.mark.skipif(
    "connection.vendor != 'postgresql'",
    reason="In SQLite's memory, threads lock each other out; ASEAN_TEST_DATABASE=postgresql runs"
    " this.",
)

SECRET = "whsec_" + "c2VjcmV0IG9mIHRoZSBzY2hvb2wgaW4gdGhlIHRlc3Q="
OTHERS = "whsec_" + "c2VjcmV0IG9mIGFub3RoZXIgc2Nob29sIGVudGlyZWx5"
BODY = json.dumps({"type": "feed.changed", "data": {"head": 1}})


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def school(subscription):
    subscription.webhook_secret = SECRET
    subscription.save()
    return subscription


@pytest.fixture
def pulls(monkeypatch):
    """Take down which subscriptions would be pulled, in the place of the threads."""
    asked = []
    monkeypatch.setattr(triggers, "pull_soon", lambda subscription: asked.append(subscription.pk))
    return asked


def signed(secret=SECRET, body=BODY, *, name="", age=0, **changed):
    """Return the headers of a message that was signed so long ago."""
    name = name or f"msg_{uuid4().hex}"
    moment = datetime.now(timezone.utc) - timedelta(seconds=age)
    headers = {
        "webhook-id": name,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(secret).sign(name, moment, body),
    }
    return headers | {key.replace("_", "-"): value for key, value in changed.items()}


def send(uid, headers, body=BODY, **options):
    url = reverse("wagtail_asean_subscriber:notify", args=[uid])
    client = Client(enforce_csrf_checks=True)
    return client.post(
        url, body, content_type="application/json", headers=headers, **options
    ).status_code


def test_a_notification_that_is_signed_is_taken_and_pulled_for(school, pulls):
    assert send(school.uid, signed()) == 202
    assert pulls == [school.pk]
    school.refresh_from_db()
    assert school.notified_at is not None


FORGED = {
    "another site's secret": lambda: signed(OTHERS),
    "signed six minutes ago": lambda: signed(age=360),
    "signed in six minutes": lambda: signed(age=-360),
    "a signature of another message": lambda: signed(body='{"type": "other"}'),
    "another id": lambda: signed(webhook_id="msg_other"),
    "a later timestamp": lambda: signed(
        webhook_timestamp=str(int(datetime.now(timezone.utc).timestamp()) + 1)
    ),
    "no timestamp at all": lambda: signed(webhook_timestamp="now"),
    "a timestamp that is no number": lambda: signed(webhook_timestamp="nan"),
    "a signature without a version": lambda: signed(webhook_signature="abc"),
    "another version": lambda: signed(webhook_signature="v2,AAAA"),
    "a signature that is no base64": lambda: signed(webhook_signature="v1,é"),
    "an empty signature": lambda: signed(webhook_signature="v1,"),
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_notification_is_refused_and_so_is_one_for_nobody(school, pulls, forged):
    assert send(school.uid, forged()) == 401
    # Who can't sign is not told whether there is such a subscription.
    assert send(uuid4(), forged()) == 401
    assert pulls == []
    school.refresh_from_db()
    assert school.notified_at is None


def test_a_notification_for_nobody_is_refused_even_where_it_is_well_signed(school, pulls):
    assert send(uuid4(), signed()) == 401
    # With the secret that stands in for a missing one, which everybody can read.
    assert send(uuid4(), signed(_NOBODY)) == 401
    Subscription.objects.update(encrypted_webhook_secret="")
    assert send(school.uid, signed(_NOBODY)) == 401
    assert pulls == []


@pytest.mark.parametrize("secret", ["gAAAAnonsense"])
def test_a_secret_that_the_site_cannot_read_any_more_opens_nothing(school, pulls, secret):
    Subscription.objects.update(encrypted_webhook_secret=secret)
    assert send(school.uid, signed()) == 401


@pytest.mark.parametrize("missing", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_notification_without_its_headers_is_refused(school, pulls, missing):
    headers = signed()
    del headers[missing]
    assert send(school.uid, headers) == 400
    assert send(school.uid, signed() | {missing: "1" * 2000}) == 400
    assert pulls == []


def test_a_notification_that_was_taken_is_not_taken_again(school, pulls):
    headers = signed()
    assert send(school.uid, headers) == 202
    assert send(school.uid, headers) == 409
    assert pulls == [school.pk]


def test_a_long_body_is_refused_and_not_read(school, pulls):
    body = json.dumps({"type": "x" * 5000})
    assert send(school.uid, signed(body=body), body) == 413
    # One that lies about its length is cut off, and then not what was signed.
    assert send(school.uid, signed(body=body), body, CONTENT_LENGTH="10") == 401
    assert send(school.uid, signed(body=body), body, CONTENT_LENGTH="many") == 413
    assert pulls == []


def test_nothing_but_a_post_is_answered(school, pulls, client):
    url = reverse("wagtail_asean_subscriber:notify", args=[school.uid])
    for method in (client.get, client.put, client.delete, client.head):
        assert method(url).status_code == 405


def test_an_ended_subscription_wants_no_more_but_says_so_to_its_hub_alone(school, pulls):
    Subscription.objects.update(is_active=False)
    assert send(school.uid, signed()) == 410
    assert send(school.uid, signed(OTHERS)) == 401
    assert pulls == []


def test_a_hub_that_calls_too_often_is_asked_to_wait(school, pulls, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "NOTIFICATIONS_A_MINUTE": 3}
    answers = [send(school.uid, signed()) for _ in range(8)]
    # The minute may turn meanwhile.
    assert answers.count(429) >= 2
    assert set(answers) == {202, 429}
    assert len(pulls) == answers.count(202)


@pytest.mark.django_db(transaction=True)
def test_a_site_without_a_working_cache_takes_notifications(school, pulls):
    broken = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "no_such_table",
        }
    }
    with override_settings(CACHES=broken):
        assert send(school.uid, signed()) == 202
    assert pulls == [school.pk]


def test_it_is_noted_at_most_once_a_minute(school, pulls):
    Subscription.objects.update(notified_at=datetime.now(timezone.utc) - timedelta(seconds=50))
    school.refresh_from_db()
    noted = school.notified_at
    send(school.uid, signed())
    school.refresh_from_db()
    assert school.notified_at == noted


# -- the pull ------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(triggers, "LOOK_EVERY", 0.01)


def wait_for_threads():
    for thread in threading.enumerate():
        if thread.name.startswith("asean-pull-"):
            thread.join(60)
            assert not thread.is_alive()


@beside_threads
@pytest.mark.django_db(transaction=True)
def test_a_notification_brings_what_is_new(on_line, school):
    on_line.publish(column())
    on_line.publish(article("Tin nóng"))
    assert send(school.uid, signed()) == 202
    wait_for_threads()
    assert ArticlePage.objects.get().title == "Tin nóng"
    assert Run.objects.get().state == Run.State.DONE


@beside_threads
@pytest.mark.django_db(transaction=True)
def test_the_one_who_notifies_does_not_wait_for_the_pull(on_line, school):
    may_answer = threading.Event()
    on_line.publish(column())
    on_line.on_request = lambda path: may_answer.wait(60)
    began = time.monotonic()
    assert send(school.uid, signed()) == 202
    assert not Run.objects.exists()
    may_answer.set()
    wait_for_threads()
    assert Run.objects.get().created == 1
    assert time.monotonic() - began < 60


@beside_threads
@pytest.mark.django_db(transaction=True)
def test_a_notification_during_a_run_is_followed_by_one_more_run(on_line, school):
    on_line.publish(column())
    with leases.hold(school):
        for _ in range(3):
            assert send(school.uid, signed()) == 202
        time.sleep(0.2)
        waiting = [t for t in threading.enumerate() if t.name.startswith("asean-pull-")]
        assert len(waiting) == 1
        assert not Run.objects.exists()
        # Nor is the hub asked while another run is at work.
        assert on_line.requests == []
    wait_for_threads()
    assert Run.objects.get().created == 1


@beside_threads
@pytest.mark.django_db(transaction=True)
def test_what_is_published_during_a_pull_is_fetched_by_the_next_one(on_line, school):
    on_line.publish(column())
    on_line.publish(article("Tin đầu"))
    original = on_line._changes

    def answer_then_publish(query, headers):
        answer = original(query, headers)
        on_line._changes = original
        on_line.publish(article("Tin muộn"))
        assert send(school.uid, signed()) == 202
        return answer

    on_line._changes = answer_then_publish
    assert send(school.uid, signed()) == 202
    wait_for_threads()
    wait_for_threads()
    assert {page.title for page in ArticlePage.objects.all()} == {"Tin đầu", "Tin muộn"}


@beside_threads
@pytest.mark.django_db(transaction=True)
def test_a_hub_that_is_down_after_it_has_called_harms_nobody(on_line, school):
    on_line.fail_next("changes/", *[Fault.SERVER_ERROR] * 3)
    assert send(school.uid, signed()) == 202
    wait_for_threads()
    assert Run.objects.get().state == Run.State.FAILED
    on_line.publish(column())
    assert send(school.uid, signed()) == 202
    wait_for_threads()
    assert Run.objects.first().state == Run.State.DONE


def test_a_site_with_a_worker_pulls_there(school):
    with task_backend("tests.task_queue.QueueBackend") as backend:
        assert send(school.uid, signed()) == 202
        [(task, args, _)] = backend.waiting
    assert (task.func.__name__, tuple(args)) == ("pull_when_free", (school.pk,))


# -- the address ---------------------------------------------------------------------------


@pytest.fixture
def site(school):
    return Site.objects.get()


def test_a_site_with_https_has_an_address_for_notifications(school, site, settings):
    site.hostname, site.port = "truong.example", 443
    expected = f"https://truong.example/asean/notify/{school.uid}/"
    assert webhook_address(school, site) == expected
    # Behind a proxy the site's own port says http; the admin's address knows better.
    site.port = 80
    settings.WAGTAILADMIN_BASE_URL = "https://truong.example"
    assert webhook_address(school, site) == expected


@pytest.mark.parametrize(
    ("hostname", "port"), [("truong.example", 80), ("truong.example", 8443), ("10.1.1.1", 80)]
)
def test_a_site_without_https_has_none(school, site, hostname, port):
    site.hostname, site.port = hostname, port
    assert webhook_address(school, site) == ""


def test_a_host_that_the_settings_name_may_do_without_https(school, site):
    site.hostname, site.port = "127.0.0.1", 8001
    assert webhook_address(school, site) == f"http://127.0.0.1:8001/asean/notify/{school.uid}/"


def test_who_can_take_no_notification_names_no_address(school, site):
    site.hostname, site.port = "truong.example", 443
    school.is_active = False
    assert webhook_address(school, site) == ""
    school.is_active, school.webhook_secret = True, ""
    assert webhook_address(school, site) == ""


@pytest.mark.urls("wagtail_asean.hub.urls")
def test_a_site_that_has_not_included_the_addresses_names_none(school, site):
    site.hostname, site.port = "truong.example", 443
    assert webhook_address(school, site) == ""
