"""The record of a run: what it did, what it put aside, and what there is to say of it."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from wagtail_asean.exceptions import ItemError
from wagtail_asean.moments import storable
from wagtail_asean.protocol import Change, ItemKey

from . import aside
from .answers import BrokenChange
from .client import HubClient
from .models import Run, Subscription

logger = logging.getLogger(__name__)

# How long the record of a run is kept.
KEPT = timedelta(days=180)


class Record:
    """What one run has done so far; `row` holds the counts."""

    def __init__(self, subscription: Subscription, client: HubClient, row: Run) -> None:
        self.subscription = subscription
        self.client = client
        self.row = row
        self.put_aside: set[ItemKey] = set()

    def end(self, state: Run.State) -> None:
        """Write down how the run ended."""
        self.row.state = state
        self.row.finished_at = storable(timezone.now())
        self.save()

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
        self.row.message = f"{self.row.message}\n{message}".strip()

    @transaction.atomic
    def forget_old_runs(self) -> None:
        """Delete the records that nobody will ask for any more."""
        ended = storable(timezone.now() - KEPT)
        self.subscription.runs.filter(started_at__lt=ended).delete()

    def save(self) -> None:
        """Write the counts down."""
        self.row.set_aside = len(self.put_aside)
        self.row.requests = self.client.traffic.requests
        self.row.bytes_received = self.client.traffic.bytes_received
        self.row.save()
