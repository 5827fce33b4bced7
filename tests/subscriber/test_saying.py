"""What readers see of a school's own say: notes, links, and what is pinned."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from django.contrib.auth.models import User

from wagtail_asean.pages.models import ArticlePage, ColumnPage
from wagtail_asean.subscriber import decisions, sync
from wagtail_asean.subscriber.models import MirroredItem

from .conftest import article, column

UTC = timezone.utc


@pytest.fixture
def items(hub, subscription):
    """Three articles, the first the oldest."""
    found = [
        article(
            f"Bài {day}",
            slug=f"bai-{day}",
            published_at=datetime(2026, 3, day, tzinfo=timezone.utc),
        )
        for day in (1, 2, 3)
    ]
    for item in (column(), *found):
        hub.publish(item)
    sync.pull(subscription, client=hub.client())
    return [MirroredItem.objects.get(item_id=item.id) for item in found]


@pytest.fixture
def user(db):
    return User.objects.create_superuser("co-lan", "", "x")


def get(client, page, query=""):
    response = client.get(page.get_url() + query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_note_and_the_links_stand_under_the_article(client, items, user):
    decisions.set_note(items[0], "Nộp bài ở <b>phòng 12</b>.\n\nTrước thứ sáu.", user)
    decisions.set_links(items[0], [{"title": "Lịch <trường>", "url": "/lich/"}], user)
    page = get(client, ArticlePage.objects.get(slug="bai-1"))
    assert "Nộp bài ở &lt;b&gt;phòng 12&lt;/b&gt;." in page
    assert '<a href="/lich/">Lịch &lt;trường&gt;</a>' in page
    other = get(client, ArticlePage.objects.get(slug="bai-2"))
    assert "asean-local" not in other


def test_a_pinned_article_leads_its_column_and_stands_there_once(client, items, user):
    page = ColumnPage.objects.get()
    before = get(client, page)
    assert before.index("Bài 3") < before.index("Bài 1")
    decisions.pin(items[0], user)
    after = get(client, page)
    assert after.index("Bài 1") < after.index("Bài 3")
    assert after.count('class="asean-card__link"') == 3
    asked = get(client, page, "?q=bài")
    assert asked.index("Bài 3") < asked.index("Bài 1")
    decisions.unpin(items[0], user)
    assert get(client, page).index("Bài 3") < get(client, page).index("Bài 1")


def test_what_is_pinned_costs_few_queries(client, items, user, django_assert_max_num_queries):
    decisions.pin(items[0], user)
    page = ColumnPage.objects.get()
    get(client, page)
    with django_assert_max_num_queries(15):
        get(client, page)


def test_a_page_of_the_sites_own_is_not_asked_about(items, django_assert_num_queries):
    own = ArticlePage(title="Của trường", slug="cua-truong")
    with django_assert_num_queries(0):
        assert own.local_say.note == ""
    mirrored = ArticlePage.objects.get(slug="bai-1")
    with django_assert_num_queries(1):
        assert mirrored.local_say.note == ""
