"""What a hub signs of itself: a new key, a key that no longer holds, a new address.

Each is read against the key that is said to have signed it. Who may say what is for the
receiver to decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from wagtail_asean.exceptions import AttestationError, DocumentError

from .attestations import PublicKey, SigningKey, Statement, format_moment, is_moment, peek, verify

MAX_URL = 500


@dataclass(frozen=True, kw_only=True)
class Introduction:
    """The hub signs with this key from now on."""

    kind: ClassVar[Statement] = Statement.KEY

    hub: UUID
    key: PublicKey
    issued: str

    def claims(self) -> dict[str, Any]:
        """Return what is signed."""
        return {"hub": str(self.hub), "issued": self.issued, "key": dict(self.key.jwk)}

    @classmethod
    def read(cls, claims: Mapping[str, Any]) -> Introduction:
        """Check the claims; raises `AttestationError`."""
        try:
            key = PublicKey.read(claims.get("key"))
        except DocumentError as error:
            raise AttestationError(str(error)) from error
        return cls(key=key, **_common(claims))


@dataclass(frozen=True, kw_only=True)
class Revocation:
    """Nothing that this key has signed holds any more."""

    kind: ClassVar[Statement] = Statement.REVOCATION

    hub: UUID
    kid: str
    issued: str

    def claims(self) -> dict[str, Any]:
        """Return what is signed."""
        return {"hub": str(self.hub), "issued": self.issued, "kid": self.kid}

    @classmethod
    def read(cls, claims: Mapping[str, Any]) -> Revocation:
        """Check the claims; raises `AttestationError`."""
        return cls(kid=_text(claims, "kid", 64), **_common(claims))


@dataclass(frozen=True, kw_only=True)
class Move:
    """The hub's API has another address from now on."""

    kind: ClassVar[Statement] = Statement.ADDRESS

    hub: UUID
    url: str
    issued: str

    def claims(self) -> dict[str, Any]:
        """Return what is signed."""
        return {"hub": str(self.hub), "issued": self.issued, "url": self.url}

    @classmethod
    def read(cls, claims: Mapping[str, Any]) -> Move:
        """Check the claims; raises `AttestationError`."""
        return cls(url=_text(claims, "url", MAX_URL), **_common(claims))


AboutHub = Introduction | Revocation | Move
_KINDS: dict[str, type[AboutHub]] = {
    kind.kind.value: kind for kind in (Introduction, Revocation, Move)
}


def sign_statement(said: AboutHub, key: SigningKey) -> str:
    """Return what is said, signed, as compact JWS."""
    return key.sign(said.kind, said.claims())


def read_statement(token: str, key: PublicKey) -> AboutHub:
    """Return what a hub has signed of itself with this key.

    Raises `AttestationError` for a wrong signature, and for a type that this version does not know.
    """
    found = peek(token).statement
    kind = _KINDS.get(found)
    if kind is None:
        raise AttestationError(f"Statements of the type {found[:40]!r} are not known here.")
    return kind.read(verify(token, key, kind.kind))


def issued_at(value: datetime) -> str:
    """Write when something is signed, so that texts compare as times do."""
    return format_moment(value)


def _common(claims: Mapping[str, Any]) -> dict[str, Any]:
    issued = _text(claims, "issued", 40)
    if not is_moment(issued):
        raise AttestationError("The statement does not say when it was signed.")
    try:
        hub = UUID(_text(claims, "hub", 36))
    except ValueError as error:
        raise AttestationError("The statement does not say of which hub it is.") from error
    return {"hub": hub, "issued": issued}


def _text(claims: Mapping[str, Any], name: str, longest: int) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise AttestationError(f"The statement has no usable {name}.")
    return value
