"""Carrying out what was decided about changes: read and check, then one item after the other."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wagtail_asean import protocol
from wagtail_asean.exceptions import AttestationError, DocumentError, HubRefused, ItemError
from wagtail_asean.protocol import Change, Item, ItemKey, Labels, State

from . import aside, holding, indexing, plan
from .apply import Applier, Outcome
from .assets import AssetStore
from .believing import Believer
from .client import HubClient
from .knowledge import Knowledge
from .languages import SiteLanguages, site_policy
from .models import MirroredItem, Subscription
from .plan import Action
from .recording import Record
from .verify import stored_item

logger = logging.getLogger(__name__)

# Whose document is read, and what leaves a mirror as it is.
READ = (Action.APPLY, Action.HOLD)
LEFT = (Action.NOTHING, Action.HOLD)


@dataclass(frozen=True, kw_only=True)
class Received:
    """A change with its document, and the item that the document is."""

    change: Change
    item: Item


class Carrier:
    """Carries changes out for one run; `is_full` compares mirrors by their whole document."""

    def __init__(self, subscription: Subscription, client: HubClient, record: Record) -> None:
        self.subscription = subscription
        self.client = client
        self.record = record
        languages = SiteLanguages()
        self.policy = site_policy(subscription, languages)
        self.believer = Believer(subscription, client, record)
        self.assets = AssetStore(subscription, client)
        self.applier = Applier(subscription, languages, self.assets)
        self.is_full = False
        self.on_done: Callable[[], None] = lambda: None

    def take_changes(self, changes: Iterable[Change]) -> None:
        """Decide about a page of changes and carry the decisions out."""
        known = Knowledge(self.subscription, changes, is_full=self.is_full)
        states = {change.key: known.state(change.key) for change in changes}
        decisions = {
            change.key: plan.decide(change, states[change.key], self.policy) for change in changes
        }
        received = self.read_items(
            [change for change in changes if decisions[change.key].action in READ], known.rows
        )
        items = [one.item for key, one in received.items() if decisions[key].action is Action.APPLY]
        self.assets.prefetch(items)
        with self.applier.page(items), indexing.gather() as gathered:
            self.carry_out(_parents_first(changes, received), decisions, received, known.rows)
            self.index_settled(gathered, decisions, known.rows)
            gathered.index()
        if self.is_full:
            self.repair_accepted(decisions, states, known.rows)

    def carry_out(
        self,
        changes: Iterable[Change],
        decisions: dict[ItemKey, plan.Decision],
        received: dict[ItemKey, Received],
        local: dict[ItemKey, MirroredItem],
    ) -> None:
        """Do what was decided, one item after the other."""
        for change in changes:
            decision, mirrored = decisions[change.key], local.get(change.key)
            if decision.action is Action.APPLY and change.key in received:
                self.apply(received[change.key], mirrored)
            elif decision.action is Action.HOLD and change.key in received:
                self.hold(received[change.key])
            elif decision.action is Action.WITHDRAW:
                self.withdraw(change, mirrored)
            elif decision.action is Action.SKIP:
                self.skip(change, mirrored, decision.reason)
            elif decision.action is Action.NOTE:
                self.note(change, mirrored)
            elif mirrored is not None and mirrored.sequence == change.sequence:
                self.note_attestation(change, mirrored)
            self.on_done()

    def repair_accepted(
        self,
        decisions: dict[ItemKey, plan.Decision],
        states: dict[ItemKey, plan.LocalState],
        local: dict[ItemKey, MirroredItem],
    ) -> None:
        """Repair the mirrors whose next version waits, by the document that is here."""
        for key, row in local.items():
            decision = decisions.get(key)
            if decision is None or decision.action not in LEFT or states[key].is_whole:
                continue
            self.apply_again(row)

    def index_settled(
        self,
        gathered: indexing.Gathered,
        decisions: dict[ItemKey, plan.Decision],
        local: dict[ItemKey, MirroredItem],
    ) -> None:
        """Index again what a run that was cut short had applied of this page, but not indexed."""
        if self.is_full:
            return
        for key, row in local.items():
            decision = decisions.get(key)
            if decision is None or decision.action is not Action.NOTHING or row.model is None:
                continue
            gathered.add_object(row.model, row.object_id)

    def read_items(
        self, changes: Iterable[Change], local: dict[ItemKey, MirroredItem]
    ) -> dict[ItemKey, Received]:
        """Check the documents of these changes; what fails is set aside."""
        received = {}
        for change in changes:
            try:
                received[change.key] = self.read_item(change, local.get(change.key))
            except (DocumentError, HubRefused) as error:
                self.record.set_aside(change, unread_reason(error))
        return received

    def read_item(self, change: Change, mirrored: MirroredItem | None) -> Received:
        """Return a change with its document, checked; asks for it where it did not come along."""
        if change.document is None:
            document = self.client.document(change.key)
            change = dataclasses.replace(change, document=document)
        item = protocol.read_announced_item(change, change.document)
        self.believer.check(change, item, mirrored)
        return Received(change=change, item=item)

    def hold(self, received: Received) -> None:
        """Let a version wait until somebody has looked at it."""
        holding.hold(self.subscription, received.change, received.item)
        aside.forget(self.subscription, received.change.key)
        self.record.put_aside.discard(received.change.key)

    def skip(self, change: Change, mirrored: MirroredItem | None, reason: plan.Reason) -> None:
        """Note an item that is not carried here; nothing is taken down on anybody's word.

        For what this site has signed itself nobody else need vouch, where there is no mirror of it.
        """
        is_shown = mirrored is not None and mirrored.state == MirroredItem.State.LIVE
        try:
            if is_shown or reason is not plan.Reason.OWN:
                self.believer.check(change, known=mirrored)
        except AttestationError as error:
            self.record.set_aside(change, unread_reason(error))
        else:
            self.record.put_aside.discard(change.key)
            self.applier.skip(change, mirrored, reason.value)
            self.record.row.skipped += 1

    def withdraw(self, change: Change, mirrored: MirroredItem | None) -> None:
        """Take an item back, if it is really the hub that says so."""
        try:
            self.believer.check(change, known=mirrored)
        except AttestationError as error:
            self.record.set_aside(change, unread_reason(error))
        else:
            self.record.put_aside.discard(change.key)
            if self.believer.is_kept_back(change, mirrored):
                # What the item's own hub has signed of it goes on to count.
                change = dataclasses.replace(change, attestation="")
            self.record.row.withdrawn += self.applier.withdraw(change, mirrored)

    def note(self, change: Change, mirrored: MirroredItem) -> None:
        """Note what says nothing new, if it is really the hub that says so."""
        try:
            self.believer.check(change, known=mirrored)
        except AttestationError as error:
            self.record.set_aside(change, unread_reason(error))
        else:
            self.record.put_aside.discard(change.key)
            self.applier.note(change, mirrored)
            self.record.row.unchanged += 1

    def note_attestation(self, change: Change, mirrored: MirroredItem) -> None:
        """Keep the newer signature of the same: who gets the item from this site needs it."""
        is_same = (mirrored.version, mirrored.state) == (change.version, change.state.value)
        if not is_same or change.attestation in ("", mirrored.attestation):
            return
        try:
            self.believer.check(change, known=mirrored)
        except AttestationError as error:
            logger.warning("asean: %s: %s: %s", self.subscription, change.key, error)
        else:
            if not self.believer.is_kept_back(change, mirrored):
                self.applier.note(change, mirrored)

    def apply(self, received: Received, mirrored: MirroredItem | None) -> bool:
        """Apply one item, or set it aside; return whether it was applied."""
        change, item = received.change, received.item
        try:
            self.assets.wait_for(item)
            outcome = self.applier.apply(change, item, mirrored)
        except ItemError as error:
            self.record.set_aside(change, error, title=item.title)
            return False
        self.record.put_aside.discard(change.key)
        if outcome is Outcome.CREATED:
            self.record.row.created += 1
        else:
            self.record.row.updated += 1
        return True

    def apply_again(self, row: MirroredItem) -> bool:
        """Apply the document that is here of an item once more; return whether it was applied."""
        change, item = announced_change(row), stored_item(row)
        if item is None:
            return False
        self.assets.prefetch([item])
        try:
            self.assets.wait_for(item)
            self.applier.apply(change, item, row)
        except ItemError as error:
            self.record.set_aside(change, error, title=item.title)
            return False
        return True


def unread_reason(error: DocumentError | HubRefused) -> ItemError:
    """Say why an item's document is not to be had, or not to be believed."""
    if isinstance(error, AttestationError):
        return ItemError(str(error), code="attestation")
    if isinstance(error, DocumentError):
        return aside.unusable_document(error)
    return ItemError(str(error), code="document")


def announced_change(row: MirroredItem) -> Change:
    """Return the change that a row was last told of, as far as it is kept."""
    return Change(
        sequence=row.sequence,
        id=row.item_id,
        locale=row.locale,
        type=row.type,
        state=State.LIVE,
        version=row.version,
        digest=row.digest,
        column=row.column,
        fallback=row.fallback,
        labels=Labels(kind=row.kind, audiences=tuple(row.audiences)),
        attestation=row.attestation,
    )


def _parents_first(changes: Iterable[Change], received: dict[ItemKey, Received]) -> list[Change]:
    """Return the changes with each item behind the one above it, otherwise as they came."""
    ordered: dict[ItemKey, Change] = {}
    by_key = {change.key: change for change in changes}

    def add(change: Change) -> None:
        if change.key in ordered:
            return
        one = received.get(change.key)
        parent_key = one.item.parent_key if one is not None else None
        above = by_key.get(parent_key) if parent_key is not None else None
        if above is not None and above.key not in rising:
            rising.add(change.key)
            add(above)
        ordered[change.key] = change

    rising: set[ItemKey] = set()
    for change in changes:
        add(change)
    return list(ordered.values())
