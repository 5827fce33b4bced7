"""A new key for this site, without anybody's visit.

The hub gives one for the old, and lets the old one end when the new one is first used. So a key
is in use here only once it is stored, and whatever fails on the way leaves one that works.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from http import HTTPStatus

from django.utils import timezone

from wagtail_asean import conf, protocol
from wagtail_asean.exceptions import HubRefused, WagtailAseanError
from wagtail_asean.moments import storable
from wagtail_asean.protocol import NewKey

from . import copies, leases
from .client import HubClient
from .models import Subscription

_KEPT = ["encrypted_key", "encrypted_webhook_secret", "key_made_at"]

logger = logging.getLogger(__name__)


def is_due(subscription: Subscription) -> bool:
    """Tell whether a subscription's key is older than `KEY_DAYS`."""
    days = conf.settings.KEY_DAYS
    if not days or subscription.key_made_at is None:
        return False
    return subscription.key_made_at < storable(timezone.now() - timedelta(days=days))


def rotate_key(subscription: Subscription, client: HubClient | None = None) -> None:
    """Ask for a new key, store it, and use it at once.

    Raises `HubError` or `DocumentError`, `SitePaused` for what may be a copy, and
    `RunInProgress` where a run is at work with the old key, which then goes on working.
    """
    copies.guard(subscription)
    with leases.hold(subscription):
        subscription.refresh_from_db(fields=_KEPT)
        old = {name: getattr(subscription, name) for name in _KEPT}
        client = client or HubClient(subscription.hub_url, subscription.key)
        try:
            given = protocol.read_new_key(client.post("key/"))
            _store(subscription, given)
            client.use_key(given.key)
            client.root()
        except HubRefused as error:
            if error.status == HTTPStatus.UNAUTHORIZED:
                # The hub has forgotten the key that it gave, as one restored from a backup has.
                for name, value in old.items():
                    setattr(subscription, name, value)
                subscription.save(update_fields=_KEPT)
            raise
        finally:
            client.close()


def _store(subscription: Subscription, given: NewKey) -> None:
    subscription.key = given.key
    subscription.webhook_secret = given.webhook_secret
    subscription.key_made_at = storable(timezone.now())
    subscription.save(update_fields=_KEPT)


def rotate_if_due(subscription: Subscription) -> bool:
    """Rotate a key that is old; return whether it was. What goes wrong waits for the next run."""
    if not is_due(subscription):
        return False
    try:
        rotate_key(subscription)
    except WagtailAseanError as error:
        logger.warning("asean: %s: the key stays as it is: %s", subscription, error)
        return False
    return True
