"""One run of a subscription, under its lease: steps 3 to 5 of `sync`.

The feed is read by `feed`, its changes are carried out by `carrying`, what was left over is tried
again by `retrying`, and all of them write their counts into the record of `recording`.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from wagtail_asean.exceptions import BudgetSpent, WagtailAseanError
from wagtail_asean.moments import storable

from .answers import FeedAnswer
from .carrying import Carrier
from .client import HubClient
from .feed import FeedReader, Report
from .leases import Lease
from .models import Run, Subscription
from .recording import Record
from .retrying import Retrier
from .urgent import take_withdrawals


class PullRun:
    """One run under its lease."""

    def __init__(
        self, subscription: Subscription, client: HubClient, lease: Lease, report: Report
    ) -> None:
        subscription.refresh_from_db()
        row = Run.objects.create(subscription=subscription, started_at=storable(timezone.now()))
        self.record = Record(subscription, client, row)
        self.carrier = Carrier(subscription, client, self.record)
        self.feed = FeedReader(self.carrier, self.record, lease, report)
        self.left_over = Retrier(self.carrier, self.record)

    def execute(self, first: FeedAnswer | None, *, full: bool) -> Run:
        """Do the steps, as far as the line may be used."""
        return self._keep_record(lambda: self._read_all(first, full=full or first is None))

    def execute_urgent(self, reason: str) -> Run:
        """Take withdrawals alone, because for some reason nothing else may come now."""
        self.record.say(reason)
        return self._keep_record(self._read_withdrawals)

    def _read_all(self, first: FeedAnswer | None, *, full: bool) -> Run.State:
        try:
            self.feed.read(first, full=full)
            self.left_over.retry()
            self.left_over.resolve_references()
        except BudgetSpent as error:
            self.record.say(str(error))
            self.feed.client.traffic.budget = None
            self._read_withdrawals()
            return Run.State.INTERRUPTED
        return Run.State.DONE

    def _read_withdrawals(self) -> Run.State:
        take_withdrawals(self.feed)
        return Run.State.DONE

    def _keep_record(self, work: Callable[[], Run.State]) -> Run:
        """Do some work; whatever happens, the run's record says how it ended."""
        state, is_done = Run.State.INTERRUPTED, False
        try:
            state = work()
            # What is set aside may have half a file waiting to be gone on with.
            is_done = state == Run.State.DONE and not self.record.put_aside
        except WagtailAseanError as error:
            state = Run.State.FAILED
            self.record.say(str(error))
            raise
        finally:
            self.carrier.assets.close(is_done=is_done)
            self.record.end(state)
        self.record.forget_old_runs()
        return self.record.row
