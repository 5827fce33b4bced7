"""Attestations: what a hub signs, so that it can be proved wherever it comes from.

Each is a compact JWS (RFC 7515) by Ed25519 (RFC 8037, RFC 9864). The header names the key by its
thumbprint (RFC 7638) and says by `typ` what kind of statement it is, so that none can stand for
another. The claims are canonical JSON.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from enum import Enum
from typing import Any, Literal
from uuid import UUID

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from wagtail_asean.exceptions import AttestationError, DocumentError

from .canonical import canonical, digest, parse
from .documents import Approval, Change, Item, State, to_json
from .serializers import read_withdrawal

ALGORITHM: Literal["Ed25519"] = "Ed25519"
MAX_ATTESTATION_BYTES = 16_000
_MOMENT = re.compile(r"\A[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}\.[0-9]{6}Z\Z")


class Statement(str, Enum):
    """What an attestation is about; the `typ` of its header."""

    ITEM = "asean-item"
    KEY = "asean-key"
    REVOCATION = "asean-revocation"
    ADDRESS = "asean-address"
    BUNDLE = "asean-bundle"


@dataclass(frozen=True, kw_only=True)
class SigningKey:
    """A private key and its name (the RFC 7638 thumbprint of its public part)."""

    key: OKPKey

    @classmethod
    def make(cls) -> SigningKey:
        """Make a key that no one has."""
        return cls(key=OKPKey.generate_key(ALGORITHM))

    @classmethod
    def load(cls, jwk: Mapping[str, Any]) -> SigningKey:
        """Read what `private` wrote."""
        return cls(key=OKPKey.import_key(dict(jwk)))

    @property
    def private(self) -> dict[str, Any]:
        """The key as a JWK (RFC 7517), to be kept secret."""
        return dict(self.key.as_dict(private=True))

    @property
    def public(self) -> PublicKey:
        """The part that everybody may have."""
        jwk = self.key.as_dict(private=False)
        return PublicKey(jwk={name: str(jwk[name]) for name in ("kty", "crv", "x")})

    def sign(self, statement: Statement, claims: Mapping[str, Any]) -> str:
        """Return a statement over these claims, as compact JWS."""
        header = {"alg": ALGORITHM, "kid": self.public.thumbprint, "typ": statement.value}
        return str(
            jws.serialize_compact(header, canonical(claims), self.key, algorithms=[ALGORITHM])
        )


@dataclass(frozen=True, kw_only=True)
class PublicKey:
    """A key to verify with, as a JWK of `kty`, `crv` and `x` alone."""

    jwk: Mapping[str, str]

    @classmethod
    def read(cls, jwk: Any) -> PublicKey:
        """Check a JWK from outside; raises `DocumentError` for any but an Ed25519 public key."""
        found = jwk if isinstance(jwk, dict) else {}
        members: dict[str, Any] = {name: found.get(name) for name in ("kty", "crv", "x")}
        if members.get("kty") != "OKP" or members.get("crv") != ALGORITHM:
            raise DocumentError("This is not the public part of an Ed25519 key.")
        try:
            key = OKPKey.import_key(members)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise DocumentError("This is not the public part of an Ed25519 key.") from error
        return cls(jwk={name: str(key.as_dict(private=False)[name]) for name in members})

    @property
    def thumbprint(self) -> str:
        """The name of the key: its SHA-256 thumbprint (RFC 7638), in base64url."""
        return str(OKPKey.import_key(dict(self.jwk)).thumbprint())

    @property
    def fingerprint(self) -> str:
        """The thumbprint for the eyes of two people who compare it, in groups."""
        text = digest(self.thumbprint.encode())[:40].upper()
        return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A statement as it stands there, not verified: for looking at, not for believing."""

    statement: str
    kid: str
    claims: Mapping[str, Any]


