"""What a hub's notification does here: it is checked, and then this site pulls.

It is taken for a hint and nothing more: nothing of its content is used. Who can't sign with a
subscription's secret learns nothing, not even whether there is such a subscription.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from standardwebhooks import Webhook, WebhookVerificationError
from standardwebhooks.webhooks import EmptyWebhookSecretError

from wagtail_asean import conf
from wagtail_asean.exceptions import ConfigurationError
from wagtail_asean.moments import storable
from wagtail_asean.protocol import digest

from . import triggers
from .models import Subscription

logger = logging.getLogger(__name__)

MAX_BYTES = 4096
HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")
MAX_HEADER = 1000
# Longer than a message is taken at all, in both directions of a clock that is wrong.
REMEMBERED = 15 * 60
NOTED_EVERY = timedelta(minutes=1)
# Checked in the place of a secret that is not there, so that both take as long.
_NOBODY = "whsec_bm9ib2R5IGhhcyB0aGlzIHNlY3JldCwgaXQgaXMgbm90IHVzZWQ="


@csrf_exempt
@require_POST
@transaction.non_atomic_requests
def receive(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a notification (Standard Webhooks) and answer before anything is pulled.

    202 taken; 400 headers missing, 401 not signed by who may, or too long ago, 409 taken before,
    410 no more wanted, 413 too long, 429 too many.
    """
    headers = {name: request.headers.get(name, "") for name in HEADERS}
    if not all(0 < len(value) <= MAX_HEADER for value in headers.values()):
        return _answer(HTTPStatus.BAD_REQUEST)
    body = _read(request)
    if body is None:
        return _answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    subscription = Subscription.objects.filter(uid=uid).first()
    if not _is_signed(subscription, headers, body) or subscription is None:
        return _answer(HTTPStatus.UNAUTHORIZED)
    if not subscription.is_active:
        return _answer(HTTPStatus.GONE)
    if _was_taken(subscription, headers["webhook-id"]):
        return _answer(HTTPStatus.CONFLICT)
    if _is_too_many(subscription):
        answer = _answer(HTTPStatus.TOO_MANY_REQUESTS)
        answer["Retry-After"] = "60"
        return answer
    _note(subscription)
    triggers.pull_soon(subscription)
    return _answer(HTTPStatus.ACCEPTED)


def _answer(status: HTTPStatus) -> HttpResponse:
    answer = HttpResponse(status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _read(request: HttpRequest) -> bytes | None:
    """Read the body, None where it is too long; a longer one is never in memory."""
    try:
        if int(request.headers.get("Content-Length") or 0) > MAX_BYTES:
            return None
    except ValueError:
        return None
    try:
        body = request.read(MAX_BYTES + 1)
    except UnreadablePostError:
        body = b""
    return body if len(body) <= MAX_BYTES else None


def _is_signed(subscription: Subscription | None, headers: dict[str, str], body: bytes) -> bool:
    """Tell whether a message was signed with a subscription's secret, a moment ago."""
    secret = _secret(subscription)
    try:
        Webhook(secret or _NOBODY).verify(body, headers, json_parse=False)
    except (WebhookVerificationError, EmptyWebhookSecretError, ValueError):
        return False
    return bool(secret)


def _secret(subscription: Subscription | None) -> str:
    if subscription is None:
        return ""
    try:
        return subscription.webhook_secret
    except ConfigurationError as error:
        logger.error("asean: %s: %s", subscription, error)
        return ""


# -- limits: a cache that is absent or broken lets everyone through, who has signed ----------


def _was_taken(subscription: Subscription, name: str) -> bool:
    """Tell whether this message was taken before, and remember it."""
    try:
        return not cache.add(
            f"{_cache_key(subscription)}:id:{digest(name.encode())}", 1, REMEMBERED
        )
    except Exception:  # Each cache breaks in its own way.
        logger.debug("The cache does not remember notifications.", exc_info=True)
        return False


def _is_too_many(subscription: Subscription) -> bool:
    minute = int(timezone.now().timestamp()) // 60
    key = f"{_cache_key(subscription)}:minute:{minute}"
    try:
        cache.add(key, 0, 120)
        return int(cache.incr(key)) > conf.settings.NOTIFICATIONS_A_MINUTE
    except Exception:  # As above.
        return False


def _cache_key(subscription: Subscription) -> str:
    return f"wagtail_asean_subscriber:{subscription.pk}"


def _note(subscription: Subscription) -> None:
    """Note that the hub has called, at most once a minute."""
    now = timezone.now()
    due = Q(notified_at=None) | Q(notified_at__lte=storable(now - NOTED_EVERY))
    Subscription.objects.filter(due, pk=subscription.pk).update(notified_at=storable(now))
