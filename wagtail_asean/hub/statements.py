"""The writes about the keys that this hub signs with, and about its address.

Each leaves a statement that goes out with the hub's description, signed by a key that the sites
trust already. What is in the feed is then attested anew, so that only the key in use is needed.
"""

from __future__ import annotations

from datetime import datetime, timezone
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.timezone import now
from django.utils.translation import gettext as _

from wagtail_asean.exceptions import SigningKeyError
from wagtail_asean.protocol import (
    AboutHub,
    Introduction,
    Move,
    Revocation,
    SigningKey,
    Statement,
    issued_at,
    peek,
    sign_statement,
)
from wagtail_asean.protocol.statements import MAX_URL

from .epochs import attest_anew
from .models import Feed, HubKey, SignedStatement
from .rows import atomic
from .signing import current_key
from .vouching import keep_statement


def ensure_key() -> HubKey:
    """Return the key that signs; makes the first one."""
    with atomic():
        Feed.objects.lock()
        return current_key()


def rotate_signing_key() -> HubKey:
    """Sign with a new key from now on; the old one vouches for it with its last signature.

    The private part of the old key is deleted. Its public part still verifies, for the sites that
    have not heard of the new one.
    """
    with atomic():
        Feed.objects.lock()
        old = current_key()
        new = HubKey.of(SigningKey.make())
        new.save()
        said = Introduction(hub=_hub(), key=new.public_key, issued=_now())
        _publish(said, by=old)
        HubKey.objects.in_use().exclude(pk=new.pk).update(retired_at=now(), encrypted_private="")
        attest_anew()
        return new


def revoke_signing_key(key: HubKey) -> None:
    """Let nothing hold any more that a key has signed; raises `SigningKeyError`.

    The key in use can't be revoked, for who would say so? It is rotated first.
    """
    with atomic():
        Feed.objects.lock()
        key.refresh_from_db()
        current = current_key()
        check_revocable(key)
        if key.revoked_at is not None:
            return
        key.revoked_at = now()
        key.retired_at = key.retired_at or key.revoked_at
        key.encrypted_private = ""
        key.save(update_fields=["revoked_at", "retired_at", "encrypted_private"])
        _publish(Revocation(hub=_hub(), kid=key.thumbprint, issued=_now()), by=current)
        _repeat_address(signed_by=key, by=current)
        attest_anew()


def check_revocable(key: HubKey) -> None:
    """Refuse to revoke the key that signs now; raises `SigningKeyError`."""
    if key == ensure_key():
        raise SigningKeyError(
            _("This is the key that signs now. Make a new key first, then revoke this one.")
        )


def announce_address(url: str) -> str:
    """Tell the sites the new address of this hub's API, which is returned.

    Raises `SigningKeyError` for what is no address of an API. The address is not asked for: it may
    begin to answer later, and no site goes there before it does.
    """
    url = read_address(url)
    with atomic():
        Feed.objects.lock()
        _publish(Move(hub=_hub(), url=url, issued=_now()), by=current_key())
    return url


def read_address(url: str) -> str:
    """Check the address of an API and return it as it is kept; raises `SigningKeyError`."""
    url = url.strip().rstrip("/") + "/"
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError as error:
        raise SigningKeyError(
            _("“%(url)s” is not a web address such as https://hub.example.org/asean/api/.")
            % {"url": url[:200]}
        ) from error
    if len(url) > MAX_URL or "?" in url or "#" in url:
        raise SigningKeyError(
            _("“%(url)s” can't be the address of the API: give it without “?” and “#”.")
            % {"url": url[:200]}
        )
    return url


def announced_address() -> str:
    """Return the address of the API that was announced last, "" where none ever was."""
    newest = _newest_address()
    return str(peek(newest.text).claims["url"]) if newest else ""


def _newest_address() -> SignedStatement | None:
    rows = SignedStatement.objects.filter(kind=Statement.ADDRESS.value)
    return rows.last()


def _publish(said: AboutHub, *, by: HubKey) -> None:
    keep_statement(sign_statement(said, by.signing_key), said.kind)


def _repeat_address(*, signed_by: HubKey, by: HubKey) -> None:
    """Say the newest address again where it was the revoked key that has said it."""
    newest = _newest_address()
    found = peek(newest.text) if newest is not None else None
    if found is not None and found.kid == signed_by.thumbprint:
        _publish(Move(hub=_hub(), url=found.claims["url"], issued=_now()), by=by)


def _hub() -> UUID:
    return Feed.objects.current().uid


def _now() -> str:
    return issued_at(datetime.now(timezone.utc))
