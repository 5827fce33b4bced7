"""What an admin does with a subscription, besides pulling."""

from __future__ import annotations

from wagtail_asean.protocol import Root

from . import copies, trust
from .client import HubClient
from .models import Subscription


def check_connection(subscription: Subscription) -> Root:
    """Ask the hub who it is, with the key; raises `HubError` or `DocumentError`.

    Returns what the hub says of itself.
    """
    client = HubClient(subscription.hub_url, subscription.key, attempts=1)
    try:
        return client.root()
    finally:
        client.close()


def subscribe(subscription: Subscription, root: Root) -> None:
    """Save a subscription, new or changed, and trust the hub's key if none is trusted yet."""
    subscription.hub_uid = subscription.hub_uid or root.hub
    subscription.environment = subscription.environment or copies.environment()
    subscription.save()
    if not subscription.trusted_keys.exists():
        trust.pin(subscription, root)
