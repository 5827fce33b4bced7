"""What this site knows of the items of a page of changes, in three queries."""

from __future__ import annotations

from collections.abc import Iterable

from wagtail_asean.protocol import Change, ItemKey

from . import plan
from .models import HeldItem, LocalChoice, MirroredItem, Subscription
from .verify import difference, is_of_its_type


class Knowledge:
    """The rows of some items, what waits of them, and what the site chose about them.

    With `is_full`, whether a mirror is as it should be is told by its whole document.
    """

    def __init__(
        self, subscription: Subscription, changes: Iterable[Change], *, is_full: bool = False
    ) -> None:
        ids = {change.id for change in changes}
        rows = subscription.items.filter(item_id__in=ids).select_related("content_type")
        held = subscription.held.filter(item_id__in=ids).defer("change")
        choices = subscription.choices.filter(item_id__in=ids)
        self.subscription = subscription
        self.is_full = is_full
        self.rows: dict[ItemKey, MirroredItem] = {row.key: row for row in rows}
        self.held: dict[ItemKey, HeldItem] = {row.key: row for row in held}
        self.choices: dict[ItemKey, LocalChoice] = {row.key: row for row in choices}

    def state(self, key: ItemKey, *, is_checked: bool = True) -> plan.LocalState:
        """Say in plain values where an item stands here; unchecked, a mirror counts as whole."""
        row, held, choice = self.rows.get(key), self.held.get(key), self.choices.get(key)
        waiting = held and plan.Held(
            sequence=held.sequence, digest=held.digest, is_declined=held.is_declined
        )
        if row is None:
            return plan.LocalState(held=waiting)
        is_detached = choice is not None and choice.is_detached
        return plan.LocalState(
            sequence=row.sequence,
            state=row.state,
            version=row.version,
            digest=row.digest,
            is_whole=is_detached or not is_checked or self._is_whole(row),
            is_detached=is_detached,
            held=waiting,
        )

    def _is_whole(self, row: MirroredItem) -> bool:
        if row.state != MirroredItem.State.LIVE:
            return True
        if not self.is_full:
            return is_of_its_type(row) and row.get_object() is not None
        row.subscription = self.subscription
        choice = self.choices.get(row.key)
        return difference(row, is_hidden=choice is not None and choice.is_hidden) is None
