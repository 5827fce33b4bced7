"""Connecting a site by a link: whom it believes, what it keeps, and what a lost answer costs."""

from __future__ import annotations

import pytest
from django.test import override_settings

from tests.hub_simulator import HUB, KEY, SIGNING_KEY, URL, Fault, HubSimulator
from wagtail_asean.exceptions import (
    AddressNotAllowed,
    EnrolmentError,
    HubRefused,
    HubUnreachable,
)
from wagtail_asean.protocol import SigningKey
from wagtail_asean.subscriber import enrolment, sync
from wagtail_asean.subscriber.models import Subscription, TrustedKey

from .conftest import column


def look(hub, text=None):
    return enrolment.look(enrolment.read_link(text or hub.invite()), hub.client(key=""))


def enrol(hub, home, encounter=None, **choices):
    choices = {"parent": home, "policy": "ask", **choices}
    return enrolment.enrol(encounter or look(hub), client=hub.client(key=""), **choices)


def test_a_link_is_read_however_it_was_pasted(hub):
    text = hub.invite()
    link = enrolment.read_link(text)
    assert (link.hub_url, link.code) == (URL, "asean-code-0")
    assert link.thumbprint == SIGNING_KEY.public.thumbprint
    assert enrolment.read_link(f"  <{text[:40]}\n {text[40:]}> ") == link
    assert enrolment.read_link(text.replace("/#", "#")) == link
    assert link.code not in repr(link)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a link"),
        ("trường A", "not a link"),
        ("javascript:alert(1)#a~b", "not a link"),
        (URL + "enrolment/", "not a link"),
        (URL + "enrolment/#asean-code-0", "part of the link is missing"),
        (URL + "enrolment/#asean-code-0~abc", "part of the link is missing"),
        (URL + "changes/#asean-code-0~" + "a" * 43, "part of the link is missing"),
        (URL + "enrolment/#" + "a" * 2000, "not a link"),
    ],
)
def test_what_is_no_link_is_refused_in_words(text, words):
    with pytest.raises(EnrolmentError, match=words):
        enrolment.read_link(text)


@pytest.mark.parametrize("address", ["http://so.example/api/", "https://10.0.0.1/api/"])
def test_a_link_leads_only_where_this_site_may_speak(hub, address):
    link = enrolment.read_link(hub.invite().replace(URL, address))
    with pytest.raises(AddressNotAllowed):
        enrolment.look(link, hub.client(key=""))
    assert hub.requests == []


def test_a_site_is_connected_with_all_that_it_needs(hub, home):
    encounter = look(hub)
    assert (encounter.name, encounter.key) == ("Sở", SIGNING_KEY.public)
    row = enrol(hub, home, encounter)
    row.refresh_from_db()
    assert (row.key, row.webhook_secret, row.ticket) == (KEY, "whsec_first", "ticket-1")
    assert (row.hub_uid, row.policy, row.parent_page.pk) == (HUB, "ask", home.pk)
    assert row.environment
    assert row.key_made_at
    assert KEY not in row.encrypted_key
    assert TrustedKey.objects.get().thumbprint == SIGNING_KEY.public.thumbprint
    (site,) = hub.sites
    assert (site.instance, site.policy) == (row.uid, "ask")
    assert set(site.languages) == {"vi", "en"}
    hub.publish(column())
    assert sync.pull(row, client=hub.client()).run.created == 1


def test_the_key_of_the_link_must_be_the_hubs(hub, home):
    other = HubSimulator(signing_key=SigningKey.make())
    with pytest.raises(EnrolmentError, match="Somebody may stand between"):
        look(other, hub.invite())
    assert other.requests == ["enrolment/"]
    assert not Subscription.objects.exists()


def test_a_hub_that_changes_between_look_and_claim_is_not_believed(hub, home):
    encounter = look(hub)
    hub.signing_key = SigningKey.make()
    with pytest.raises(EnrolmentError, match="does not have the key"):
        enrol(hub, home, encounter)
    assert not Subscription.objects.exists()
    assert not TrustedKey.objects.exists()


def test_a_link_whose_key_was_revoked_connects_nothing(hub, home, subscription):
    TrustedKey.objects.update(revoked_at="2026-01-01T00:00:00Z")
    with pytest.raises(EnrolmentError, match="was revoked"):
        look(hub)


def test_a_lost_answer_is_asked_for_again_with_the_same_link(hub, home):
    text = hub.invite()
    hub.on_request = lambda path: (
        hub.fail_next("enrolment/", Fault.CUT) if hub.requests == ["enrolment/"] * 2 else None
    )
    with pytest.raises(HubUnreachable):
        enrol(hub, home, look(hub, text))
    assert not Subscription.objects.exists()
    row = enrol(hub, home, look(hub, text))
    assert row.key == KEY
    assert hub.sites[0].instance == hub.sites[1].instance == row.uid


def test_a_used_link_connects_no_other_site(hub, home):
    text = hub.invite()
    enrol(hub, home, look(hub, text))
    Subscription.objects.all().delete()
    with (
        override_settings(SECRET_KEY="another site's"),
        pytest.raises(HubRefused, match="used before"),
    ):
        enrol(hub, home, look(hub, text))
    assert not Subscription.objects.exists()


def test_an_expired_link_says_so(hub, home):
    text = hub.invite()
    hub.ended_codes.add("asean-code-0")
    with pytest.raises(HubRefused, match="has expired"):
        enrol(hub, home, look(hub, text))


def test_connecting_again_keeps_the_subscription_and_what_it_has(hub, home, subscription):
    hub.publish(column())
    sync.pull(subscription, client=hub.client())
    subscription.pause, subscription.is_active = "copy", False
    subscription.save()
    subscription.refresh_from_db()
    enrol(hub, home, policy="follow")
    row = Subscription.objects.get()
    assert (row.pk, row.name, row.policy) == (subscription.pk, "Sở", "follow")
    assert (row.pause, row.is_active, row.cursor) == ("", True, subscription.cursor)
    assert row.items.count() == 1
