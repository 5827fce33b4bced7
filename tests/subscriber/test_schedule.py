"""When schools ask: not all at once, and not sooner than a busy hub has said."""

from __future__ import annotations

import signal
import time
from collections import Counter
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from types import SimpleNamespace
from uuid import UUID, uuid5

import pytest
from django.core.management import CommandError
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.hub_simulator import HubSimulator
from wagtail_asean.exceptions import HubUnreachable
from wagtail_asean.subscriber.carrying import Carrier
from wagtail_asean.subscriber.management.commands import asean_sync
from wagtail_asean.subscriber.schedule import delay

from .conftest import article, column
from .test_admin import on_line
from .test_commands import run

__all__ = ["on_line"]

MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1), max_value=datetime(2060, 1, 1), timezones=st.just(timezone.utc)
)


@given(st.uuids(), MOMENTS)
@settings(max_examples=20, deadline=None)
def test_1400_schools_spread_evenly_over_a_quarter_of_an_hour(province, moment):
    uids = [uuid5(province, str(number)) for number in range(1400)]
    minutes = Counter(int(delay(uid, moment, 900) // 60) for uid in uids)
    assert set(minutes) == set(range(15))
    # 93 in a minute on average; seven standard deviations are 66.
    assert max(minutes.values()) < 93 + 66
    assert min(minutes.values()) > 93 - 66


@given(st.uuids(), MOMENTS, st.floats(0, 3600))
def test_a_school_keeps_its_delay_through_an_hour(uid, moment, seconds):
    hour = moment.replace(minute=0, second=0, microsecond=0)
    found = delay(uid, moment, seconds)
    assert found == delay(uid, hour + timedelta(minutes=59, seconds=59), seconds)
    assert 0 <= found <= seconds


def test_nobody_is_the_last_of_every_hour():
    uid, day = UUID(int=7), datetime(2027, 8, 8, tzinfo=timezone.utc)
    delays = [delay(uid, day + timedelta(hours=hour), 900) for hour in range(24)]
    assert len(set(delays)) == 24
    assert max(delays) - min(delays) > 300


# -- the command ---------------------------------------------------------------------------


@pytest.fixture
def slept(monkeypatch):
    """Take down what was slept, and sleep not: the clock moves on instead."""
    found = []
    clock = SimpleNamespace(sleep=found.append, monotonic=lambda: sum(found))
    monkeypatch.setattr(asean_sync, "time", clock)
    monkeypatch.setattr(time, "sleep", found.append)
    return found


def test_without_jitter_a_run_waits_for_nothing(on_line, subscription, slept):
    run("asean_sync")
    assert set(slept) <= {0}


def test_with_jitter_a_run_waits_for_its_time(on_line, subscription, slept):
    on_line.publish(column())
    expected = delay(subscription.uid, datetime.now(timezone.utc), 600)
    assert "1 new" in run("asean_sync", "--jitter", "600")
    assert sum(slept) == pytest.approx(expected, abs=5)


@pytest.mark.parametrize("seconds", ["0", "-5"])
def test_a_loop_needs_a_pause(on_line, subscription, seconds):
    with pytest.raises(CommandError, match="more than 0"):
        run("asean_sync", "--loop", seconds)


def ends_at(command, monkeypatch, moment):
    """Let SIGTERM come at a moment of the loop's life: `item`, `pause` or `twice`."""
    take = Carrier.apply

    def apply(carrier, *args):
        signal.raise_signal(signal.SIGTERM)
        if moment == "twice":
            signal.raise_signal(signal.SIGTERM)
        return take(carrier, *args)

    if moment == "pause":
        nap = SimpleNamespace(
            sleep=lambda seconds: signal.raise_signal(signal.SIGTERM), monotonic=time.monotonic
        )
        monkeypatch.setattr(asean_sync, "time", nap)
    else:
        monkeypatch.setattr(Carrier, "apply", apply)
    # The connection is the test's.
    monkeypatch.setattr(asean_sync, "close_old_connections", lambda: None)
    before = signal.getsignal(signal.SIGTERM)
    try:
        with pytest.raises(SystemExit) as ended:
            run(command, "--loop", "60")
    finally:
        signal.signal(signal.SIGTERM, before)
    return ended.value.code


@pytest.mark.parametrize(("moment", "taken"), [("item", 1), ("pause", 2), ("twice", 0)])
def test_a_loop_that_is_asked_to_end_finishes_its_item(
    on_line, subscription, monkeypatch, moment, taken
):
    on_line.publish(column())
    on_line.publish(article())
    assert ends_at("asean_sync", monkeypatch, moment) == 0
    subscription.refresh_from_db()
    assert subscription.lease_token is None
    assert subscription.items.count() == taken
    assert subscription.runs.get().state == ("done" if moment == "pause" else "interrupted")


# -- a busy hub ----------------------------------------------------------------------------


class BusyHub(HubSimulator):
    """Answers 429 with a Retry-After so many times."""

    def answer(self, request):
        answer = super().answer(request)
        if self.busy:
            answer.status_code, answer.headers["Retry-After"] = 429, self.busy.pop(0)
        return answer


@pytest.fixture
def busy():
    hub = BusyHub()
    hub.busy = []
    hub.publish(column())
    return hub


def test_a_busy_hub_is_left_alone_as_long_as_it_asks(busy, slept):
    busy.busy = ["7"]
    assert busy.client(attempts=3).changes().page.changes
    assert max(slept) == pytest.approx(7, abs=0.5)
    in_a_while = format_datetime(datetime.now(timezone.utc) + timedelta(seconds=30), usegmt=True)
    busy.busy = [in_a_while]
    slept.clear()
    busy.client(attempts=3).changes()
    assert max(slept) == pytest.approx(29.5, abs=1)


def test_a_hub_that_is_busy_for_long_is_not_asked_again_in_this_run(busy, slept):
    busy.busy = ["3600"] * 10
    client = busy.client(attempts=3)
    for _ in range(3):
        with pytest.raises(HubUnreachable, match="left alone for 3[56][0-9]+ seconds"):
            client.changes()
    assert len(busy.requests) == 1
    assert max(slept, default=0) == 0


@pytest.mark.parametrize("nonsense", ["", "soon", "-5", "1e9", "9" * 40, "Fri, 31 Dec 2999"])
def test_a_pause_that_cannot_be_read_is_none(busy, slept, nonsense):
    busy.busy = [nonsense]
    assert busy.client(attempts=3).changes().page.changes


def test_a_pause_holds_for_downloads_too(busy, slept, tmp_path):
    picture = busy.add_picture()
    item = article(assets=(picture,), content={})
    busy.publish(item)
    busy.busy = ["5"]
    busy.client(attempts=2).download(item.key, picture, tmp_path)
    assert max(slept) == pytest.approx(5, abs=0.5)
