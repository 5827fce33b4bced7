"""What holds for the feed as a whole: its epoch, and the key by which its rows are attested."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from uuid import uuid4

from django.utils.timezone import now

from wagtail_asean import protocol

from . import notifications
from .documents import announce
from .models import Change, Feed, Subscriber
from .pieces import rows_in_pieces
from .rows import atomic
from .signing import Signer


def renew_epoch() -> Feed:
    """Begin a new epoch, after a restore: every subscriber compares all it has.

    All that is in the feed is attested anew, so that it holds against what the sites had of the
    epoch before.
    """
    with atomic():
        Feed.objects.lock()
        feed = Feed.objects.current()
        began = max(now(), feed.epoch_began + timedelta(seconds=1))
        Feed.objects.filter(pk=Feed.PK).update(epoch=uuid4(), epoch_began=began, announced=0)
        # What was given out since the backup is forgotten here: nobody is a copy for having it.
        Subscriber.objects.update(ticket="", previous_ticket="")
        notifications.announce_after_commit()
        attest_anew()
        return Feed.objects.current()


def attest_anew() -> int:
    """Attest all that is in the feed with the key in use; return how many rows that are.

    The rows keep their sequence: who has read them has no need to read them again.
    """
    signer, count = Signer(), 0
    with atomic():
        Feed.objects.lock()
        for change in rows_in_pieces(Change.objects.filter(is_relayed=False).order_by("pk")):
            row = protocol.read_change(protocol.parse(change.announcement))
            # Nothing else of the document is signed; to check all of it takes three times as long.
            found = protocol.parse(change.document).get("approval") if change.document else None
            approval = protocol.read_approval(found) if found else None
            row = dataclasses.replace(row, attestation=signer.attest(row, approval))
            Change.objects.filter(pk=change.pk).update(announcement=announce(row))
            count += 1
    return count
