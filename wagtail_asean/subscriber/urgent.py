"""What can't wait: withdrawals, for a site that fetches nothing else now."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail_asean.protocol import Change, State

from .models import MirroredItem
from .runs import PAGE_SIZE, PullRun


def take_withdrawals(run: PullRun) -> int:
    """Read the changes without their documents and take back what the hub has withdrawn.

    It reads on from where it last was; the cursor of the subscription stays where it is, so that
    the next whole run takes the rest. Returns how many items were taken down.
    """
    subscription, before = run.subscription, run.run.withdrawn
    after = subscription.urgent_cursor or subscription.cursor
    while True:
        page = run.client.changes(after=after, limit=PAGE_SIZE, documents=False).page
        if page is None or page.epoch != subscription.epoch:
            # Another epoch is for a whole run to enter.
            break
        _withdraw(run, page.changes)
        after = page.next
        subscription.urgent_cursor = after
        subscription.save(update_fields=["urgent_cursor"])
        run.lease.renew()
        if not page.has_more:
            break
    return run.run.withdrawn - before


def _withdraw(run: PullRun, changes: Iterable[Change]) -> None:
    gone = [change for change in changes if change.state is State.WITHDRAWN]
    local = run.local_states(gone)
    for change in gone:
        mirrored = local.get(change.key)
        if mirrored is not None and _is_news(change, mirrored):
            run.withdraw(change, mirrored)


def _is_news(change: Change, mirrored: MirroredItem) -> bool:
    is_shown = mirrored.state != MirroredItem.State.WITHDRAWN
    return is_shown and change.sequence > mirrored.sequence
