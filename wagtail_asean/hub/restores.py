"""How a hub notices by itself that its database was restored from an older backup."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone

from wagtail_asean.exceptions import CursorAhead
from wagtail_asean.moments import storable

from .cursors import place_in
from .epochs import renew_epoch
from .models import Feed
from .rows import atomic

logger = logging.getLogger(__name__)

# For how long the office is told.
SHOWN = timedelta(days=30)


def note_restore(after: str) -> int:
    """Begin a new epoch because of a cursor that lies ahead of the feed; raises `EpochChanged`.

    Looked at again under the lock, so that of many readers who come at once only the first begins
    one, and none does where a copy of the database was only slow to follow. Then the place of the
    cursor is returned.
    """
    with atomic():
        Feed.objects.lock()
        try:
            return place_in(_written(), after)
        except CursorAhead as error:
            logger.warning(
                "asean: this hub was restored from an older backup, and begins a new epoch: %s",
                error,
            )
        renew_epoch()
        Feed.objects.filter(pk=Feed.PK).update(restored_at=storable(timezone.now()))
        feed = _written()
    return place_in(feed, after)


def _written() -> Feed:
    """Return the feed as it stands where it is written, not in a copy for readers."""
    found: Feed = Feed.objects.select_for_update().get(pk=Feed.PK)
    return found
