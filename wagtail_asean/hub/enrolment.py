"""How a site comes to have a key: it shows the code of its unit's link, once.

The answer may be lost on the way. With the same `proof`, a secret of the site's own, it may ask
again for an hour, until the key was first used; nobody who has only seen the link can.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import router, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.log_actions import log

from wagtail_asean.addresses import looks_public
from wagtail_asean.exceptions import EnrolmentError
from wagtail_asean.moments import aware
from wagtail_asean.protocol import (
    Enrolment,
    EnrolmentClaim,
    ProblemType,
    Root,
    SiteReport,
    digest,
)

from . import notifications
from .keys import code_prefix, is_of_hash
from .models import Invitation, Subscriber, Unit
from .self_descriptions import describe
from .signing import describe_hub
from .subscribers import add_subscriber_of, make_ticket, set_key
from .webhooks import make_secret

ASK_AGAIN_FOR = timedelta(hours=1)


class CodeRefused(EnrolmentError):
    """A code does not enrol; `type` is the problem that the site is told."""

    def __init__(self, type: ProblemType, message: str) -> None:
        super().__init__(message)
        self.type = type


def enrol(claim: EnrolmentClaim) -> Enrolment:
    """Let the site that shows a code follow this hub; raises `CodeRefused`."""
    root = describe_hub()
    with transaction.atomic(using=router.db_for_write(Invitation)):
        invitation = _find(claim.code)
        site = _site_again(invitation, claim) or _site(invitation, claim)
        key, secret = _settle(site, claim.site)
        invitation.used_at = invitation.used_at or timezone.now()
        invitation.proof_hash = digest(claim.proof.encode())
        invitation.subscriber = site
        invitation.save(update_fields=["used_at", "proof_hash", "subscriber"])
        log(instance=site, action="asean_hub.enrol", data={"site": site.site_url})
    return _answer(invitation.unit, site, key, secret, root)


def _answer(unit: Unit, site: Subscriber, key: str, secret: str, root: Root) -> Enrolment:
    return Enrolment(key=key, webhook_secret=secret, unit=unit.name, ticket=site.ticket, root=root)


def _find(code: str) -> Invitation:
    prefix = code_prefix(code)
    rows = Invitation.objects.filter(code_prefix=prefix)
    # Holds the row until the end, so that of two at once the second finds the code used. A write
    # that changes nothing is a lock in every database; SQLite has no SELECT ... FOR UPDATE.
    rows.update(code_prefix=F("code_prefix"))
    found = rows.select_related("unit", "subscriber").first() if prefix else None
    if found is None or not is_of_hash(code, found.code_hash):
        raise CodeRefused(ProblemType.CODE_INVALID, "This hub has given out no such code.")
    if found.revoked_at is not None:
        raise CodeRefused(
            ProblemType.CODE_INVALID,
            "The code was taken back by the hub's office. Ask the office for a new link.",
        )
    return found


def _site_again(invitation: Invitation, claim: EnrolmentClaim) -> Subscriber | None:
    """Return the site that may have another answer, None where the code was never used."""
    if invitation.used_at is None:
        return None
    site = invitation.subscriber
    is_same = bool(invitation.proof_hash) and is_of_hash(claim.proof, invitation.proof_hash)
    is_soon = timezone.now() - invitation.used_at < ASK_AGAIN_FOR
    if is_same and is_soon and site and site.last_used_at is None and not site.is_revoked:
        return site
    day = aware(invitation.used_at).date().isoformat()
    raise CodeRefused(
        ProblemType.CODE_USED,
        f"A site was enrolled with this code on {day}. Ask the office for a new link.",
    )


def _site(invitation: Invitation, claim: EnrolmentClaim) -> Subscriber:
    if invitation.expires_at <= timezone.now():
        day = aware(invitation.expires_at).date().isoformat()
        raise CodeRefused(
            ProblemType.CODE_EXPIRED,
            f"The code was good until {day}. Ask the office for a new link.",
        )
    return _present_site(invitation.unit, claim.site) or add_subscriber_of(invitation.unit)[0]


def _present_site(unit: Unit, said: SiteReport) -> Subscriber | None:
    """Return which site of the unit enrols anew, None where another one joins it.

    A unit has several sites after a merger. Then only the very same one is taken over.
    """
    sites = list(unit.subscribers.all())
    for site in sites:
        if site.instance == said.instance or (said.url and site.site_url == said.url):
            return site
    return sites[0] if len(sites) == 1 else None


def _settle(site: Subscriber, said: SiteReport) -> tuple[str, str]:
    """Give the site its key and secret, and note what it says of itself."""
    site.invitations.exclude(proof_hash="").update(proof_hash="")
    key, secret = set_key(site), make_secret()
    site.webhook_secret = secret
    site.ticket, site.previous_ticket = make_ticket(), ""
    site.copy_suspected_at = site.last_used_at = None
    describe(site, said)
    site.webhook_url = said.webhook_url if looks_public(said.webhook_url) else ""
    site.save()
    notifications.forget_failures(site)
    return key, secret
