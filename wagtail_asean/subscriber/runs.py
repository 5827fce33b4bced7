"""One run of a subscription, under its lease: steps 3 to 5 of `sync`."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from wagtail_asean import protocol
from wagtail_asean.exceptions import (
    AttestationError,
    DocumentError,
    HubError,
    HubRefused,
    ItemError,
    WagtailAseanError,
)
from wagtail_asean.moments import storable
from wagtail_asean.protocol import (
    Change,
    ChangePage,
    Item,
    ItemKey,
    Labels,
    State,
    Withdrawal,
    WithdrawalKind,
)

from . import aside, indexing, leases, plan
from .apply import Applier, Outcome
from .assets import AssetStore
from .client import BrokenChange, FeedAnswer, HubClient
from .languages import SiteLanguages, site_policy
from .models import MirroredItem, Run, Subscription
from .plan import Action, Policy
from .trust import Trust, follow_move
from .verify import difference, is_of_its_type, stored_item

logger = logging.getLogger(__name__)

PAGE_SIZE = 100
# How long the record of a run is kept.
KEPT = timedelta(days=180)

Report = Callable[[int, int], None]


def carriable(subscription: Subscription, policy: Policy) -> Iterator[MirroredItem]:
    """Return what was skipped once or is shown by its fallback, and can be carried now as it is.

    What was tried and set aside has its turn there.
    """
    rows = subscription.items.not_as_they_are().defer("document")
    found = [row for row in rows if _is_carriable(row, policy)]
    waiting = aside.keys(subscription) if found else set()
    yield from (row for row in found if row.key not in waiting)


def _is_carriable(row: MirroredItem, policy: Policy) -> bool:
    if row.locale not in policy.locales:
        return False
    if row.state == MirroredItem.State.LIVE:
        return policy.knows_type(row.type, row.kind)
    return policy.carries(_announced_change(row))


@dataclass(frozen=True, kw_only=True)
class Received:
    """A change with its document, and the item that the document is."""

    change: Change
    item: Item


class PullRun:
    """One run under its lease."""

    def __init__(
        self, subscription: Subscription, client: HubClient, lease: leases.Lease, report: Report
    ) -> None:
        subscription.refresh_from_db()
        self.subscription = subscription
        self.client = client
        self.lease = lease
        self.report = report
        languages = SiteLanguages()
        self.policy = site_policy(subscription, languages)
        self.trust = Trust(subscription)
        self.assets = AssetStore(subscription, client)
        self.applier = Applier(subscription, languages, self.assets)
        self.run = Run.objects.create(
            subscription=subscription, started_at=storable(timezone.now())
        )
        self.is_full = False
        self.seen: set[ItemKey] = set()
        self.put_aside: set[ItemKey] = set()
        self.has_learned = self.must_ask_again = False
        self.done = self.known = 0

    def execute(self, first: FeedAnswer | None, *, full: bool) -> Run:
        """Do the steps; whatever happens, the run's record says how it ended."""
        state, is_done = Run.State.INTERRUPTED, False
        try:
            self.read_feed(first, full=full or first is None)
            self.retry()
            self.resolve_references()
            # What is set aside may have half a file waiting to be gone on with.
            state, is_done = Run.State.DONE, not self.put_aside
        except WagtailAseanError as error:
            state = Run.State.FAILED
            self.say(str(error))
            raise
        finally:
            self.assets.close(is_done=is_done)
            self.run.state = state
            self.run.finished_at = storable(timezone.now())
            self.save_run()
        self.forget_old_runs()
        return self.run

    # -- 3: the feed ---------------------------------------------------------------------

    def read_feed(self, answer: FeedAnswer | None, *, full: bool) -> None:
        """Read the feed to its end, from the cursor or from the start."""
        if full:
            self.is_full = self.run.is_full = True
            self.learn()
            answer = self.client.changes(limit=PAGE_SIZE)
            self.enter_epoch(answer.page)
        while answer is not None and answer.page is not None:
            self.enter_epoch(answer.page)
            self.take_page(answer)
            if not answer.page.has_more:
                break
            answer = self.client.changes(after=answer.page.next, limit=PAGE_SIZE)
        if full:
            self.withdraw_unknown()

    def enter_epoch(self, page: ChangePage) -> None:
        """Forget what another epoch has numbered; all of it is announced again."""
        if self.subscription.epoch == page.epoch:
            return
        if self.subscription.epoch is not None:
            self.subscription.items.update(sequence=0)
            self.subscription.set_aside.all().delete()
        self.subscription.epoch = page.epoch
        self.subscription.cursor = self.subscription.etag = ""
        self.subscription.save(update_fields=["epoch", "cursor", "etag"])

    def take_page(self, answer: FeedAnswer) -> None:
        """Take one page of changes, then move the cursor behind it."""
        page = answer.page
        if page.statements not in (None, self.subscription.statements_read):
            self.learn()
        self.known = self.done + len(page.changes) + (page.remaining or 0)
        for broken in answer.broken:
            self.set_aside_broken(broken)
        self.seen.update(change.key for change in page.changes)
        self.take_changes(page.changes)
        self.subscription.cursor = page.next
        # A hub's ETag stands for the head of its feed: the last page's is good for the next poll.
        is_last_word = not page.has_more and not self.must_ask_again
        self.subscription.etag = answer.etag if is_last_word else ""
        self.subscription.save(update_fields=["cursor", "etag"])
        self.lease.renew()
        self.save_run()

    def take_changes(self, changes: Iterable[Change]) -> None:
        """Decide about a page of changes and carry the decisions out."""
        local = self.local_states(changes)
        decisions = {
            change.key: plan.decide(change, self.local_state(local.get(change.key)), self.policy)
            for change in changes
        }
        received = self.read_items(
            [change for change in changes if decisions[change.key].action is Action.APPLY], local
        )
        items = [one.item for one in received.values()]
        self.assets.prefetch(items)
        with self.applier.page(items), indexing.gather() as gathered:
            self.carry_out(_parents_first(changes, received), decisions, received, local)
            self.index_settled(gathered, decisions, local)
            gathered.index()

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
            elif decision.action is Action.WITHDRAW:
                self.withdraw(change, mirrored)
            elif decision.action is Action.SKIP:
                self.skip(change, mirrored, decision.reason.value)
            elif decision.action is Action.NOTE:
                self.note(change, mirrored)
            self.done += 1
            self.report(self.done, max(self.known, self.done))

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

    def local_states(self, changes: Iterable[Change]) -> dict[ItemKey, MirroredItem]:
        """Return what is known here of these items, in one query."""
        rows = self.subscription.items.filter(
            item_id__in={change.id for change in changes}
        ).select_related("content_type")
        return {row.key: row for row in rows}

    def local_state(self, row: MirroredItem | None) -> plan.LocalState | None:
        """Say in plain values where an item stands here."""
        if row is None:
            return None
        is_whole = row.state != MirroredItem.State.LIVE or self.is_whole(row)
        return plan.LocalState(
            sequence=row.sequence, state=row.state, digest=row.digest, is_whole=is_whole
        )

    def is_whole(self, row: MirroredItem) -> bool:
        """Tell whether a mirror is as it should be: in a full run by its whole document."""
        if not self.is_full:
            return is_of_its_type(row) and row.get_object() is not None
        row.subscription = self.subscription
        return difference(row) is None

    def read_items(
        self, changes: Iterable[Change], local: dict[ItemKey, MirroredItem]
    ) -> dict[ItemKey, Received]:
        """Check the documents of these changes; what fails is set aside."""
        received = {}
        for change in changes:
            try:
                received[change.key] = self.read_item(change, local.get(change.key))
            except (DocumentError, HubRefused) as error:
                self.set_aside(change, _unread(error))
        return received

    def read_item(self, change: Change, mirrored: MirroredItem | None) -> Received:
        """Return a change with its document, checked; asks for it where it did not come along."""
        if change.document is None:
            document = self.client.document(change.key)
            change = dataclasses.replace(change, document=document)
        item = protocol.read_announced_item(change, change.document)
        self.believe(change, item, mirrored)
        return Received(change=change, item=item)

    def withdraw(self, change: Change, mirrored: MirroredItem | None) -> None:
        """Take an item back, if it is really the hub that says so."""
        try:
            self.believe(change, known=mirrored)
        except AttestationError as error:
            self.set_aside(change, _unread(error))
        else:
            self.put_aside.discard(change.key)
            self.run.withdrawn += self.applier.withdraw(change, mirrored)

    def note(self, change: Change, mirrored: MirroredItem) -> None:
        """Note what says nothing new, if it is really the hub that says so."""
        try:
            self.believe(change, known=mirrored)
        except AttestationError as error:
            self.set_aside(change, _unread(error))
        else:
            self.put_aside.discard(change.key)
            self.applier.note(change, mirrored)
            self.run.unchanged += 1

    def skip(self, change: Change, mirrored: MirroredItem | None, reason: str) -> None:
        """Note what this site does not carry; it takes nothing down on anybody's word."""
        try:
            self.believe(change, known=mirrored)
        except AttestationError as error:
            self.set_aside(change, _unread(error))
        else:
            self.put_aside.discard(change.key)
            self.applier.skip(change, mirrored, reason)
            self.run.skipped += 1

    def believe(
        self, change: Change, item: Item | None = None, known: MirroredItem | None = None
    ) -> None:
        """Check who has attested a change; asks the hub once where a key is not known here."""
        if not self.trust.knows(change):
            self.learn()
        self.trust.check(change, item, known)

    def learn(self) -> None:
        """Ask the hub what it has signed of its keys and its address, at most once in a run.

        Raises `AttestationError` in a full run at another hub, which would take everything down.
        """
        if self.has_learned:
            return
        self.has_learned = True
        try:
            root = self.client.root()
        except (HubError, DocumentError) as error:
            logger.warning("asean: %s: nothing learned of the hub: %s", self.subscription, error)
            self.must_ask_again = True
            return
        try:
            learned = self.trust.learn(root)
        except AttestationError as error:
            if self.is_full:
                raise
            self.say(str(error))
            return
        if learned.keys:
            aside.retry_unbelieved(self.subscription)
        if learned.move is None or follow_move(self.subscription, learned.move, self.client):
            self.subscription.statements_read = len(root.statements)
            self.subscription.save(update_fields=["statements_read"])

    def apply(self, received: Received, mirrored: MirroredItem | None) -> bool:
        """Apply one item, or set it aside; return whether it was applied."""
        change, item = received.change, received.item
        try:
            self.assets.wait_for(item)
            outcome = self.applier.apply(change, item, mirrored)
        except ItemError as error:
            self.set_aside(change, error, title=item.title)
            return False
        self.put_aside.discard(change.key)
        if outcome is Outcome.CREATED:
            self.run.created += 1
        else:
            self.run.updated += 1
        return True

    def withdraw_unknown(self) -> None:
        """After all was read: what the hub no longer knows is withdrawn."""
        gone = Withdrawal(kind=WithdrawalKind.GONE)
        for row in self.subscription.items.live():
            if row.key in self.seen:
                continue
            change = Change(
                sequence=max(row.sequence, 1),
                id=row.item_id,
                locale=row.locale,
                type=row.type,
                state=State.WITHDRAWN,
                version=row.version,
                labels=Labels(kind=row.kind),
                withdrawal=gone,
            )
            self.run.withdrawn += self.applier.withdraw(change, row)

    # -- 4 and 5: what is left over ------------------------------------------------------

    def retry(self) -> None:
        """Try again what was set aside, and what was skipped and can be carried now.

        What waits for the item above it may need several rounds: parents come first.
        """
        for row in list(carriable(self.subscription, self.policy)):
            self.retry_skipped(row)
        # A document that was just read and found bad is no better a second later.
        just_read = Q(code="document", last_at__gte=self.run.started_at)
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
            self.run.updated += self.apply_again(row)
        else:
            self.retry_change(_announced_change(row))

    def retry_change(self, change: Change) -> bool:
        """Ask for a document again and apply it."""
        mirrored = self.subscription.items.for_key(change.key).first()
        if mirrored is not None and mirrored.sequence > change.sequence:
            aside.forget(self.subscription, change.key)
            return True
        if change.state is State.WITHDRAWN:
            self.withdraw(change, mirrored)
            return change.key not in self.put_aside
        decision = plan.decide(change, None, self.policy)
        if decision.reason is not None:
            self.skip(change, mirrored, decision.reason.value)
            return change.key not in self.put_aside
        try:
            received = self.read_item(change, mirrored)
        except (DocumentError, HubRefused) as error:
            self.set_aside(change, _unread(error))
            return False
        self.assets.prefetch([received.item])
        return self.apply(received, mirrored)

    def resolve_references(self) -> None:
        """Apply again the items whose missing targets have come."""
        rows = self.subscription.items.live().filter(pending__is_ready=True).distinct()
        for row in list(rows):
            self.apply_again(row)

    def apply_again(self, row: MirroredItem) -> bool:
        """Apply the document that is here of an item once more; return whether it was applied."""
        change, item = _announced_change(row), stored_item(row)
        if item is None:
            return False
        self.assets.prefetch([item])
        try:
            self.assets.wait_for(item)
            self.applier.apply(change, item, row)
        except ItemError as error:
            self.set_aside(change, error, title=item.title)
            return False
        return True

    # -- the record ----------------------------------------------------------------------

    def set_aside(self, change: Change, error: ItemError, *, title: str = "") -> None:
        """Put an item aside with the reason, for a later try."""
        aside.put(self.subscription, change, error, title=title)
        self.put_aside.add(change.key)
        logger.warning("asean: %s: %s set aside: %s", self.subscription, change.key, error)

    def set_aside_broken(self, broken: BrokenChange) -> None:
        """Put a row aside that can't even be read; without a name it is only reported."""
        key = aside.put_broken(self.subscription, broken)
        if key is None:
            self.say(str(aside.unusable_document(broken.error)))
        else:
            self.put_aside.add(key)

    def say(self, message: str) -> None:
        """Add a sentence to the run's record."""
        self.run.message = f"{self.run.message}\n{message}".strip()

    @transaction.atomic
    def forget_old_runs(self) -> None:
        """Delete the records that nobody will ask for any more."""
        ended = storable(timezone.now() - KEPT)
        self.subscription.runs.filter(started_at__lt=ended).delete()

    def save_run(self) -> None:
        """Write the counts down."""
        self.run.set_aside = len(self.put_aside)
        self.run.requests = self.client.traffic.requests
        self.run.bytes_received = self.client.traffic.bytes_received
        self.run.save()


def _unread(error: DocumentError | HubRefused) -> ItemError:
    """Say why an item's document is not to be had, or not to be believed."""
    if isinstance(error, AttestationError):
        return ItemError(str(error), code="attestation")
    if isinstance(error, DocumentError):
        return aside.unusable_document(error)
    return ItemError(str(error), code="document")


def _announced_change(row: MirroredItem) -> Change:
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
