"""The writes of the feed. `record_change` is the one way in.

Each action is one transaction, and joins the one that is publishing. It first takes the lock on
the feed's row, then reads the object as it stands in the database, so that sequences are
committed in their order and of two publications at once the later one is the last word. The
document is compared with the one that is out; only when a byte differs is there a change.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import router, transaction
from django.db.models import F, Model, QuerySet
from django.utils.timezone import now
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction

from wagtail_asean import protocol, provenance
from wagtail_asean.adapters import Page, adapter_for_model, adapters
from wagtail_asean.exceptions import DocumentError, NotShareable
from wagtail_asean.moments import storable
from wagtail_asean.protocol import ItemKey, State, Update, Withdrawal, WithdrawalKind
from wagtail_asean.provenance import Received

from . import notifications, relaying
from .documents import MadeDocument, announce, make_document, update_between
from .eligibility import Eligibility, Refusal, item_key
from .models import Asset, Change, Feed, Subscriber
from .signing import Signer
from .sources import find_sources, find_stored, page_types, pages_from, referring_to, users_of
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

PIECE = 200


def atomic() -> transaction.Atomic:
    """Begin or join a transaction where the feed is written."""
    return transaction.atomic(using=router.db_for_write(Change))


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
        return _record_with_below(stored, update) if stored is not None else None


def record_tree(page: Any) -> list[Change]:
    """Bring the feed up to date with a page and all below it; return the changes."""
    with atomic():
        Feed.objects.lock()
        changes = _record_all(pages_from(page))
        _record_referring(changes)
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
            change = _take_back_received(received, kind)
        else:
            known = Change.objects.for_key(item_key(instance)).first()
            change = _take_back(known, withdrawal)
        if change is not None:
            _record_all(pages_from(instance, inclusive=False))
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
            return _record_with_below(instance, None)
        return _take_back_received(received, WithdrawalKind.GONE)


def take_back_forgotten() -> list[Change]:
    """Take back what came from another hub and is not known here any more."""
    with atomic():
        Feed.objects.lock()
        taken = []
        for piece in _pieces_of(_in_pieces(Change.objects.live().filter(is_relayed=True))):
            here = provenance.find_named(filter(None, map(relaying.source_of, piece)))
            gone = [change for change in piece if relaying.source_of(change) not in here]
            taken += [_take_back(change, Withdrawal(kind=WithdrawalKind.GONE)) for change in gone]
        return [change for change in taken if change is not None]


def record_users_of(files: Iterable[Model]) -> list[Change]:
    """Bring the feed up to date with the items that use images or documents of one model."""
    sources = users_of(list(files))
    if not sources:
        return []
    with atomic():
        Feed.objects.lock()
        return _record_all(find_sources(sources))


def forget_file(source: Model) -> None:
    """Bring the feed up to date after an image or document was deleted."""
    record_users_of([source])
    Asset.objects.of(type(source), source.pk).delete()


def renew_epoch() -> Feed:
    """Begin a new epoch, after a restore: every subscriber compares all it has.

    All that is in the feed is attested anew, so that it holds against what the sites had of the
    epoch before.
    """
    with atomic():
        Feed.objects.lock()
        feed = Feed.objects.current()
        began = max(now(), feed.epoch_began + timedelta(seconds=1))
        Feed.objects.filter(pk=Feed.PK).update(epoch=uuid4(), epoch_began=began, announced=0)
        # What was given out since the backup is forgotten here: nobody is a copy for having it.
        Subscriber.objects.update(ticket="", previous_ticket="")
        notifications.announce_after_commit()
        attest_anew()
        return Feed.objects.current()


def attest_anew() -> int:
    """Attest all that is in the feed with the key in use; return how many rows that are.

    The rows keep their sequence: who has read them has no need to read them again.
    """
    signer, count = Signer(), 0
    with atomic():
        Feed.objects.lock()
        for change in _in_pieces(Change.objects.filter(is_relayed=False).order_by("pk")):
            row = protocol.read_change(protocol.parse(change.announcement))
            # Nothing else of the document is signed; to check all of it takes three times as long.
            found = protocol.parse(change.document).get("approval") if change.document else None
            approval = protocol.read_approval(found) if found else None
            row = dataclasses.replace(row, attestation=signer.attest(row, approval))
            Change.objects.filter(pk=change.pk).update(announcement=announce(row))
            count += 1
    return count


# -- the whole feed ------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """One step of `rebuild_feed`: what was looked at and what came of it."""

    title: str
    change: Change | None = None


def count_candidates() -> int:
    """Return about how many steps `rebuild_feed` will take."""
    models = [adapter.model for adapter in adapters()]
    return sum(model._base_manager.count() for model in models) + Change.objects.live().count()


def rebuild_feed(*, dry_run: bool = False) -> Iterator[Rebuilt]:
    """Bring the feed up to date with everything that has an adapter, one step an object.

    Snippets come before pages and pages from the top down, so that what is pointed to goes
    first. At the end what is out and has no object any more is taken back. Doing it again
    changes nothing. A `dry_run` writes nothing.
    """
    for instance in _candidates():
        yield Rebuilt(title=str(instance), change=_rebuild(instance, dry_run=dry_run))
    for change in _in_pieces(Change.objects.live().order_by("sequence")):
        yield Rebuilt(title=str(change), change=_take_back_orphan(change, dry_run=dry_run))


def _candidates() -> Iterator[Any]:
    for adapter in adapters():
        if not issubclass(adapter.model, Page):
            yield from _in_pieces(adapter.model._base_manager.order_by("pk"))
    yield from _in_pieces(Page.objects.filter(content_type__in=page_types()).order_by("path"))


def _in_pieces(found: QuerySet) -> Iterator[Any]:
    """Read a queryset whose rows may change meanwhile: the keys at once, the rows in pieces."""
    pks = list(found.values_list("pk", flat=True))
    for start in range(0, len(pks), PIECE):
        piece = pks[start : start + PIECE]
        rows = found.model._base_manager.in_bulk(piece)
        yield from (rows[pk] for pk in piece if pk in rows)


def _rebuild(instance: Any, *, dry_run: bool) -> Change | None:
    with atomic():
        Feed.objects.lock()
        stored = find_stored(instance)
        change = _record(stored, Eligibility()) if stored is not None else None
        _roll_back_if(dry_run)
        return change


def _take_back_orphan(change: Change, *, dry_run: bool) -> Change | None:
    source = change.source
    if source is not None and adapter_for_model(type(source)) and item_key(source) == change.key:
        return None
    with atomic():
        Feed.objects.lock()
        taken = _take_back(change, Withdrawal(kind=WithdrawalKind.GONE))
        _roll_back_if(dry_run)
        return taken


def _roll_back_if(dry_run: bool) -> None:
    if dry_run:
        transaction.set_rollback(True, using=router.db_for_write(Change))


# -- the lock ------------------------------------------------------------------------------


def _next_sequence() -> int:
    Feed.objects.filter(pk=Feed.PK).update(head=F("head") + 1)
    notifications.announce_after_commit()
    return Feed.objects.values_list("head", flat=True).get(pk=Feed.PK)


# -- one object ----------------------------------------------------------------------------


def _record_with_below(instance: Any, update: Update | None) -> Change | None:
    eligibility = Eligibility()
    was_live = Change.objects.for_key(eligibility.key(instance)).live().exists()
    change = _record(instance, eligibility, update)
    if change is None or change.is_live == was_live:
        return change
    below = _record_all(pages_from(instance, inclusive=False))
    _record_referring([change, *below])
    return change


def _record_all(instances: Iterable[Any]) -> list[Change]:
    eligibility, changes = Eligibility(), []
    for piece in _pieces_of(instances):
        eligibility.prepare(piece)
        changes += [_record(instance, eligibility) for instance in piece]
    return [change for change in changes if change is not None]


def _pieces_of(instances: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(instances)
    while piece := list(islice(rest, PIECE)):
        yield piece


def _record_referring(changes: list[Change]) -> None:
    """Record anew what points to the items that have just appeared."""
    appeared: dict[Any, list[str]] = {}
    for change in changes:
        if change.is_live and change.update == Update.MAJOR.value:
            appeared.setdefault(change.content_type.model_class(), []).append(change.object_id)
    sources = {source for model, pks in appeared.items() for source in referring_to(model, pks)}
    _record_all(find_sources(sources))


def _record(instance: Any, eligibility: Eligibility, update: Update | None = None) -> Change | None:
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
        return _take_back(known, Withdrawal(kind=refusal.kind))
    return _announce(known, instance, made, eligibility.column(instance), update)


def _refusal_above(page: Any, eligibility: Eligibility) -> Refusal | None:
    """Refuse a page whose parent is not out, which nobody could place; send the parent first."""
    key = eligibility.parent_key(page) if isinstance(page, Page) else None
    if key is None:
        return None
    change = Change.objects.for_key(key).first()
    if change is None:
        change = _record(page.get_parent().specific, eligibility)
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
        sequence=_next_sequence(),
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
    return _write(row, title=item.title, document=text.decode(), instance=instance, made=made)


def _take_back(known: Change | None, withdrawal: Withdrawal) -> Change | None:
    if known is None or not known.is_live:
        return None
    if known.is_relayed:
        withdrawal = relaying.wordless(withdrawal)
    withdrawal = dataclasses.replace(withdrawal, withdrawn_at=_moment())
    row = protocol.Change(
        sequence=_next_sequence(),
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
    return _write(row, title=known.title)


# -- what comes from another hub -----------------------------------------------------------


def _pass_on(received: Received, instance: Any, eligibility: Eligibility) -> Change | None:
    known = Change.objects.for_key(received.key).first()
    if relaying.belongs_to_another(known, received):
        return None
    refusal = eligibility.refusal(instance)
    if refusal is not None:
        return _take_back_received(received, refusal.kind)
    item = protocol.read_item(protocol.parse(received.document))
    try:
        made = MadeDocument(
            item=item, text=received.document.encode(), files=relaying.find_files(item)
        )
    except NotShareable:
        return _take_back_received(received, WithdrawalKind.MOVED_OUT)
    if not _is_parent_out(item):
        return _take_back_received(received, WithdrawalKind.MOVED_OUT)
    return _announce_received(known, received, instance, made)


def _is_parent_out(item: protocol.Item) -> bool:
    """Tell whether the item above another is out; send it first where it is here."""
    key = item.parent_key
    if key is None or Change.objects.for_key(key).live().exists():
        return True
    above = provenance.received_item(key)
    page = next(find_sources([above.source]), None) if above is not None else None
    change = _record(page, Eligibility()) if page is not None else None
    return change is not None and change.is_live


def _announce_received(
    known: Change | None, received: Received, instance: Any, made: MadeDocument
) -> Change | None:
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
    row = relaying.announced(received, made.item, _next_sequence(), update)
    return _write(
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
        _take_back(change, superseded)


def _take_back_received(received: Received, kind: WithdrawalKind) -> Change | None:
    """Pass on why an item was taken back, or say without words that this site has it no longer."""
    known = Change.objects.for_key(received.key).first()
    if known is None or relaying.belongs_to_another(known, received):
        return None
    if received.withdrawal is not None:
        return _pass_on_withdrawal(known, received)
    if not known.is_relayed or relaying.source_of(known) != received.source:
        return None
    return _take_back(known, Withdrawal(kind=kind))


def _pass_on_withdrawal(known: Change, received: Received) -> Change | None:
    if not known.is_live and known.is_relayed and known.version == received.version:
        __, text = relaying.withdrawn(received, known, known.sequence)
        if known.announcement != text:
            Change.objects.filter(pk=known.pk).update(announcement=text)
        return None
    row, text = relaying.withdrawn(received, known, _next_sequence())
    return _write(row, title=known.title, is_relayed=True, announcement=text)


def _moment() -> datetime:
    """Return the present to the second, as the public is told of it."""
    return now().astimezone(timezone.utc).replace(microsecond=0)


def _write(
    row: protocol.Change,
    *,
    title: str,
    document: str = "",
    instance: Any = None,
    made: MadeDocument | None = None,
    is_relayed: bool = False,
    announcement: str = "",
) -> Change:
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
