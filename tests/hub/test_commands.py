import io
import re

import pytest
from django.core.management import CommandError, call_command

from wagtail_asean.hub import actions
from wagtail_asean.hub.keys import find_subscriber
from wagtail_asean.hub.models import Change, Feed, Subscriber

from .site import NewsPage, Notice, Placard, change_of, draft, locale, make_news, state_of


def call(name, *arguments, **options):
    out, err = io.StringIO(), io.StringIO()
    call_command(name, *arguments, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


# -- asean_rebuild_feed --------------------------------------------------------------------


@pytest.fixture
def unannounced(column):
    """What was made by code and sent no signal."""
    page = NewsPage(title="Nhập từ tệp")
    column.add_child(instance=page)
    return page, Placard.objects.create(text="Biển", locale=locale())


def test_rebuilding_finds_what_sent_no_signal(unannounced):
    assert [state_of(found) for found in unannounced] == [None, None]
    out, _ = call("asean_rebuild_feed")
    assert [state_of(found) for found in unannounced] == ["live", "live"]
    assert "Announced: 2, withdrawn: 0" in out


def test_rebuilding_twice_changes_nothing(unannounced):
    call("asean_rebuild_feed")
    before = Feed.objects.current().head
    assert "Announced: 0, withdrawn: 0" in call("asean_rebuild_feed")[0]
    assert Feed.objects.current().head == before


def test_a_dry_run_writes_nothing_and_says_what_it_would(unannounced):
    before = Feed.objects.current().head
    out, _ = call("asean_rebuild_feed", "--dry-run", verbosity=2)
    assert "To announce: 2" in out
    assert "Nhập từ tệp" in out
    assert (Feed.objects.current().head, state_of(unannounced[0])) == (before, None)


def test_rebuilding_takes_back_what_is_gone_without_a_signal(column):
    news = make_news(column)
    NewsPage.objects.filter(pk=news.pk).update(live=False)
    notice = Notice.objects.create(text="Một", locale=locale())
    Notice.objects.filter(pk=notice.pk)._raw_delete(using="default")
    assert "withdrawn: 2" in call("asean_rebuild_feed")[0]
    assert (state_of(news), state_of(notice)) == ("withdrawn", "withdrawn")


def test_rebuilding_an_empty_feed_sends_snippets_first_and_pages_from_the_top(column):
    inner = make_news(make_news(column, "Trên"), "Dưới")
    notice = Notice.objects.create(text="Một", locale=locale())
    Change.objects.all().delete()
    call("asean_rebuild_feed")
    parent = inner.get_parent()
    order = [change_of(found).sequence for found in (notice, column, parent, inner)]
    assert order == sorted(order)


def test_a_new_epoch_is_begun_after_a_restore(column):
    before = Feed.objects.current()
    call("asean_rebuild_feed", "--new-epoch", "--dry-run")
    assert Feed.objects.current().epoch == before.epoch
    call("asean_rebuild_feed", "--new-epoch")
    assert Feed.objects.current().epoch != before.epoch


def test_drafts_stay_where_they_are(column):
    page = draft()
    column.add_child(instance=page)
    call("asean_rebuild_feed")
    assert state_of(page) is None


def test_the_candidates_are_counted_for_the_progress_bar(column):
    make_news(column)
    assert actions.count_candidates() == len(list(actions.rebuild_feed()))


# -- asean_subscriber ----------------------------------------------------------------------


@pytest.mark.django_db
def test_a_subscriber_is_added_and_the_key_shown_alone():
    out, err = call("asean_subscriber", "add", "Trường A")
    assert re.fullmatch(r"asean_[0-9a-f]{12}_[\w-]{43}\n", out)
    assert find_subscriber(out.strip()).name == "Trường A"
    assert "can't be shown again" in err


@pytest.mark.django_db
def test_a_name_can_be_taken_once():
    call("asean_subscriber", "add", "Trường A")
    with pytest.raises(CommandError, match="already"):
        call("asean_subscriber", "add", " Trường A ")
    with pytest.raises(CommandError, match="from 1 to 200"):
        call("asean_subscriber", "add", " ")


@pytest.mark.django_db
def test_subscribers_are_listed_revoked_and_brought_back_by_a_new_key():
    old = call("asean_subscriber", "add", "Trường A")[0].strip()
    assert "active\tnever used" in call("asean_subscriber", "list")[0]
    call("asean_subscriber", "revoke", "Trường A")
    assert "revoked" in call("asean_subscriber", "list")[0]
    new = call("asean_subscriber", "rotate", "Trường A")[0].strip()
    assert find_subscriber(old) is None
    assert not find_subscriber(new).is_revoked
    assert old not in call("asean_subscriber", "list")[0]


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["revoke", "rotate"])
def test_an_unknown_name_gives_a_sentence(verb):
    with pytest.raises(CommandError, match="There is no subscriber “Trường X”"):
        call("asean_subscriber", verb, "Trường X")


@pytest.mark.django_db
def test_revoking_twice_keeps_the_first_time():
    call("asean_subscriber", "add", "Trường A")
    call("asean_subscriber", "revoke", "Trường A")
    first = Subscriber.objects.get().revoked_at
    call("asean_subscriber", "revoke", "Trường A")
    assert Subscriber.objects.get().revoked_at == first
