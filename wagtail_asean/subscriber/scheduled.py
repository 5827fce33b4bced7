"""When a run last began by itself: without a person at a terminal, and without one at a button."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from wagtail_asean.moments import storable

from .models import Subscription

# A poll that finds nothing new writes nothing but this, and this twice a day.
NOTED_EVERY = timedelta(hours=12)


def note(subscription: Subscription) -> None:
    """Note that a run has begun by itself, to the half day."""
    now = storable(timezone.now())
    if subscription.scheduled_at is not None and subscription.scheduled_at > now - NOTED_EVERY:
        return
    old = Q(scheduled_at=None) | Q(scheduled_at__lte=now - NOTED_EVERY)
    Subscription.objects.filter(old, pk=subscription.pk).update(scheduled_at=now)
