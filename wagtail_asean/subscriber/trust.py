"""Whom this site believes: the keys that it has pinned, and what they have signed.

Nothing is shown that a trusted key has not attested, in whichever way it came. A key is pinned
when the site is enrolled; any other is introduced by one that is trusted already.

`Trust.learn` walks what a hub has signed of itself, in its order. A key speaks for its own hub
alone, that of the subscription's hub also for those whose items it passes on, when they are first
met, and as long as nothing has revoked it; whatever else a statement is, it is passed over.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_asean import protocol
from wagtail_asean.addresses import check_address
from wagtail_asean.exceptions import AttestationError, DocumentError, HubError
from wagtail_asean.moments import storable
from wagtail_asean.protocol import (
    Change,
    Introduction,
    Item,
    Move,
    PublicKey,
    Revocation,
    Root,
    Statement,
)
from wagtail_asean.provenance import own_uid

from .belonging import check_successor, is_kept_back
from .client import HubClient
from .models import MirroredItem, Subscription, TrustedKey

logger = logging.getLogger(__name__)


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
    """Follow a hub by the key that it signs with now; raises `AttestationError` without one.

    For the moment of enrolment, when a person has seen the fingerprint, and for no other.
    """
    keys = read_keys(root)
    if root.hub is None or not keys:
        raise AttestationError(_("The hub does not say by which key it signs."))
    pin_key(subscription, keys[0], root)
    return keys[0]


def pin_key(subscription: Subscription, key: PublicKey, root: Root) -> None:
    """Follow a hub by the key that a person has seen there, and learn what it has signed since."""
    if subscription.hub_uid != root.hub:
        subscription.hub_uid, subscription.epoch_began = root.hub, ""
    add_key(subscription, key, root.hub)
    learned = Trust(subscription).learn(root, is_meeting=True)
    subscription.statements_read = len(root.statements)
    # The address that the site was given is newer than any that was announced before.
    subscription.address_issued = learned.move.issued if learned.move else ""
    subscription.save(update_fields=["hub_uid", "epoch_began", "statements_read", "address_issued"])


def add_key(
    subscription: Subscription,
    key: PublicKey,
    hub: UUID,
    *,
    introduced_by: str = "",
    statement: str = "",
) -> TrustedKey:
    """Trust a key for what that hub publishes; `statement` is that hub's own word for it."""
    row, __ = TrustedKey.objects.get_or_create(
        subscription=subscription,
        thumbprint=key.thumbprint,
        defaults={
            "public": dict(key.jwk),
            "hub_uid": hub,
            "introduced_by": introduced_by,
            "statement": statement,
            "added_at": storable(timezone.now()),
        },
    )
    return row


def check_hub(subscription: Subscription, root: Root) -> None:
    """Refuse another hub than the subscription's; raises `AttestationError`."""
    if None in (root.hub, subscription.hub_uid) or root.hub == subscription.hub_uid:
        return
    raise AttestationError(
        _(
            "At %(url)s another hub answers than the one that this site was enrolled at. Nothing"
            " was changed. Ask the hub's office for its address; to follow the other hub, enrol"
            " the site there."
        )
        % {"url": subscription.hub_url}
    )


def follow_move(subscription: Subscription, move: Move, client: HubClient) -> bool:
    """Go where the hub says that it has moved; return whether the site is there now.

    Not before the same hub answers there: until then the site stays where it is, and goes when
    it is told the next time.
    """
    if move.url != subscription.hub_url:
        try:
            check_address(move.url)
            check_hub(subscription, client.at(move.url).root())
        except (HubError, DocumentError) as error:
            logger.warning("asean: %s can't move to %s yet: %s", subscription, move.url, error)
            return False
        logger.info("asean: %s has moved to %s", subscription, move.url)
    subscription.hub_url, subscription.address_issued = move.url, move.issued
    subscription.save(update_fields=["hub_url", "address_issued"])
    return True


@dataclass(frozen=True, kw_only=True)
class Learned:
    """What was new in a hub's description: how many keys came or went, and its new address."""

    keys: int = 0
    move: Move | None = None


