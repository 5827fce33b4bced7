"""When runs began by themselves: without a person at a terminal, and without one at a button."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from wagtail_asean.moments import storable

from .models import Subscription

# A poll that finds nothing new writes nothing but this, and this twice a day.
NOTED_EVERY = timedelta(hours=12)


def note(subscriptions: Iterable[Subscription]) -> None:
    """Note that a run has begun by itself, to the half day."""
    now = storable(timezone.now())
    due = [
        row.pk
        for row in subscriptions
        if row.scheduled_at is None or row.scheduled_at < now - NOTED_EVERY
    ]
    if due:
        old = Q(scheduled_at=None) | Q(scheduled_at__lt=now - NOTED_EVERY)
        Subscription.objects.filter(old, pk__in=due).update(scheduled_at=now)
