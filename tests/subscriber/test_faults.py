"""Bad input and faults: each says what is wrong, loses nothing, and the next run goes on."""

from __future__ import annotations

import dataclasses
import json
from uuid import uuid4

import pytest
from django.db import connection
from wagtail.models import Page

from tests.host.models import HomePage
from tests.hub_simulator import Fault, Kill
from wagtail_asean.exceptions import (
    DocumentError,
    HubRefused,
    HubUnreachable,
    ItemError,
    RunInProgress,
)
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.protocol import to_json
from wagtail_asean.subscriber import feed, leases, sync
from wagtail_asean.subscriber.answers import BrokenChange
from wagtail_asean.subscriber.aside import put, put_broken
from wagtail_asean.subscriber.models import MirroredItem, PendingReference, Run, SetAsideItem

from .conftest import article, assert_same_as, column, paragraph, term, with_picture

pytestmark = pytest.mark.usefixtures("one_school")


def pull(subscription, hub, **options):
    return sync.pull(subscription, client=hub.client(**options))


def reason_for(hub, subscription) -> str:
    """Pull, and return why the one item that failed was set aside."""
    pull(subscription, hub)
    return SetAsideItem.objects.get().message


# -- the line and the key --------------------------------------------------------------------


def test_a_wrong_key_is_said_in_the_run(hub, subscription):
    with pytest.raises(HubRefused, match="401: The key is not valid"):
        pull(subscription, hub, key="asean_wrong")
    assert "The key is not valid" in Run.objects.get().message


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.NO_CONNECTION, Fault.CUT])
def test_a_feed_that_fails_is_said_and_the_next_run_goes_on(hub, subscription, fault):
    hub.publish(column())
    hub.fail_next("changes/", fault)
    with pytest.raises(HubUnreachable):
        pull(subscription, hub)
    assert Run.objects.get().state == Run.State.FAILED
    pull(subscription, hub)
    assert_same_as(hub, subscription)


def test_a_page_of_a_wifi_portal_in_place_of_the_feed_is_said(hub, subscription):
    hub.fail_next("changes/", Fault.GARBAGE)
    with pytest.raises(DocumentError, match="not JSON"):
        pull(subscription, hub)


def test_a_short_failure_is_tried_again_within_the_run(hub, subscription):
    hub.publish(column())
    hub.fail_next("changes/", Fault.NO_CONNECTION, Fault.SERVER_ERROR)
    pull(subscription, hub, attempts=3)
    assert_same_as(hub, subscription)


def test_a_busy_hub_is_asked_again_for_its_feed_and_its_files(hub, subscription):
    hub.publish(column())
    hub.publish(with_picture(hub, article()))
    hub.fail_next("changes/", Fault.BUSY)
    hub.fail_next("assets/", Fault.BUSY)
    assert pull(subscription, hub, attempts=2).run.set_aside == 0
    assert_same_as(hub, subscription)


# -- cursors ---------------------------------------------------------------------------------


def test_a_hub_restored_from_backup_is_read_from_the_start(hub, subscription):
    hub.publish(column())
    kept = article("Giữ", slug="giu")
    hub.publish(kept)
    backup = dict(hub.rows)
    lost = article("Mất")
    hub.publish(lost)
    pull(subscription, hub)
    hub.restore_from_backup(backup)
    result = pull(subscription, hub)
    assert result.run.is_full
    assert not ArticlePage.objects.get(title="Mất").live
    assert ArticlePage.objects.get(title="Giữ").live
    assert_same_as(hub, subscription)


def test_a_run_killed_in_a_new_epoch_is_begun_again(hub, subscription, monkeypatch):
    monkeypatch.setattr(sync, "PAGE_SIZE", 1)
    monkeypatch.setattr(feed, "PAGE_SIZE", 1)
    hub.publish(column())
    hub.publish(article("Giữ", slug="giu"))
    backup = dict(hub.rows)
    hub.publish(article("Mất"))
    pull(subscription, hub)
    hub.restore_from_backup(backup)
    asked = []

    def kill(path):
        asked.append(path)
        if asked.count("changes/") == 3:
            raise Kill

    hub.on_request = kill
    with pytest.raises(Kill):
        pull(subscription, hub)
    hub.on_request = lambda path: None
    subscription.refresh_from_db()
    assert subscription.epoch == hub.epoch

    pull(subscription, hub)

    assert not ArticlePage.objects.get(title="Mất").live
    assert_same_as(hub, subscription)
    assert pull(subscription, hub).is_unchanged


def test_a_cursor_from_the_future_is_given_up(hub, subscription):
    hub.publish(column())
    pull(subscription, hub)
    hub.head = 0
    hub.rows.clear()
    hub.publish(article(parent=None, type="column"))
    hub.head -= 1
    result = pull(subscription, hub)
    assert result.run.is_full


# -- places ----------------------------------------------------------------------------------


