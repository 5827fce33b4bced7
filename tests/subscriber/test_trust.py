"""Nothing appears at a school that its hub has not signed, and it is said why in plain words."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import hmac
import json
import re
from datetime import datetime, timezone
from typing import Any
from uuid import UUID

import pytest
from joserfc import jws
from joserfc.jwk import OctKey

from tests.hub_simulator import HUB, SIGNING_KEY, URL, Fault, HubSimulator
from wagtail_asean.exceptions import AttestationError
from wagtail_asean.pages.models import ArticlePage, ColumnPage
from wagtail_asean.protocol import (
    Approval,
    Change,
    Introduction,
    Issuer,
    Move,
    Revocation,
    SigningKey,
    Statement,
    Withdrawal,
    WithdrawalKind,
    item_claims,
    peek,
)
from wagtail_asean.subscriber import sync, trust
from wagtail_asean.subscriber.models import MirroredItem, Run, SetAsideItem, TrustedKey
from wagtail_asean.subscriber.trust import Trust

from .conftest import article, assert_same_as, column

pytestmark = pytest.mark.usefixtures("one_school")

NEW_URL = "http://127.0.0.1/asean/api/"


def pull(subscription, hub, **options):
    subscription.refresh_from_db()
    return sync.pull(subscription, client=hub.client(), **options)


def resign(hub: HubSimulator, change: Change, claims: dict[str, Any]) -> str:
    """Sign a change with claims that are not its own."""
    issuer = Issuer(hub=hub.uid, epoch=hub.epoch, began=hub.began)
    return SIGNING_KEY.sign(Statement.ITEM, {**item_claims(change, None, issuer), **claims})


def put(hub: HubSimulator, change: Change, **facts: Any) -> None:
    """Let the hub serve a change with other members, without signing it anew."""
    row = hub.rows[change.key]
    row.change = dataclasses.replace(row.change, **facts)


def encoded(value: Any) -> str:
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def without_algorithm(change: Change) -> str:
    header = {"alg": "none", "kid": SIGNING_KEY.public.thumbprint, "typ": "asean-item"}
    return f"{encoded(header)}.{change.attestation.split('.')[1]}."


def by_public_key_as_secret(change: Change) -> str:
    """The old trick: the public key, which everybody has, taken as the secret of an HMAC."""
    public = SIGNING_KEY.public
    secret = base64.urlsafe_b64decode(public.jwk["x"] + "=")
    header = {"alg": "HS256", "kid": public.thumbprint, "typ": "asean-item"}
    body = f"{encoded(header)}.{change.attestation.split('.')[1]}"
    seal = hmac.new(secret, body.encode(), hashlib.sha256).digest()
    token = f"{body}.{encoded(seal)}"
    # It would hold, if anybody looked at it that way.
    assert jws.deserialize_compact(token, OctKey.import_key(secret), algorithms=["HS256"])
    return token


def wrong_signature(change: Change) -> str:
    head, body, seal = change.attestation.split(".")
    return f"{head}.{body}.{seal[:-4]}{'AAAA' if seal[-4:] != 'AAAA' else 'BBBB'}"


def other_payload(change: Change) -> str:
    head, body, seal = change.attestation.split(".")
    claims = dict(peek(change.attestation).claims)
    return f"{head}.{encoded({**claims, 'role': 'Sở'})}.{seal}"


FORGERIES = {
    "no attestation": (lambda change: "", "not signed, so that nobody vouches"),
    "a wrong signature": (wrong_signature, "its signature is wrong"),
    "another payload": (other_payload, "its signature is wrong"),
    "no algorithm": (without_algorithm, "can't be read|signature is wrong"),
    "a secret that is none": (by_public_key_as_secret, "can't be read|signature is wrong"),
    "no token at all": (lambda change: "rubbish", "can't be read"),
    "letters of no alphabet": (lambda change: "ê.ê.ê", "can't be read"),
    "far too long": (lambda change: change.attestation + "A" * 20_000, "can't read"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_law_8_what_is_forged_does_not_appear(hub, subscription, forgery):
    forge, reason = FORGERIES[forgery]
    hub.publish(column())
    change = hub.publish(article())
    put(hub, change, attestation=forge(change))
    assert pull(subscription, hub).run.set_aside == 1
    assert not ArticlePage.objects.exists()
    assert ColumnPage.objects.exists()
    found = SetAsideItem.objects.get()
    assert found.item_id == change.id
    assert re.search(reason, found.message), found.message
    # When the hub sends it as it should be, it comes by itself.
    put(hub, change, attestation=change.attestation)
    pull(subscription, hub, full=True)
    assert ArticlePage.objects.get().live
    assert not SetAsideItem.objects.exists()


OTHER_CLAIMS = {
    "another item's id": ({"id": "00000000-0000-4000-8000-000000000001"}, "The id of"),
    "another language": ({"locale": "en"}, "The locale of"),
    "another type": ({"type": "event"}, "The type of"),
    "another version": ({"version": 7}, "The version of"),
    "another state": ({"state": "withdrawn"}, "The state of"),
    "another digest": ({"digest": "0" * 64}, "The digest of"),
    "an approval that it has not": ({"approval": {"role": "Giám đốc"}}, "The approval of"),
    "another hub": ({"hub": "00000000-0000-4000-8000-000000000002"}, "in the name of another hub"),
    "no epoch": ({"began": "later"}, "does not say when its epoch began"),
}


@pytest.mark.parametrize("name", OTHER_CLAIMS)
def test_law_8_what_is_signed_for_something_else_does_not_appear(hub, subscription, name):
    claims, reason = OTHER_CLAIMS[name]
    hub.publish(column())
    change = hub.publish(article())
    put(hub, change, attestation=resign(hub, change, claims))
    pull(subscription, hub)
    assert not ArticlePage.objects.exists()
    assert reason in SetAsideItem.objects.get().message


def test_law_8_an_approval_that_was_changed_on_the_way_is_refused(hub, subscription):
    hub.publish(column())
    change = hub.publish(article(approval=Approval(role="Trưởng phòng", number="12")))
    claims = {"approval": {"role": "Giám đốc", "number": "12"}}
    put(hub, change, attestation=resign(hub, change, claims))
    pull(subscription, hub)
    assert not ArticlePage.objects.exists()
    assert "The approval of" in SetAsideItem.objects.get().message


STATEMENTS = [
    Introduction(hub=HUB, key=SIGNING_KEY.public, issued="2030-01-01T00:00:00.000000Z"),
    Revocation(hub=HUB, kid="x", issued="2030-01-01T00:00:00.000000Z"),
    Move(hub=HUB, url=URL, issued="2030-01-01T00:00:00.000000Z"),
]


@pytest.mark.parametrize("said", STATEMENTS, ids=lambda said: said.kind.value)
def test_law_8_a_statement_of_one_type_stands_for_no_other(hub, subscription, said):
    hub.publish(column())
    change = hub.publish(article())
    claims = {**peek(change.attestation).claims, **said.claims()}
    put(hub, change, attestation=SIGNING_KEY.sign(said.kind, claims))
    pull(subscription, hub)
    assert not ArticlePage.objects.exists()
    assert f"of the type '{said.kind.value}'" in SetAsideItem.objects.get().message
    # Nor does an item's attestation introduce a key.
    hub.statements = [SIGNING_KEY.sign(Statement.ITEM, {**claims, "key": dict(intruder().jwk)})]
    pull(subscription, hub, full=True)
    assert keys(subscription) == {SIGNING_KEY.public.thumbprint}


WITHDRAWALS = {
    "the reason": {"reason": "Chuyện khác."},
    "the replacement": {"replaced_by": HUB},
    "the kind": {"kind": WithdrawalKind.SUPERSEDED},
    "the deadline": {"deadline": None},
}


@pytest.mark.parametrize("changed", WITHDRAWALS)
def test_law_8_a_recall_that_was_changed_on_the_way_is_refused_and_said(hub, subscription, changed):
    hub.publish(column())
    change = hub.publish(article())
    pull(subscription, hub)
    deadline = datetime(2030, 1, 1, tzinfo=timezone.utc)
    true = Withdrawal(kind=WithdrawalKind.GONE, reason="Có sai sót.", deadline=deadline)
    withdrawn = hub.withdraw(change.key)
    issuer = Issuer(hub=hub.uid, epoch=hub.epoch, began=hub.began)
    token = SIGNING_KEY.sign(
        Statement.ITEM, item_claims(dataclasses.replace(withdrawn, withdrawal=true), None, issuer)
    )
    forged = dataclasses.replace(true, **WITHDRAWALS[changed])
    put(hub, change, withdrawal=forged, attestation=token)
    pull(subscription, hub)
    assert ArticlePage.objects.get().live
    assert "The withdrawal of" in SetAsideItem.objects.get().message
    put(hub, change, withdrawal=true)
    pull(subscription, hub, full=True)
    assert not ArticlePage.objects.get().live


def test_law_8_a_type_that_nobody_vouches_for_takes_no_page_down(hub, subscription):
    hub.publish(column())
    change = hub.publish(article())
    pull(subscription, hub)
    hub.head += 1
    put(hub, change, type="hologram", sequence=hub.head, version=2)
    pull(subscription, hub)
    assert ArticlePage.objects.get().live
    assert "The type of" in SetAsideItem.objects.get().message


# -- replay ----------------------------------------------------------------------------------


def test_law_11_an_older_version_that_is_sent_again_is_refused(hub, subscription):
    hub.publish(column())
    item = article("Cũ")
    old = hub.publish(item)
    old_row = dataclasses.replace(hub.rows[item.key])
    hub.publish(dataclasses.replace(item, title="Mới"))
    pull(subscription, hub)
    hub.head += 1
    hub.rows[item.key] = dataclasses.replace(
        old_row, change=dataclasses.replace(old, sequence=hub.head)
    )
    pull(subscription, hub)
    assert ArticlePage.objects.get().title == "Mới"
    assert "older than what this site has" in SetAsideItem.objects.get().message


def test_law_11_a_restored_hub_is_followed_back_and_both_states_are_equal(hub, subscription):
    hub.publish(column())
    kept = article("Trước", slug="truoc")
    hub.publish(kept)
    backup = dict(hub.rows)
    hub.publish(dataclasses.replace(kept, title="Sau"))
    lost = article("Mất", slug="mat")
    hub.publish(lost)
    pull(subscription, hub)
    old_rows = {key: dataclasses.replace(row) for key, row in hub.rows.items()}
    hub.restore_from_backup(backup)
    assert pull(subscription, hub).run.set_aside == 0
    assert ArticlePage.objects.get(slug="truoc").title == "Trước"
    assert MirroredItem.objects.for_key(kept.key).get().version == 1
    assert not ArticlePage.objects.get(slug="mat").live
    assert_same_as(hub, subscription)

    # Somebody sends what was signed before the restore once more: newer versions, older epoch.
    for row in old_rows.values():
        hub.head += 1
        hub.rows[row.change.key] = dataclasses.replace(
            row, change=dataclasses.replace(row.change, sequence=hub.head)
        )
    pull(subscription, hub)
    assert ArticlePage.objects.get(slug="truoc").title == "Trước"
    assert not ArticlePage.objects.get(slug="mat").live
    said = list(SetAsideItem.objects.values_list("message", flat=True))
    assert len(said) == 3
    assert all("before the hub was restored" in message for message in said)


# -- keys ------------------------------------------------------------------------------------


def intruder():
    return SigningKey.make().public


def keys(subscription, **lookups) -> set[str]:
    rows = subscription.trusted_keys.filter(**lookups)
    return set(rows.values_list("thumbprint", flat=True))


def test_a_new_key_that_the_old_one_vouches_for_is_learned_in_the_run_that_meets_it(
    hub, subscription
):
    hub.publish(column())
    pull(subscription, hub)
    hub.rotate()
    hub.publish(article())
    assert pull(subscription, hub).run.set_aside == 0
    assert ArticlePage.objects.get().live
    new = hub.signing_key.public.thumbprint
    assert keys(subscription) == {SIGNING_KEY.public.thumbprint, new}
    assert TrustedKey.objects.get(thumbprint=new).introduced_by == SIGNING_KEY.public.thumbprint
    assert hub.requests.count("") == 1


def test_a_site_that_was_away_for_several_keys_goes_on(hub, subscription):
    for __ in range(3):
        hub.revoke(hub.rotate())
    hub.publish(column())
    hub.publish(article())
    pull(subscription, hub)
    assert ArticlePage.objects.get().live
    assert keys(subscription, revoked_at=None) == {hub.signing_key.public.thumbprint}
    assert_same_as(hub, subscription)


def test_a_key_that_nobody_vouches_for_is_not_believed(hub, subscription):
    hub.publish(column())
    pull(subscription, hub)
    hub.signing_key = SigningKey.make()
    hub.publish(article())
    hub.publish(article("Hai", slug="hai"))
    before = hub.requests.count("")
    pull(subscription, hub)
    assert not ArticlePage.objects.exists()
    for row in SetAsideItem.objects.all():
        assert "which this site does not trust" in row.message
        assert row.code == "attestation"
    # The hub is asked once in a run, not for each item.
    assert hub.requests.count("") == before + 1


def test_what_was_set_aside_comes_when_its_key_is_vouched_for(hub, subscription):
    hub.publish(column())
    pull(subscription, hub)
    new = hub.signing_key = SigningKey.make()
    hub.publish(article())
    pull(subscription, hub)
    SetAsideItem.objects.update(attempts=30, next_attempt_at="2100-01-01T00:00:00+00:00")
    hub.say(Introduction(hub=HUB, key=new.public, issued=hub.now()), by=SIGNING_KEY)
    pull(subscription, hub)
    assert ArticlePage.objects.get().live
    assert not SetAsideItem.objects.exists()
    assert_same_as(hub, subscription)


def test_what_a_revoked_key_has_signed_is_refused(hub, subscription):
    hub.publish(column())
    pull(subscription, hub)
    stolen = hub.rotate()
    hub.revoke(stolen)
    pull(subscription, hub)
    assert keys(subscription, revoked_at=None) == {hub.signing_key.public.thumbprint}
    hub.signing_key = stolen
    hub.publish(article())
    pull(subscription, hub)
    assert not ArticlePage.objects.exists()
    assert "which was revoked" in SetAsideItem.objects.get().message


def test_a_poll_without_changes_hears_of_a_revoked_key(hub, subscription):
    hub.publish(column())
    pull(subscription, hub)
    assert pull(subscription, hub).is_unchanged
    hub.revoke(hub.rotate())
    pull(subscription, hub)
    assert SIGNING_KEY.public.thumbprint not in keys(subscription, revoked_at=None)
    assert pull(subscription, hub).is_unchanged


def test_a_key_that_a_revoked_one_vouches_for_is_not_believed(hub, subscription):
    hub.publish(column())
    stolen = hub.rotate()
    hub.revoke(stolen)
    pull(subscription, hub, full=True)
    forger = SigningKey.make()
    hub.say(Introduction(hub=HUB, key=forger.public, issued=hub.now()), by=stolen)
    hub.signing_key = forger
    hub.publish(article())
    pull(subscription, hub)
    assert not ArticlePage.objects.exists()
    assert forger.public.thumbprint not in keys(subscription)


@pytest.fixture
def trusted(subscription) -> Trust:
    return Trust(subscription)


def test_a_key_revokes_not_itself_and_brings_no_other_back(hub, subscription, trusted):
    own = SIGNING_KEY.public.thumbprint
    hub.revoke(SIGNING_KEY)
    assert trusted.learn(hub.root()).keys == 0
    assert keys(subscription, revoked_at=None) == {own}
    hub.statements = []
    hub.revoke(hub.rotate())
    trusted.learn(hub.root())
    # The new key can't undo it by introducing the old one again, nor can anybody.
    hub.say(Introduction(hub=HUB, key=SIGNING_KEY.public, issued=hub.now()))
    trusted.learn(hub.root())
    assert own not in keys(subscription, revoked_at=None)


def test_a_key_speaks_for_its_own_hub_alone(hub, subscription, trusted):
    other = UUID("00000000-0000-4000-8000-0000000000b1")
    key = SigningKey.make()
    trust.add_key(subscription, key.public, other)
    trusted.load()
    hub.say(Introduction(hub=HUB, key=intruder(), issued=hub.now()), by=key)
    hub.say(Revocation(hub=other, kid=SIGNING_KEY.public.thumbprint, issued=hub.now()), by=key)
    hub.say(Move(hub=other, url=NEW_URL, issued=hub.now()), by=key)
    assert trusted.learn(hub.root()) == trust.Learned()
    assert len(keys(subscription, revoked_at=None)) == 2
    # The hub that is followed also vouches for those whose items it passes on: at first sight.
    third = UUID("00000000-0000-4000-8000-0000000000b2")
    for met in (other, third, third):
        hub.say(Introduction(hub=met, key=intruder(), issued=hub.now()))
    assert trusted.learn(hub.root()).keys == 2
    assert subscription.trusted_keys.filter(hub_uid=other).count() == 1
    hub.say(Introduction(hub=third, key=intruder(), issued=hub.now()))
    assert trusted.learn(hub.root()) == trust.Learned()


RUBBISH = [
    "",
    "rubbish",
    "a.b.c",
    SIGNING_KEY.sign(Statement.KEY, {}),
    SIGNING_KEY.sign(Statement.KEY, {"hub": str(HUB), "issued": "gestern", "key": {}}),
    SIGNING_KEY.sign(Statement.REVOCATION, {"hub": 7, "kid": [], "issued": None}),
    SIGNING_KEY.sign(Statement.ADDRESS, {"hub": str(HUB), "url": "", "issued": "x"}),
]


@pytest.mark.parametrize("text", RUBBISH)
def test_a_statement_that_is_none_is_passed_over(hub, subscription, trusted, text):
    hub.statements.append(text)
    hub.rotate()
    assert trusted.learn(hub.root()).keys == 1


def test_a_hub_that_does_not_describe_itself_is_followed_all_the_same(hub, subscription):
    hub.publish(column())
    pull(subscription, hub)
    hub.rotate()
    hub.publish(article())
    hub.requests.clear()
    for fault in (Fault.SERVER_ERROR, Fault.GARBAGE):

        def fail_root(path: str, fault: Fault = fault) -> None:
            if path == "":
                hub.fail_next(path, fault)

        hub.on_request = fail_root
        pull(subscription, hub)
        assert not ArticlePage.objects.exists()
    hub.on_request = lambda path: None
    pull(subscription, hub)
    assert ArticlePage.objects.get().live


def test_another_hub_at_the_same_address_changes_nothing_and_is_said(hub, subscription):
    hub.publish(column())
    hub.publish(article())
    pull(subscription, hub)
    other = HubSimulator(uid=UUID("00000000-0000-4000-8000-0000000000b2"))
    with pytest.raises(AttestationError, match="another hub answers than the one"):
        pull(subscription, other)
    assert ArticlePage.objects.get().live
    assert any("another hub answers" in run.message for run in Run.objects.all())


def test_the_key_of_another_subscription_is_not_believed(hub, subscription, home):
    from .conftest import make_subscription

    key = SigningKey.make()
    second = make_subscription(home)
    trust.add_key(second, key.public, HUB)
    hub.publish(column())
    hub.signing_key = key
    hub.publish(article())
    pull(subscription, hub)
    assert not ArticlePage.objects.exists()
    assert "does not trust" in SetAsideItem.objects.get().message


# -- a hub that moves ------------------------------------------------------------------------


def test_a_hub_that_moves_is_followed_without_a_visit(hub, subscription, settings):
    hub.publish(column())
    pull(subscription, hub)
    hub.announce_address(NEW_URL)
    # Not before it answers there.
    pull(subscription, hub)
    subscription.refresh_from_db()
    assert subscription.hub_url == URL
    hub.url = NEW_URL
    hub.publish(article())
    pull(subscription, hub)
    subscription.refresh_from_db()
    assert subscription.hub_url == NEW_URL
    assert ArticlePage.objects.get().live


def test_a_hub_that_moved_twice_is_at_the_newest_address_and_never_goes_back(hub, subscription):
    hub.url = NEW_URL
    hub.announce_address(NEW_URL)
    pull(subscription, hub)
    subscription.refresh_from_db()
    assert subscription.hub_url == NEW_URL
    first = hub.statements[0]
    hub.announce_address(URL)
    # The order in which they are listed says nothing.
    hub.statements = [hub.statements[1], first]
    pull(subscription, hub, full=True)
    subscription.refresh_from_db()
    assert subscription.hub_url == URL
    hub.statements = [first]
    pull(subscription, hub, full=True)
    subscription.refresh_from_db()
    assert subscription.hub_url == URL


@pytest.mark.parametrize(
    "url", ["http://example.org/api/", "https://10.0.0.1/api/", "ftp://localhost/", "javascript:1"]
)
def test_a_hub_moves_nowhere_where_this_site_may_not_go(hub, subscription, url):
    hub.publish(column())
    hub.announce_address(url)
    pull(subscription, hub, full=True)
    subscription.refresh_from_db()
    assert subscription.hub_url == URL
    assert_same_as(hub, subscription)


def test_an_address_by_a_key_that_is_revoked_since_is_not_followed(hub, subscription):
    hub.url = NEW_URL
    hub.announce_address(NEW_URL)
    hub.revoke(hub.rotate())
    pull(subscription, hub, full=True)
    subscription.refresh_from_db()
    assert subscription.hub_url == URL


def test_a_site_that_is_enrolled_later_stays_where_its_link_has_sent_it(hub, subscription):
    hub.url = NEW_URL
    hub.announce_address(NEW_URL)
    trust.pin(subscription, hub.root())
    pull(subscription, hub, full=True)
    subscription.refresh_from_db()
    assert subscription.hub_url == URL


def test_pinning_trusts_the_key_that_signs_now(hub, subscription):
    TrustedKey.objects.all().delete()
    hub.revoke(hub.rotate())
    assert trust.pin(subscription, hub.root()).thumbprint == hub.signing_key.public.thumbprint
    hub.publish(column())
    hub.publish(article())
    pull(subscription, hub)
    assert_same_as(hub, subscription)
