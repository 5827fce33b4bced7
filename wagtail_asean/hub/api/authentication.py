"""Who asks: a subscriber, by `Authorization: Bearer asean_<prefix>_<secret>` (RFC 6750)."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import Throttled
from rest_framework.permissions import BasePermission

from wagtail_asean.hub.keys import find_subscriber, is_next_key
from wagtail_asean.hub.models import Subscriber
from wagtail_asean.hub.subscribers import note_use, promote_next_key
from wagtail_asean.protocol import ProblemType

from .problems import REALM, ProblemError
from .throttling import Rate, address_of, count, counted, seconds_left

WRONG_KEYS = Rate(requests=30, seconds=60)


class KeyAuthentication(BaseAuthentication):
    """Reads the key; `request.auth` is the subscriber."""

    def authenticate_header(self, request) -> str:
        return REALM

    def authenticate(self, request) -> tuple[AnonymousUser, Subscriber]:
        who = f"address:{address_of(request)}"
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not text.strip():
            raise ProblemError(ProblemType.KEY_MISSING, "Send your key as a bearer token.")
        if counted(who, WRONG_KEYS) >= WRONG_KEYS.requests:
            raise Throttled(seconds_left(WRONG_KEYS))
        subscriber = find_subscriber(text.strip())
        if subscriber is None:
            count(who, WRONG_KEYS)
            raise ProblemError(ProblemType.KEY_INVALID, "No subscriber of this hub has this key.")
        if subscriber.is_revoked:
            raise ProblemError(
                ProblemType.KEY_REVOKED, f"The key of {subscriber.name} was revoked by the hub."
            )
        if is_next_key(subscriber, text.strip()):
            promote_next_key(subscriber)
        note_use(subscriber, request.headers.get("User-Agent", ""))
        return AnonymousUser(), subscriber


class IsSubscriber(BasePermission):
    """Lets only subscribers in."""

    def has_permission(self, request, view) -> bool:
        return isinstance(request.auth, Subscriber)
