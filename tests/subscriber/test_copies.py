"""Copies of a site do not act as the original, and the original is not taken for a copy."""

from __future__ import annotations

import os

import pytest
from django.db import connections
from django.test import override_settings
from wagtail.models import Site

from tests.hub_simulator import Fault
from wagtail_asean.exceptions import SitePaused
from wagtail_asean.protocol import SigningKey
from wagtail_asean.subscriber import copies, key_rotation, own_site, sync
from wagtail_asean.subscriber.models import Subscription

from .conftest import article, assert_same_as, column


def clone(monkeypatch):
    """Let this be a copy of the site, over a copy of its database."""
    stand_on(monkeypatch, NAME="/srv/copy/db.sqlite3")


def stand_on(monkeypatch, **facts):
    """Let the site's database be another one."""
    connection = connections["default"]
    monkeypatch.setattr(connection, "settings_dict", {**connection.settings_dict, **facts})


@pytest.fixture
def connected(hub, subscription):
    hub.publish(column())
    sync.pull(subscription, client=hub.client())
    hub.requests.clear()
    subscription.refresh_from_db()
    return subscription


def test_a_cloned_school_does_not_act_as_the_original(hub, connected, monkeypatch):
    hub.publish(article())
    told = list(hub.reports)
    clone(monkeypatch)
    for act in (sync.pull, key_rotation.rotate_key):
        with pytest.raises(SitePaused, match="its database is another one"):
            act(connected, client=hub.client())
    assert_only_asked_for_withdrawals(hub, connected, told)
    assert connected.pause == "copy"
    monkeypatch.undo()
    # Nor once it looks the same again, until somebody has answered.
    with pytest.raises(SitePaused):
        sync.pull(connected, client=hub.client())
    assert_only_asked_for_withdrawals(hub, connected, told)


def assert_only_asked_for_withdrawals(hub, subscription, told):
    """Nothing was reported, fetched or asked for but the rows of the feed, by the old key."""
    assert hub.reports == told
    assert {request.split("?")[0] for request in hub.requests} <= {"changes/"}
    assert not any("documents" in request for request in hub.requests)
    subscription.refresh_from_db()
    assert subscription.key == hub.key
    assert subscription.items.count() == 1


def test_recall_wins_also_where_a_site_waits_to_be_told_what_it_is(hub, connected):
    sent = hub.publish(article("Sẽ bị gỡ"))
    sync.pull(connected, client=hub.client())
    told = list(hub.reports)
    copies.suspect(connected)
    hub.withdraw(sent.key)
    hub.publish(article("Sẽ đợi"))

    with pytest.raises(SitePaused):
        sync.pull(connected, client=hub.client())

    row = connected.items.for_key(sent.key).get()
    assert (row.state, row.get_object().live) == ("withdrawn", False)
    assert hub.reports == told
    assert not row.is_reported
    assert connected.items.count() == 2
    # Whoever answers goes on where the site was.
    copies.declare_original(connected)
    assert sync.pull(connected, client=hub.client()).run.created == 1
    assert len(hub.reports) > len(told)


def test_recall_wins_also_in_a_new_epoch(hub, connected):
    sent = hub.publish(article("Sẽ bị gỡ"))
    kept = hub.publish(article("Sẽ ở lại"))
    sync.pull(connected, client=hub.client())
    copies.suspect(connected)
    epoch = connected.epoch
    hub.withdraw(sent.key)
    hub.restore_from_backup(dict(hub.rows))

    for __ in range(2):
        hub.requests.clear()
        with pytest.raises(SitePaused):
            sync.pull(connected, client=hub.client())

    assert connected.items.for_key(sent.key).get().state == "withdrawn"
    assert connected.items.for_key(kept.key).get().get_object().live
    # The second time only what is new is asked for.
    assert len(hub.requests) == 1
    connected.refresh_from_db()
    assert connected.epoch == epoch
    copies.declare_original(connected)
    assert sync.pull(connected, client=hub.client()).run.is_full
    assert_same_as(hub, connected)


def test_a_forged_recall_does_nothing_at_a_site_that_waits(hub, connected):
    sent = hub.publish(article())
    sync.pull(connected, client=hub.client())
    copies.suspect(connected)
    hub.signing_key = SigningKey.make()
    hub.withdraw(sent.key)

    with pytest.raises(SitePaused):
        sync.pull(connected, client=hub.client())

    assert connected.items.for_key(sent.key).get().get_object().live


