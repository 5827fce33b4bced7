"""What the sites report: where each item stands, and how each site stands to this hub.

A report is taken under a lock on its site's row: the ticket is looked at, then the receipts are
written in bulk, then what the site says of itself. How it stands is found out after that, from
committed rows. Nothing of another site can be written: a report names no site but by its key.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import connections, router, transaction
from django.db.models import F
from django.utils import timezone

from wagtail_asean.exceptions import CopySuspected, CursorError
from wagtail_asean.moments import aware, storable
from wagtail_asean.protocol import (
    NOT_COUNTED,
    ItemKey,
    Receipt,
    ReceiptAnswer,
    ReceiptBatch,
    SiteReport,
    Standing,
    Wish,
    canonical,
    digest,
    state_digest,
)

from . import notifications
from .cursors import place_in
from .models import Carriage, Change, Feed, Subscriber
from .self_descriptions import DESCRIPTION, MOST, describe
from .subscribers import make_ticket

logger = logging.getLogger(__name__)

# Stands for the ticket of a site that was given none yet.
NO_TICKET = "-"
STATE_IS_KEPT = 24 * 60 * 60


def take_report(subscriber: Subscriber, batch: ReceiptBatch) -> ReceiptAnswer:
    """Write down what a site reports, and answer it.

    Receipts for items that this hub does not know are left out and not counted. Raises
    `CopySuspected` where the site does not have the ticket that this hub gave it.
    """
    with transaction.atomic(using=router.db_for_write(Subscriber)):
        Subscriber.objects.filter(pk=subscriber.pk).update(ticket=F("ticket"))
        site = Subscriber.objects.get(pk=subscriber.pk)
        was_lost = bool(site.ticket) and batch.site.ticket != site.ticket
        if _is_copy(site, batch.site.ticket):
            suspected = site.copy_suspected_at or storable(timezone.now())
            Subscriber.objects.filter(pk=site.pk).update(copy_suspected_at=suspected)
        else:
            suspected = None
            feed = Feed.objects.current()
            accepted = write_receipts(site, batch.receipts)
            _note_site(site, batch.site, feed)
    if suspected is not None:
        raise CopySuspected(
            f"Another site reports with the key of {site.name}. Ask the hub's office which of the"
            " two is the original."
        )
    standing, wishes = _settle(site, batch.site, feed, was_lost=was_lost)
    return ReceiptAnswer(accepted=accepted, standing=standing, ticket=site.ticket, wishes=wishes)


def ask_to_reconcile(subscriber: Subscriber) -> None:
    """Let a site compare all that it has with this hub, and repair it, at its next run."""
    subscriber.must_reconcile = True
    subscriber.save(update_fields=["must_reconcile"])


def clear_suspicion(subscriber: Subscriber) -> None:
    """Take the next report for that of the original, whatever ticket it has."""
    subscriber.copy_suspected_at = None
    subscriber.ticket = subscriber.previous_ticket = ""
    subscriber.save(update_fields=["copy_suspected_at", "ticket", "previous_ticket"])


def _is_copy(site: Subscriber, ticket: str) -> bool:
    """Tell whether a ticket is neither the last one nor the one before, whose answer was lost."""
    if site.copy_suspected_at is not None:
        return True
    known = (site.ticket, site.previous_ticket)
    return bool(site.ticket) and (ticket or NO_TICKET) not in known


# -- the receipts --------------------------------------------------------------------------


def write_receipts(subscriber: Subscriber, receipts: Iterable[Receipt]) -> int:
    """Write where items stand at a site; return how many of them this hub knows."""
    wanted = {receipt.key: receipt for receipt in receipts if receipt.version <= MOST}
    if not wanted:
        return 0
    found = _find_changes(wanted)
    before = {
        row.change_id: row
        for row in Carriage.objects.filter(
            subscriber=subscriber, change__in=[change.pk for change in found]
        )
    }
    now = storable(timezone.now())
    rows = [
        _make_row(subscriber, change, wanted[change.key], before.get(change.pk), now)
        for change in found
    ]
    _upsert(rows)
    return len(rows)


def _find_changes(wanted: Collection[ItemKey]) -> list[Change]:
    rows = Change.objects.filter(item_id__in={key.id for key in wanted}).only(
        "item_id", "locale", "version", "changed_at"
    )
    return [row for row in rows if row.key in wanted]


def _make_row(
    subscriber: Subscriber,
    change: Change,
    receipt: Receipt,
    before: Carriage | None,
    now: datetime | None,
) -> Carriage:
    row = Carriage(
        subscriber=subscriber,
        change=change,
        version=receipt.version,
        digest=receipt.digest,
        state=receipt.state.value,
        since=storable(receipt.since),
        url=receipt.url,
        decision=receipt.decision,
        error=receipt.error,
        reported_at=now,
    )
    is_same = before is not None and all(
        getattr(before, name) == getattr(row, name) for name in ("version", "digest", "state")
    )
    if is_same and before.since <= row.since:
        # Told once more, after a repair or in a new epoch: it is there since the first time.
        row.since, row.delay = before.since, before.delay
    else:
        row.delay = _delay(subscriber, change, receipt)
    return row


def _delay(subscriber: Subscriber, change: Change, receipt: Receipt) -> int | None:
    """Return the seconds that a version was on its way.

    None for another version than the newest, and for what went out before the site was here.
    """
    went_out = aware(change.changed_at)
    if receipt.version != change.version or went_out < aware(subscriber.created_at):
        return None
    return min(max(int((receipt.since - went_out).total_seconds()), 0), MOST)


def _upsert(rows: list[Carriage]) -> None:
    database = router.db_for_write(Carriage)
    target = {}
    if connections[database].features.supports_update_conflicts_with_target:
        # MariaDB takes whichever key is there already and may not be told which.
        target = {"unique_fields": ["subscriber", "change"]}
    Carriage.objects.using(database).bulk_create(
        rows,
        update_conflicts=True,
        update_fields=[
            "version",
            "digest",
            "state",
            "since",
            "url",
            "decision",
            "error",
            "delay",
            "reported_at",
        ],
        **target,
    )


# -- the site ------------------------------------------------------------------------------


def _note_site(site: Subscriber, report: SiteReport, feed: Feed) -> None:
    """Write down what a site says of itself, with a new ticket for it."""
    # Not the one in use: if this answer is lost too, the site has still the one that it showed.
    site.previous_ticket = report.ticket or NO_TICKET
    site.ticket = make_ticket()
    describe(site, report)
    site.last_report_at = storable(timezone.now())
    site.read_up_to = _place(report.cursor, feed)
    site.state_digest = report.state or site.state_digest
    site.carried = min(report.carried, MOST)
    site.set_aside = min(report.set_aside, MOST)
    site.last_error = report.last_error
    site.save(
        update_fields=[
            "previous_ticket",
            "ticket",
            *DESCRIPTION,
            "last_report_at",
            "read_up_to",
            "state_digest",
            "carried",
            "set_aside",
            "last_error",
        ]
    )
    notifications.note_address(site, report.webhook_url)


def _place(cursor: str, feed: Feed) -> int | None:
    """Return how far a site has read, None where its cursor is not of this feed."""
    try:
        return place_in(feed, cursor) if cursor else None
    except CursorError:
        return None


# -- how it stands -------------------------------------------------------------------------


def _settle(
    site: Subscriber, report: SiteReport, feed: Feed, *, was_lost: bool
) -> tuple[str, tuple[str, ...]]:
    """Find out how a site stands, write it down, and say what it should do.

    A site that begins to differ is asked once to reconcile, and once more where it may not have
    heard it. The first parts of a report in parts have no state, and leave the standing alone.
    """
    before = site.standing
    standing = _compare(site, report, feed).value if report.state else before
    differs = standing == Standing.DIFFERS.value and bool(report.state)
    must_reconcile = site.must_reconcile or (differs and (before != standing or was_lost))
    changed: dict[str, Any] = {}
    if standing != before:
        changed = {"standing": standing, "standing_since": storable(timezone.now())}
    if site.must_reconcile:
        changed["must_reconcile"] = False
    if changed:
        Subscriber.objects.filter(pk=site.pk).update(**changed)
    wishes = [Wish.RECONCILE.value] if must_reconcile else []
    if site.must_rotate:
        wishes.append(Wish.ROTATE_KEY.value)
    return standing, tuple(wishes)


def _compare(site: Subscriber, report: SiteReport, feed: Feed) -> Standing:
    if site.read_up_to != feed.head:
        return Standing.BEHIND
    if expected_state(site, feed) == report.state:
        return Standing.TRUE
    # What was published just now, between the two looks, is no difference.
    return Standing.DIFFERS if Feed.objects.current().head == feed.head else Standing.BEHIND


def expected_state(subscriber: Subscriber, feed: Feed) -> str:
    """Return the digest of what a site should carry: all that is live but what it does not count.

    It is the same for all sites that leave out the same, and kept for them.
    """
    left_out = set(
        Carriage.objects.filter(
            subscriber=subscriber, state__in=[state.value for state in NOT_COUNTED]
        ).values_list("change_id", flat=True)
    )
    name = digest(canonical(sorted(left_out)))
    key = f"wagtail_asean_hub:state:{feed.epoch.hex}-{feed.head}:{name}"
    known = _kept(key)
    if known:
        return known
    rows = Change.objects.live().order_by().values_list("pk", "item_id", "locale", "digest")
    found = state_digest(
        {f"{uid}/{locale}": d for pk, uid, locale, d in rows if pk not in left_out}
    )
    _keep(key, found)
    return found


def _kept(key: str) -> str:
    try:
        return cache.get(key) or ""
    except Exception:  # Each cache breaks in its own way, and none may break an answer.
        logger.debug("The cache keeps no states.", exc_info=True)
        return ""


def _keep(key: str, value: str) -> None:
    try:
        cache.set(key, value, timeout=STATE_IS_KEPT)
    except Exception:  # As above.
        logger.debug("The cache keeps no states.", exc_info=True)
