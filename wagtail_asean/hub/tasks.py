"""Notifying outside a request: only where the site has somebody to do it."""

from __future__ import annotations

import time
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from wagtail_asean import background, conf

from . import notifications


def begin_round() -> None:
    """Start a round in a worker; without a worker `asean_notify` finds what is new by itself."""
    if not background.has_worker(notify_subscribers):
        return
    seconds = conf.settings.NOTIFICATION_DELAY
    if background.can_wait(notify_subscribers):
        later = timezone.now() + timedelta(seconds=seconds)
        notify_subscribers.using(run_after=later).enqueue()
    else:
        notify_subscribers.enqueue(wait=seconds)


@task()
def notify_subscribers(wait: float = 0) -> None:
    """Notify all subscribers, after so many seconds in which more may be published."""
    if notifications.has_news():
        time.sleep(wait)
        notifications.notify_all()
