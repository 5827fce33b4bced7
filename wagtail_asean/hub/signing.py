"""What this hub signs, and with which key.

The first key is made when something is first signed. The newest that is neither retired nor
revoked signs; every older one goes on to verify what it has signed, until it is revoked.
"""

from __future__ import annotations

from django.db import router, transaction

from wagtail_asean import conf
from wagtail_asean.moments import aware
from wagtail_asean.protocol import (
    Approval,
    Change,
    Issuer,
    Root,
    SigningKey,
    Statement,
    item_claims,
)

from .models import Feed, HubKey, SignedStatement
from .vouching import vouch


def issuer(feed: Feed) -> Issuer:
    """Say who attests: this hub, in this epoch of its feed."""
    return Issuer(hub=feed.uid, epoch=feed.epoch, began=aware(feed.epoch_began))


def current_key() -> HubKey:
    """Return the key that signs; makes the first one. Call it under the lock of the feed."""
    row = HubKey.objects.in_use().first()
    if row is None:
        row = HubKey.of(SigningKey.make())
        row.save()
    return row


def describe_hub() -> Root:
    """Return what this hub says of itself, with its keys and all that it has signed of them."""
    vouch()
    feed = Feed.objects.current()
    keys = list(HubKey.objects.filter(revoked_at=None))
    if not keys:
        with transaction.atomic(using=router.db_for_write(Feed)):
            Feed.objects.lock()
            keys = [current_key()]
    return Root(
        epoch=feed.epoch,
        hub=feed.uid,
        name=conf.settings.SITE_NAME,
        unit=conf.settings.UNIT_NAME,
        keys=tuple(key.public for key in keys),
        statements=tuple(SignedStatement.objects.values_list("text", flat=True)),
    )


class Signer:
    """Signs for one action: reads the key and the feed's epoch once."""

    def __init__(self) -> None:
        self._key: SigningKey | None = None
        self._issuer: Issuer | None = None

    def attest(self, change: Change, approval: Approval | None = None) -> str:
        """Return the attestation of a change that is about to go out."""
        if self._key is None or self._issuer is None:
            self._key = current_key().signing_key
            self._issuer = issuer(Feed.objects.current())
        return self._key.sign(Statement.ITEM, item_claims(change, approval, self._issuer))