def test_a_hub_that_is_away_is_no_other_error_for_a_site_that_waits(hub, connected):
    copies.suspect(connected)
    for __ in range(5):
        hub.fail_next("changes/", Fault.NO_CONNECTION)
    with pytest.raises(SitePaused):
        sync.pull(connected, client=hub.client())


def test_a_copy_forgets_the_originals_key_and_keeps_its_pages(hub, connected, monkeypatch):
    clone(monkeypatch)
    copies.suspect(connected)
    copies.declare_copy(connected)
    row = Subscription.objects.get()
    assert (row.key, row.webhook_secret, row.ticket) == ("", "", "")
    assert (row.is_active, row.pause) == (False, "")
    assert row.items.live().count() == 1
    assert row.items.get().get_object().live
    with pytest.raises(SitePaused, match="no key"):
        sync.pull(row, client=hub.client())
    assert hub.requests == []


def test_a_site_that_has_moved_goes_on(hub, connected, monkeypatch):
    hub.publish(article())
    clone(monkeypatch)
    with pytest.raises(SitePaused):
        sync.pull(connected, client=hub.client())
    copies.declare_original(connected)
    assert sync.pull(connected, client=hub.client()).run.created == 1
    assert sync.pull(connected, client=hub.client()).is_unchanged


def test_what_the_hub_suspects_stops_the_site(hub, connected):
    told = list(hub.reports)
    copies.suspect(connected)
    with pytest.raises(SitePaused, match="two sites with one key"):
        sync.pull(connected, client=hub.client())
    assert_only_asked_for_withdrawals(hub, connected, told)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"MEDIA_ROOT": "/srv/copy/media"}, "folder for media"),
        ({"WAGTAILADMIN_BASE_URL": "https://thu.truong.example"}, "address of its admin"),
    ],
)
def test_other_settings_are_another_place(connected, change, words):
    with override_settings(**change):
        assert words in " ".join(copies.differences(connected))


def test_another_address_of_the_site_is_another_place(connected):
    Site.objects.update(hostname="thu.truong.example")
    assert copies.differences(connected) == ["the address of its site is another one"]


def test_a_restart_or_a_deploy_is_no_move(connected, tmp_path, monkeypatch, home):
    shared = tmp_path / "shared"
    shared.mkdir()
    found = set()
    for release in ("1", "2"):
        folder = tmp_path / release
        folder.mkdir()
        os.symlink(shared, folder / "data")
        name = str(folder / "data" / "db.sqlite3")
        stand_on(monkeypatch, ENGINE="x.sqlite3", NAME=name, PASSWORD=release, PORT=release)
        with override_settings(
            MEDIA_ROOT=str(folder / "data"),
            SECRET_KEY=release,
            WAGTAILADMIN_BASE_URL=("http://truong.example", "https://www.truong.example/")[
                int(release) - 1
            ],
        ):
            found.add(copies.environment())
    Site.objects.create(hostname="them.example", root_page=home, port=81)
    assert len(found) == 1


def test_one_server_is_the_same_however_it_is_reached(monkeypatch, db):
    def reached_at(host):
        stand_on(monkeypatch, ENGINE="postgresql", NAME="truong", HOST=host)
        return copies.environment()

    assert len({reached_at(host) for host in ("", "localhost", "127.0.0.1", "/run/pg")}) == 1
    assert reached_at("db.example") != reached_at("")


def test_adding_a_site_or_a_page_is_no_move(connected, home):
    Site.objects.create(hostname="them.example", root_page=home, port=81)
    assert copies.differences(connected) == []


def test_what_is_carried_to_a_suspected_copy_by_hand_comes_in(hub, connected):
    hub.publish(article())
    copies.suspect(connected)
    carried = hub.client()
    carried.is_line = False
    assert sync.pull(connected, client=carried).run.created == 1


def test_a_copy_that_is_connected_is_another_site_to_the_hub(connected):
    before = own_site.introduce(connected).instance
    assert before == connected.instance
    copies.suspect(connected)
    copies.declare_copy(connected)

    row = Subscription.objects.get()
    assert own_site.introduce(row).instance != before
    assert row.uid == connected.uid


def test_who_has_moved_stays_the_same_site_to_the_hub(connected):
    before = connected.instance
    copies.suspect(connected)
    copies.declare_original(connected)
    assert Subscription.objects.get().instance == before
