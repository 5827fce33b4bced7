"""Versions that wait for somebody to accept them."""

from __future__ import annotations

from django.utils import timezone

from wagtail_asean.moments import storable
from wagtail_asean.protocol import Change, Item, ItemKey, to_json

from .models import HeldItem, Subscription


def hold(subscription: Subscription, change: Change, item: Item) -> HeldItem:
    """Let a version wait; one that waits already or was declined stays as it is.

    `change` has its document, and its attestation was checked.
    """
    row = subscription.held.for_key(change.key).first()
    if row is None:
        row = HeldItem(subscription=subscription, item_id=change.id, locale=change.locale)
    if row.digest != change.digest:
        row.is_declined = False
        row.held_at = storable(timezone.now())
        row.is_reported = False
    row.type = change.type
    row.kind = change.labels.kind
    row.title = item.title[:255]
    row.version = change.version
    row.sequence = change.sequence
    row.digest = change.digest
    row.update = change.update.value
    row.change = to_json(change)
    row.save()
    return row


def forget(subscription: Subscription, key: ItemKey, *, until: int | None = None) -> None:
    """Forget what waits of an item, up to a sequence where one is given."""
    rows = subscription.held.for_key(key)
    (rows if until is None else rows.filter(sequence__lte=until)).delete()
