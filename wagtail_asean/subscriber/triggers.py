"""Pulling soon, because somebody outside has asked for it: never while they wait.

Where the site has a task worker it pulls there, otherwise in a thread of this process. At most
one thread of a process waits for a subscription; where a run is at work, one more follows it,
since that run may have read the feed before there was news.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta

from django.db import close_old_connections, connections
from django.utils import timezone

from wagtail_asean import background
from wagtail_asean.exceptions import RunInProgress, WagtailAseanError

from . import leases, sync
from .models import Subscription

logger = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(minutes=15)
LOOK_EVERY = 1.0

_lock = threading.Lock()
_waiting: set[int] = set()


def pull_soon(subscription: Subscription) -> None:
    """Let a subscription be pulled, without waiting for it."""
    from .tasks import pull_when_free as task

    if background.has_worker(task):
        task.enqueue(subscription.pk)
    elif _begin_to_wait(subscription.pk):
        name = f"asean-pull-{subscription.pk}"
        # A daemon: the next run goes on where one was killed.
        threading.Thread(target=_work, args=(subscription.pk,), name=name, daemon=True).start()


def pull_when_free(pk: int) -> None:
    """Pull a subscription as soon as no other run is at work; what goes wrong is in its run."""
    until = timezone.now() + LONGEST_WAIT
    while timezone.now() < until:
        subscription = Subscription.objects.filter(pk=pk, is_active=True).first()
        if subscription is None:
            return
        if leases.is_held(subscription):
            time.sleep(LOOK_EVERY)
            continue
        # From here on a further notification needs a run of its own.
        _end_waiting(pk)
        try:
            sync.pull(subscription, is_metered=True)
        except RunInProgress:
            if not _begin_to_wait(pk):
                return
        except WagtailAseanError:
            # It stands in the record of the run.
            return
        else:
            return


def _work(pk: int) -> None:
    try:
        close_old_connections()
        pull_when_free(pk)
    except Exception:
        logger.exception("asean: the pull after a notification has failed.")
    finally:
        _end_waiting(pk)
        connections.close_all()


def _begin_to_wait(pk: int) -> bool:
    """Return whether nobody of this process was waiting already."""
    with _lock:
        is_first = pk not in _waiting
        _waiting.add(pk)
        return is_first


def _end_waiting(pk: int) -> None:
    with _lock:
        _waiting.discard(pk)
