"""Taking a bundle in: the whole of it is verified, then the same run applies it as ever."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from wagtail_asean import protocol
from wagtail_asean.exceptions import AttestationError, BundleError

from . import sync
from .bundles import BundleClient, BundleFile
from .models import Subscription
from .trust import add_key, read_keys


def import_bundle(
    subscription: Subscription, bundle: BundleFile, report: sync.Report | None = None
) -> sync.Result:
    """Verify a bundle and bring a subscription to its state.

    A run that was cut short is gone on with by importing the same bundle again. Raises
    `BundleError` where the bundle is not for this subscription, `RunInProgress` where another
    run is at work.
    """
    is_full = check(subscription, bundle)
    return sync.pull(subscription, client=BundleClient(bundle), full=is_full, report=report)


def check(subscription: Subscription, bundle: BundleFile) -> bool:
    """Refuse a bundle that is not for this subscription; raises `BundleError`.

    Returns whether all that is here must be compared with it, because a new epoch began.
    """
    claims = _verified(subscription, bundle)
    for index in range(len(bundle.contents.pages)):
        bundle.page(index)
    return _check_fits(subscription, bundle, claims)


def subscribe_by(bundle: BundleFile, fingerprint: str, **facts: Any) -> Subscription:
    """Make a subscription for a site without a line; `fingerprint` is the one on paper.

    Raises `BundleError` where the bundle is signed by another key.
    """
    kid = protocol.peek(bundle.head.signature).kid
    key = next((key for key in read_keys(bundle.head.root) if key.thumbprint == kid), None)
    root = bundle.head.root
    if key is None or root.hub is None:
        raise BundleError(_("The bundle does not say by which key it is signed."))
    if _bare(key.fingerprint) != _bare(fingerprint):
        raise BundleError(
            _("The bundle is signed by the key %(key)s, not by the one that you gave.")
            % {"key": key.fingerprint}
        )
    bundle.verify({key.thumbprint: key})
    subscription = Subscription(hub_uid=root.hub, hub_url=bundle.head.url, **facts)
    with transaction.atomic():
        subscription.save()
        add_key(subscription, key, root.hub)
    return subscription


def _bare(fingerprint: str) -> str:
    return "".join(fingerprint.split()).upper()


def _verified(subscription: Subscription, bundle: BundleFile) -> dict[str, Any]:
    rows = subscription.trusted_keys.filter(revoked_at=None)
    keys = {row.thumbprint: row for row in rows}
    try:
        claims = bundle.verify({name: row.public_key for name, row in keys.items()})
    except AttestationError as error:
        raise BundleError(str(error)) from error
    signed_by = keys[protocol.peek(bundle.head.signature).kid]
    hub = str(subscription.hub_uid)
    if claims.get("hub") != hub or str(signed_by.hub_uid) != hub:
        raise BundleError(
            _("The bundle is from another hub than “%(name)s”.") % {"name": subscription.name}
        )
    return claims


def _check_fits(subscription: Subscription, bundle: BundleFile, claims: Mapping[str, Any]) -> bool:
    """Refuse a bundle that is older than what is here or leaves a gap.

    Returns whether all that is here must be compared with it, because a new epoch began.
    """
    contents = bundle.contents
    here = _position(subscription)
    if subscription.epoch == contents.epoch:
        if contents.until < here:
            raise BundleError(
                _(
                    "The bundle is older than what this site has: it goes up to %(until)d, the site"
                    " up to %(here)d."
                )
                % {"until": contents.until, "here": here}
            )
        if contents.since > here:
            raise BundleError(_gap(contents.since, here))
        # The bundle with which the epoch began may have been taken in half.
        return bool(subscription.must_reconcile and contents.since == 0)
    if contents.since > 0:
        raise BundleError(_gap(contents.since, 0))
    if subscription.epoch is None:
        return False
    if str(claims.get("began", "")) <= subscription.epoch_began:
        raise BundleError(
            _("The bundle is older than what this site has: the hub was restored since.")
        )
    return True


def _gap(since: int, here: int) -> str:
    return _(
        "The bundle begins after change %(since)d, and this site has read up to %(here)d. Ask for"
        " a bundle since %(here)d."
    ) % {"since": since, "here": here}


def _position(subscription: Subscription) -> int:
    """Return the newest change of the hub's feed that this site knows of."""
    rows = subscription.items.aggregate(Max("sequence"))["sequence__max"] or 0
    aside = [row.change.get("sequence", 0) for row in subscription.set_aside.only("change")]
    held = subscription.held.aggregate(Max("sequence"))["sequence__max"] or 0
    return max([int(rows), int(held), *aside])
