"""The verbs of the hub. `record_change` is the one way into the feed.

Each action is one transaction, and joins the one that is publishing. It first takes the lock on
the feed's row, then reads the object as it stands in the database, so that sequences are
committed in their order and of two publications at once the later one is the last word. The
document is compared with the one that is out; only when a byte differs is there a change.

How they are done: `recording` one object, `spreading` many, `passing_on` what comes from another
hub, `rows` the row itself; `rebuilding` and `epochs` the whole feed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction

from wagtail_asean import provenance
from wagtail_asean.adapters import Page, adapter_for_model
from wagtail_asean.protocol import ItemKey, Update, Withdrawal, WithdrawalKind

from . import relaying
from .eligibility import item_key
from .epochs import attest_anew, renew_epoch
from .models import Asset, Change, Feed
from .passing_on import take_back_received
from .pieces import pieces_of, rows_in_pieces
from .rebuilding import count_candidates, rebuild_feed
from .rows import atomic, take_back
from .sources import find_sources, find_stored, pages_from, users_of
from .spreading import record_all, record_referring, record_with_below
from .subscribers import add_subscriber, ask_for_new_keys, revoke, rotate_key

__all__ = [
    "add_subscriber",
    "ask_for_new_keys",
    "attest_anew",
    "count_candidates",
    "forget_file",
    "pass_on",
    "rebuild_feed",
    "record_change",
    "record_tree",
    "record_unpublished",
    "record_users_of",
    "record_withdrawal",
    "renew_epoch",
    "revoke",
    "rotate_key",
    "take_back_forgotten",
    "take_down",
]


def record_change(instance: Any, *, update: Update | None = None) -> Change | None:
    """Bring the feed up to date with one object; return its change where there was any.

    An object that may go out is announced, one that no longer may is withdrawn, and where a
    page comes or goes the pages below follow. When an item appears, what points to it is made
    anew, so that its links turn from addresses into references; when one goes they stay
    references, which subscribers show as plain text. `update` overrides how loud it is.
    """
    with atomic():
        Feed.objects.lock()
        stored = find_stored(instance)
        return record_with_below(stored, update) if stored is not None else None


def record_tree(page: Any) -> list[Change]:
    """Bring the feed up to date with a page and all below it; return the changes."""
    with atomic():
        Feed.objects.lock()
        changes = record_all(pages_from(page))
        record_referring(changes)
        return changes


def record_withdrawal(
    instance: Any,
    *,
    kind: WithdrawalKind = WithdrawalKind.GONE,
    reason: str = "",
    replaced_by: UUID | None = None,
    deadline: datetime | None = None,
) -> Change | None:
    """Take an object back whatever its state, and what lies below it; None where it is not out.

    `reason` is for the public; by the `deadline` every site must have followed. Of what comes
    from another hub this site only says that it has it no longer, or what its hub has said.
    """
    with atomic():
        Feed.objects.lock()
        withdrawal = Withdrawal(
            kind=kind, reason=reason, replaced_by=replaced_by, deadline=deadline
        )
        received = provenance.received_of(instance)
        if received is not None:
            change = take_back_received(received, kind)
        else:
            known = Change.objects.for_key(item_key(instance)).first()
            change = take_back(known, withdrawal)
        if change is not None:
            record_all(pages_from(instance, inclusive=False))
        return change


def record_unpublished(instance: Any) -> Change | None:
    """Take back an object that was unpublished, deleted or has expired."""
    instance = instance.specific if isinstance(instance, Page) else instance
    if adapter_for_model(type(instance)) is None:
        return None
    expired = getattr(instance, "expired", False)
    kind = WithdrawalKind.EXPIRED if expired else WithdrawalKind.GONE
    return record_withdrawal(instance, kind=kind)


def take_down(
    instance: Any,
    *,
    kind: WithdrawalKind,
    reason: str,
    replaced_by: UUID | None = None,
    deadline: datetime | None = None,
    user: Any = None,
) -> Change | None:
    """Unpublish an object and tell everybody who has it why; None where it is not out.

    Whether the user may is for the caller to ask.
    """
    action = UnpublishPageAction if isinstance(instance, Page) else UnpublishAction
    with atomic():
        change = record_withdrawal(
            instance, kind=kind, reason=reason, replaced_by=replaced_by, deadline=deadline
        )
        if change is not None:
            action(instance, user=user).execute(skip_permission_checks=True)
        return change


def pass_on(key: ItemKey) -> Change | None:
    """Bring the feed up to date with an item of another hub, and with what lies below it."""
    received = provenance.received_item(key)
    if received is None:
        return None
    with atomic():
        Feed.objects.lock()
        instance = next(find_sources([received.source]), None)
        if instance is not None:
            return record_with_below(instance, None)
        return take_back_received(received, WithdrawalKind.GONE)


def take_back_forgotten() -> list[Change]:
    """Take back what came from another hub and is not known here any more."""
    with atomic():
        Feed.objects.lock()
        taken = []
        for piece in pieces_of(rows_in_pieces(Change.objects.live().filter(is_relayed=True))):
            here = provenance.find_named(filter(None, map(relaying.source_of, piece)))
            gone = [change for change in piece if relaying.source_of(change) not in here]
            taken += [take_back(change, Withdrawal(kind=WithdrawalKind.GONE)) for change in gone]
        return [change for change in taken if change is not None]


def record_users_of(files: Iterable[Model]) -> list[Change]:
    """Bring the feed up to date with the items that use images or documents of one model."""
    sources = users_of(list(files))
    if not sources:
        return []
    with atomic():
        Feed.objects.lock()
        return record_all(find_sources(sources))


def forget_file(source: Model) -> None:
    """Bring the feed up to date after an image or document was deleted."""
    record_users_of([source])
    Asset.objects.of(type(source), source.pk).delete()
