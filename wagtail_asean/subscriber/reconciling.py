"""When all that is here is compared with the hub and repaired: a full run.

It costs the whole feed. A hub that still differs after one has its next some hours later, not
with each run; one that was cut short by the day's volume is gone on with from its cursor, and
begun anew only when that has had its time. Otherwise it would never come to its end.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from wagtail_asean import conf
from wagtail_asean.moments import storable

from . import receipts
from .models import Run, Subscription

AGAIN_AFTER = timedelta(hours=6)
CUT_SHORT_AGAIN_AFTER = timedelta(days=7)


def is_reconcile_due(subscription: Subscription) -> bool:
    """Tell whether the next run should compare all that is here with the hub, and repair it.

    It should when the hub wishes it, after a new epoch, and every `RECONCILE_DAYS`; 0 is never by
    itself.
    """
    last = subscription.reconciled_at
    if subscription.must_reconcile:
        return last is None or last <= storable(timezone.now() - _pause(subscription))
    days = conf.settings.RECONCILE_DAYS
    return bool(days) and (last or subscription.created_at) <= storable(
        timezone.now() - timedelta(days=days)
    )


def note_full_run(subscription: Subscription, run: Run) -> None:
    """Note that all was compared; where hub and site disagreed, the hub is told everything.

    Of a run that was cut short only the time is noted.
    """
    if run.state == Run.State.DONE:
        if subscription.must_reconcile or _differs(subscription):
            receipts.tell_again(subscription)
        subscription.must_reconcile = False
    subscription.reconciled_at = storable(timezone.now())
    subscription.save(update_fields=["reconciled_at", "must_reconcile"])


def _pause(subscription: Subscription) -> timedelta:
    newest = subscription.runs.filter(is_full=True).first()
    if newest is not None and _was_cut_short(subscription, newest):
        return CUT_SHORT_AGAIN_AFTER
    return AGAIN_AFTER if _differs(subscription) else timedelta(0)


def _was_cut_short(subscription: Subscription, run: Run) -> bool:
    # Of a run that was killed nothing is noted: it is begun anew at once.
    return run.state == Run.State.INTERRUPTED and subscription.reconciled_at >= run.started_at


def _differs(subscription: Subscription) -> bool:
    return bool(subscription.standing == Subscription.Standing.DIFFERS)
