"""When a site asks its hub by itself: at a moment of its own, and when it last did.

By itself is without a person at a terminal, and without one at a button.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import now

from wagtail_asean.moments import storable

from .models import Subscription

# A poll that finds nothing new writes nothing but this, and this twice a day.
NOTED_EVERY = timedelta(hours=12)
_SCALE = 1 << 64


def delay(uid: UUID, moment: datetime, seconds: float) -> float:
    """Return how long a subscription waits in the hour of `moment`: from 0 to `seconds`.

    It keeps a thousand cron jobs from arriving together on the hour. The same for a subscription
    all through an hour, another in the next one, and spread evenly over the subscriptions.
    `moment` is an aware time.
    """
    hour = moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H")
    drawn = hashlib.sha256(f"{uid} {hour}".encode()).digest()[:8]
    return int.from_bytes(drawn, "big") / _SCALE * seconds


def note_run(subscription: Subscription) -> None:
    """Note that a run has begun by itself, to the half day."""
    moment = storable(now())
    latest = moment - NOTED_EVERY
    if subscription.scheduled_at is not None and subscription.scheduled_at > latest:
        return
    is_due = Q(scheduled_at=None) | Q(scheduled_at__lte=latest)
    Subscription.objects.filter(is_due, pk=subscription.pk).update(scheduled_at=moment)
