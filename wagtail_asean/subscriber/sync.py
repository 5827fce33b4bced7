"""Following a hub.

`pull` is the whole of it:

1. Ask for the changes since the last time. Nothing new: done, without a write.
2. Take the subscription's lease, so that no second run is at work.
3. Learn what the hub has signed of its keys and its address, where there is news of that. Then
   for each page of changes: decide about each (`plan`), start to fetch the files that are
   missing, then apply one item per transaction, or let it wait where the site wants to be asked
   (`holding`, `reviewing`). An item that fails is set aside with its reason
   and keeps nothing else waiting. Only then move the cursor.
4. Try again what was set aside or skipped and may work now.
5. Fill in the references whose targets have come.
6. Tell the hub where its items stand here (`receipts`), as far as it does not know.

A run may be killed between any two writes: what was applied is known, the cursor stands before
what was not, and the next run goes on from there. When the cursor can't be used any more (the
hub was restored), everything is read from the start and compared.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from wagtail_asean import provenance
from wagtail_asean.exceptions import (
    DocumentError,
    HubError,
    HubRefused,
    RunInProgress,
    SitePaused,
    WagtailAseanError,
)
from wagtail_asean.moments import storable

from . import copies, leases, metering, receipts
from .answers import FeedAnswer
from .client import HubClient
from .feed import PAGE_SIZE, STALE_CURSOR, Report
from .models import Run, Subscription
from .reconciling import is_reconcile_due, note_full_run
from .retrying import has_work
from .runs import PullRun

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a pull came to; `run` is None where nothing was new and nothing written."""

    run: Run | None
    requests: int
    bytes_received: int

    @property
    def is_unchanged(self) -> bool:
        """Tell whether there was nothing to do."""
        return self.run is None


def pull(
    subscription: Subscription,
    *,
    full: bool = False,
    is_metered: bool = False,
    client: HubClient | None = None,
    report: Report | None = None,
) -> Result:
    """Bring a subscription to the hub's state.

    `full` reads the whole feed, checks each mirror against its document and repairs it; so does
    a run that is due for it (`is_reconcile_due`). `is_metered` keeps to the hours and the volume
    that the site has set for its line; outside of them only withdrawals are taken.
    `report` is called with (changes done, changes known of) as the run goes on.
    Raises `HubError` or `DocumentError` where the hub can't be read, after the run is recorded,
    `SitePaused` where this site may be a copy, after withdrawals were taken, and `RunInProgress`
    where another run is at work.
    """
    expire_due(subscription)
    if client is None or client.is_line:
        _guard(subscription, client)
    client = client or HubClient(subscription.hub_url, subscription.key)
    reason = metering.why_not_now(subscription) if is_metered else ""
    if is_metered and not reason:
        client.traffic.budget = metering.bytes_left(subscription)
    full = full or (client.is_line and is_reconcile_due(subscription))
    try:
        if reason:
            return _pull_withdrawals(subscription, client, reason)
        first = None
        if not full:
            first = _ask_first(subscription, client)
            if _is_nothing_new(subscription, first) and not has_work(subscription):
                receipts.report(subscription, client)
                return Result(
                    run=None,
                    requests=client.traffic.requests,
                    bytes_received=client.traffic.bytes_received,
                )
        with leases.hold(subscription) as lease:
            run = PullRun(subscription, client, lease, report or (lambda done, known: None))
            record = run.execute(first, full=full)
            if record.is_full:
                note_full_run(subscription, record)
        expire_due(subscription)
        client.traffic.budget = None
        receipts.report(subscription, client)
        return Result(run=record, requests=record.requests, bytes_received=record.bytes_received)
    except RunInProgress:
        raise
    except WagtailAseanError as error:
        logger.warning("asean: %s: %s", subscription, error)
        if isinstance(error, DocumentError):
            # The hub can be reached: it should know that nobody can read what it says.
            receipts.report(subscription, client)
        raise
    finally:
        client.close()


def _guard(subscription: Subscription, client: HubClient | None) -> None:
    """Stop a site that may be a copy; what the hub takes back leaves it all the same."""
    try:
        copies.guard(subscription)
    except SitePaused as paused:
        subscription.refresh_from_db(fields=["encrypted_key"])
        if subscription.has_line:
            _recall(subscription, client, str(paused))
        raise


def _recall(subscription: Subscription, client: HubClient | None, reason: str) -> None:
    """Take withdrawals, and say nothing to the hub; what goes wrong waits for the next run."""
    try:
        client = client or HubClient(subscription.hub_url, subscription.key)
        with leases.hold(subscription) as lease:
            PullRun(subscription, client, lease, lambda done, known: None).execute_urgent(reason)
    except WagtailAseanError as error:
        logger.warning("asean: %s: no withdrawals were taken: %s", subscription, error)
    finally:
        if client is not None:
            client.close()


def _pull_withdrawals(subscription: Subscription, client: HubClient, reason: str) -> Result:
    with leases.hold(subscription) as lease:
        run = PullRun(subscription, client, lease, lambda done, known: None)
        record = run.execute_urgent(reason)
    receipts.report(subscription, client)
    return Result(run=record, requests=record.requests, bytes_received=record.bytes_received)


def _is_nothing_new(subscription: Subscription, answer: FeedAnswer | None) -> bool:
    """Tell whether the hub has nothing to say; an empty page is worth its ETag."""
    if answer is None:
        return False
    page = answer.page
    if page is None:
        return True
    if page.changes or answer.broken or page.has_more or page.epoch != subscription.epoch:
        return False
    if page.statements not in (None, subscription.statements_read):
        return False
    subscription.cursor, subscription.etag = page.next, answer.etag
    subscription.save(update_fields=["cursor", "etag"])
    return True


def expire_due(subscription: Subscription) -> int:
    """Take down what is past its date, with or without the hub; return how many."""
    count = 0
    for row in subscription.items.due_to_expire():
        with transaction.atomic():
            row.expired = True
            row.save(update_fields=["expired"])
            instance = row.get_object()
            if instance is not None and getattr(instance, "live", False):
                instance.unpublish(set_expired=True, log_action=True)
            provenance.pass_on(row.key)
            count += 1
    return count


def _ask_first(subscription: Subscription, client: HubClient) -> FeedAnswer | None:
    """Ask what is new; None where the cursor can't be used and all must be read."""
    try:
        return client.changes(after=subscription.cursor, etag=subscription.etag, limit=PAGE_SIZE)
    except HubRefused as error:
        if error.problem_type in STALE_CURSOR:
            return None
        _record_failure(subscription, client, error)
        raise
    except (HubError, DocumentError) as error:
        _record_failure(subscription, client, error)
        raise


def _record_failure(subscription: Subscription, client: HubClient, error: Exception) -> None:
    """Record a run that came no further than its first question."""
    now = storable(timezone.now())
    Run.objects.create(
        subscription=subscription,
        started_at=now,
        finished_at=now,
        state=Run.State.FAILED,
        message=str(error),
        requests=client.traffic.requests,
        bytes_received=client.traffic.bytes_received,
    )
