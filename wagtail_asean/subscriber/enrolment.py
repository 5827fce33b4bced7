"""Connecting this site to a hub, by the link that the hub's office gave.

1. `read_link`: the address of the hub's API, a code that is good once, and the thumbprint of the
   key that the hub signs with.
2. `look`: ask the hub who it is. The link came from the office, the answer over the line; when
   the key of the link is not the hub's, somebody stands between.
3. A person compares the fingerprint and chooses a place and a policy.
4. `enrol`: claim the key with the code, and pin the hub's.

The claim carries a proof that only this site can make, so that after a lost answer the same
link works again here, and nowhere else.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import swapper
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from wagtail_asean import protocol
from wagtail_asean.addresses import check_address
from wagtail_asean.exceptions import EnrolmentError
from wagtail_asean.moments import storable
from wagtail_asean.protocol import Enrolment, EnrolmentClaim, PublicKey, Root

from . import copies, trust
from .client import HubClient
from .models import Subscription, TrustedKey
from .own_site import introduce

Page = swapper.load_model("wagtailcore", "Page")

ENDING = "enrolment/"
_PROOF = "wagtail_asean.subscriber.enrolment"
_SECRET = re.compile(r"(?P<code>[A-Za-z0-9._-]{8,200})~(?P<thumbprint>[A-Za-z0-9_-]{43})")
MAX_LINK = 1000


@dataclass(frozen=True, kw_only=True)
class Link:
    """What an enrolment link says."""

    hub_url: str
    code: str = field(repr=False)
    thumbprint: str

    @property
    def proof(self) -> str:
        """The secret by which the hub knows the site that has used the link.

        It is made of the site's SECRET_KEY: there is nothing to keep, and nothing to lose, when
        the line breaks between the claim and its answer.
        """
        value = f"{self.hub_url} {self.code}"
        return str(salted_hmac(_PROOF, value, algorithm="sha256").hexdigest())

    @property
    def instance(self) -> UUID:
        """The name of a new subscription, the same in each try with this link."""
        made = hashlib.sha256(f"{_PROOF} {self.proof}".encode()).digest()
        return UUID(bytes=made[:16], version=4)


@dataclass(frozen=True, kw_only=True)
class Encounter:
    """A hub that was looked at: what it says of itself, and the key to pin."""

    link: Link
    root: Root
    hub: UUID
    key: PublicKey

    @property
    def name(self) -> str:
        """What to call the hub."""
        return self.root.name or urlsplit(self.link.hub_url).hostname or self.link.hub_url

    @property
    def known(self) -> Subscription | None:
        """The subscription to this hub that is here already."""
        return Subscription.objects.filter(hub_uid=self.hub).order_by("pk").first()


def read_link(text: str) -> Link:
    """Read a link as it was pasted; raises `EnrolmentError`."""
    text = "".join(text.split()).strip("<>\"'“”")
    address, hash_sign, secret = text.partition("#")
    if not text.startswith(("https://", "http://")) or not hash_sign or len(text) > MAX_LINK:
        raise EnrolmentError(
            _(
                "This is not a link to connect a site. It begins with https:// and has a # in it;"
                " copy the whole of it from the message of the hub's office."
            )
        )
    found = _SECRET.fullmatch(secret)
    address = address.rstrip("/") + "/"
    if found is None or not address.endswith(f"/{ENDING}"):
        raise EnrolmentError(
            _(
                "A part of the link is missing. Copy the whole of it from the message of the hub's"
                " office: some programs break a long link in two."
            )
        )
    return Link(
        hub_url=address.removesuffix(ENDING), code=found["code"], thumbprint=found["thumbprint"]
    )


def look(link: Link, client: HubClient | None = None) -> Encounter:
    """Ask the hub of a link who it is, before it is told anything.

    Raises `EnrolmentError` where its key is not that of the link, `HubError` or `DocumentError`
    where it can't be asked.
    """
    check_address(link.hub_url)
    client = client or HubClient(link.hub_url, "", attempts=2)
    try:
        return _recognise(link, client.introduction())
    finally:
        client.close()


def enrol(
    encounter: Encounter, *, parent: Any, policy: str, client: HubClient | None = None
) -> Subscription:
    """Claim the key with the link, and keep it; return the subscription, new or known.

    A subscription to the same hub is connected anew and keeps all that it has. Raises
    `EnrolmentError`, `HubError` or `DocumentError`.
    """
    link = encounter.link
    subscription = encounter.known or Subscription(uid=link.instance, instance=link.instance)
    subscription.name = subscription.name or encounter.name[:255]
    subscription.parent_page = parent
    subscription.policy = policy
    subscription.hub_url = link.hub_url
    claim = EnrolmentClaim(code=link.code, proof=link.proof, site=introduce(subscription))
    client = client or HubClient(link.hub_url, "")
    try:
        enrolment = protocol.read_enrolment(client.post(ENDING, claim))
    finally:
        client.close()
    _keep(subscription, encounter, enrolment)
    return subscription


def _recognise(link: Link, root: Root) -> Encounter:
    """Refuse a hub that does not have the key of the link."""
    keys = {key.thumbprint: key for key in trust.read_keys(root)}
    if root.hub is None or link.thumbprint not in keys:
        raise EnrolmentError(
            _(
                "The hub that answers at %(url)s does not have the key that the link names."
                " Somebody may stand between this site and the hub, or the hub has a new key since"
                " the link was made. Nothing was sent. Ask the hub's office, by telephone, for a"
                " new link."
            )
            % {"url": link.hub_url}
        )
    revoked = TrustedKey.objects.filter(thumbprint=link.thumbprint, revoked_at__isnull=False)
    if revoked.exists():
        raise EnrolmentError(
            _(
                "The key of this link was revoked. Whoever made the link may not be the hub: ask"
                " the hub's office, by telephone."
            )
        )
    return Encounter(link=link, root=root, hub=root.hub, key=keys[link.thumbprint])


@transaction.atomic
def _keep(subscription: Subscription, encounter: Encounter, enrolment: Enrolment) -> None:
    again = _recognise(encounter.link, enrolment.root)
    if again.hub != encounter.hub:
        raise EnrolmentError(
            _("The hub answered in another hub's name. Ask the hub's office for a new link.")
        )
    if subscription.hub_uid != encounter.hub:
        subscription.hub_uid, subscription.epoch_began = encounter.hub, ""
    subscription.key = enrolment.key
    subscription.webhook_secret = enrolment.webhook_secret
    subscription.key_made_at = storable(timezone.now())
    subscription.ticket = enrolment.ticket
    subscription.environment = copies.environment()
    subscription.pause = ""
    subscription.is_active = True
    subscription.etag = ""
    if subscription._state.adding:
        subscription.save()
    else:
        subscription.save(update_fields=_WRITTEN)
    trust.pin_key(subscription, encounter.key, enrolment.root)


# A run may be at work on the rest of the row.
_WRITTEN = [
    "name",
    "hub_url",
    "parent_page",
    "policy",
    "hub_uid",
    "epoch_began",
    "encrypted_key",
    "encrypted_webhook_secret",
    "key_made_at",
    "ticket",
    "environment",
    "pause",
    "is_active",
    "etag",
]