def test_a_parent_that_comes_later_is_waited_for(hub, subscription):
    item = article()
    hub.publish(item)
    assert "has not come yet" in reason_for(hub, subscription)
    hub.publish(column())
    pull(subscription, hub)
    assert ArticlePage.objects.get().get_parent().slug == "asean"
    assert_same_as(hub, subscription)


def test_a_parent_that_never_comes_keeps_nothing_else_waiting(hub, subscription):
    hub.publish(column())
    hub.publish(article("Mồ côi", parent=uuid4()))
    hub.publish(article("Có nhà"))
    pull(subscription, hub)
    assert [page.title for page in ArticlePage.objects.all()] == ["Có nhà"]
    assert SetAsideItem.objects.get().code == "parent-missing"


def test_a_slug_that_is_taken_gets_a_number(hub, subscription):
    hub.publish(column())
    hub.publish(article("Một"))
    hub.publish(article("Hai"))
    pull(subscription, hub)
    assert sorted(ArticlePage.objects.values_list("slug", flat=True)) == [
        "xin-chao",
        "xin-chao-2",
    ]
    assert_same_as(hub, subscription)


def test_a_home_page_that_forbids_the_column_is_said_in_plain_words(hub, subscription, monkeypatch):
    monkeypatch.setattr(HomePage, "_clean_subpage_models", [HomePage])
    hub.publish(column())
    assert "subpage_types" in reason_for(hub, subscription)


def test_a_column_without_a_translated_place_is_said(hub, subscription):
    Page.objects.get(slug="school").delete()
    hub.publish(column(locale="en"))
    assert "has no translation" in reason_for(hub, subscription)


def test_a_subscription_without_a_place_carries_the_library_alone(hub, subscription):
    subscription.parent_page = None
    subscription.save()
    hub.publish(column())
    hub.publish(term())
    result = pull(subscription, hub)
    assert (result.run.created, result.run.skipped) == (1, 1)


# -- references ------------------------------------------------------------------------------


def test_a_link_to_an_item_that_comes_later_is_filled_in_when_it_comes(hub, subscription, client):
    from wagtail_asean.protocol import Reference

    target = article("Đích", slug="dich")
    html = f'<p><a linktype="page" item="{target.key}">xem</a></p>'
    reference = Reference(id=target.id, locale="vi", type="article")
    hub.publish(column())
    hub.publish(article(content={"body": [paragraph(html)]}, references=(reference,)))
    pull(subscription, hub)
    assert_same_as(hub, subscription)
    page = ArticlePage.objects.get()
    assert "<a>xem</a>" in client.get(page.get_url()).content.decode()
    hub.publish(target)
    pull(subscription, hub)
    there = ArticlePage.objects.get(slug="dich")
    assert f'href="{there.get_url()}"' in client.get(page.get_url()).content.decode()
    assert not PendingReference.objects.exists()
    assert_same_as(hub, subscription)


def test_a_label_whose_term_comes_later_is_filled_in_when_it_comes(hub, subscription):
    from wagtail_asean.protocol import Labels

    hub.publish(column())
    hub.publish(article(labels=Labels(kind="news", topics=("le-hoi",))))
    pull(subscription, hub)
    assert_same_as(hub, subscription)
    assert list(ArticlePage.objects.get().topics.all()) == []
    hub.publish(term())
    pull(subscription, hub)
    assert [topic.code for topic in ArticlePage.objects.get().topics.all()] == ["le-hoi"]
    assert_same_as(hub, subscription)


# -- runs ------------------------------------------------------------------------------------


def test_two_runs_at_once_are_one(hub, subscription):
    hub.publish(column())
    with leases.hold(subscription), pytest.raises(RunInProgress, match="at work"):
        pull(subscription, hub)
    pull(subscription, hub)
    assert_same_as(hub, subscription)


def test_the_lease_of_a_process_that_is_gone_is_taken_over(hub, subscription):
    import socket

    hub.publish(column())
    leases.Lease(subscription).take()
    type(subscription).objects.update(lease_holder=f"{socket.gethostname()} 99999999")
    pull(subscription, hub)
    assert_same_as(hub, subscription)


def test_a_run_whose_lease_was_taken_over_stops(subscription):
    lease = leases.Lease(subscription)
    lease.take()
    type(subscription).objects.update(lease_token=uuid4())
    with pytest.raises(RunInProgress, match="took too long"):
        lease.renew()


def test_an_unchanged_poll_asks_once_and_writes_nothing(hub, subscription):
    hub.publish(column())
    pull(subscription, hub)
    asked = len(hub.requests)
    writes = []

    def watch(execute, sql, params, many, context):
        if not sql.startswith("SELECT"):
            writes.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        result = pull(subscription, hub)
    assert result.is_unchanged
    assert len(hub.requests) == asked + 1
    assert writes == []


def test_what_was_set_aside_waits_longer_each_time(hub, subscription):
    item = article()
    hub.publish(item)
    for _ in range(7):
        pull(subscription, hub)
    row = SetAsideItem.objects.get()
    assert row.attempts > 5
    assert row.next_attempt_at > row.last_at


