"""Enrolment from the link that a hub has made to the first run, with the hub's own code."""

from __future__ import annotations

import pytest
import requests

from tests.hub_in_process import InProcess
from wagtail_asean.exceptions import HubRefused
from wagtail_asean.hub import invitations
from wagtail_asean.hub.models import Subscriber
from wagtail_asean.hub.units import verbs
from wagtail_asean.subscriber import enrolment, key_rotation, sync
from wagtail_asean.subscriber.client import HubClient
from wagtail_asean.subscriber.models import Subscription

ADDRESS = "http://localhost/asean/api/enrolment/"


@pytest.fixture
def reached(monkeypatch):
    """Let every client of the site reach the hub in this process."""
    original = HubClient.__init__

    def with_session(self, url, key, **options):
        session = requests.Session()
        session.mount("http://", InProcess())
        original(self, url, key, **{**options, "session": session, "pause": 0})

    monkeypatch.setattr(HubClient, "__init__", with_session)


@pytest.fixture
def link(home):
    unit = verbs.add_unit(name="Trường THCS Hoa Sen", code="HS1")
    return enrolment.read_link(invitations.invite([unit], ADDRESS)[0].link)


def enrol(link, home):
    return enrolment.enrol(enrolment.look(link), parent=home, policy="follow")


def test_a_school_is_enrolled_by_the_link_that_the_hub_has_made(reached, link, home):
    subscription = enrol(link, home)
    site = Subscriber.objects.get()
    assert (site.unit.code, site.instance) == ("HS1", subscription.uid)
    assert site.webhook_secret == subscription.webhook_secret
    assert site.ticket == subscription.ticket
    assert site.policy == "follow"
    assert sync.pull(subscription).requests >= 1


def test_the_same_site_may_ask_again_and_another_may_not(reached, link, home, settings):
    enrol(link, home)
    Subscription.objects.all().delete()
    again = enrol(link, home)
    Subscription.objects.all().delete()
    # The hub, which is in the same process, still reads its own secrets.
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another site's"
    with pytest.raises(HubRefused, match="used before"):
        enrol(link, home)
    assert again.key


def test_a_key_is_rotated_at_the_hub(reached, link, home):
    subscription = enrol(link, home)
    old = subscription.key
    key_rotation.rotate_key(subscription)
    assert Subscription.objects.get().key != old
    sync.pull(Subscription.objects.get())
    stale = HubClient(subscription.hub_url, old)
    with pytest.raises(HubRefused):
        stale.root()
