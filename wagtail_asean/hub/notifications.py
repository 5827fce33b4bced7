"""Notifying the subscribers that there is something to pull.

1. A transaction that writes the feed announces itself, once, when it is committed.
2. Where the site has a task worker, that starts a round a few seconds later; where it has none,
   `manage.py asean_notify` does, from cron. Nothing is ever sent while an editor waits.
3. A round claims all that is new (`Feed.announced`): of several that were started, one sends.
4. What came of it is written in three statements, however many the subscribers are. Who has
   failed too often and for too long is not notified any more, until somebody says so.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import connections, router, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from wagtail_asean import conf
from wagtail_asean.addresses import looks_public
from wagtail_asean.exceptions import ConfigurationError

from . import webhooks
from .models import Feed, Subscriber
from .webhooks import Delivery, Outcome, Target

logger = logging.getLogger(__name__)

PIECE = 500


@dataclass(frozen=True, kw_only=True)
class Round:
    """How many subscribers were notified, and what came of it."""

    taken: int = 0
    failed: int = 0
    ended: int = 0


def announce_after_commit() -> None:
    """Let the subscribers be notified when this transaction is committed, once."""
    using = router.db_for_write(Feed)
    if not any(entry[1] is _begin for entry in connections[using].run_on_commit):
        # What goes wrong with a queue is no reason to tell an editor that nothing was published.
        transaction.on_commit(_begin, using=using, robust=True)


def _begin() -> None:
    from . import tasks

    tasks.begin_round()


def has_news() -> bool:
    """Tell whether the feed has something that the subscribers were not notified of."""
    feed = Feed.objects.current()
    return bool(feed.head > feed.announced)


def notify_all() -> Round | None:
    """Notify all who want it of what is new in the feed; None where nothing is."""
    feed = Feed.objects.current()
    claimed = Feed.objects.filter(pk=Feed.PK, announced__lt=feed.head).update(announced=feed.head)
    if not claimed:
        return None
    notification = webhooks.feed_changed(feed.epoch, feed.head)
    return _note(list(webhooks.deliver_all(notification, _targets())))


def notify_one(subscriber: Subscriber) -> Delivery:
    """Notify one subscriber now, whether or not anything is new, and note what came of it."""
    feed = Feed.objects.current()
    notification = webhooks.feed_changed(feed.epoch, feed.head)
    delivery = webhooks.deliver(notification, _target(subscriber))
    _note([delivery])
    return delivery


def try_again(subscriber: Subscriber) -> Delivery:
    """Notify a subscriber anew whose notifications have ended, and try it at once."""
    forget_failures(subscriber)
    return notify_one(subscriber)


def note_address(subscriber: Subscriber, url: str) -> None:
    """Note where a site wants to be notified, as it says with its reports.

    What no request may go to is not noted, and the address before stays. A new address begins
    anew. So does one that the site had given up itself (410), for it is the site that speaks;
    one that failed too often stays as it is.
    """
    if not looks_public(url):
        return
    has_given_up = subscriber.webhook_disabled_at is not None and not subscriber.webhook_failures
    if subscriber.webhook_url == url and not has_given_up:
        return
    subscriber.webhook_url = url
    subscriber.save(update_fields=["webhook_url"])
    forget_failures(subscriber)


def forget_failures(subscriber: Subscriber) -> None:
    """Begin anew to count what fails at a site, and notify it where that had ended."""
    subscriber.webhook_failures = 0
    subscriber.webhook_failing_since = subscriber.webhook_disabled_at = None
    subscriber.webhook_error = ""
    subscriber.save(
        update_fields=[
            "webhook_failures",
            "webhook_failing_since",
            "webhook_disabled_at",
            "webhook_error",
        ]
    )


def notified() -> QuerySet[Subscriber]:
    """Return the subscribers that are notified: neither revoked nor suspected nor given up."""
    rows: QuerySet[Subscriber] = Subscriber.objects.filter(
        revoked_at=None, webhook_disabled_at=None, copy_suspected_at=None
    )
    return rows.exclude(webhook_url="").exclude(encrypted_webhook_secret="")


def _targets() -> Iterator[Target]:
    rows = notified().only("pk", "webhook_url", "encrypted_webhook_secret").order_by("pk")
    # A list: no cursor stays open while a thousand schools are waited for.
    return map(_target, list(rows))


def _target(subscriber: Subscriber) -> Target:
    try:
        secret = subscriber.webhook_secret
    except ConfigurationError:
        secret = ""
    return Target(pk=subscriber.pk, url=subscriber.webhook_url, secret=secret)


# -- what came of it -----------------------------------------------------------------------


def _note(deliveries: list[Delivery]) -> Round:
    by_outcome: dict[tuple[Outcome, str], list[int]] = {}
    for delivery in deliveries:
        by_outcome.setdefault((delivery.outcome, delivery.error), []).append(delivery.pk)
    counts = dict.fromkeys(Outcome, 0)
    for (outcome, error), pks in by_outcome.items():
        counts[outcome] += len(pks)
        for rows in _rows(pks):
            _note_outcome(rows, outcome, error[:500])
    if counts[Outcome.FAILED]:
        _give_up()
    return Round(
        taken=counts[Outcome.TAKEN], failed=counts[Outcome.FAILED], ended=counts[Outcome.ENDED]
    )


def _give_up() -> None:
    """End the notifications of those who have failed too often, and for too long."""
    now = timezone.now()
    lately = now - timedelta(days=conf.settings.NOTIFICATION_FAILURE_DAYS)
    given_up = (
        notified()
        .filter(
            webhook_failures__gte=conf.settings.NOTIFICATION_FAILURES,
            webhook_failing_since__lte=lately,
        )
        .update(webhook_disabled_at=now)
    )
    if given_up:
        logger.warning("asean: %d subscribers are not notified any more.", given_up)


def _note_outcome(rows: QuerySet[Subscriber], outcome: Outcome, error: str) -> None:
    now = timezone.now()
    if outcome is Outcome.TAKEN:
        rows.update(
            webhook_sent_at=now, webhook_failures=0, webhook_failing_since=None, webhook_error=""
        )
    elif outcome is Outcome.ENDED:
        # No failure: it is the site that has said so.
        rows.update(
            webhook_disabled_at=now,
            webhook_failures=0,
            webhook_failing_since=None,
            webhook_error=error,
        )
    else:
        rows.update(
            webhook_failures=F("webhook_failures") + 1,
            webhook_failing_since=Coalesce("webhook_failing_since", now),
            webhook_error=error,
        )


def _rows(pks: Iterable[int]) -> Iterator[QuerySet[Subscriber]]:
    pks = list(pks)
    for start in range(0, len(pks), PIECE):
        yield Subscriber.objects.filter(pk__in=pks[start : start + PIECE])
