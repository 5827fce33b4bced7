"""What is left over from earlier runs: set aside, skipped, or waiting for another item."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from django.db.models import Q

from wagtail_asean import protocol
from wagtail_asean.exceptions import DocumentError, HubRefused
from wagtail_asean.protocol import Change

from . import aside, plan
from .carrying import Carrier, announced_change, unread_reason
from .knowledge import Knowledge
from .languages import site_policy
from .models import MirroredItem, PendingReference, Subscription
from .plan import Action, Asking, Policy
from .recording import Record


def has_work(subscription: Subscription) -> bool:
    """Tell whether there is something to do that needs no news from the hub."""
    pending = PendingReference.objects.filter(
        mirrored_item__subscription=subscription, is_ready=True
    )
    policy = site_policy(subscription)
    found = (carriable, leaving, released)
    return (
        aside.due(subscription).exists()
        or pending.exists()
        or any(next(iter(find(subscription, policy)), None) is not None for find in found)
    )


def carriable(subscription: Subscription, policy: Policy) -> Iterator[MirroredItem]:
    """Return what was skipped once or is shown by its fallback, and can be carried now as it is.

    What was tried and set aside, or waits to be accepted, has its turn there.
    """
    rows = subscription.items.not_as_they_are().defer("document")
    found = [row for row in rows if _is_carriable(row, policy)]
    if not found:
        return
    waiting = aside.keys(subscription) | subscription.held.keys()
    waiting |= subscription.choices.detached_keys()
    yield from (row for row in found if row.key not in waiting)


def _is_carriable(row: MirroredItem, policy: Policy) -> bool:
    if row.state == MirroredItem.State.LIVE:
        return row.locale in policy.locales and policy.knows_type(row.type, row.kind)
    return policy.reason_to_skip(announced_change(row)) is None


def leaving(subscription: Subscription, policy: Policy) -> Iterator[MirroredItem]:
    """Return what is here and is not chosen any more; the site's own copies stay."""
    if policy.selection.is_all:
        return
    rows = subscription.items.live().defer("document").select_related("content_type")
    found = [row for row in rows if not policy.selection.takes(announced_change(row))]
    kept = subscription.choices.detached_keys() if found else set()
    yield from (row for row in found if row.key not in kept)


def released(subscription: Subscription, policy: Policy) -> Iterator[Change]:
    """Return what waits, but need not be asked about or is not chosen any more."""
    if policy.asking is Asking.ALL and policy.selection.is_all:
        return
    rows = list(subscription.held.waiting())
    changes = [protocol.read_change(row.change) for row in rows]
    known = Knowledge(subscription, changes)
    for row, change in zip(rows, changes, strict=True):
        local = known.state(change.key, is_checked=False)
        change = dataclasses.replace(change, sequence=max(row.sequence, local.sequence))
        if plan.decide(change, local, policy).action in (Action.APPLY, Action.SKIP):
            yield change


class Retrier:
    """Tries again, for one run, what may work now."""

    def __init__(self, carrier: Carrier, record: Record) -> None:
        self.subscription = carrier.subscription
        self.carrier = carrier
        self.record = record

    def retry(self) -> None:
        """Try again what was set aside, and what can be carried now or is not chosen any more.

        What waits for the item above it may need several rounds: parents come first.
        """
        policy = self.carrier.policy
        for row in list(leaving(self.subscription, policy)):
            self.carrier.skip(announced_change(row), row, plan.Reason.SELECTION)
        for change in list(released(self.subscription, policy)):
            self.carrier.take_changes([change])
        for row in list(carriable(self.subscription, policy)):
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
        """Ask for a document again and apply it, unless something else was decided since."""
        known = Knowledge(self.subscription, [change])
        local, mirrored = known.state(change.key), known.rows.get(change.key)
        if local.newest > change.sequence:
            aside.forget(self.subscription, change.key)
            return True
        action = plan.decide(change, local, self.carrier.policy).action
        if action not in (Action.APPLY, Action.NOTHING) or local.is_detached:
            return self.take_again(change)
        try:
            received = self.carrier.read_item(change, mirrored)
        except (DocumentError, HubRefused) as error:
            self.record.set_aside(change, unread_reason(error))
            return False
        self.carrier.assets.prefetch([received.item])
        return self.carrier.apply(received, mirrored)

    def take_again(self, change: Change) -> bool:
        """Carry out what is decided about a change now; return whether it is settled."""
        self.record.put_aside.discard(change.key)
        self.carrier.take_changes([change])
        is_settled = change.key not in self.record.put_aside
        if is_settled:
            aside.forget(self.subscription, change.key)
        return is_settled

    def resolve_references(self) -> None:
        """Apply again the items whose missing targets have come."""
        rows = self.subscription.items.live().filter(pending__is_ready=True).distinct()
        kept = self.subscription.choices.detached_keys()
        for row in list(rows):
            if row.key not in kept:
                self.carrier.apply_again(row)