# -- withdrawals -----------------------------------------------------------------------------


def test_withdrawing_at_the_hub_takes_the_page_down_at_the_school(hub, subscription, client):
    hub.publish(column())
    item = article()
    hub.publish(item)
    pull(subscription, hub)
    url = ArticlePage.objects.get().get_url()
    assert client.get(url).status_code == 200
    hub.withdraw(item.key)
    result = pull(subscription, hub)
    assert result.run.withdrawn == 1
    assert client.get(url).status_code == 410
    row = MirroredItem.objects.get(item_id=item.id)
    assert row.withdrawal["reason"] == "Có sai sót."
    hub.publish(item)
    pull(subscription, hub)
    assert client.get(url).status_code == 200


def test_a_page_that_was_deleted_by_hand_comes_back(hub, subscription):
    hub.publish(column())
    item = article()
    hub.publish(item)
    pull(subscription, hub)
    ArticlePage.objects.get().delete()
    result = sync.pull(subscription, client=hub.client(), full=True)
    assert result.run.created == 1
    assert_same_as(hub, subscription)


def test_a_page_that_was_changed_by_hand_is_repaired_by_a_full_run(hub, subscription):
    hub.publish(column())
    hub.publish(article())
    pull(subscription, hub)
    ArticlePage.objects.update(summary="Sửa trộm")
    sync.pull(subscription, client=hub.client(), full=True)
    assert ArticlePage.objects.get().summary == ""
    assert_same_as(hub, subscription)


def test_an_item_that_moves_to_another_section_moves_at_the_school(hub, subscription):
    hub.publish(column())
    section = column(id=uuid4(), parent=column().id, title="Tin", slug="tin")
    hub.publish(section)
    item = article()
    hub.publish(item)
    pull(subscription, hub)
    hub.publish(dataclasses.replace(item, parent=section.id))
    pull(subscription, hub)
    assert ArticlePage.objects.get().get_parent().slug == "tin"


def test_a_translation_arrives_linked(hub, subscription):
    hub.publish(column())
    hub.publish(column(locale="en"))
    item = article()
    hub.publish(item)
    hub.publish(dataclasses.replace(item, locale="en", title="Hello"))
    pull(subscription, hub)
    page = ArticlePage.objects.get(title="Hello")
    assert page.get_translations().get().specific.title == item.title


# -- aliases and neighbours ------------------------------------------------------------------


def test_an_alias_that_sits_where_a_translation_goes_becomes_the_translation(hub, subscription):
    hub.publish(column())
    hub.publish(column(locale="en", title="ASEAN column"))
    item = article()
    hub.publish(item)
    pull(subscription, hub)
    page = ArticlePage.objects.get()
    english = Page.objects.get(title="ASEAN column")
    alias = page.copy_for_translation(english.locale, alias=True)
    assert alias.alias_of_id == page.pk
    hub.publish(dataclasses.replace(item, locale="en", title="Hello"))
    pull(subscription, hub)
    alias.refresh_from_db()
    assert (alias.title, alias.alias_of_id) == ("Hello", None)
    assert_same_as(hub, subscription)


def test_a_wider_language_of_the_site_takes_a_regional_one(hub, subscription):
    hub.publish(column(locale="en-GB", title="ASEAN column"))
    pull(subscription, hub)
    assert Page.objects.get(title="ASEAN column").locale.language_code == "en"


def test_a_hub_that_can_not_read_the_cursor_is_read_from_the_start(hub, subscription):
    hub.publish(column())
    pull(subscription, hub)
    type(subscription).objects.update(cursor="rubbish", etag="")
    subscription.refresh_from_db()
    result = pull(subscription, hub)
    assert result.run.is_full
    assert_same_as(hub, subscription)


def test_a_document_that_is_not_in_the_feed_is_asked_for(hub, subscription, monkeypatch):
    hub.publish(column())
    original = type(hub.client()).changes

    def without_documents(self, **options):
        return original(self, **{**options, "documents": False})

    monkeypatch.setattr(type(hub.client()), "changes", without_documents)
    pull(subscription, hub)
    assert [path for path in hub.requests if path.startswith("items/")]
    assert_same_as(hub, subscription)


def test_a_row_with_a_nul_is_put_aside_and_blocks_nothing(hub, subscription):
    """PostgreSQL stores none, neither in a text nor in JSON."""
    change = hub.publish(column(id=uuid4(), slug="hong"))
    row = to_json(change) | {"locale": "v\0i", "type": "a\0b", "labels": {"kind": ["\0"]}}
    put_broken(subscription, BrokenChange(raw=row, error=DocumentError("Đây: \0.")))
    put(subscription, change, ItemError("Hỏng \0", code="x"), title="Tên \0")

    for found in SetAsideItem.objects.all():
        said = [found.locale, found.type, found.title, found.message, json.dumps(found.change)]
        assert not any("\0" in text or "u0000" in text for text in said)
    assert SetAsideItem.objects.count() == 1