class Trust:
    """The trusted keys of one subscription, for one run."""

    def __init__(self, subscription: Subscription) -> None:
        self._subscription = subscription
        self._keys: dict[str, TrustedKey] = {}
        self._hubs_met: frozenset[UUID] = frozenset()
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

    def learn(self, root: Root, *, is_meeting: bool = False) -> Learned:
        """Take over what trusted keys have signed of the hub; raises `AttestationError`.

        At a meeting a person stands by: then the hub may introduce also those that were met.

        Only for another hub: a statement that can't be believed is passed over. What a key has
        said of the address before it was revoked is not believed either; a hub says it again.
        """
        check_hub(self._subscription, root)
        # Whose keys are here before anything is said now, revoked ones included.
        met = () if is_meeting else self._keys.values()
        self._hubs_met = frozenset(row.hub_uid for row in met)
        keys = 0
        moves: list[tuple[str, Move]] = []
        for text in root.statements:
            kid, said = self._believe(text)
            if isinstance(said, Introduction):
                keys += self._introduce(said, kid, text)
            elif isinstance(said, Revocation):
                keys += self._revoke(said, kid)
            elif isinstance(said, Move):
                moves.append((kid, said))
        return Learned(keys=keys, move=self._newest(moves))

    def _believe(self, text: str) -> tuple[str, protocol.AboutHub | None]:
        """Return a statement with the key by which it is to be believed, or else None."""
        try:
            kid = protocol.peek(text).kid
            row = self._keys.get(kid)
            if row is None or row.revoked_at is not None:
                return kid, None
            said = protocol.read_statement(text, row.public_key)
        except AttestationError:
            return "", None
        # The subscription's own hub also vouches for the keys of those whose items it passes on.
        speaks_for_others = row.hub_uid == self._subscription.hub_uid
        return kid, said if said.hub == row.hub_uid or speaks_for_others else None

    def _introduce(self, said: Introduction, kid: str, text: str) -> bool:
        is_its_own_word = self._keys[kid].hub_uid == said.hub
        known = self._keys.get(said.key.thumbprint)
        if known is not None:
            if is_its_own_word and known.hub_uid == said.hub and not known.statement:
                # Pinned before it was known who vouches for it.
                known.statement = text
                known.save(update_fields=["statement"])
            return False
        if not is_its_own_word and not self._may_be_introduced(said):
            return False
        row = add_key(
            self._subscription,
            said.key,
            said.hub,
            introduced_by=kid,
            statement=text if is_its_own_word else "",
        )
        self._keys[row.thumbprint] = row
        return True

    def _may_be_introduced(self, said: Introduction) -> bool:
        """Tell whether another than its own hub may vouch for a key.

        Only at the first meeting: whose keys are here speaks for itself. A hub that this site
        follows by another way as well is met already, and has its keys from there.
        """
        if said.hub in self._hubs_met or said.hub == own_uid():
            return False
        elsewhere = TrustedKey.objects.filter(hub_uid=said.hub).exclude(
            subscription=self._subscription
        )
        keys = {row.thumbprint: row.revoked_at for row in elsewhere}
        return not keys or keys.get(said.key.thumbprint, said) is None

    def _revoke(self, said: Revocation, kid: str) -> bool:
        row = self._keys.get(said.kid)
        if row is None or said.kid == kid or row.hub_uid != said.hub or row.revoked_at is not None:
            return False
        row.revoked_at = storable(timezone.now())
        row.save(update_fields=["revoked_at"])
        return True

    def _newest(self, moves: list[tuple[str, Move]]) -> Move | None:
        """Return the newest address that is news here."""
        valid = [
            move
            for kid, move in moves
            if self._keys[kid].revoked_at is None and move.hub == self._subscription.hub_uid
        ]
        newest = max(valid, key=lambda move: move.issued, default=None)
        if newest is None or newest.issued <= self._subscription.address_issued:
            return None
        return newest

    def check(
        self, change: Change, item: Item | None = None, known: MirroredItem | None = None
    ) -> None:
        """Refuse a change that no trusted key has attested; raises `AttestationError`.

        Refused too is what may not replace that which this site has of the item already.
        """
        claims = self._claims(change)
        protocol.check_claims(claims, change, item)
        self._check_epoch(claims, change)
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

    def _check_epoch(self, claims: Mapping[str, Any], change: Change) -> None:
        """Refuse what the hub has signed before it was restored: it has signed all anew since."""
        began, __ = protocol.freshness(claims)
        subscription = self._subscription
        if claims.get("hub") != str(subscription.hub_uid) or began == subscription.epoch_began:
            return
        if began < subscription.epoch_began:
            raise AttestationError(
                _(
                    "%(item)s was signed before the hub was restored from its backup, and not"
                    " again since."
                )
                % {"item": change.key}
            )
        subscription.epoch_began = began
        subscription.save(update_fields=["epoch_began"])

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
