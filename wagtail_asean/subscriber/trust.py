"""Whom this site believes: the keys that it has pinned, and what they have signed.

Nothing is shown that a trusted key has not attested, in whichever way it came. A key is pinned
when the site is enrolled; any other is introduced by one that is trusted already.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_asean import protocol
from wagtail_asean.exceptions import AttestationError, DocumentError
from wagtail_asean.moments import storable
from wagtail_asean.protocol import Change, Item, PublicKey, Root, Statement

from .belonging import check_successor, is_kept_back
from .models import MirroredItem, Subscription, TrustedKey


def read_keys(root: Root) -> list[PublicKey]:
    """Return the keys that a hub says it signs with; what can't be read is passed over."""
    found = []
    for jwk in root.keys:
        try:
            found.append(PublicKey.read(jwk))
        except DocumentError:
            continue
    return found


def pin(subscription: Subscription, root: Root) -> PublicKey:
    """Trust the key that a hub signs with now; raises `AttestationError` where it names none.

    For the moment of enrolment, when a person has seen the fingerprint, and for no other.
    """
    keys = read_keys(root)
    if root.hub is None or not keys:
        raise AttestationError(_("The hub does not say by which key it signs."))
    add_key(subscription, keys[0], root.hub)
    return keys[0]


def add_key(
    subscription: Subscription, key: PublicKey, hub: UUID, *, introduced_by: str = ""
) -> TrustedKey:
    """Trust a key for what that hub publishes."""
    row, __ = TrustedKey.objects.get_or_create(
        subscription=subscription,
        thumbprint=key.thumbprint,
        defaults={
            "public": dict(key.jwk),
            "hub_uid": hub,
            "introduced_by": introduced_by,
            "added_at": storable(timezone.now()),
        },
    )
    return row


class Trust:
    """The trusted keys of one subscription, for one run."""

    def __init__(self, subscription: Subscription) -> None:
        self._subscription = subscription
        self._keys: dict[str, TrustedKey] = {}
        self.load()

    def load(self) -> None:
        """Read the keys anew."""
        self._keys = {row.thumbprint: row for row in self._subscription.trusted_keys.all()}

    def knows(self, change: Change) -> bool:
        """Tell whether the key that a change names is known here, revoked or not."""
        try:
            return protocol.peek(change.attestation).kid in self._keys
        except AttestationError:
            return True

    def check(
        self, change: Change, item: Item | None = None, known: MirroredItem | None = None
    ) -> None:
        """Refuse a change that no trusted key has attested; raises `AttestationError`.

        Refused too is what may not replace that which this site has of the item already.
        """
        claims = self._claims(change)
        protocol.check_claims(claims, change, item)
        if known is not None and known.attestation:
            before = protocol.peek(known.attestation).claims
            check_successor(change, claims, before, self._subscription.hub_uid)

    def is_kept_back(self, change: Change, known: MirroredItem | None) -> bool:
        """Tell whether it is not the item's own hub that takes it back, but who passed it on."""
        if known is None or not known.attestation:
            return False
        claims = protocol.peek(change.attestation).claims
        before = protocol.peek(known.attestation).claims
        return is_kept_back(change, claims, before, self._subscription.hub_uid)

    def _claims(self, change: Change) -> Mapping[str, Any]:
        if not change.attestation:
            raise AttestationError(
                _("%(item)s is not signed, so that nobody vouches for it.") % {"item": change.key}
            )
        kid = protocol.peek(change.attestation).kid
        row = self._keys.get(kid)
        if row is None:
            raise AttestationError(
                _("%(item)s is signed by the key %(key)s…, which this site does not trust.")
                % {"item": change.key, "key": kid[:12]}
            )
        if row.revoked_at is not None:
            raise AttestationError(
                _("%(item)s is signed by the key %(key)s…, which was revoked.")
                % {"item": change.key, "key": kid[:12]}
            )
        claims = protocol.verify(change.attestation, row.public_key, Statement.ITEM)
        if claims.get("hub") != str(row.hub_uid):
            raise AttestationError(
                _("%(item)s is signed in the name of another hub.") % {"item": change.key}
            )
        return claims
