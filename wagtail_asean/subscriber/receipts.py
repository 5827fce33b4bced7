"""Telling the hub where its items stand here.

`report` follows each run, and costs a poll with nothing to tell three short questions and no
write. What can't be told now is told after the next run: a row is only marked as reported when
the hub has answered, and when it has not changed meanwhile.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from wagtail_asean import conf, protocol
from wagtail_asean.exceptions import HubRefused, RunInProgress, WagtailAseanError
from wagtail_asean.moments import storable
from wagtail_asean.protocol import ItemKey, ProblemType, ReceiptBatch, SiteReport, Wish

from . import copies, key_rotation, leases
from .client import HubClient
from .models import Run, Subscription
from .own_site import introduce, webhook_address
from .stands import LONGEST_ERROR, find_stands, whole_state

logger = logging.getLogger(__name__)

# Small, for weak lines: what was taken need not be sent again.
BATCH = 500


def report(subscription: Subscription, client: HubClient) -> bool:
    """Tell the hub what it does not know yet of this site; return whether it was told.

    A hub that can't be told is told after the next run; nothing is raised for it.
    """
    if not client.is_line or not is_due(subscription):
        return False
    try:
        with leases.hold(subscription):
            subscription.refresh_from_db(fields=["ticket", "cursor", "policy"])
            wishes = _tell(subscription, client)
    except RunInProgress:
        # The other run tells it.
        return False
    except WagtailAseanError as error:
        logger.warning("asean: %s: not reported: %s", subscription, error)
        if isinstance(error, HubRefused) and _says_copy(error):
            copies.suspect(subscription)
        return False
    _obey(subscription, client, wishes)
    return True


def is_due(subscription: Subscription) -> bool:
    """Tell whether the hub should hear from this site now."""
    last = subscription.reported_at
    longest = timedelta(hours=conf.settings.REPORT_HOURS)
    if last is None or last <= storable(timezone.now() - longest):
        return True
    return any(rows.filter(is_reported=False).exists() for rows in _all_rows(subscription))


def count_unreported(subscription: Subscription) -> int:
    """Return how many items the hub has yet to hear of."""
    return sum(rows.filter(is_reported=False).count() for rows in _all_rows(subscription))


def tell_again(subscription: Subscription) -> None:
    """Let the next report be about everything: the hub does not know what it should."""
    for rows in _all_rows(subscription):
        rows.filter(is_reported=True).update(is_reported=False)


def _all_rows(subscription: Subscription) -> tuple[Any, ...]:
    return subscription.items, subscription.set_aside, subscription.held


# -- telling -------------------------------------------------------------------------------


def _tell(subscription: Subscription, client: HubClient) -> set[str]:
    """Report everything, in parts; return what the hub wishes."""
    keys = _unreported(subscription)
    site = _describe(subscription)
    wishes: set[str] = set()
    for start in range(0, max(len(keys), 1), BATCH):
        is_last = start + BATCH >= len(keys)
        wishes |= _tell_part(subscription, client, site, keys[start : start + BATCH], is_last)
    subscription.reported_at = storable(timezone.now())
    subscription.save(update_fields=["reported_at"])
    return wishes


def _unreported(subscription: Subscription) -> list[ItemKey]:
    names = {
        name: None
        for rows in _all_rows(subscription)
        for name in rows.filter(is_reported=False).values_list("item_id", "locale")
    }
    return [ItemKey(id=uid, locale=locale) for uid, locale in names]


def _tell_part(
    subscription: Subscription,
    client: HubClient,
    site: SiteReport,
    keys: Sequence[ItemKey],
    is_last: bool,
) -> set[str]:
    """Report some items. Only the last part has the state: before it the hub knows too little."""
    looked_at = storable(timezone.now())
    receipts = find_stands(subscription, keys).receipts()
    state, carried = whole_state(subscription) if is_last else ("", 0)
    batch = ReceiptBatch(
        site=dataclasses.replace(site, ticket=subscription.ticket, state=state, carried=carried),
        receipts=receipts,
    )
    answer = protocol.read_receipt_answer(client.post("receipts/", batch))
    _mark(subscription, keys, looked_at)
    subscription.ticket = answer.ticket
    subscription.standing = answer.standing if answer.standing in _STANDINGS else ""
    subscription.save(update_fields=["ticket", "standing"])
    return set(answer.wishes)


# When a row of each of `_all_rows` has changed last.
_MOMENTS = ("applied_at", "last_at", "held_at")
_STANDINGS = frozenset(Subscription.Standing.values)


def _mark(subscription: Subscription, keys: Sequence[ItemKey], looked_at: datetime) -> None:
    """Mark what the hub knows now, but not what has changed since it was looked at."""
    changed = {
        *subscription.choices.filter(changed_at__gte=looked_at).values_list("item_id", "locale"),
        *subscription.decisions.filter(decided_at__gte=looked_at).values_list("item_id", "locale"),
    }
    told = {(key.id, key.locale) for key in keys} - changed
    if not told:
        return
    for rows, moment in zip(_all_rows(subscription), _MOMENTS, strict=True):
        found = rows.filter(
            is_reported=False,
            item_id__in={uid for uid, _ in told},
            **{f"{moment}__lt": looked_at},
        )
        pks = [
            pk for pk, *name in found.values_list("pk", "item_id", "locale") if tuple(name) in told
        ]
        if pks:
            rows.filter(pk__in=pks, **{f"{moment}__lt": looked_at}).update(is_reported=True)


# -- what a site says of itself ------------------------------------------------------------


def _describe(subscription: Subscription) -> SiteReport:
    return dataclasses.replace(
        introduce(subscription),
        webhook_url=webhook_address(subscription),
        cursor=subscription.cursor,
        set_aside=subscription.set_aside.count(),
        last_error=_last_error(subscription),
    )


def _last_error(subscription: Subscription) -> str:
    run = subscription.runs.first()
    if run is None or run.state != Run.State.FAILED:
        return ""
    return run.message.replace("\0", "")[:LONGEST_ERROR]


# -- what the hub wishes -------------------------------------------------------------------


def _reconcile_next(subscription: Subscription, client: HubClient) -> None:
    subscription.must_reconcile = True
    subscription.save(update_fields=["must_reconcile"])


# What a wish leads to, after the lease was given back; unknown wishes are ignored.
WISHES: dict[str, Callable[[Subscription, HubClient], None]] = {
    Wish.RECONCILE.value: _reconcile_next,
    Wish.ROTATE_KEY.value: key_rotation.rotate_key,
}


def _obey(subscription: Subscription, client: HubClient, wishes: set[str]) -> None:
    for wish in sorted(wishes & WISHES.keys()):
        try:
            WISHES[wish](subscription, client)
        except WagtailAseanError as error:
            logger.warning("asean: %s: %s: %s", subscription, wish, error)


def _says_copy(error: HubRefused) -> bool:
    return error.problem_type == ProblemType.COPY_SUSPECTED.slug
