"""What is signed: the worked examples verify, and claims come back as they were."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import datetime, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_asean import protocol
from wagtail_asean.exceptions import AttestationError, DocumentError
from wagtail_asean.protocol import (
    Approval,
    Change,
    Introduction,
    Issuer,
    Move,
    PublicKey,
    Revocation,
    SigningKey,
    State,
    Statement,
    Withdrawal,
    WithdrawalKind,
    check_claims,
    format_moment,
    freshness,
    item_claims,
    read_statement,
    sign_statement,
    verify,
)

from .examples import CURRENT_KEY, FORMER_KEY, load, named

KEYS = {key.public.thumbprint: key for key in map(SigningKey.load, (CURRENT_KEY, FORMER_KEY))}
CURRENT = SigningKey.load(CURRENT_KEY)
SIGNED = ["change-live", "change-live-with-document", "change-correction"]


# -- the worked examples -----------------------------------------------------------------------


@pytest.mark.parametrize("name", SIGNED)
def test_a_signed_change_is_attested_by_the_key_of_the_hub(name):
    change = protocol.read_change(load(name))
    key = PublicKey.read(protocol.read_root(load("root")).keys[0])
    documents = {protocol.digest(protocol.canonical(load(n))): load(n) for n in named("item-")}
    item = protocol.read_item(documents[change.digest]) if change.digest else None

    claims = verify(change.attestation, key, Statement.ITEM)

    check_claims(claims, change, item)
    assert claims["hub"] == load("root")["hub"]
    assert claims["epoch"] == load("root")["epoch"]


@pytest.mark.parametrize("name", [*named("attestation-"), *named("statement-")])
def test_an_example_is_signed_as_it_would_be_signed_again(name):
    example = load(name)
    key = KEYS[PublicKey.read(example["key"]).thumbprint]

    assert key.sign(Statement(example["typ"]), example["claims"]) == example["jws"]
    assert verify(example["jws"], key.public, Statement(example["typ"])) == example["claims"]


def test_the_examples_of_attestations_are_those_of_the_changes():
    assert load("attestation-live")["jws"] == load("change-live")["attestation"]
    assert load("attestation-withdrawn")["jws"] == load("change-correction")["attestation"]


def test_the_statements_of_the_hub_are_those_of_the_examples_in_their_order():
    names = ["statement-key", "statement-revocation", "statement-address"]
    assert load("root")["statements"] == [load(name)["jws"] for name in names]
    kinds = [
        type(read_statement(load(name)["jws"], PublicKey.read(load(name)["key"]))) for name in names
    ]
    assert kinds == [Introduction, Revocation, Move]


# -- round trips -------------------------------------------------------------------------------

TIMES = st.datetimes(
    min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=st.just(timezone.utc)
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=50)
ISSUERS = st.builds(Issuer, hub=st.uuids(), epoch=st.uuids(), began=TIMES)
WITHDRAWALS = st.builds(
    Withdrawal,
    kind=st.sampled_from(WithdrawalKind),
    reason=TEXTS.map(str.strip),
    replaced_by=st.none() | st.uuids(),
    deadline=st.none() | TIMES,
)
APPROVALS = st.none() | st.builds(Approval, role=TEXTS, number=TEXTS, note=TEXTS)


@st.composite
def changes(draw):
    withdrawal = draw(st.none() | WITHDRAWALS)
    return Change(
        sequence=draw(st.integers(1, 10**9)),
        id=draw(st.uuids()),
        locale=draw(st.sampled_from(["vi", "en", "zh-Hans"])),
        type=draw(st.sampled_from(["article", "banner"])),
        state=State.WITHDRAWN if withdrawal else State.LIVE,
        version=draw(st.integers(1, 10**9)),
        digest="" if withdrawal else draw(st.binary(min_size=1)).hex().ljust(64, "0")[:64],
        withdrawal=withdrawal,
    )


@given(changes(), APPROVALS, ISSUERS)
def test_claims_come_back_as_they_were_and_hold_for_their_change_alone(change, approval, issuer):
    claims = item_claims(change, approval, issuer)

    found = verify(CURRENT.sign(Statement.ITEM, claims), CURRENT.public, Statement.ITEM)

    assert found == claims
    check_claims(found, change)
    assert freshness(found) == (format_moment(issuer.began), change.version)
    for other in (
        dataclasses.replace(change, version=change.version + 1),
        dataclasses.replace(change, id=UUID(int=1)),
        dataclasses.replace(change, locale="km"),
    ):
        with pytest.raises(AttestationError):
            check_claims(found, other)


@given(TIMES, TIMES)
def test_of_two_moments_the_later_is_the_later_text(one, other):
    assert (format_moment(one) < format_moment(other)) == (one < other)


KINDS = st.one_of(
    st.builds(
        Introduction,
        hub=st.uuids(),
        key=st.sampled_from([key.public for key in KEYS.values()]),
        issued=TIMES.map(format_moment),
    ),
    st.builds(
        Revocation,
        hub=st.uuids(),
        kid=st.sampled_from(list(KEYS)),
        issued=TIMES.map(format_moment),
    ),
    st.builds(Move, hub=st.uuids(), url=TEXTS.filter(bool), issued=TIMES.map(format_moment)),
)


@given(KINDS)
def test_a_statement_comes_back_as_it_was(said):
    token = sign_statement(said, CURRENT)

    assert read_statement(token, CURRENT.public) == said
    with pytest.raises(AttestationError, match="signature is wrong"):
        read_statement(token, KEYS[SigningKey.load(FORMER_KEY).public.thumbprint].public)


def test_a_key_that_was_stored_signs_as_before():
    key = SigningKey.make()
    stored = SigningKey.load(json.loads(json.dumps(key.private)))

    assert stored.public == key.public
    assert verify(stored.sign(Statement.ITEM, {"a": 1}), key.public, Statement.ITEM) == {"a": 1}


def test_a_fingerprint_can_be_read_out_and_is_of_one_key_alone():
    one, other = (SigningKey.make().public.fingerprint for _ in range(2))

    assert re.fullmatch(r"([0-9A-F]{4} ){9}[0-9A-F]{4}", one)
    assert one != other


@pytest.mark.parametrize("token", ["", "a.b", "no token", "a.b.c", "ổ.b.c"])
def test_what_is_no_token_is_refused(token):
    with pytest.raises(AttestationError, match="can't be read"):
        verify(token, CURRENT.public, Statement.ITEM)


def test_a_statement_is_none_of_another_type():
    token = CURRENT.sign(Statement.ADDRESS, {"hub": "x"})

    with pytest.raises(AttestationError, match="of the type 'asean-address', not 'asean-item'"):
        verify(token, CURRENT.public, Statement.ITEM)


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        ({"approval": {"role": "Another"}}, "approval"),
        ({"version": 99}, "version"),
        ({"withdrawal": {"kind": "wrong"}}, "withdrawal"),
    ],
)
def test_claims_that_say_otherwise_are_of_another_change(changed, what):
    change = protocol.read_change(load("change-live-with-document"))
    key = PublicKey.read(protocol.read_root(load("root")).keys[0])
    claims = verify(change.attestation, key, Statement.ITEM)
    item = next(
        protocol.read_item(load(name))
        for name in named("item-")
        if protocol.digest(protocol.canonical(load(name))) == change.digest
    )

    with pytest.raises(AttestationError, match=f"The {what} of .* is not the attested one"):
        check_claims({**claims, **changed}, change, item)


@pytest.mark.parametrize("claims", [{}, {"began": "once", "version": 1}, {"version": 1}])
def test_an_attestation_without_its_time_is_no_older_or_newer(claims):
    with pytest.raises(AttestationError, match="when its epoch began"):
        freshness(claims)


@pytest.mark.parametrize("jwk", [None, {"kty": "RSA"}])
def test_no_key_is_introduced_that_is_none(jwk):
    claims = {"hub": str(UUID(int=1)), "issued": "2026-08-01T00:00:00.000000Z", "key": jwk}
    token = CURRENT.sign(Statement.KEY, claims)

    with pytest.raises(AttestationError, match="Ed25519"):
        read_statement(token, CURRENT.public)


def test_a_moment_of_signing_is_written_as_every_moment_is():
    moment = datetime(2026, 8, 1, 7, tzinfo=timezone.utc)

    assert protocol.issued_at(moment) == format_moment(moment)


def test_a_statement_of_a_later_version_is_not_known():
    header = {"alg": "Ed25519", "kid": CURRENT.public.thumbprint, "typ": "asean-threshold"}
    from joserfc import jws

    token = jws.serialize_compact(header, b"{}", CURRENT.key, algorithms=["Ed25519"])

    with pytest.raises(AttestationError, match="'asean-threshold' are not known here"):
        read_statement(token, CURRENT.public)


@pytest.mark.parametrize(
    "jwk",
    [None, [], {}, {"kty": "RSA"}, {**CURRENT_KEY, "x": "AAAA"}, {**CURRENT_KEY, "crv": "X25519"}],
)
def test_what_is_no_public_key_is_refused(jwk):
    with pytest.raises(DocumentError, match="Ed25519"):
        PublicKey.read(jwk)


def test_a_public_key_that_comes_with_its_private_part_leaves_it_behind():
    assert set(PublicKey.read(CURRENT_KEY).jwk) == {"kty", "crv", "x"}


@pytest.mark.parametrize(
    "claims",
    [
        {"hub": "00000000-0000-4000-8000-0000000000b0", "url": "https://so.example/"},
        {
            "hub": "00000000-0000-4000-8000-0000000000b0",
            "url": "https://so.example/",
            "issued": "x",
        },
        {"hub": "no uid", "url": "https://so.example/", "issued": "2026-08-01T00:00:00.000000Z"},
    ],
)
def test_a_statement_that_does_not_say_of_whom_or_when_is_refused(claims):
    key = protocol.SigningKey.make()
    token = key.sign(Statement.ADDRESS, claims)

    with pytest.raises(AttestationError, match="does not say|no usable issued"):
        protocol.read_statement(token, key.public)


@pytest.mark.parametrize("claims", [[], ["hub"], "hub"])
def test_what_is_signed_and_no_object_is_refused(claims):
    key = protocol.SigningKey.make()

    with pytest.raises(AttestationError, match="can't be read"):
        protocol.peek(key.sign(Statement.ITEM, claims))


def test_an_attestation_without_end_is_not_even_looked_at():
    with pytest.raises(AttestationError, match="too long"):
        protocol.peek("a" * 20_000)


def test_an_approval_is_read_by_itself():
    approval = protocol.read_approval({"role": "Lãnh đạo Sở", "number": "12/QĐ"})

    assert (approval.role, approval.number) == ("Lãnh đạo Sở", "12/QĐ")
    with pytest.raises(DocumentError):
        protocol.read_approval({"date": "yesterday"})
