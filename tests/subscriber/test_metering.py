"""A line that is paid by volume or by the hour is used as the site has said."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.hub_simulator import large_picture
from tests.subscriber.conftest import article, assert_same_as, column
from wagtail_asean.subscriber import feed, metering, reconciling, sync
from wagtail_asean.subscriber.models import Run

pytestmark = pytest.mark.usefixtures("one_school")

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(hour, minute=0):
    return datetime(2026, 11, 26, hour, minute, tzinfo=HERE)


def closed(subscription):
    """Let the site fetch at another time of day than now."""
    now = timezone.localtime()
    subscription.window_start = (now + timedelta(hours=2)).time()
    subscription.window_end = (now + timedelta(hours=3)).time()
    subscription.save()


@pytest.mark.parametrize(
    ("start", "end", "hour", "is_open"),
    [
        (22, 5, 23, True),
        (22, 5, 4, True),
        (22, 5, 5, False),
        (22, 5, 12, False),
        (1, 5, 1, True),
        (1, 5, 5, False),
        (1, 5, 0, False),
        (3, 3, 12, True),
    ],
)
def test_the_hours_may_span_midnight(subscription, start, end, hour, is_open):
    subscription.window_start, subscription.window_end = time(start), time(end)

    assert metering.is_in_window(subscription, at(hour)) is is_open


def test_without_hours_and_volume_a_run_may_always_fetch(subscription):
    assert metering.why_not_now(subscription) == ""
    assert metering.bytes_left(subscription) is None


def test_outside_its_hours_a_site_takes_withdrawals_alone(subscription, hub):
    hub.publish(column())
    sent = hub.publish(article("Sẽ bị gỡ"))
    sync.pull(subscription, client=hub.client())
    hub.withdraw(sent.key)
    hub.publish(article("Sẽ đợi"))
    subscription.refresh_from_db()
    closed(subscription)

    result = sync.pull(subscription, client=hub.client(), is_metered=True)

    assert (result.run.withdrawn, result.run.created) == (1, 0)
    assert "outside the hours" in result.run.message
    assert not any("items/" in path for path in hub.requests[-2:])

    subscription.refresh_from_db()
    sync.pull(subscription, client=hub.client())
    assert_same_as(hub, subscription)


def test_withdrawals_are_read_once_while_the_rest_waits(subscription, hub):
    hub.publish(column())
    sync.pull(subscription, client=hub.client())
    for number in range(5):
        hub.publish(article(f"Bài {number}"))
    subscription.refresh_from_db()
    closed(subscription)
    sync.pull(subscription, client=hub.client(), is_metered=True)
    subscription.refresh_from_db()

    second = sync.pull(subscription, client=hub.client(), is_metered=True)

    assert second.bytes_received < 500


def test_a_person_who_asks_is_not_kept_waiting(subscription, hub):
    hub.publish(column())
    closed(subscription)

    assert sync.pull(subscription, client=hub.client()).run.created == 1


def test_when_the_days_volume_is_used_the_rest_comes_another_day(subscription, hub, monkeypatch):
    monkeypatch.setattr(metering, "MEGABYTE", 60_000)
    hub.publish(column())
    for number in range(3):
        content = large_picture()
        picture = hub.add_file(content, f"{number}.png", "image/png", width=500, height=500)
        body = {"lead_image": {"asset": picture.sha256}, "lead_image_alt": "Ảnh"}
        hub.publish(article(f"Bài {number}", content=body, assets=(picture,)))
    subscription.daily_megabytes = 1
    subscription.save()

    first = sync.pull(subscription, client=hub.client(), is_metered=True)
    received = first.run.bytes_received

    assert first.run.state == Run.State.INTERRUPTED
    assert "another day" in first.run.message
    assert 60_000 <= received < 60_000 + 64_000
    assert not subscription.set_aside.exists()

    days = 0
    while subscription.items.live().count() != 4:
        days += 1
        assert days < 50
        subscription.runs.update(started_at=timezone.now() - timedelta(days=2))
        subscription.refresh_from_db()
        sync.pull(subscription, client=hub.client(), is_metered=True)
    assert days >= 3
    assert_same_as(hub, subscription)


def test_a_withdrawal_comes_even_when_the_days_volume_is_used(subscription, hub):
    hub.publish(column())
    sent = hub.publish(article("Sẽ bị gỡ"))
    sync.pull(subscription, client=hub.client())
    hub.withdraw(sent.key)
    subscription.refresh_from_db()
    subscription.daily_megabytes = 0
    subscription.save()

    result = sync.pull(subscription, client=hub.client(), is_metered=True)

    assert result.run.withdrawn == 1
    assert "0 MB are used" in result.run.message


def test_a_full_run_keeps_to_the_budget_and_is_gone_on_with(subscription, hub, monkeypatch):
    hub.publish(column())
    for number in range(3):
        hub.publish(article(f"Bài {number}"))
    sync.pull(subscription, client=hub.client())
    monkeypatch.setattr(metering, "MEGABYTE", 2_000)
    monkeypatch.setattr(sync, "PAGE_SIZE", 2)
    monkeypatch.setattr(feed, "PAGE_SIZE", 2)
    subscription.refresh_from_db()
    subscription.daily_megabytes, subscription.must_reconcile = 1, True
    subscription.save()
    subscription.runs.update(started_at=timezone.now() - timedelta(days=2))

    first = sync.pull(subscription, client=hub.client(), is_metered=True)

    assert (first.run.is_full, first.run.state) == (True, Run.State.INTERRUPTED)
    assert first.run.bytes_received < 3 * 2_000
    # It is not taken for a whole one, and yet not begun anew on each day.
    subscription.refresh_from_db()
    assert subscription.must_reconcile
    late = hub.publish(article("Mới"))
    for __ in range(6):
        subscription.runs.update(started_at=timezone.now() - timedelta(days=2))
        subscription.reconciled_at = timezone.now() - timedelta(days=1)
        subscription.save()
        sync.pull(subscription, client=hub.client(), is_metered=True)
        subscription.refresh_from_db()
    assert subscription.items.live().filter(item_id=late.id).exists()
    subscription.reconciled_at = timezone.now() - timedelta(days=8)
    assert reconciling.is_reconcile_due(subscription)
