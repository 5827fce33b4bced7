"""Following a hub.

`pull` is the whole of it:

1. Ask for the changes since the last time. Nothing new: done, without a write.
2. Take the subscription's lease, so that no second run is at work.
3. Learn what the hub has signed of its keys and its address, where there is news of that. Then
   for each page of changes: decide about each (`plan`), start to fetch the files that are
   missing, then apply one item per transaction. An item that fails is set aside with its reason
   and keeps nothing else waiting. Only then move the cursor.
4. Try again what was set aside or skipped and may work now.
5. Fill in the references whose targets have come.

A run may be killed between any two writes: what was applied is known, the cursor stands before
what was not, and the next run goes on from there. When the cursor can't be used any more (the
hub was restored), everything is read from the start and compared.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from wagtail_asean.exceptions import (
    DocumentError,
    HubError,
    HubRefused,
    RunInProgress,
    WagtailAseanError,
)
from wagtail_asean.moments import storable

from . import aside, leases
from .client import FeedAnswer, HubClient
from .languages import site_policy
from .models import PendingReference, Run, Subscription
from .runs import PAGE_SIZE, PullRun, Report, carriable

logger = logging.getLogger(__name__)

STALE_CURSOR = frozenset({"epoch-changed", "cursor-ahead", "cursor-invalid"})


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
    client: HubClient | None = None,
    report: Report | None = None,
) -> Result:
    """Bring a subscription to the hub's state.

    `full` reads the whole feed, checks each mirror against its document and repairs it.
    `report` is called with (changes done, changes known of) as the run goes on.
    Raises `HubError` or `DocumentError` where the hub can't be read, after the run is recorded,
    and `RunInProgress` where another run is at work.
    """
    expire_due(subscription)
    client = client or HubClient(subscription.hub_url, subscription.key)
    try:
        first = None
        if not full:
            first = _ask_first(subscription, client)
            if _is_nothing_new(subscription, first) and not _has_work(subscription):
                return Result(
                    run=None,
                    requests=client.traffic.requests,
                    bytes_received=client.traffic.bytes_received,
                )
        with leases.hold(subscription) as lease:
            run = PullRun(subscription, client, lease, report or (lambda done, known: None))
            record = run.execute(first, full=full)
        expire_due(subscription)
        return Result(run=record, requests=record.requests, bytes_received=record.bytes_received)
    except RunInProgress:
        raise
    except WagtailAseanError as error:
        logger.warning("asean: %s: %s", subscription, error)
        raise
    finally:
        client.close()


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
            instance = row.get_object()
            if instance is not None and getattr(instance, "live", False):
                instance.unpublish(set_expired=True, log_action=True)
            row.expired = True
            row.save(update_fields=["expired"])
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


def _has_work(subscription: Subscription) -> bool:
    """Tell whether there is something to do that needs no news from the hub."""
    return (
        aside.due(subscription).exists()
        or PendingReference.objects.filter(
            mirrored_item__subscription=subscription, is_ready=True
        ).exists()
        or next(carriable(subscription, site_policy(subscription)), None) is not None
    )
