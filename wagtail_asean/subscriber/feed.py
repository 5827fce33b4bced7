"""Reading the hub's feed, page by page: the cursor moves only behind what was done."""

from __future__ import annotations

from collections.abc import Callable

from wagtail_asean.protocol import (
    Change,
    ChangePage,
    ItemKey,
    Labels,
    State,
    Withdrawal,
    WithdrawalKind,
)

from . import holding
from .answers import FeedAnswer
from .carrying import Carrier
from .leases import Lease
from .recording import Record

PAGE_SIZE = 100
# After these answers all is read from the start.
STALE_CURSOR = frozenset({"epoch-changed", "cursor-ahead", "cursor-invalid"})
_EPOCH = ["epoch", "cursor", "etag", "urgent_cursor", "must_reconcile"]

Report = Callable[[int, int], None]


class FeedReader:
    """Reads the feed for one run, and hands its changes to the carrier."""

    def __init__(self, carrier: Carrier, record: Record, lease: Lease, report: Report) -> None:
        self.subscription = carrier.subscription
        self.client = carrier.client
        self.carrier = carrier
        self.record = record
        self.lease = lease
        self.report = report
        self.seen: set[ItemKey] = set()
        self.done = self.known = 0
        carrier.on_done = self.count

    def count(self) -> None:
        """Report one change more."""
        self.done += 1
        self.report(self.done, max(self.known, self.done))

    def read(self, answer: FeedAnswer | None, *, full: bool) -> None:
        """Read the feed to its end, from the cursor or from the start."""
        if full:
            self.carrier.is_full = self.record.row.is_full = True
            self.carrier.believer.learn(is_full=True)
            answer = self.client.changes(limit=PAGE_SIZE)
            self.enter_epoch(answer.page)
        while answer is not None and answer.page is not None:
            self.enter_epoch(answer.page)
            self.take_page(answer)
            if not answer.page.has_more:
                break
            answer = self.client.changes(after=answer.page.next, limit=PAGE_SIZE)
        if full:
            self.withdraw_unknown()

    def enter_epoch(self, page: ChangePage) -> None:
        """Forget what another epoch has numbered; all of it is announced again."""
        if self.subscription.epoch == page.epoch:
            return
        if self.subscription.epoch is not None:
            self.subscription.items.update(sequence=0)
            self.subscription.set_aside.all().delete()
            self.subscription.held.update(sequence=0)
            # A run that ends before all was read does not know what the hub has lost.
            self.subscription.must_reconcile = True
        self.subscription.epoch = page.epoch
        self.subscription.cursor = self.subscription.etag = self.subscription.urgent_cursor = ""
        self.subscription.save(update_fields=_EPOCH)

    def take_page(self, answer: FeedAnswer) -> None:
        """Take one page of changes, then move the cursor behind it."""
        page, believer = answer.page, self.carrier.believer
        if page.statements not in (None, self.subscription.statements_read):
            believer.learn(is_full=self.carrier.is_full)
        self.known = self.done + len(page.changes) + (page.remaining or 0)
        for broken in answer.broken:
            self.record.set_aside_broken(broken)
        self.seen.update(change.key for change in page.changes)
        self.carrier.take_changes(page.changes)
        self.subscription.cursor = page.next
        # A hub's ETag stands for the head of its feed: the last page's is good for the next poll.
        is_last_word = not page.has_more and not believer.must_ask_again
        self.subscription.etag = answer.etag if is_last_word else ""
        self.subscription.urgent_cursor = ""
        self.subscription.save(update_fields=["cursor", "etag", "urgent_cursor"])
        self.lease.renew()
        self.record.save()

    def withdraw_unknown(self) -> None:
        """After all was read: what the hub no longer knows is withdrawn."""
        gone = Withdrawal(kind=WithdrawalKind.GONE)
        for row in self.subscription.items.live():
            if row.key in self.seen:
                continue
            change = Change(
                sequence=max(row.sequence, 1),
                id=row.item_id,
                locale=row.locale,
                type=row.type,
                state=State.WITHDRAWN,
                version=row.version,
                labels=Labels(kind=row.kind),
                withdrawal=gone,
            )
            self.record.row.withdrawn += self.carrier.applier.withdraw(change, row)
        for key in self.subscription.held.keys() - self.seen:
            holding.forget(self.subscription, key)
