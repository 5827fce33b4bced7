"""Vouching for the keys of the hubs that this site passes on.

A school that follows this site has pinned this site's key alone. A statement signed by it
introduces the key of the hub that an item comes from, so that the school verifies what that hub
has signed, and one takes it back when the key was revoked. Statements are only ever added to.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from django.db import router, transaction

from wagtail_asean import provenance
from wagtail_asean.protocol import PublicKey, SigningKey, Statement, peek
from wagtail_asean.provenance import Introduced

from .models import Feed, HubKey, SignedStatement

# What was said of a key: by which of our keys, of which hub, whether it holds.
Said = tuple[str, str, str, str]


def vouch() -> None:
    """Sign what is not yet said of the keys that this site believes; mostly that is nothing."""
    introduced = provenance.introduced_keys()
    if not introduced or not _unsaid(introduced):
        return
    with transaction.atomic(using=router.db_for_write(Feed)):
        Feed.objects.lock()
        for said in _unsaid(introduced):
            _pass_on(said)
            if _is_unsaid(said, _thumbprint(), _said()):
                _publish(said, current_signing_key())


def current_signing_key() -> SigningKey:
    """Return the key to sign with. Call it under the lock of the feed."""
    from .signing import current_key

    return current_key().signing_key


def _unsaid(introduced: list[Introduced]) -> list[Introduced]:
    ours, known = _thumbprint(), _said()
    passed_on = set(SignedStatement.objects.filter(kind=_KEY).values_list("text", flat=True))
    return [
        one
        for one in _others(introduced)
        if _is_unsaid(one, ours, known) or (_own_word(one) and one.statement not in passed_on)
    ]


def _is_unsaid(one: Introduced, ours: str, known: set[Said]) -> bool:
    return (ours, *_words(one)) not in known


def _thumbprint() -> str:
    row = HubKey.objects.in_use().first()
    return row.thumbprint if row is not None else ""


def _own_word(one: Introduced) -> str:
    """Return what a hub has said itself of a key that holds."""
    return "" if one.is_revoked else one.statement


def _pass_on(one: Introduced) -> None:
    word = _own_word(one)
    if word and not SignedStatement.objects.filter(kind=_KEY, text=word).exists():
        keep_statement(word, Statement.KEY)


def _others(introduced: list[Introduced]) -> list[Introduced]:
    """Return each key of other hubs once; one that was revoked anywhere is revoked."""
    own = Feed.objects.current().uid
    found: dict[str, Introduced] = {}
    for one in sorted(introduced, key=lambda one: (one.is_revoked, bool(one.statement))):
        if one.hub != own:
            found[PublicKey(jwk=one.jwk).thumbprint] = one
    # Nobody whom we never introduced it to has to hear of a revoked key.
    introduced_before = {kid for __, statement, __, kid in _said() if statement == _KEY}
    return [one for kid, one in found.items() if not one.is_revoked or kid in introduced_before]


_KEY, _REVOCATION = Statement.KEY.value, Statement.REVOCATION.value


def _words(one: Introduced) -> tuple[str, str, str]:
    statement = _REVOCATION if one.is_revoked else _KEY
    return statement, str(one.hub), PublicKey(jwk=one.jwk).thumbprint


def _said() -> set[Said]:
    """Return what is said already."""
    rows = SignedStatement.objects.filter(kind__in=[_KEY, _REVOCATION])
    signed = [peek(text) for text in rows.values_list("text", flat=True)]
    return {
        (one.kid, one.statement, str(one.claims.get("hub")), _kid(one.claims)) for one in signed
    }


def _kid(claims: Mapping[str, Any]) -> str:
    jwk = claims.get("key")
    return PublicKey(jwk=jwk).thumbprint if isinstance(jwk, dict) else str(claims.get("kid"))


def _publish(one: Introduced, key: SigningKey) -> None:
    about = {"kid": PublicKey(jwk=one.jwk).thumbprint} if one.is_revoked else {"key": dict(one.jwk)}
    claims = {"hub": str(one.hub), "issued": _issued(), **about}
    statement = Statement.REVOCATION if one.is_revoked else Statement.KEY
    text = key.sign(statement, claims)
    keep_statement(text, statement)


def keep_statement(text: str, statement: Statement) -> None:
    """Add to what goes out with the hub's description, and let the feed say how much that is."""
    SignedStatement.objects.create(text=text, kind=statement.value)
    Feed.objects.filter(pk=Feed.PK).update(statements=SignedStatement.objects.count())


def _issued() -> str:
    # Of one form and length, so that texts compare as times do.
    moment = datetime.now(timezone.utc).replace(tzinfo=None)
    return f"{moment.isoformat(timespec='microseconds')}Z"
