"""A new key without a visit; whatever fails on the way leaves one that works."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.hub_simulator import KEY, Fault
from wagtail_asean.exceptions import HubRefused, HubUnreachable, RunInProgress
from wagtail_asean.subscriber import key_rotation, leases, sync
from wagtail_asean.subscriber.models import Subscription

from .conftest import column
from .test_admin import on_line

pytestmark = pytest.mark.usefixtures("one_school")

__all__ = ["on_line"]


def age(subscription, days):
    subscription.key_made_at = timezone.now() - timedelta(days=days)
    subscription.save()


def test_a_new_key_is_stored_and_used_at_once(hub, subscription):
    key_rotation.rotate_key(subscription, hub.client())
    row = Subscription.objects.get()
    assert (row.key, row.webhook_secret) == (f"{KEY}-next", "whsec_next")
    assert hub.key == row.key
    hub.publish(column())
    assert sync.pull(row, client=hub.client(key=row.key)).run.created == 1


@pytest.mark.parametrize("fault", [Fault.NO_CONNECTION, Fault.SERVER_ERROR, Fault.CUT])
def test_a_lost_answer_leaves_the_old_key_at_work(hub, subscription, fault):
    hub.fail_next("key/", fault)
    with pytest.raises(HubUnreachable):
        key_rotation.rotate_key(subscription, hub.client())
    row = Subscription.objects.get()
    assert row.key == KEY
    hub.publish(column())
    assert sync.pull(row, client=hub.client(key=row.key)).run.created == 1


def test_a_line_that_breaks_before_the_first_use_leaves_the_new_key_at_work(hub, subscription):
    hub.on_request = lambda path: hub.fail_next("", Fault.NO_CONNECTION) if path == "" else None
    with pytest.raises(HubUnreachable):
        key_rotation.rotate_key(subscription, hub.client())
    hub.on_request = lambda path: None
    row = Subscription.objects.get()
    hub.publish(column())
    assert sync.pull(row, client=hub.client(key=row.key)).run.created == 1


def test_a_hub_that_forgot_the_new_key_is_shown_the_old_one(hub, subscription):
    def forget(path):
        hub.next_key = "" if path == "" else hub.next_key

    hub.on_request = forget
    with pytest.raises(HubRefused):
        key_rotation.rotate_key(subscription, hub.client())
    row = Subscription.objects.get()
    assert (row.key, row.webhook_secret) == (KEY, "")


def test_a_key_is_not_changed_under_a_run(hub, subscription):
    with leases.hold(subscription), pytest.raises(RunInProgress):
        key_rotation.rotate_key(subscription, hub.client())
    assert hub.requests == []


def test_only_an_old_key_is_changed_by_itself(on_line, subscription, settings):
    age(subscription, 179)
    assert not key_rotation.rotate_if_due(subscription)
    assert on_line.requests == []
    age(subscription, 181)
    assert key_rotation.rotate_if_due(subscription)
    assert not key_rotation.rotate_if_due(subscription)
    age(subscription, 181)
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "KEY_DAYS": None}
    assert not key_rotation.rotate_if_due(subscription)


def test_a_rotation_that_fails_is_no_failure_of_the_run(on_line, subscription):
    age(subscription, 181)
    on_line.fail_next("key/", *[Fault.SERVER_ERROR] * 3)
    assert not key_rotation.rotate_if_due(subscription)
    assert Subscription.objects.get().key == KEY


def test_the_hubs_wish_for_a_new_key_is_met_with_the_next_run(hub, subscription):
    hub.publish(column())
    hub.wishes = ["rotate-key"]
    sync.pull(subscription, client=hub.client())
    row = Subscription.objects.get()
    assert row.key == hub.key == f"{KEY}-next"
