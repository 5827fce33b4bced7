"""A hub knows its own cursors again, and by them that it has forgotten something."""

import logging

import pytest

from wagtail_asean.exceptions import InvalidCursor
from wagtail_asean.hub import actions
from wagtail_asean.hub.cursors import cursor_for, place_in
from wagtail_asean.hub.models import Change, Feed
from wagtail_asean.hub.restores import note_restore
from wagtail_asean.protocol import Cursor, freshness, parse, peek, read_change

from .site import change_of, make_news
from .test_api import CHANGES, assert_problem, newest_cursor, read_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_column")]


def feed() -> Feed:
    return Feed.objects.current()


def test_a_cursor_comes_back_as_it_was():
    assert place_in(feed(), cursor_for(Feed(epoch=feed().epoch, head=9), 0)) == 0
    Feed.objects.update(head=9)
    assert [place_in(feed(), cursor_for(feed(), n)) for n in (0, 1, 9)] == [0, 1, 9]


def test_a_cursor_fits_where_subscribers_keep_it():
    assert len(cursor_for(feed(), 10**18 - 1)) <= 200


def test_a_cursor_that_somebody_else_made_is_refused(api, column):
    for forged in (
        str(Cursor(epoch=feed().epoch, sequence=feed().head + 1)),
        str(Cursor(epoch=feed().epoch, sequence=feed().head + 1)) + "." + "0" * 24,
        newest_cursor().rpartition(".")[0] + ".",
        str(Cursor(epoch=feed().epoch, sequence=0)) + newest_cursor()[-25:],
    ):
        epoch = feed().epoch
        assert_problem(api.get(CHANGES, {"after": forged}), "cursor-invalid", 400)
        assert feed().epoch == epoch


def test_a_cursor_outlives_a_new_secret_key_while_the_old_one_is_named(column, settings):
    cursor, old = newest_cursor(), settings.SECRET_KEY
    settings.SECRET_KEY = "another"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert place_in(feed(), cursor) == feed().head
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidCursor):
        place_in(feed(), cursor)


def test_law_11_a_cursor_from_a_forgotten_time_begins_a_new_epoch_once(api, column, caplog):
    news = make_news(column)
    before, lost = feed(), newest_cursor(ahead=3)
    with caplog.at_level(logging.WARNING, "wagtail_asean.hub.restores"):
        assert_problem(api.get(CHANGES, {"after": lost}), "epoch-changed", 410)
        renewed = feed()
        assert_problem(api.get(CHANGES, {"after": lost}), "epoch-changed", 410)
    assert renewed.epoch != before.epoch
    assert feed().epoch == renewed.epoch
    assert caplog.text.count("restored from an older backup") == 1
    assert renewed.restored_at is not None
    # What it has is attested in the new epoch, and so holds against anything of the old one.
    claims = peek(read_change(parse(change_of(news).announcement)).attestation).claims
    assert claims["epoch"] == str(renewed.epoch)
    page, ids = read_all(api)
    assert page.epoch == renewed.epoch
    assert len(ids) == Change.objects.count() == 2


def test_law_11_a_hub_that_was_restored_outranks_the_versions_that_it_forgot(api, column):
    news = make_news(column)
    newer = read_change(parse(change_of(news).announcement))
    newer_claims = {**peek(newer.attestation).claims, "version": 9}
    api.get(CHANGES, {"after": newest_cursor(ahead=1)})
    older = peek(read_change(parse(change_of(news).announcement)).attestation).claims
    assert older["version"] == 1
    assert freshness(older) > freshness(newer_claims)


def test_a_reader_of_a_copy_that_lags_behind_begins_no_epoch(column):
    cursor, epoch = newest_cursor(ahead=1), feed().epoch
    # Meanwhile the change has arrived.
    Feed.objects.update(head=feed().head + 1)
    assert note_restore(cursor) == feed().head
    assert feed().epoch == epoch


def test_a_cursor_of_an_epoch_before_begins_no_epoch(api, column):
    cursor = newest_cursor(ahead=5)
    actions.renew_epoch()
    epoch = feed().epoch
    assert_problem(api.get(CHANGES, {"after": cursor}), "epoch-changed", 410)
    assert feed().epoch == epoch


def test_law_12_neighbours_a_reader_of_another_version_is_answered_all_the_same(api, column):
    answer = api.get(
        CHANGES,
        {"limit": 1, "witness": "a later version"},
        headers={"Asean-Protocol": "9", "User-Agent": "wagtail-asean/99"},
    )
    assert answer.status_code == 200
    assert answer.json()["protocol"] == 1
