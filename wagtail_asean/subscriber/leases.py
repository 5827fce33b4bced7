"""A subscription's lease: two runs of it are never at work at once.

A run that was killed gives its lease back by time; on the same machine the next run sees that
its process is gone and need not wait.
"""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_asean.exceptions import RunInProgress
from wagtail_asean.moments import storable

from .models import Run, Subscription

DURATION = timedelta(minutes=10)


class Lease:
    """The right to work on a subscription, for some minutes at a time."""

    def __init__(self, subscription: Subscription) -> None:
        self._subscription = subscription
        self._token = uuid.uuid4()

    def take(self) -> None:
        """Take the lease; raises `RunInProgress` where another run has it."""
        now = storable(timezone.now())
        row = Subscription.objects.get(pk=self._subscription.pk)
        free = Q(lease_token=None) | Q(lease_until__lt=now)
        if row.lease_token and not _is_alive(row.lease_holder):
            free |= Q(lease_token=row.lease_token)
        taken = Subscription.objects.filter(free, pk=row.pk).update(
            lease_token=self._token,
            lease_until=now + DURATION,
            lease_holder=_holder(),
        )
        if not taken:
            raise RunInProgress(
                _("Another run of “%(name)s” is at work (%(holder)s). This one does nothing.")
                % {"name": row.name, "holder": row.lease_holder}
            )
        # Whoever held it before did not come to its end.
        row.runs.filter(state=Run.State.RUNNING).update(
            state=Run.State.INTERRUPTED, finished_at=now
        )

    def renew(self) -> None:
        """Prolong the lease; raises `RunInProgress` where it ran out and another has it."""
        held = Subscription.objects.filter(
            pk=self._subscription.pk, lease_token=self._token
        ).update(lease_until=storable(timezone.now()) + DURATION)
        if not held:
            raise RunInProgress(_("This run took too long and another has gone on in its place."))

    def give_back(self) -> None:
        """Give the lease back, if it is still ours."""
        Subscription.objects.filter(pk=self._subscription.pk, lease_token=self._token).update(
            lease_token=None, lease_until=None, lease_holder=""
        )


@contextmanager
def hold(subscription: Subscription) -> Iterator[Lease]:
    """Hold a subscription's lease for the length of a block."""
    lease = Lease(subscription)
    try:
        lease.take()
        yield lease
    finally:
        lease.give_back()


def is_held(subscription: Subscription) -> bool:
    """Tell whether a run is at work, as far as can be known; by the row as it was read."""
    if subscription.lease_token is None or subscription.lease_until < storable(timezone.now()):
        return False
    return _is_alive(subscription.lease_holder)


def _holder() -> str:
    return f"{socket.gethostname()[:200]} {os.getpid()}"


def _is_alive(holder: str) -> bool:
    """Tell whether a holder may still be at work; on another machine we can't know."""
    host, _, pid = holder.rpartition(" ")
    if host != socket.gethostname()[:200] or not pid.isdigit():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
