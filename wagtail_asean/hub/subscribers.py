"""The writes about subscribers: who may read the feed, and when they last did."""

from __future__ import annotations

from datetime import timedelta

from django.db import DatabaseError, router, transaction
from django.db.models import Q
from django.utils import timezone

from .keys import make_key
from .models import Subscriber

USE_IS_NOTED_EVERY = timedelta(hours=1)


def add_subscriber(name: str) -> tuple[Subscriber, str]:
    """Let a site read the feed; return it with its key, which can't be shown again."""
    key = make_key()
    subscriber = Subscriber.objects.create(name=name, key_prefix=key.prefix, key_hash=key.hash)
    return subscriber, key.text


def rotate_key(subscriber: Subscriber) -> str:
    """Give a subscriber a new key, which is returned; the old one ends now."""
    key = make_key()
    subscriber.key_prefix, subscriber.key_hash = key.prefix, key.hash
    subscriber.revoked_at = None
    subscriber.save(update_fields=["key_prefix", "key_hash", "revoked_at"])
    return key.text


def revoke(subscriber: Subscriber) -> None:
    """End a subscriber's key; a new one brings it back."""
    if not subscriber.is_revoked:
        subscriber.revoked_at = timezone.now()
        subscriber.save(update_fields=["revoked_at"])


def note_use(subscriber: Subscriber, client_version: str) -> None:
    """Note that a key was used, at most once an hour; never in the way of the answer."""
    now = timezone.now()
    noted_before = now - USE_IS_NOTED_EVERY
    if subscriber.last_used_at is not None and subscriber.last_used_at > noted_before:
        return
    rows = Subscriber.objects.filter(pk=subscriber.pk).filter(
        Q(last_used_at=None) | Q(last_used_at__lte=noted_before)
    )
    try:
        with transaction.atomic(using=router.db_for_write(Subscriber)):
            rows.update(last_used_at=now, client_version=client_version[:200])
    except DatabaseError:
        # A database that only reads just now still answers.
        return
