import dataclasses
import threading

import pytest
from django.db import connection, connections, transaction

from wagtail_asean.hub import actions, invitations
from wagtail_asean.hub.enrolment import CodeRefused, enrol
from wagtail_asean.hub.models import Change, Feed, Subscriber
from wagtail_asean.hub.units import verbs
from wagtail_asean.protocol import Cursor, ProblemType, read_enrolment_claim

from .site import NewsPage, Notice, change_of, document_of, locale, make_news

on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'",
    reason="SQLite in memory has one connection; ASEAN_TEST_DATABASE=postgresql runs this.",
)


class Publisher(threading.Thread):
    """Publishes in a transaction of its own, which ends only when it is told to."""

    def __init__(self, publish):
        super().__init__(daemon=True)
        self.publish = publish
        self.published = threading.Event()
        self.may_commit = threading.Event()
        self.error = None

    def run(self):
        try:
            with transaction.atomic():
                self.publish()
                self.published.set()
                assert self.may_commit.wait(20)
        except Exception as error:
            self.error = error
        finally:
            self.published.set()
            connections.close_all()

    def commit(self):
        self.may_commit.set()
        self.join(20)
        assert self.error is None
        assert not self.is_alive()


def read_on(cursor, seen):
    """Read the feed from a cursor as the API does, and return the next one."""
    rows = Change.objects.after(cursor.sequence).values_list("sequence", "item_id")
    for sequence, item_id in rows:
        seen.append(item_id)
        cursor = Cursor(epoch=cursor.epoch, sequence=sequence)
    return cursor


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_law_4_no_change_is_skipped_under_concurrent_publishing(home):
    vi = locale()
    notices = [Notice(text=f"Thông báo {number}", locale=vi) for number in range(2)]
    cursor = Feed.objects.current().cursor
    slow, quick = (Publisher(notice.save) for notice in notices)
    slow.start()
    assert slow.published.wait(20)
    quick.may_commit.set()
    quick.start()
    # The quick one may not overtake: a reader now would step over the slow one for ever.
    assert not quick.published.wait(1)
    seen = []
    cursor = read_on(cursor, seen)
    assert seen == []
    slow.commit()
    quick.commit()
    read_on(cursor, seen)
    assert seen == [notice.translation_key for notice in notices]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_law_4_holds_with_many_publishers_and_a_reader(home):
    vi = locale()
    notices = [Notice(text=f"Thông báo {number}", locale=vi) for number in range(24)]
    errors = []

    def work(part):
        try:
            for notice in part:
                with transaction.atomic():
                    notice.save()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work, args=(notices[n::4],)) for n in range(4)]
    seen, cursor = [], Feed.objects.current().cursor
    for worker in workers:
        worker.start()
    while any(worker.is_alive() for worker in workers):
        cursor = read_on(cursor, seen)
    read_on(cursor, seen)
    assert errors == []
    assert sorted(seen) == sorted(notice.translation_key for notice in notices)


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_publications_at_once_the_later_is_the_last_word(column):
    news = make_news(column, summary="Một")

    def correct():
        NewsPage.objects.filter(pk=news.pk).update(summary="Hai")
        actions.record_change(news)

    first = Publisher(correct)
    first.start()
    assert first.published.wait(20)
    second = Publisher(lambda: actions.record_change(news))
    second.may_commit.set()
    second.start()
    first.commit()
    second.commit()
    assert document_of(news)["summary"] == "Hai"
    assert change_of(news).version == 2


@pytest.mark.django_db(transaction=True)
def test_a_publication_that_fails_leaves_no_gap_and_no_change(home):
    before = Feed.objects.current().head

    @transaction.atomic
    def publish_and_fail():
        Notice.objects.create(text="Hỏng", locale=locale())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        publish_and_fail()
    assert Feed.objects.current().head == before
    assert not Change.objects.exists()
    assert connection.get_autocommit()


def claim_for(unit, proof):
    link = invitations.invite([unit], "https://hub.test/enrolment/")[0].link
    code = link.partition("#")[2].partition("~")[0]
    site = {"instance": "5d0f7c7e-8a54-4c1f-9d7a-2d6c7b0a5b77"}
    return read_enrolment_claim({"code": code, "proof": proof * 32, "site": site})


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_sites_that_show_one_code_at_once_one_is_enrolled(home):
    claim = claim_for(verbs.add_unit(name="Trường A", code="A"), "p")
    first = Publisher(lambda: enrol(claim))
    first.start()
    assert first.published.wait(20)
    second = Publisher(lambda: enrol(dataclasses.replace(claim, proof="q" * 32)))
    second.may_commit.set()
    second.start()
    # It waits for the first one to end, and does not read the code as unused meanwhile.
    assert not second.published.wait(1)
    first.commit()
    second.join(20)
    assert isinstance(second.error, CodeRefused)
    assert second.error.type is ProblemType.CODE_USED
    assert Subscriber.objects.count() == 1


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_two_units_of_one_name_that_enrol_at_once_get_two_names(home):
    units = [verbs.add_unit(name="Trường A", code=code) for code in ("A1", "A2")]
    claims = [claim_for(unit, "p") for unit in units]
    first = Publisher(lambda: enrol(claims[0]))
    first.start()
    assert first.published.wait(20)
    second = Publisher(lambda: enrol(claims[1]))
    second.may_commit.set()
    second.start()
    assert not second.published.wait(1)
    first.commit()
    second.commit()
    names = set(Subscriber.objects.values_list("name", flat=True))
    assert names == {"Trường A", "Trường A (A2)"}
