"""Who is told of a publication, when, and what becomes of those who don't answer."""

from __future__ import annotations

import contextlib
import json
import socket
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from tests.task_queue import QueueBackend, task_backend
from wagtail_asean import background
from wagtail_asean.hub import actions, notifications, tasks, webhooks
from wagtail_asean.hub.models import Feed, Subscriber

from .receivers import receiving
from .site import Notice, locale


@pytest.fixture(autouse=True)
def _line(monkeypatch, settings):
    """Let no proxy of the machine stand between, and no test wait long."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    ours = {"NOTIFICATION_TIMEOUT": 20, "NOTIFICATION_DELAY": 0}
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, **ours}


@pytest.fixture
def receiver():
    with receiving() as found:
        yield found


def make_school(name="Trường A", url="http://127.0.0.1:1/", **members):
    subscriber, _ = actions.add_subscriber(name)
    subscriber.webhook_url = url
    subscriber.webhook_secret = webhooks.make_secret()
    for member, value in members.items():
        setattr(subscriber, member, value)
    subscriber.save()
    return subscriber


@pytest.fixture
def school(db, receiver):
    return make_school(url=receiver.url)


def publish(text="Tin mới"):
    return Notice.objects.create(text=text, locale=locale())


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Commit what a block does, as the end of a request does."""

    @contextmanager
    def commit():
        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            yield callbacks
        # A test's transaction never ends, so Django keeps what it has called.
        connection.run_on_commit = []

    return commit


def fresh(subscriber):
    return Subscriber.objects.get(pk=subscriber.pk)


@pytest.fixture
def worker():
    with task_backend("tests.task_queue.QueueBackend") as backend:
        yield backend


# -- what is sent --------------------------------------------------------------------------


def test_a_school_is_sent_a_signed_hint_and_nothing_else(school, receiver):
    publish("Điều bí mật")

    assert notifications.notify_all().taken == 1

    [(path, headers, body)] = receiver.received
    feed = Feed.objects.current()
    message = Webhook(school.webhook_secret).verify(body, headers)
    assert path == "/asean/notify/"
    assert message["type"] == "feed.changed"
    assert message["data"] == {"epoch": str(feed.epoch), "head": feed.head}
    assert set(message) == {"type", "timestamp", "data"}
    assert headers["webhook-signature"].startswith("v1,")
    assert headers["content-type"] == "application/json"
    assert "authorization" not in headers


def test_each_school_has_a_signature_of_its_own(school, receiver):
    other = make_school("Trường B", receiver.url)
    publish()
    notifications.notify_all()

    names = {headers["webhook-id"] for _, headers, _ in receiver.received}
    assert len(names) == 2
    for _, headers, body in receiver.received:
        secrets = (school.webhook_secret, other.webhook_secret)
        assert [is_signed_by(secret, headers, body) for secret in secrets].count(True) == 1


def is_signed_by(secret, headers, body):
    try:
        Webhook(secret).verify(body, headers)
    except WebhookVerificationError:
        return False
    return True


# -- when it is sent -----------------------------------------------------------------------


def test_without_a_worker_an_editor_waits_for_nobody(school, receiver, committed):
    with committed() as callbacks:
        publish()

    assert len(callbacks) == 1
    assert receiver.received == []
    assert notifications.has_news()
    call_command("asean_notify", stdout=None)
    assert len(receiver.received) == 1


def test_a_transaction_with_many_changes_starts_one_round(school, receiver, worker, committed):
    with committed():
        for number in range(5):
            publish(f"Tin {number}")

    assert len(worker.waiting) == 1
    worker.work()
    assert len(receiver.received) == 1


def test_several_publications_in_a_few_seconds_make_one_round(school, receiver, worker, committed):
    for number in range(4):
        with committed():
            publish(f"Tin {number}")

    assert len(worker.waiting) == 4
    assert all(task.run_after is not None for task, *_ in worker.waiting)
    worker.work()
    assert len(receiver.received) == 1
    assert json.loads(receiver.received[0][2])["data"]["head"] == Feed.objects.current().head


def test_a_queue_that_cannot_defer_is_waited_for_in_the_worker(
    school, receiver, worker, monkeypatch, settings, committed
):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "NOTIFICATION_DELAY": 0.05}
    monkeypatch.setattr(QueueBackend, "supports_defer", False)
    with committed():
        publish()

    [(_, _, kwargs)] = worker.waiting
    assert kwargs == {"wait": 0.05}
    worker.work()
    assert len(receiver.received) == 1


def test_a_publication_that_is_rolled_back_is_told_to_nobody(school, worker, committed):
    @transaction.atomic
    def publish_and_fail():
        publish()
        raise RuntimeError

    with committed(), pytest.raises(RuntimeError):
        publish_and_fail()

    assert worker.waiting == []
    # And what is published after it in the same transaction is told.
    with committed():
        with contextlib.suppress(RuntimeError):
            publish_and_fail()
        publish()
    assert len(worker.waiting) == 1


