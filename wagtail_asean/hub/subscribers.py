"""The writes about subscribers: who may read the feed, by which key, and when they last did."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import timedelta

from django.db import DatabaseError, IntegrityError, router, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from wagtail_asean.exceptions import CopySuspected
from wagtail_asean.protocol import NewKey
from wagtail_asean.secrets import encrypt

from .keys import Key, make_key
from .models import Subscriber, Unit
from .webhooks import make_secret

USE_IS_NOTED_EVERY = timedelta(hours=1)
MAX_NAME = 200

_KEY_FIELDS = [
    "key_prefix",
    "key_hash",
    "key_made_at",
    "next_key_prefix",
    "next_key_hash",
    "encrypted_next_webhook_secret",
    "must_rotate",
    "revoked_at",
]


def add_subscriber(name: str, unit: Unit | None = None) -> tuple[Subscriber, str]:
    """Let a site read the feed; return it with its key, which can't be shown again."""
    key = make_key()
    subscriber = Subscriber.objects.create(
        name=name, unit=unit, key_prefix=key.prefix, key_hash=key.hash
    )
    return subscriber, key.text


def add_subscriber_of(unit: Unit) -> tuple[Subscriber, str]:
    """Let the site of a unit read the feed, by the unit's name or one like it."""
    for name in _names_for(unit):
        if Subscriber.objects.filter(name=name).exists():
            continue
        try:
            with _atomic():
                return add_subscriber(name, unit)
        except IntegrityError:
            # Another unit of the same name enrols at this moment.
            continue
    raise AssertionError("There is always another name.")


def _names_for(unit: Unit) -> Iterator[str]:
    yield unit.name[:MAX_NAME]
    number = 1
    while True:
        end = f" ({unit.code})" if number == 1 else f" ({unit.code}, {number})"
        yield unit.name[: MAX_NAME - len(end)] + end
        number += 1


def set_key(subscriber: Subscriber) -> str:
    """Put a new key in place of all that a subscriber has, unsaved; returns it."""
    key = make_key()
    _take(subscriber, key.prefix, key.hash)
    subscriber.key_made_at = timezone.now()
    subscriber.revoked_at = None
    return key.text


def _take(subscriber: Subscriber, prefix: str, hash: str) -> None:
    subscriber.key_prefix, subscriber.key_hash = prefix, hash
    _drop_next(subscriber)
    subscriber.must_rotate = False


def _drop_next(subscriber: Subscriber) -> None:
    subscriber.next_key_prefix, subscriber.next_key_hash = None, ""
    subscriber.encrypted_next_webhook_secret = ""


def rotate_key(subscriber: Subscriber) -> str:
    """Give a subscriber a new key, which is returned; the old one ends now."""
    with _atomic():
        text = set_key(subscriber)
        subscriber.save(update_fields=_KEY_FIELDS)
        _end_second_asking(subscriber)
    return text


def give_next_key(subscriber: Subscriber) -> NewKey:
    """Give a site that asks a key for later: the one in use ends when this one is first used.

    A second asking puts another one in its place, since the first answer may have been lost.
    Raises `CopySuspected` as long as two sites have the key: whichever asked first would lock the
    other out.
    """
    if subscriber.copy_suspected_at is not None:
        raise CopySuspected(
            f"Two sites report with the key of {subscriber.name}, so that it stays as it is. Ask"
            " the hub's office which of the two is the original."
        )
    key: Key = make_key()
    secret = make_secret()
    subscriber.next_key_prefix, subscriber.next_key_hash = key.prefix, key.hash
    subscriber.encrypted_next_webhook_secret = encrypt(secret)
    fields = ["next_key_prefix", "next_key_hash", "encrypted_next_webhook_secret"]
    subscriber.save(update_fields=fields)
    return NewKey(key=key.text, webhook_secret=secret)


def promote_next_key(subscriber: Subscriber) -> None:
    """Put the next key, which was just used, in the place of the one that was in use."""
    used = subscriber.next_key_prefix
    secret = subscriber.encrypted_next_webhook_secret or subscriber.encrypted_webhook_secret
    with _atomic():
        # Of two requests that use it first at once, one does this.
        done = Subscriber.objects.filter(pk=subscriber.pk, next_key_prefix=used).update(
            key_prefix=used,
            key_hash=subscriber.next_key_hash,
            key_made_at=timezone.now(),
            next_key_prefix=None,
            next_key_hash="",
            encrypted_webhook_secret=secret,
            encrypted_next_webhook_secret="",
            must_rotate=False,
        )
        _end_second_asking(subscriber)
        if done:
            log(instance=subscriber, action="asean_hub.rotate")
    subscriber.refresh_from_db()


def ask_for_new_keys(subscribers: QuerySet) -> int:
    """Ask sites to fetch a new key with their next report; returns how many were asked."""
    return subscribers.filter(revoked_at=None).update(must_rotate=True)


def revoke(subscriber: Subscriber) -> None:
    """End a subscriber's keys, the next one too; a new one brings it back."""
    if subscriber.is_revoked:
        return
    with _atomic():
        subscriber.revoked_at = timezone.now()
        _drop_next(subscriber)
        subscriber.must_rotate = False
        subscriber.save(update_fields=_KEY_FIELDS)
        _end_second_asking(subscriber)


def _end_second_asking(subscriber: Subscriber) -> None:
    # An answer to an enrolment that was lost can't be asked for again from now on.
    subscriber.invitations.exclude(proof_hash="").update(proof_hash="")


def make_ticket() -> str:
    """Make the word by which the hub tells a site from a copy of it."""
    return secrets.token_urlsafe(24)


def _atomic() -> transaction.Atomic:
    return transaction.atomic(using=router.db_for_write(Subscriber))


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
