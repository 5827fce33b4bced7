"""The commands: for cron, for the one who sets a site up, and for the one who doubts."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.hub_simulator import KEY, URL, Fault
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.subscriber import leases
from wagtail_asean.subscriber.models import Run, SetAsideItem, Subscription

from .conftest import article, column
from .test_admin import on_line

__all__ = ["on_line"]


def run(*arguments, **options) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=out, no_color=True, **options)
    return out.getvalue()


def test_without_a_subscription_it_says_what_to_do(db):
    assert "Add one in the admin" in run("asean_sync")


def test_a_sync_says_what_came_and_then_that_nothing_is_new(on_line, subscription):
    on_line.publish(column())
    on_line.publish(article())
    assert "2 new, 0 updated" in run("asean_sync")
    assert "nothing new" in run("asean_sync")


def test_a_sync_lists_what_was_set_aside(on_line, subscription):
    on_line.publish(article("Mồ côi"))
    said = run("asean_sync")
    assert "1 set aside" in said
    assert "Mồ côi: The item above it" in said


def test_a_sync_that_fails_ends_with_an_error(on_line, subscription):
    on_line.fail_next("changes/", *[Fault.SERVER_ERROR] * 3)
    with pytest.raises(CommandError, match="Sở"):
        run("asean_sync")


def test_a_sync_beside_another_run_does_nothing_and_is_no_error(on_line, subscription):
    on_line.publish(column())
    with leases.hold(subscription):
        assert "at work" in run("asean_sync")


def test_retry_tries_what_is_not_due(on_line, subscription):
    on_line.publish(article())
    run("asean_sync")
    SetAsideItem.objects.update(next_attempt_at="2099-01-01T00:00:00Z")
    on_line.publish(column())
    run("asean_sync")
    assert SetAsideItem.objects.exists()
    run("asean_sync", "--retry")
    assert not SetAsideItem.objects.exists()


def test_a_name_picks_a_subscription(on_line, subscription):
    on_line.publish(column())
    assert "1 new" in run("asean_sync", "Sở")
    with pytest.raises(CommandError, match="no active subscription named 'Khác'"):
        run("asean_sync", "Khác")


def test_verify_tells_a_true_mirror_from_one_that_was_touched(on_line, subscription):
    on_line.publish(column())
    on_line.publish(article())
    run("asean_sync")
    assert "2 of 2 items are as the hub has them" in run("asean_sync", "--verify")
    ArticlePage.objects.update(summary="Sửa trộm")
    with pytest.raises(CommandError):
        run("asean_sync", "--verify")
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("asean_sync", "--verify", "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert (answer["is_true"], answer["carried"], answer["true"]) == (False, 2, 1)
    assert "summary" in answer["differences"][0]["message"]
    assert answer["state"] != answer["hub_state"]


def test_verify_finds_each_kind_of_difference(on_line, subscription):
    on_line.publish(column())
    item = article()
    on_line.publish(item)
    run("asean_sync")
    on_line.publish(article("Chưa về"))
    on_line.publish(item.__class__(**{**vars(item), "title": "Mới hơn"}))
    ArticlePage.objects.get().get_parent().specific.unpublish()
    with pytest.raises(CommandError):
        run("asean_sync", "--verify")
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("asean_sync", "--verify", stdout=said)
    assert "It is not here." in said.getvalue()
    assert "newer version" in said.getvalue()
    assert "not published here" in said.getvalue()


def test_subscribing_asks_the_hub_first(on_line, home):
    with pytest.raises(CommandError, match="not valid"):
        run("asean_subscribe", URL, "asean_wrong", parent=home.pk)
    with pytest.raises(CommandError, match="no page 4711"):
        run("asean_subscribe", URL, KEY, parent=4711)
    with pytest.raises(CommandError, match="URL"):
        run("asean_subscribe", "hub", KEY, parent=home.pk)
    assert not Subscription.objects.exists()
    assert "is subscribed" in run("asean_subscribe", URL, KEY, parent=home.pk)
    assert Subscription.objects.get().parent_page.pk == home.pk


def test_the_records_of_old_runs_go(on_line, subscription):
    on_line.publish(column())
    run("asean_sync")
    Run.objects.update(started_at="2020-01-01T00:00:00Z")
    on_line.publish(article())
    run("asean_sync")
    assert Run.objects.count() == 1
