"""Accepting and declining the versions that wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_asean import protocol
from wagtail_asean.exceptions import DocumentError, HubError, ItemError, WagtailAseanError
from wagtail_asean.protocol import Item, ItemKey

from . import leases
from .carrying import Carrier, Received
from .client import HubClient
from .decisions import open_carrier, record
from .models import Decision, HeldItem, MirroredItem, Subscription


@dataclass
class Outcome:
    """What became of a review: how many were accepted, and which could not be, and why."""

    accepted: int = 0
    failed: list[tuple[HeldItem, str]] = field(default_factory=list)


def held_item(held: HeldItem) -> Item:
    """Return the document that waits; raises `DocumentError`."""
    change = protocol.read_change(held.change)
    return protocol.read_announced_item(change, change.document or {})


def accept(
    rows: Iterable[HeldItem], user: Any, *, comment: str = "", client: HubClient | None = None
) -> Outcome:
    """Apply versions that wait, with their files, and what is above them where it waits too.

    Each was attested when it came and is checked once more. One that can't be applied goes on
    waiting. Raises `RunInProgress` where a run is at work.
    """
    outcome = Outcome()
    by_subscription: dict[Subscription, list[HeldItem]] = {}
    for row in rows:
        by_subscription.setdefault(row.subscription, []).append(row)
    for subscription, chosen in by_subscription.items():
        with leases.hold(subscription), open_carrier(subscription, client) as carrier:
            for row in _with_those_above(subscription, chosen):
                _accept(carrier, row, user, comment, outcome)
    return outcome


@transaction.atomic
def decline(rows: Iterable[HeldItem], user: Any, *, comment: str = "") -> int:
    """Leave versions off the site; what is shown stays, and the next version asks again."""
    count = 0
    for row in rows:
        if row.is_declined:
            continue
        row.is_declined = True
        row.is_reported = False
        row.save(update_fields=["is_declined", "is_reported"])
        record(row, Decision.Action.DECLINE, user, comment=comment)
        count += 1
    return count


def _accept(carrier: Carrier, row: HeldItem, user: Any, comment: str, outcome: Outcome) -> None:
    mirrored = row.subscription.items.for_key(row.key).first()
    try:
        received = _fetch(carrier, row, mirrored)
        with transaction.atomic():
            carrier.applier.apply(received.change, received.item, mirrored)
            record(row, Decision.Action.ACCEPT, user, comment=comment, instance=_mirror(row))
    except (DocumentError, HubError, ItemError) as error:
        outcome.failed.append((row, str(error)))
    else:
        outcome.accepted += 1


def _fetch(carrier: Carrier, row: HeldItem, mirrored: MirroredItem | None) -> Received:
    """Check a version that waits once more and fetch its files, outside of any transaction."""
    received = carrier.read_item(protocol.read_change(row.change), mirrored)
    if carrier.policy.reason_to_skip(received.change) is not None:
        raise ItemError(_("It is not carried here any more."), code="not-carried")
    carrier.assets.prefetch([received.item])
    carrier.assets.wait_for(received.item)
    return received


def _mirror(row: HeldItem) -> Any:
    mirrored = row.subscription.items.for_key(row.key).first()
    return mirrored.get_object() if mirrored is not None else None


def _with_those_above(subscription: Subscription, rows: Iterable[HeldItem]) -> list[HeldItem]:
    """Return the rows, each behind those above it that wait as well."""
    ordered: dict[ItemKey, HeldItem] = {}

    def add(row: HeldItem, below: frozenset[ItemKey]) -> None:
        if row.key in ordered or row.key in below:
            return
        above = _above(subscription, row)
        if above is not None:
            add(above, below | {row.key})
        ordered[row.key] = row

    for row in rows:
        add(row, frozenset())
    return list(ordered.values())


def _above(subscription: Subscription, row: HeldItem) -> HeldItem | None:
    try:
        key = held_item(row).parent_key
    except WagtailAseanError:
        return None
    if key is None or subscription.items.for_key(key).live().exists():
        return None
    return subscription.held.for_key(key).waiting().first()
