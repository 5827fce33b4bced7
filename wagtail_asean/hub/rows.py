"""Writing a row of the feed: its place under the lock, and what a withdrawal says."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timezone
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import router, transaction
from django.db.models import F
from django.utils.timezone import now

from wagtail_asean import protocol
from wagtail_asean.moments import storable
from wagtail_asean.protocol import State, Update, Withdrawal

from . import notifications, relaying
from .documents import MadeDocument, announce
from .models import Change, Feed
from .signing import Signer


def atomic() -> transaction.Atomic:
    """Begin or join a transaction where the feed is written."""
    return transaction.atomic(using=router.db_for_write(Change))


def next_sequence() -> int:
    """Take the next place in the feed, and let the subscribers be told. Call it under the lock."""
    Feed.objects.filter(pk=Feed.PK).update(head=F("head") + 1)
    notifications.announce_after_commit()
    return Feed.objects.values_list("head", flat=True).get(pk=Feed.PK)


def write_row(
    row: protocol.Change,
    *,
    title: str,
    document: str = "",
    instance: Any = None,
    made: MadeDocument | None = None,
    is_relayed: bool = False,
    announcement: str = "",
) -> Change:
    """Write where an item stands now: its row, its document and its files."""
    members: dict[str, Any] = {
        "sequence": row.sequence,
        "type": row.type,
        "title": title,
        "state": row.state.value,
        "version": row.version,
        "update": row.update.value,
        "digest": row.digest,
        "size": row.size,
        "column": row.column,
        "withdrawal_kind": row.withdrawal.kind.value if row.withdrawal else "",
        "deadline": storable(row.withdrawal.deadline) if row.withdrawal else None,
        "is_relayed": is_relayed,
        "announcement": announcement or announce(row),
        "document": document,
    }
    if instance is not None:
        members["kind"] = row.labels.kind
        members["content_type"] = ContentType.objects.get_for_model(type(instance))
        members["object_id"] = str(instance.pk)
    change, __ = Change.objects.update_or_create(
        item_id=row.id, locale=row.locale, defaults=members
    )
    if made is not None:
        change.assets.set(made.files)
    return change


def take_back(known: Change | None, withdrawal: Withdrawal) -> Change | None:
    """Withdraw what is out in this site's own name; return None where nothing is."""
    if known is None or not known.is_live:
        return None
    if known.is_relayed:
        withdrawal = relaying.wordless(withdrawal)
    withdrawal = dataclasses.replace(withdrawal, withdrawn_at=_moment())
    row = protocol.Change(
        sequence=next_sequence(),
        id=known.item_id,
        locale=known.locale,
        type=known.type,
        state=State.WITHDRAWN,
        # The versions of what comes from another hub are counted there.
        version=known.version + (not known.is_relayed),
        update=Update.MAJOR,
        column=known.column,
        urgent=withdrawal.deadline is not None,
        withdrawal=withdrawal,
    )
    row = dataclasses.replace(row, attestation=Signer().attest(row))
    return write_row(row, title=known.title)


def _moment() -> datetime:
    """Return the present to the second, as the public is told of it."""
    return now().astimezone(timezone.utc).replace(microsecond=0)