def test_a_queue_that_is_down_does_not_break_a_publication(school, worker, monkeypatch, committed):
    def fail(*args):
        raise OSError("redis is down")

    monkeypatch.setattr(QueueBackend, "enqueue", fail)
    with committed():
        publish()

    assert notifications.has_news()


def test_where_nothing_is_new_nobody_is_told(school, receiver):
    publish()
    notifications.notify_all()
    assert notifications.notify_all() is None
    tasks.notify_subscribers.call()
    assert len(receiver.received) == 1


def test_a_restored_hub_tells_everybody(school, receiver):
    publish()
    notifications.notify_all()
    actions.renew_epoch()
    assert notifications.notify_all().taken == 1
    data = json.loads(receiver.received[-1][2])["data"]
    assert data["epoch"] == str(Feed.objects.current().epoch)


def test_only_a_backend_of_another_kind_counts_as_a_worker(worker):
    assert background.has_worker(tasks.notify_subscribers)
    for backend in ("immediate.ImmediateBackend", "dummy.DummyBackend"):
        with task_backend(f"django_tasks.backends.{backend}"):
            assert not background.has_worker(tasks.notify_subscribers)


# -- who is told ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "members",
    [
        {"revoked_at": timezone.now()},
        {"copy_suspected_at": timezone.now()},
        {"webhook_disabled_at": timezone.now()},
        {"webhook_url": ""},
        {"encrypted_webhook_secret": ""},
    ],
    ids=lambda members: next(iter(members)),
)
def test_who_is_not_to_be_told_is_not_told(db, receiver, members):
    make_school(**{"url": receiver.url, **members})
    publish()
    assert notifications.notify_all().taken == 0
    assert receiver.received == []


def test_many_are_told_side_by_side_and_noted_together(db, receiver, django_assert_max_num_queries):
    for number in range(60):
        make_school(f"Trường {number}", receiver.url)
    broken = make_school("Trường hỏng")
    receiver.wait = 0.05
    publish()

    with django_assert_max_num_queries(10):
        done = notifications.notify_all()

    assert (done.taken, done.failed) == (60, 1)
    assert receiver.most_at_once > 4
    assert Subscriber.objects.exclude(webhook_sent_at=None).count() == 60
    assert fresh(broken).webhook_failures == 1


# -- what may go wrong ---------------------------------------------------------------------


def _say_what_came_of(school):
    delivery = notifications.notify_one(school)
    found = fresh(school)
    assert found.webhook_error == delivery.error
    return found


def test_a_site_that_is_down_is_said_to_be(db):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    found = _say_what_came_of(make_school(url=url))
    assert (found.webhook_error, found.webhook_failures) == ("It can't be reached.", 1)
    assert found.webhook_failing_since is not None


def test_a_site_that_does_not_answer_is_not_waited_for(school, receiver, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "NOTIFICATION_TIMEOUT": 0.2}
    receiver.wait = 1
    assert _say_what_came_of(school).webhook_error == "It did not answer in time."


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 404, 500, 503])
def test_an_answer_that_is_no_success_counts_as_a_failure(school, receiver, status):
    receiver.status = status
    receiver.headers = {"Location": receiver.url}
    assert _say_what_came_of(school).webhook_error == f"It answered with {status}."
    # No redirect is followed.
    assert len(receiver.received) == 1


def test_a_long_answer_is_not_read(school, receiver):
    receiver.body = bytes(20_000_000)
    assert _say_what_came_of(school).webhook_failures == 0
    for _ in range(100):
        if "broke-off" in receiver.headers:
            break
        time.sleep(0.02)
    assert "broke-off" in receiver.headers


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://10.0.0.7/notify/", "private address"),
        ("https://169.254.169.254/", "private address"),
        ("http://truong.example/notify/", "by https"),
        ("ftp://truong.example/", "not a web address"),
        ("https://[::1/", "not a web address"),
    ],
)
def test_an_address_that_must_not_be_asked_is_not_asked(db, url, reason):
    assert reason in _say_what_came_of(make_school(url=url)).webhook_error


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_not base64!"])
def test_a_secret_that_cannot_be_used_is_said_to_be(school, receiver, secret):
    school.webhook_secret = secret
    school.save()
    assert "enrolled again" in _say_what_came_of(school).webhook_error
    assert receiver.received == []


def test_a_secret_that_the_site_cannot_read_any_more_fails_alone(school, receiver, settings):
    make_school("Trường B", receiver.url, encrypted_webhook_secret="gAAAAnonsense")
    publish()
    done = notifications.notify_all()
    assert (done.taken, done.failed) == (1, 1)


def test_a_site_that_wants_no_more_is_left_alone_at_once(school, receiver):
    receiver.status = 410
    publish()
    assert notifications.notify_all().ended == 1
    found = fresh(school)
    assert found.webhook_disabled_at is not None
    assert "no more notifications" in found.webhook_error
    publish("Tin khác")
    notifications.notify_all()
    assert len(receiver.received) == 1