def peek(token: str) -> Signed:
    """Read a compact JWS without verifying it; raises `AttestationError`."""
    if len(token) > MAX_ATTESTATION_BYTES:
        raise AttestationError("The attestation is too long.")
    try:
        found = jws.extract_compact(token.encode("ascii"))
        claims = parse(found.payload)
        header = found.headers()
    except (JoseError, ValueError, TypeError, DocumentError) as error:
        raise AttestationError("The attestation can't be read.") from error
    if not isinstance(claims, dict):
        raise AttestationError("The attestation can't be read.")
    return Signed(
        statement=str(header.get("typ", "")), kid=str(header.get("kid", "")), claims=claims
    )


def verify(token: str, key: PublicKey, statement: Statement) -> dict[str, Any]:
    """Return the claims of a statement that this key has signed; raises `AttestationError`."""
    signed = peek(token)
    if signed.statement != statement.value:
        raise AttestationError(
            f"The attestation is of the type {signed.statement[:40]!r}, not {statement.value!r}."
        )
    try:
        jws.deserialize_compact(token, OKPKey.import_key(dict(key.jwk)), algorithms=[ALGORITHM])
    except (JoseError, ValueError, TypeError) as error:
        raise AttestationError(
            f"The attestation is not by the key {key.thumbprint[:12]}…: its signature is wrong."
        ) from error
    return dict(signed.claims)


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """The hub that attests: its identity, and its epoch with the time at which it began."""

    hub: UUID
    epoch: UUID
    began: datetime


def item_claims(change: Change, approval: Approval | None, issuer: Issuer) -> dict[str, Any]:
    """Return what a hub attests of one change.

    Of two attestations of an item the one of the later epoch holds, in one epoch the one of the
    higher version: `freshness` gives the pair to compare.
    """
    claims: dict[str, Any] = {
        "hub": str(issuer.hub),
        "epoch": str(issuer.epoch),
        "began": format_moment(issuer.began),
        "id": str(change.id),
        "locale": change.locale,
        "type": change.type,
        "version": change.version,
        "state": change.state.value,
    }
    if change.state is State.LIVE:
        claims["digest"] = change.digest
    if approval is not None:
        claims["approval"] = to_json(approval)
    if change.withdrawal is not None:
        claims["withdrawal"] = to_json(change.withdrawal)
    return claims


def check_claims(claims: Mapping[str, Any], change: Change, item: Item | None = None) -> None:
    """Refuse a change that is not what was attested; raises `AttestationError`.

    With the `item`, its approval must be the attested one as well.
    """
    expected = {
        "id": str(change.id),
        "locale": change.locale,
        "type": change.type,
        "version": change.version,
        "state": change.state.value,
    }
    if change.state is State.LIVE:
        expected["digest"] = change.digest
    if item is not None:
        approval = to_json(item.approval) if item.approval else None
        if claims.get("approval") != approval:
            raise AttestationError(f"The approval of {change.key} is not the attested one.")
    for name, value in expected.items():
        if claims.get(name) != value:
            raise AttestationError(f"The {name} of {change.key} is not the attested one.")
    # Both as this version reads them: a kind of a later one is the same to it on both sides.
    attested = claims.get("withdrawal")
    if (read_withdrawal(attested) if attested else None) != change.withdrawal:
        raise AttestationError(f"The withdrawal of {change.key} is not the attested one.")


def freshness(claims: Mapping[str, Any]) -> tuple[str, int]:
    """Return what tells which of two attestations of one item is the later: epoch, version.

    Raises `AttestationError` where the claims lack it.
    """
    began, version = claims.get("began"), claims.get("version")
    if not isinstance(began, str) or not is_moment(began) or not isinstance(version, int):
        raise AttestationError("The attestation does not say when its epoch began.")
    return began, version


def is_moment(value: Any) -> bool:
    """Tell whether a value is a time as `format_moment` writes it."""
    return isinstance(value, str) and _MOMENT.match(value) is not None


def format_moment(value: datetime) -> str:
    """Write a time in UTC in one form and length, so that texts compare as times do.

    `documents.format_time` writes the same moment as short as it goes.
    """
    # Not strftime, which writes the years before 1000 with fewer digits on some systems.
    text = value.astimezone(timezone.utc).replace(tzinfo=None).isoformat(timespec="microseconds")
    return f"{text}Z"
