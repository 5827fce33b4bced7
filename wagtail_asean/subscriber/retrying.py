"""What is left over from earlier runs: set aside, skipped, or waiting for another item."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from wagtail_asean import protocol
from wagtail_asean.exceptions import DocumentError, HubRefused
from wagtail_asean.protocol import Change, State

from . import aside
from .carrying import Carrier, announced_change, unread_reason
from .models import MirroredItem, Subscription
from .plan import Policy
from .recording import Record


def carriable(subscription: Subscription, policy: Policy) -> Iterator[MirroredItem]:
    """Return what was skipped once or is shown by its fallback, and can be carried now as it is.

    What was tried and set aside has its turn there.
    """
    rows = subscription.items.not_as_they_are().defer("document")
    found = [row for row in rows if _is_carriable(row, policy)]
    waiting = aside.keys(subscription) if found else set()
    yield from (row for row in found if row.key not in waiting)


def _is_carriable(row: MirroredItem, policy: Policy) -> bool:
    if row.locale not in policy.locales:
        return False
    if row.state == MirroredItem.State.LIVE:
        return policy.knows_type(row.type, row.kind)
    return policy.carries(announced_change(row))


class Retrier:
    """Tries again, for one run, what may work now."""

    def __init__(self, carrier: Carrier, record: Record) -> None:
        self.subscription = carrier.subscription
        self.carrier = carrier
        self.record = record

    def retry(self) -> None:
        """Try again what was set aside, and what was skipped and can be carried now.

        What waits for the item above it may need several rounds: parents come first.
        """
        for row in list(carriable(self.subscription, self.carrier.policy)):
            self.retry_skipped(row)
        # A document that was just read and found bad is no better a second later.
        just_read = Q(code="document", last_at__gte=self.record.row.started_at)
        rows = list(aside.due(self.subscription).exclude(just_read))
        while rows:
            applied = [row for row in rows if self.retry_set_aside(row)]
            if not applied:
                return
            tried = {row.pk for row in rows}
            rows = [
                row
                for row in self.subscription.set_aside.filter(code="parent-missing")
                if row.pk in tried
            ]

    def retry_set_aside(self, row: aside.SetAsideItem) -> bool:
        """Try one set-aside item again; return whether it is settled."""
        try:
            change = protocol.read_change(row.change)
        except DocumentError as error:
            aside.note_failure(row, aside.unusable_document(error))
            return False
        return self.retry_change(change)

    def retry_skipped(self, row: MirroredItem) -> None:
        """Carry as it is what was skipped once or is shown by its fallback."""
        if row.state == MirroredItem.State.LIVE:
            self.record.row.updated += self.carrier.apply_again(row)
        else:
            self.retry_change(announced_change(row))

    def retry_change(self, change: Change) -> bool:
        """Ask for a document again and apply it."""
        mirrored = self.subscription.items.for_key(change.key).first()
        if mirrored is not None and mirrored.sequence > change.sequence:
            aside.forget(self.subscription, change.key)
            return True
        if change.state is State.WITHDRAWN:
            self.carrier.withdraw(change, mirrored)
            return change.key not in self.record.put_aside
        try:
            received = self.carrier.read_item(change, mirrored)
        except (DocumentError, HubRefused) as error:
            self.record.set_aside(change, unread_reason(error))
            return False
        self.carrier.assets.prefetch([received.item])
        return self.carrier.apply(received, mirrored)

    def resolve_references(self) -> None:
        """Apply again the items whose missing targets have come."""
        rows = self.subscription.items.live().filter(pending__is_ready=True).distinct()
        for row in list(rows):
            self.carrier.apply_again(row)
