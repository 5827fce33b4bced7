"""A school tells its hub where each item stands, and the hub can see that it is true."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail import signals
from wagtail.images import get_image_model

from tests import hub_in_process
from tests.hub_simulator import Fault
from wagtail_asean import provenance
from wagtail_asean.exceptions import DocumentError
from wagtail_asean.hub import actions, carriage
from wagtail_asean.hub import signal_handlers as handlers
from wagtail_asean.hub.models import Carriage, Subscriber
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.protocol import ReceiptState
from wagtail_asean.subscriber import receipts, sync, trust
from wagtail_asean.subscriber.models import (
    HeldItem,
    LocalChoice,
    MirroredItem,
    SetAsideItem,
    Subscription,
)

from .conftest import article, column, term

pytestmark = pytest.mark.usefixtures("one_school")


def pull(subscription, hub, **options):
    return sync.pull(subscription, client=hub.client(), **options)


def told(hub):
    """Return what the last report said of each item: its state."""
    return {receipt.key: receipt.state for receipt in hub.reports[-1].receipts}


@pytest.fixture
def begun(hub, subscription):
    """A site that has the column, and has told so."""
    hub.publish(column())
    pull(subscription, hub)
    return subscription


# -- what is told --------------------------------------------------------------------------


def test_each_item_is_told_with_its_version_and_its_address(hub, begun):
    item = article()
    change = hub.publish(item)
    pull(begun, hub)
    (receipt,) = hub.reports[-1].receipts
    assert (receipt.key, receipt.version, receipt.digest) == (item.key, 1, change.digest)
    assert receipt.state is ReceiptState.APPLIED
    assert receipt.url == ArticlePage.objects.get().full_url


def test_a_site_says_who_it_is_and_what_runs_there(hub, begun):
    site = hub.reports[-1].site
    assert site.instance == begun.instance
    assert site.url == "http://localhost"
    assert {"wagtail", "wagtail_asean", "django", "python"} <= set(site.software)
    assert (site.policy, set(site.languages)) == ("follow", {"vi", "en"})
    assert (site.carried, site.set_aside, site.last_error) == (1, 0, "")
    assert site.cursor == begun.cursor


def test_what_was_told_is_not_told_again(hub, begun):
    hub.publish(article())
    pull(begun, hub)
    assert len(hub.reports) == 2
    assert not MirroredItem.objects.filter(is_reported=False).exists()
    pull(begun, hub)
    assert len(hub.reports) == 2


def test_a_poll_with_nothing_to_tell_is_one_request_and_writes_nothing(hub, begun):
    with CaptureQueriesContext(connection) as queries:
        result = pull(begun, hub)
    assert (result.is_unchanged, result.requests) == (True, 1)
    assert [q["sql"] for q in queries if not q["sql"].startswith("SELECT")] == []


def test_a_site_reports_once_a_day_even_with_nothing_to_tell(hub, begun):
    begun.reported_at = timezone.now() - timedelta(hours=25)
    begun.save(update_fields=["reported_at"])
    result = pull(begun, hub)
    assert result.is_unchanged
    assert (len(hub.reports), hub.reports[-1].receipts) == (2, ())
    assert hub.reports[-1].site.state


def test_a_withdrawal_is_acknowledged(hub, begun):
    item = article()
    hub.publish(item)
    pull(begun, hub)
    change = hub.withdraw(item.key)
    pull(begun, hub)
    (receipt,) = hub.reports[-1].receipts
    assert (receipt.state, receipt.version) == (ReceiptState.WITHDRAWN, change.version)


def test_what_failed_is_told_with_the_reason_once(hub, begun):
    lonely = article(parent=article().id)
    hub.publish(lonely)
    pull(begun, hub)
    (receipt,) = hub.reports[-1].receipts
    assert (receipt.key, receipt.state) == (lonely.key, ReceiptState.FAILED)
    assert receipt.error == SetAsideItem.objects.get().message
    assert receipt.decision == "parent-missing"
    pull(begun, hub)
    assert len(hub.reports) == 2


def test_what_failed_and_came_after_all_is_told(hub, subscription):
    item = article()
    hub.publish(item)
    pull(subscription, hub)
    assert told(hub) == {item.key: ReceiptState.FAILED}
    hub.publish(column())
    pull(subscription, hub)
    assert told(hub)[item.key] is ReceiptState.APPLIED


def test_what_is_in_a_language_that_is_not_here_is_told(hub, begun):
    item = article(locale="fr")
    hub.publish(item)
    pull(begun, hub)
    (receipt,) = hub.reports[-1].receipts
    assert (receipt.state, receipt.decision) == (ReceiptState.SKIPPED, "language")


@pytest.mark.parametrize(
    ("choice", "state"), [("is_hidden", "hidden"), ("is_detached", "detached")]
)
def test_what_the_site_decides_is_told(hub, begun, choice, state):
    item = article()
    hub.publish(item)
    pull(begun, hub)
    LocalChoice.objects.create(
        subscription=begun, item_id=item.id, locale=item.locale, **{choice: True}
    )
    begun.items.for_key(item.key).update(is_reported=False)
    pull(begun, hub)
    assert told(hub) == {item.key: ReceiptState(state)}


def test_what_waits_for_review_is_told(hub, begun):
    item = article()
    HeldItem.objects.create(
        subscription=begun,
        item_id=item.id,
        locale="vi",
        type="article",
        version=3,
        sequence=9,
        change={"version": 3, "digest": item.digest()},
        is_declined=True,
    )
    pull(begun, hub)
    (receipt,) = hub.reports[-1].receipts
    assert (receipt.state, receipt.version) == (ReceiptState.HELD, 3)
    assert (receipt.digest, receipt.decision) == (item.digest(), "declined")


def test_a_row_that_broke_the_wire_format_breaks_no_report(hub, begun):
    item = article()
    hub.publish(item)
    SetAsideItem.objects.create(
        subscription=begun,
        item_id=article().id,
        locale="không phải mã",
        type="x",
        change={"version": "x", "digest": 7},
        code="document",
        message="x",
        first_at=timezone.now(),
        last_at=timezone.now(),
        next_attempt_at=timezone.now() + timedelta(days=1),
    )
    pull(begun, hub)
    assert set(told(hub)) == {item.key}
    assert not SetAsideItem.objects.filter(is_reported=False).exists()


def test_a_long_report_goes_in_parts_of_which_the_last_has_the_state(
    hub, subscription, monkeypatch
):
    monkeypatch.setattr(receipts, "BATCH", 2)
    for number in range(5):
        hub.publish(term(f"t{number}", f"Nhãn {number}"))
    pull(subscription, hub)
    assert [len(one.receipts) for one in hub.reports] == [2, 2, 1]
    assert [bool(one.site.state) for one in hub.reports] == [False, False, True]
    assert [one.site.ticket for one in hub.reports] == ["", "ticket-1", "ticket-2"]


# -- when it can't be told -----------------------------------------------------------------


@pytest.mark.parametrize("fault", [Fault.NO_CONNECTION, Fault.CUT, Fault.GARBAGE])
def test_a_hub_that_can_not_be_told_is_told_after_the_next_run(hub, begun, fault):
    item = article()
    hub.publish(item)
    hub.fail_next("receipts/", fault)
    result = pull(begun, hub)
    assert result.run.state == "done"
    assert MirroredItem.objects.filter(is_reported=False).count() == 1
    pull(begun, hub)
    assert told(hub) == {item.key: ReceiptState.APPLIED}


def test_what_changes_while_it_is_told_is_told_again(hub, begun, monkeypatch):
    item = article()
    hub.publish(item)
    original = receipts.find_stands

    def find_and_change(subscription, keys):
        found = original(subscription, keys)
        LocalChoice.objects.create(
            subscription=subscription, item_id=item.id, locale="vi", is_hidden=True
        )
        return found

    monkeypatch.setattr(receipts, "find_stands", find_and_change)
    pull(begun, hub)
    monkeypatch.setattr(receipts, "find_stands", original)
    pull(begun, hub)
    assert told(hub) == {item.key: ReceiptState.HIDDEN}


def test_a_site_that_may_be_a_copy_is_paused(hub, begun):
    hub.publish(article())
    hub.fail_next("receipts/", Fault.COPY)
    pull(begun, hub)
    begun.refresh_from_db()
    assert begun.pause == Subscription.Pause.COPY


def test_a_hub_that_nobody_can_read_hears_of_it(hub, begun):
    hub.publish(article())
    hub.fail_next("changes/", Fault.GARBAGE)
    with pytest.raises(DocumentError):
        pull(begun, hub)
    begun.reported_at = None
    begun.save(update_fields=["reported_at"])
    hub.fail_next("changes/", Fault.GARBAGE)
    with pytest.raises(DocumentError):
        pull(begun, hub)
    assert "can't be read" in hub.reports[-1].site.last_error


# -- repair --------------------------------------------------------------------------------


def test_a_hub_that_wishes_it_gets_everything_compared_and_told(hub, begun):
    hub.wishes = ["reconcile"]
    hub.publish(article())
    pull(begun, hub)
    assert begun.must_reconcile
    ArticlePage.objects.update(title="Vẽ bậy")
    result = pull(begun, hub)
    assert result.run.is_full
    assert ArticlePage.objects.get().title != "Vẽ bậy"
    assert len(told(hub)) == 2
    begun.refresh_from_db()
    assert (begun.must_reconcile, begun.reconciled_at is None) == (False, False)


def test_a_hub_that_always_differs_does_not_make_every_run_a_full_one(hub, begun):
    hub.wishes, hub.standing = ["reconcile"], "differs"
    Subscription.objects.update(reported_at=None)
    pull(begun, hub)
    full = 0
    for __ in range(4):
        hub.publish(article())
        hub.wishes = ["reconcile"]
        begun.refresh_from_db()
        full += pull(begun, hub).run.is_full
    assert full == 1
    Subscription.objects.update(reconciled_at=timezone.now() - timedelta(hours=7))
    begun.refresh_from_db()
    assert pull(begun, hub).run.is_full


def test_everything_is_compared_every_seven_days(hub, begun):
    assert not sync.is_reconcile_due(begun)
    Subscription.objects.update(created_at=timezone.now() - timedelta(days=8))
    begun.refresh_from_db()
    assert pull(begun, hub).run.is_full
    begun.refresh_from_db()
    assert not sync.is_reconcile_due(begun)
    assert pull(begun, hub).is_unchanged


def test_who_wants_no_comparing_by_itself_has_none(hub, begun, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "RECONCILE_DAYS": 0}
    begun.created_at = timezone.now() - timedelta(days=800)
    assert not sync.is_reconcile_due(begun)


# -- a real hub ----------------------------------------------------------------------------


@pytest.fixture
def school_alone(monkeypatch):
    """Let the school not be the hub in the same installation, nor publish what it mirrors."""
    monkeypatch.setattr(provenance._parts, "publisher", None)
    listening = [
        (signals.page_published, handlers.on_page_published, None),
        (signals.published, handlers.on_published, None),
        (signals.unpublished, handlers.on_unpublished, None),
        (post_save, handlers.on_saved, get_image_model()),
    ]
    for signal, handler, sender in listening:
        signal.disconnect(handler, sender=sender)
    # Nor be taken for its own.
    monkeypatch.setattr(provenance._parts, "publisher", None)
    yield
    for signal, handler, sender in listening:
        signal.connect(handler, sender=sender)


@pytest.fixture
def school(home, school_alone):
    """A school that is enrolled at the real hub."""
    __, key = actions.add_subscriber("Trường A")
    Subscriber.objects.update(created_at=timezone.now() - timedelta(days=1))
    row = Subscription(name="Sở", hub_url=hub_in_process.URL, parent_page=home)
    row.key = key
    client = hub_in_process.client_for(key)
    root = client.root()
    row.hub_uid = root.hub
    row.save()
    trust.pin(row, root)
    return row


def follow(school, **options):
    return sync.pull(school, client=hub_in_process.client_for(school.key), **options)


def test_the_hub_sees_that_a_school_is_true_and_what_it_carries(school):
    item = article()
    hub_in_process.put_out(column(), item, article("Pháp", locale="fr"))
    follow(school)
    site = Subscriber.objects.get()
    assert (site.standing, site.carried, site.policy) == ("true", 2, "follow")
    assert school.standing == "true"
    rows = {row.change.key: row for row in Carriage.objects.select_related("change")}
    assert sorted(row.state for row in rows.values()) == ["applied", "applied", "skipped"]
    found = rows[item.key]
    assert (found.version, found.digest) == (1, item.digest())
    assert found.url == ArticlePage.objects.get().full_url
    assert found.delay is not None
    hub_in_process.put_out(dataclasses.replace(item, title="Sửa"))
    follow(school)
    assert Carriage.objects.get(change__item_id=item.id).version == 2
    assert Subscriber.objects.get().standing == "true"


def test_a_school_that_lost_an_item_is_seen_asked_and_repaired(school):
    item = article()
    hub_in_process.put_out(column(), item)
    follow(school)
    MirroredItem.objects.filter(item_id=item.id).delete()
    Subscription.objects.update(reported_at=None)
    school.refresh_from_db()
    follow(school)
    assert Subscriber.objects.get().standing == "differs"
    school.refresh_from_db()
    assert (school.standing, school.must_reconcile) == ("differs", True)
    assert follow(school).run.is_full
    assert Subscriber.objects.get().standing == "true"


def test_a_cloned_school_is_noticed(school):
    hub_in_process.put_out(column())
    follow(school)
    backup = school.ticket
    for _ in range(2):
        Subscription.objects.update(reported_at=None)
        school.refresh_from_db()
        follow(school)
    Subscription.objects.update(reported_at=None, ticket=backup)
    school.refresh_from_db()
    follow(school)
    assert Subscriber.objects.get().copy_suspected_at is not None
    school.refresh_from_db()
    assert school.pause == Subscription.Pause.COPY


def test_the_office_s_repair_reaches_the_school(school):
    hub_in_process.put_out(column())
    follow(school)
    carriage.ask_to_reconcile(Subscriber.objects.get())
    Subscription.objects.update(reported_at=None)
    school.refresh_from_db()
    follow(school)
    assert follow(school).run.is_full
    assert not Subscriber.objects.get().must_reconcile


def test_the_addresses_of_many_pages_take_no_query_each(hub, begun):
    ContentType.objects.clear_cache()
    for number in range(20):
        hub.publish(article(f"Bài {number}", slug=f"bai-{number}"))
    pull(begun, hub)
    MirroredItem.objects.update(is_reported=False)
    with CaptureQueriesContext(connection) as queries:
        receipts.report(begun, hub.client())
    assert len(hub.reports[-1].receipts) == 21
    assert len(queries) <= 40
