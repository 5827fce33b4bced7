"""What an admin does with a subscription, besides pulling."""

from __future__ import annotations

from .client import HubClient
from .models import Subscription


def check_connection(subscription: Subscription) -> None:
    """Ask the hub one small question; raises `HubError` or `DocumentError` with what is wrong."""
    client = HubClient(subscription.hub_url, subscription.key, attempts=1)
    try:
        client.changes(limit=1, documents=False)
    finally:
        client.close()
