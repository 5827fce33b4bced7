"""Bringing the feed up to date with one object: it is announced, taken back or left.

The caller holds the lock on the feed.
"""

from __future__ import annotations

import dataclasses
from typing import Any
from uuid import UUID

from wagtail_asean import protocol, provenance
from wagtail_asean.adapters import Page, adapter_for_model
from wagtail_asean.exceptions import DocumentError, NotShareable
from wagtail_asean.protocol import State, Update, Withdrawal, WithdrawalKind
from wagtail_asean.provenance import Received

from . import relaying
from .documents import MadeDocument, make_document, update_between
from .eligibility import Eligibility, Refusal
from .models import Change
from .passing_on import announce_received, take_back_received
from .rows import next_sequence, take_back, write_row
from .signing import Signer
from .sources import find_sources


def record(instance: Any, eligibility: Eligibility, update: Update | None = None) -> Change | None:
    """Announce an object, take it back or leave it; return its change where there was any."""
    if adapter_for_model(type(instance)) is None:
        return None
    received = eligibility.received(instance)
    if received is not None:
        return _pass_on(received, instance, eligibility)
    known = Change.objects.for_key(eligibility.key(instance)).first()
    refusal = eligibility.refusal(instance) or _refusal_above(instance, eligibility)
    if refusal is None:
        try:
            made = make_document(instance, eligibility)
        except (NotShareable, DocumentError) as error:
            refusal = Refusal(reason=str(error))
    if refusal is not None:
        return take_back(known, Withdrawal(kind=refusal.kind))
    return _announce(known, instance, made, eligibility.column(instance), update)


def _refusal_above(page: Any, eligibility: Eligibility) -> Refusal | None:
    """Refuse a page whose parent is not out, which nobody could place; send the parent first."""
    key = eligibility.parent_key(page) if isinstance(page, Page) else None
    if key is None:
        return None
    change = Change.objects.for_key(key).first()
    if change is None:
        change = record(page.get_parent().specific, eligibility)
    return None if change is not None and change.is_live else Refusal(reason="")


def _announce(
    known: Change | None,
    instance: Any,
    made: MadeDocument,
    column: UUID | None,
    update: Update | None,
) -> Change | None:
    text, item = made.text, made.item
    was_live = known is not None and known.is_live
    digest = protocol.digest(text)
    if known is not None and was_live and (known.digest, known.column) == (digest, column):
        known.assets.set(made.files)
        return None
    if update is None:
        update = update_between(known.document, text) if known and was_live else Update.MAJOR
    row = protocol.Change(
        sequence=next_sequence(),
        id=item.id,
        locale=item.locale,
        type=item.type,
        state=State.LIVE,
        version=known.version + 1 if known else 1,
        digest=digest,
        size=len(text),
        update=update,
        column=column,
        fallback=item.fallback.type if item.fallback else "",
        labels=item.labels,
        effective=item.effective,
        expires=item.expires,
    )
    row = dataclasses.replace(row, attestation=Signer().attest(row, item.approval))
    return write_row(row, title=item.title, document=text.decode(), instance=instance, made=made)


def _pass_on(received: Received, instance: Any, eligibility: Eligibility) -> Change | None:
    known = Change.objects.for_key(received.key).first()
    if relaying.belongs_to_another(known, received):
        return None
    refusal = eligibility.refusal(instance)
    if refusal is not None:
        return take_back_received(received, refusal.kind)
    item = protocol.read_item(protocol.parse(received.document))
    try:
        made = MadeDocument(
            item=item, text=received.document.encode(), files=relaying.find_files(item)
        )
    except NotShareable:
        return take_back_received(received, WithdrawalKind.MOVED_OUT)
    if not _is_parent_out(item):
        return take_back_received(received, WithdrawalKind.MOVED_OUT)
    return announce_received(known, received, instance, made)


def _is_parent_out(item: protocol.Item) -> bool:
    """Tell whether the item above another is out; send it first where it is here."""
    key = item.parent_key
    if key is None or Change.objects.for_key(key).live().exists():
        return True
    above = provenance.received_item(key)
    page = next(find_sources([above.source]), None) if above is not None else None
    change = record(page, Eligibility()) if page is not None else None
    return change is not None and change.is_live
