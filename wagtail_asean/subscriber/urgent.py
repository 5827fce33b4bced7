"""What can't wait: withdrawals, for a site that may fetch nothing else now."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail_asean.protocol import Change, State

from .feed import PAGE_SIZE, FeedReader
from .models import MirroredItem


def take_withdrawals(feed: FeedReader) -> None:
    """Read the changes without their documents and take down what the hub has taken back.

    It reads on from where it last was; the cursor of the subscription stays where it is, so that
    the next whole run takes the rest.
    """
    subscription = feed.subscription
    after, has_more = subscription.urgent_cursor or subscription.cursor, True
    while has_more:
        page = feed.client.changes(after=after, limit=PAGE_SIZE, documents=False).page
        if page is None or page.epoch != subscription.epoch:
            # Another epoch is for a whole run to enter.
            return
        _withdraw(feed, page.changes)
        after, has_more = page.next, page.has_more
        subscription.urgent_cursor = after
        subscription.save(update_fields=["urgent_cursor"])
        feed.lease.renew()


def _withdraw(feed: FeedReader, changes: Iterable[Change]) -> None:
    gone = [change for change in changes if change.state is State.WITHDRAWN]
    local = feed.carrier.local_states(gone)
    for change in gone:
        mirrored = local.get(change.key)
        if mirrored is not None and _is_news(change, mirrored):
            feed.carrier.withdraw(change, mirrored)


def _is_news(change: Change, mirrored: MirroredItem) -> bool:
    is_known = mirrored.state == MirroredItem.State.WITHDRAWN
    return not is_known and change.sequence > mirrored.sequence