def test_a_site_is_given_up_after_many_failures_over_some_days(school, receiver, settings):
    receiver.status = 500
    for _ in range(25):
        notifications.notify_one(fresh(school))
    # Many publications in one hour of an outage give nobody up.
    assert fresh(school).webhook_disabled_at is None
    assert fresh(school).webhook_failures == 25
    long_ago = timezone.now() - timedelta(days=4)
    Subscriber.objects.update(webhook_failing_since=long_ago)
    notifications.notify_one(fresh(school))
    assert fresh(school).webhook_disabled_at is not None
    assert fresh(school).webhook_error == "It answered with 500."


def test_few_failures_over_many_days_give_nobody_up(school, receiver):
    receiver.status = 500
    Subscriber.objects.update(webhook_failing_since=timezone.now() - timedelta(days=40))
    notifications.notify_one(fresh(school))
    assert fresh(school).webhook_disabled_at is None


def test_a_success_begins_anew(school, receiver):
    receiver.status = 500
    for _ in range(3):
        notifications.notify_one(fresh(school))
    receiver.status = 202
    notifications.notify_one(fresh(school))
    found = fresh(school)
    assert (found.webhook_failures, found.webhook_failing_since, found.webhook_error) == (
        0,
        None,
        "",
    )
    assert found.webhook_sent_at is not None


# -- where a site wants to be told ---------------------------------------------------------


def test_a_new_address_begins_anew_and_the_same_one_does_not(db):
    school = make_school(
        webhook_disabled_at=timezone.now(),
        webhook_failures=20,
        webhook_error="It can't be reached.",
    )
    notifications.note_address(school, school.webhook_url)
    assert fresh(school).webhook_disabled_at is not None
    notifications.note_address(school, "https://truong.example/asean/notify/")
    found = fresh(school)
    assert (found.webhook_disabled_at, found.webhook_failures) == (None, 0)
    assert found.webhook_url == "https://truong.example/asean/notify/"


def test_a_site_that_had_given_up_and_names_its_address_again_is_told_again(school, receiver):
    receiver.status = 410
    notifications.notify_one(school)
    notifications.note_address(fresh(school), receiver.url)
    assert fresh(school).webhook_disabled_at is None


# -- the screens ---------------------------------------------------------------------------


@pytest.fixture
def admin(admin_client, settings):
    settings.WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]
    settings.LANGUAGE_CODE = "en"
    return admin_client


def screen(school):
    return reverse("asean_notifications:site", args=[school.pk])


def test_the_list_and_the_screen_say_how_a_site_is_notified(admin, school, receiver):
    receiver.status = 500
    notifications.notify_one(school)
    assert "failing" in admin.get(reverse("asean_subscribers:index")).content.decode()
    text = admin.get(screen(school)).content.decode()
    assert "The last 1 notifications failed, since" in text
    assert "It answered with 500." in text
    assert receiver.url in text
    assert school.webhook_secret not in text


def test_the_button_notifies_a_site_that_was_given_up(admin, school, receiver):
    Subscriber.objects.update(
        webhook_disabled_at=timezone.now(), webhook_failures=30, webhook_error="It was down."
    )
    assert "ended on" in admin.get(screen(school)).content.decode()
    response = admin.post(screen(school), follow=True)
    assert "has taken the notification" in response.content.decode()
    assert fresh(school).webhook_disabled_at is None
    assert len(receiver.received) == 1


def test_the_button_says_why_a_site_could_not_be_notified(admin, school, receiver):
    receiver.status = 503
    response = admin.post(screen(school), follow=True)
    assert "could not be notified. It answered with 503." in response.content.decode()


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"webhook_url": ""}, "named no address"),
        ({"revoked_at": timezone.now()}, "key was revoked"),
        ({"copy_suspected_at": timezone.now()}, "may be a copy"),
    ],
)
def test_who_is_not_to_be_told_has_no_button(admin, school, receiver, members, said):
    Subscriber.objects.update(**members)
    text = admin.get(screen(school)).content.decode()
    assert said in text
    assert "Notify this site now" not in text
    assert said in admin.post(screen(school), follow=True).content.decode()
    assert receiver.received == []


def test_who_may_only_look_can_start_nothing(client, school, receiver, django_user_model):
    user = django_user_model.objects.create_user("viewer", "viewer@hub.test", "x")
    codes = ["access_admin", "view_subscriber"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client.force_login(user)
    assert "button-secondary" not in client.get(screen(school)).content.decode()
    assert client.post(screen(school)).status_code == 302
    assert receiver.received == []
    assert fresh(school).webhook_sent_at is None


def test_the_command_can_tell_everybody_again(school, receiver, capsys):
    publish()
    call_command("asean_notify")
    call_command("asean_notify")
    call_command("asean_notify", "--again")
    assert len(receiver.received) == 2
    assert "Notified: 1, failed: 0, want no more: 0." in capsys.readouterr().out
