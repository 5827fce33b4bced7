"""What a site reports is written down, for that site alone, and answered."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail_asean.exceptions import EpochChanged
from wagtail_asean.hub import actions, carriage
from wagtail_asean.hub.cursors import cursor_for
from wagtail_asean.hub.models import Carriage, Change, Feed, Subscriber
from wagtail_asean.hub.restores import note_restore
from wagtail_asean.moments import aware
from wagtail_asean.protocol import format_time, state_digest

from .reporting import RECEIPTS, receipt, report, send, told
from .site import change_of, make_news, publish
from .test_api import assert_problem

pytestmark = pytest.mark.usefixtures("one_column")


@pytest.fixture
def site(api, home):
    """The one subscriber, which was here before everything."""
    Subscriber.objects.update(created_at=timezone.now() - timedelta(days=400))
    return Subscriber.objects.get()


@pytest.fixture
def news(column):
    return change_of(make_news(column))


def row():
    return Carriage.objects.get()


# -- receipts ------------------------------------------------------------------------------


def test_a_receipt_says_which_version_is_where_since_when(api, site, news):
    since = aware(news.changed_at) + timedelta(seconds=90)
    told(api, receipt(news, since=format_time(since), url="https://truong-a.test/asean/tin/"))
    found = row()
    assert (found.subscriber, found.change, found.version) == (site, news, 1)
    assert (found.state, found.digest, found.delay) == ("applied", news.digest, 90)
    assert found.url == "https://truong-a.test/asean/tin/"
    assert aware(found.since) == since


def test_a_later_receipt_takes_the_place_of_the_first(api, site, news):
    told(api, receipt(news))
    told(api, receipt(news, "failed", error="Thiếu chỗ."))
    assert (row().state, row().error) == ("failed", "Thiếu chỗ.")


def test_the_same_told_again_leaves_the_time_of_its_arrival(api, site, news):
    told(api, receipt(news))
    later = aware(news.changed_at) + timedelta(days=3)
    told(api, receipt(news, since=format_time(later)))
    assert (aware(row().since), row().delay) == (aware(news.changed_at), 0)


def test_a_clock_that_is_slow_makes_no_negative_delay(api, site, news):
    early = aware(news.changed_at) - timedelta(hours=1)
    told(api, receipt(news, since=format_time(early)))
    assert row().delay == 0


def test_another_version_than_the_newest_has_no_delay(api, site, news):
    told(api, receipt(news, version=news.version + 1))
    assert row().delay is None


def test_a_site_that_came_later_was_not_slow(api, site, news):
    Subscriber.objects.update(created_at=timezone.now() + timedelta(seconds=1))
    told(api, receipt(news))
    assert row().delay is None


def test_an_unknown_item_is_left_out_and_not_counted(api, site, news):
    unknown = receipt(news, id=str(uuid4()))
    answer = told(api, unknown, receipt(news, locale="en"), receipt(news))
    assert answer["accepted"] == 1
    assert row().change == news


def test_an_item_that_is_named_twice_is_written_once(api, site, news):
    assert told(api, receipt(news, "failed"), receipt(news))["accepted"] == 1
    assert row().state == "applied"


def test_a_site_writes_for_itself_alone(api, site, news):
    other, key = actions.add_subscriber("Trường B")
    told(api, receipt(news))
    headers = {"Authorization": f"Bearer {key}"}
    body = report(receipt(news, "failed"), subscriber=str(site.uid), name=site.name)
    assert send(api, body, **headers).status_code == 200
    states = dict(Carriage.objects.values_list("subscriber", "state"))
    assert states == {site.pk: "applied", other.pk: "failed"}
    site.refresh_from_db()
    assert site.name == "Trường A"


def test_what_a_site_says_of_itself_is_kept(api, site, news):
    told(api, receipt(news), set_aside=2, last_error="Mạng hỏng.", policy="ask")
    site.refresh_from_db()
    assert (site.site_url, site.policy) == ("https://truong-a.test/", "ask")
    assert (site.software, site.protocol) == ({"wagtail": "8.0"}, 1)
    assert (site.carried, site.set_aside, site.last_error) == (1, 2, "Mạng hỏng.")
    assert site.read_up_to == Feed.objects.current().head
    assert site.last_report_at is not None


def test_what_no_database_takes_is_cut(api, site, news):
    software = {f"a{n}": "x\0" * 100 for n in range(99)}
    huge = receipt(news, version=2**50)
    assert told(api, huge, software=software, carried=2**50, protocol=2**50)["accepted"] == 0
    site.refresh_from_db()
    assert len(site.software) == 20
    assert site.carried == 2**31 - 1


# -- refused -------------------------------------------------------------------------------


def test_a_report_needs_a_key(client, home):
    assert_problem(send(client, report()), "key-missing", 401)


def test_a_revoked_key_reports_nothing(api, site, news):
    actions.revoke(site)
    assert_problem(send(api, report(receipt(news))), "key-revoked", 403)
    assert not Carriage.objects.exists()


@pytest.mark.parametrize(
    "body",
    ["", "x", "[]", "{}", '{"site": {}}', b"\xff", '{"site": {"instance": "1"}}', "[" * 1000],
)
def test_a_body_that_is_no_report_is_refused(api, site, body):
    assert_problem(send(api, body), "document-invalid", 400)


@pytest.mark.parametrize(
    "members",
    [
        {"state": "lost"},
        {"since": "yesterday"},
        {"version": 0},
        {"url": "javascript:alert(1)"},
        {"error": "x" * 2001},
        {"digest": "abc"},
        {"error": "\0"},
    ],
)
def test_a_receipt_that_breaks_the_form_is_refused_whole(api, site, news, members):
    body = report(receipt(news), receipt(news, **members))
    assert_problem(send(api, body), "document-invalid", 400)
    assert not Carriage.objects.exists()


def test_a_body_that_is_too_long_is_refused(api, site):
    body = json.dumps(report()) + " " * 2_000_000
    assert_problem(send(api, body), "body-too-large", 413)


def test_a_long_body_is_no_matter_of_the_site_s_forms(api, site, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert send(api, report()).status_code == 200


def test_reports_can_not_be_read(api, site):
    assert_problem(api.get(RECEIPTS), "method-not-allowed", 405)


# -- tickets -------------------------------------------------------------------------------


def test_each_answer_has_a_new_ticket(api, site):
    first, second = told(api), told(api)
    assert first["ticket"] != second["ticket"]


def test_a_lost_answer_is_no_copy_however_often(api, site):
    first = told(api)["ticket"]
    for _ in range(3):
        told(api, ticket=first)
    assert Subscriber.objects.get().copy_suspected_at is None


def test_a_lost_first_answer_is_no_copy(api, site):
    told(api, ticket="")
    told(api, ticket="")


def test_a_site_without_the_ticket_that_was_given_is_a_copy(api, site, news):
    first = told(api)["ticket"]
    told(api)
    told(api)
    for ticket in ("", "x", first):
        body = report(receipt(news), ticket=ticket)
        assert_problem(send(api, body), "copy-suspected", 409)
        assert Subscriber.objects.get().copy_suspected_at is not None
        Subscriber.objects.update(copy_suspected_at=None)
    assert not Carriage.objects.exists()


def test_under_suspicion_nobody_is_believed_until_the_office_has_said_who_it_is(api, site, news):
    ticket = told(api)["ticket"]
    send(api, report(ticket="x"))
    assert_problem(send(api, report(ticket=ticket)), "copy-suspected", 409)
    carriage.clear_suspicion(Subscriber.objects.get())
    told(api, receipt(news), ticket=ticket)
    assert row().state == "applied"


def test_law_11_a_hub_that_was_restored_takes_no_site_for_a_copy(api, site, news):
    told(api)
    backup = Subscriber.objects.values("ticket", "previous_ticket").get()
    tickets = [told(api)["ticket"] for _ in range(3)]
    Subscriber.objects.update(**backup)
    ahead = cursor_for(Feed.objects.current(), Feed.objects.current().head + 1)
    with pytest.raises(EpochChanged):
        note_restore(ahead)
    assert told(api, receipt(news), ticket=tickets[-1])["standing"] == "true"
    assert Subscriber.objects.get().copy_suspected_at is None
    # From now on it is told from its copies as ever.
    told(api)
    assert_problem(send(api, report(ticket=tickets[-1])), "copy-suspected", 409)


# -- standing ------------------------------------------------------------------------------


def test_a_site_that_carries_all_is_true(api, site, news):
    assert told(api, receipt(news))["standing"] == "true"
    site.refresh_from_db()
    assert (site.standing, site.standing_since is None) == ("true", False)


def test_a_site_that_has_not_read_all_is_behind(api, site, column):
    old = cursor_for(Feed.objects.current(), Feed.objects.current().head)
    make_news(column)
    assert told(api, cursor=old)["standing"] == "behind"
    assert told(api, cursor="x")["standing"] == "behind"


@pytest.mark.parametrize("state", ["held", "failed", "skipped", "detached"])
def test_what_a_site_has_told_that_it_does_not_carry_is_no_difference(api, site, news, state):
    rest = Change.objects.live().exclude(pk=news.pk).values_list("item_id", "locale", "digest")
    without = state_digest({f"{uid}/{locale}": digest for uid, locale, digest in rest})
    assert told(api, state=without)["standing"] == "differs"
    assert told(api, receipt(news, state), state=without)["standing"] == "true"
    assert told(api, receipt(news, "hidden"), state=without)["standing"] == "differs"


def test_a_site_that_differs_is_asked_once_to_reconcile(api, site, news):
    answer = told(api, state="0" * 64)
    assert (answer["standing"], answer["wishes"]) == ("differs", ["reconcile"])
    assert "wishes" not in told(api, state="0" * 64)
    told(api)
    assert told(api, state="0" * 64)["wishes"] == ["reconcile"]


def test_a_site_that_did_not_hear_it_is_asked_again(api, site, news):
    told(api)
    ticket = Subscriber.objects.get().ticket
    told(api, state="0" * 64)
    assert told(api, state="0" * 64, ticket=ticket)["wishes"] == ["reconcile"]


def test_the_first_parts_of_a_report_leave_the_standing(api, site, news):
    told(api)
    assert told(api, state="")["standing"] == "true"


def test_the_office_can_ask_for_a_repair(api, site, news):
    told(api)
    carriage.ask_to_reconcile(Subscriber.objects.get())
    assert told(api)["wishes"] == ["reconcile"]
    assert "wishes" not in told(api)


def test_a_key_that_must_go_is_asked_for(api, site):
    Subscriber.objects.update(must_rotate=True)
    assert told(api)["wishes"] == ["rotate-key"]


def test_the_state_of_a_feed_is_worked_out_once_for_sites_alike(api, site, column):
    body = report(ticket=told(api)["ticket"])
    with CaptureQueriesContext(connection) as queries:
        assert send(api, body).json()["standing"] == "true"
    assert not [q for q in queries if '"digest" FROM "wagtail_asean_hub_change"' in q["sql"]]
    publish(make_news(column))
    told(api)
    assert Subscriber.objects.get().standing == "true"


def test_five_hundred_receipts_take_few_queries(api, site, news):
    copies = []
    for number in range(500):
        copy = Change.objects.get(pk=news.pk)
        copy.pk, copy.item_id, copy.sequence = None, uuid4(), 1000 + number
        copies.append(copy)
    Change.objects.bulk_create(copies)
    Feed.objects.update(head=1499)
    body = report(*[receipt(change) for change in Change.objects.all()[:500]])
    with CaptureQueriesContext(connection) as queries:
        answer = send(api, body).json()
    assert (answer["accepted"], answer["standing"]) == (500, "true")
    assert len(queries) <= 25


def test_a_report_comes_without_the_token_of_a_form(home, key):
    client = Client(enforce_csrf_checks=True)
    assert send(client, report(), Authorization=f"Bearer {key}").status_code == 200


# -- what others would like to do with it ---------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://truong-a.test/notify/",
        "https://127.0.0.2/notify/",
        "https://[::ffff:10.0.0.1]/notify/",
        "https://169.254.169.254/latest/meta-data/",
        "https://admin:secret@truong-a.test/",
        "https://intranet/",
        "https://truong-a.test:99999/",
    ],
)
def test_a_site_cannot_have_others_called_in_its_place(api, site, url):
    told(api, webhook_url=url)
    site.refresh_from_db()
    assert site.webhook_url == ""


def test_a_site_that_had_given_its_notifications_up_may_have_them_again(api, site):
    url = "https://truong-a.test/notify/"
    Subscriber.objects.update(webhook_url=url, webhook_disabled_at=timezone.now())
    told(api, webhook_url=url)
    site.refresh_from_db()
    assert site.webhook_disabled_at is None


def test_a_site_that_failed_too_often_does_not_come_back_by_reporting(api, site):
    url = "https://truong-a.test/notify/"
    Subscriber.objects.update(
        webhook_url=url, webhook_disabled_at=timezone.now(), webhook_failures=9
    )
    told(api, webhook_url=url)
    site.refresh_from_db()
    assert site.webhook_disabled_at is not None


def test_of_two_sites_with_one_key_neither_gets_another(api, site):
    Subscriber.objects.update(copy_suspected_at=timezone.now())
    assert_problem(api.post(RECEIPTS.replace("receipts/", "key/")), "copy-suspected", 409)
    site.refresh_from_db()
    assert site.next_key_hash == ""
