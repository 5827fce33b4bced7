"""Notifications as Standard Webhooks: what is sent, to one address and to many.

A notification says only that there is something to pull; whoever misses it pulls by schedule.
So nothing is sent twice, redirects are not followed, and an answer is not read beyond its
status. https://www.standardwebhooks.com
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timezone
from enum import Enum
from http import HTTPStatus
from uuid import UUID, uuid4

import requests
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from standardwebhooks import Webhook
from standardwebhooks.webhooks import EmptyWebhookSecretError

import wagtail_asean
from wagtail_asean import conf
from wagtail_asean.addresses import check_address, guarded_session
from wagtail_asean.exceptions import AddressNotAllowed, ConfigurationError
from wagtail_asean.protocol import format_time

FEED_CHANGED = "feed.changed"


class Outcome(Enum):
    """How a notification ended."""

    TAKEN = "taken"
    FAILED = "failed"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where a subscriber is notified; `secret` is "" where it can't be read any more."""

    pk: int
    url: str
    secret: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """What came of a notification, and why it failed where it did."""

    pk: int
    outcome: Outcome
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class Notification:
    """One message, the same for all; each subscriber gets an id and a signature of its own."""

    body: bytes
    sent_at: datetime

    def headers(self, secret: str) -> dict[str, str]:
        """Return the headers that prove who sends it; raises `ValueError` for a bad secret."""
        name = f"msg_{uuid4().hex}"
        return {
            "Content-Type": "application/json",
            "User-Agent": f"wagtail-asean/{wagtail_asean.__version__}",
            "webhook-id": name,
            "webhook-timestamp": str(int(self.sent_at.timestamp())),
            "webhook-signature": Webhook(secret).sign(name, self.sent_at, self.body.decode()),
        }


def make_secret() -> str:
    """Make the secret of a subscriber's notifications, as the standard writes them."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def feed_changed(epoch: UUID, head: int) -> Notification:
    """Say that the feed has changed: a hint to pull, made now."""
    # The clock of the machine: the receiver compares with its own.
    moment = datetime.now(timezone.utc).replace(microsecond=0)
    message = {
        "type": FEED_CHANGED,
        "timestamp": format_time(moment),
        "data": {"epoch": str(epoch), "head": head},
    }
    return Notification(body=json.dumps(message, separators=(",", ":")).encode(), sent_at=moment)


def deliver_all(notification: Notification, targets: Iterable[Target]) -> Iterator[Delivery]:
    """Notify many subscribers side by side, and give what came of each, in any order."""
    language = get_language()

    def work(target: Target) -> Delivery:
        with override(language):
            return deliver(notification, target)

    with ThreadPoolExecutor(conf.settings.NOTIFICATION_THREADS) as threads:
        yield from threads.map(work, targets)


def deliver(notification: Notification, target: Target) -> Delivery:
    """Notify one subscriber; whatever happens is told, nothing raised."""
    try:
        check_address(target.url)
        status = _post(notification, target)
    except (AddressNotAllowed, ConfigurationError) as error:
        return _failed(target, str(error))
    except requests.RequestException as error:
        return _failed(target, _say(error))
    except (ValueError, EmptyWebhookSecretError):
        return _failed(target, _("Its secret can't be used. The site has to be enrolled again."))
    if status == HTTPStatus.GONE:
        return Delivery(
            pk=target.pk,
            outcome=Outcome.ENDED,
            error=_("The site wants no more notifications (410)."),
        )
    if not 200 <= status < 300:
        return _failed(target, _("It answered with %(status)d.") % {"status": status})
    return Delivery(pk=target.pk, outcome=Outcome.TAKEN)


def _post(notification: Notification, target: Target) -> int:
    seconds = conf.settings.NOTIFICATION_TIMEOUT
    with (
        guarded_session(seconds * 3) as session,
        session.post(
            target.url,
            data=notification.body,
            headers=notification.headers(target.secret),
            timeout=seconds,
            allow_redirects=False,
            # The body stays where it is.
            stream=True,
        ) as response,
    ):
        return response.status_code


def _failed(target: Target, reason: str) -> Delivery:
    return Delivery(pk=target.pk, outcome=Outcome.FAILED, error=reason)


def _say(error: requests.RequestException) -> str:
    if isinstance(error, requests.Timeout):
        return _("It did not answer in time.")
    if isinstance(error, requests.exceptions.SSLError):
        return _("Its certificate is not valid.")
    if isinstance(error, requests.ConnectionError):
        return _("It can't be reached.")
    return _("Its answer was no answer of a web server.")
