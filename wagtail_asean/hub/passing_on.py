"""The rows of what comes from another hub: as it came, or why it is here no longer.

What may be passed on and how its rows read is for `relaying`.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from wagtail_asean import protocol, provenance
from wagtail_asean.protocol import Update, Withdrawal, WithdrawalKind
from wagtail_asean.provenance import Received

from . import relaying
from .documents import MadeDocument, announce, update_between
from .models import Change
from .rows import next_sequence, take_back, write_row


def announce_received(
    known: Change | None, received: Received, instance: Any, made: MadeDocument
) -> Change | None:
    """Pass an item on as it came; return None where it is out like that already."""
    was_live = known is not None and known.is_live
    if known is not None and was_live and _is_as_received(known, received):
        known.assets.set(made.files)
        _attest_received(known, received)
        return None
    if known is None:
        _take_back_own(instance, received)
    update = Update.MAJOR
    if known is not None and was_live:
        update = provenance.received_update() or update_between(known.document, made.text)
    row = relaying.announced(received, made.item, next_sequence(), update)
    return write_row(
        row,
        title=made.item.title,
        document=received.document,
        instance=instance,
        made=made,
        is_relayed=True,
    )


def _is_as_received(known: Change, received: Received) -> bool:
    mine = (known.is_relayed, known.digest, known.column, known.version)
    return mine == (True, received.digest, received.column, received.version)


def _attest_received(known: Change, received: Received) -> None:
    """Give out a newer attestation of the same version, and note a page of another type now.

    The row keeps its sequence: who has read it has no need to read it again.
    """
    row = protocol.read_change(protocol.parse(known.announcement))
    facts: dict[str, Any] = {}
    if row.attestation != received.attestation:
        row = dataclasses.replace(row, attestation=received.attestation)
        facts["announcement"] = announce(row)
    if relaying.source_of(known) != received.source and known.source is None:
        facts["content_type_id"], facts["object_id"] = received.source
    if facts:
        Change.objects.filter(pk=known.pk).update(**facts)


def _take_back_own(instance: Any, received: Received) -> None:
    """Take back what an object was to others before it became a mirror: a term has but one name."""
    for change in Change.objects.of(type(instance), instance.pk).live().filter(is_relayed=False):
        superseded = Withdrawal(kind=WithdrawalKind.SUPERSEDED, replaced_by=received.key.id)
        take_back(change, superseded)


def take_back_received(received: Received, kind: WithdrawalKind) -> Change | None:
    """Pass on why an item was taken back, or say without words that this site has it no longer."""
    known = Change.objects.for_key(received.key).first()
    if known is None or relaying.belongs_to_another(known, received):
        return None
    if received.withdrawal is not None:
        return _pass_on_withdrawal(known, received)
    if not known.is_relayed or relaying.source_of(known) != received.source:
        return None
    return take_back(known, Withdrawal(kind=kind))


def _pass_on_withdrawal(known: Change, received: Received) -> Change | None:
    if not known.is_live and known.is_relayed and known.version == received.version:
        __, text = relaying.withdrawn(received, known, known.sequence)
        if known.announcement != text:
            Change.objects.filter(pk=known.pk).update(announcement=text)
        return None
    row, text = relaying.withdrawn(received, known, next_sequence())
    return write_row(row, title=known.title, is_relayed=True, announcement=text)
