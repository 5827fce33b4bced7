"""What can't wait: withdrawals, for a site that may fetch nothing else now."""

from __future__ import annotations

from wagtail_asean.exceptions import HubRefused
from wagtail_asean.protocol import Change, ChangePage, State

from .feed import PAGE_SIZE, STALE_CURSOR, FeedReader
from .knowledge import Knowledge
from .models import MirroredItem


def take_withdrawals(feed: FeedReader) -> None:
    """Read the changes without their documents and take down what the hub has taken back.

    It reads on from where it last was; the cursor of the subscription stays where it is, so that
    the next whole run takes the rest. A new epoch is read from its start, and left to the whole
    run to enter.
    """
    subscription = feed.subscription
    after, has_more = subscription.urgent_cursor or subscription.cursor, True
    while has_more:
        page = _ask(feed, after)
        if page is None:
            return
        _withdraw(feed, page)
        after, has_more = page.next, page.has_more
        subscription.urgent_cursor = after
        subscription.save(update_fields=["urgent_cursor"])
        feed.lease.renew()


def _ask(feed: FeedReader, after: str) -> ChangePage | None:
    try:
        return feed.client.changes(after=after, limit=PAGE_SIZE, documents=False).page
    except HubRefused as error:
        if error.problem_type not in STALE_CURSOR or not after:
            raise
    return feed.client.changes(limit=PAGE_SIZE, documents=False).page


def _withdraw(feed: FeedReader, page: ChangePage) -> None:
    gone = [change for change in page.changes if change.state is State.WITHDRAWN]
    rows = Knowledge(feed.subscription, gone).rows
    # The numbers of two epochs say nothing about each other; what is signed does.
    is_numbered = page.epoch == feed.subscription.epoch
    for change in gone:
        mirrored = rows.get(change.key)
        if mirrored is not None and _is_news(change, mirrored, is_numbered=is_numbered):
            feed.carrier.withdraw(change, mirrored)


def _is_news(change: Change, mirrored: MirroredItem, *, is_numbered: bool) -> bool:
    if mirrored.state == MirroredItem.State.WITHDRAWN:
        return False
    return not is_numbered or change.sequence > mirrored.sequence
