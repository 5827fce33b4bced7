"""What stands around every text: sharing, printing, what to read on with, and what it weighs."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from wagtail_asean.library.models import MemberState, Topic
from wagtail_asean.pages.column.index import rebuild
from wagtail_asean.pages.models import ArticlePage, ColumnPage

from .conftest import make_article, make_image, publish
from .reading import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english_home")]


def get(client, page):
    return client.get(page.url).content.decode()


# -- sharing and printing ------------------------------------------------------------------


def test_a_page_is_shared_by_plain_links_to_its_own_address(client, column):
    article = make_article(column, "Peace & co.")

    html = get(client, article)

    quoted = "http%3A%2F%2Ftestserver%2Fasean%2Fpeace-co%2F"
    assert f'href="https://www.facebook.com/sharer/sharer.php?u={quoted}"' in html
    assert 'aria-label="Share on Zalo">Zalo</a>' in html
    assert f'data-address="{article.full_url}"' in html


def test_what_is_shared_is_the_address_that_readers_came_by(client, column):
    article = make_article(column)

    html = client.get(article.url, secure=True).content.decode()

    address = article.full_url.replace("http://", "https://")
    assert f'data-address="{address}"' in html
    assert f'<link rel="canonical" href="{address}">' in html


def test_a_site_chooses_where_its_pages_are_shared(client, column, settings):
    links = {"Board": "https://board.example.org/?u={url}&t={text}", "Bad": "javascript:{url}"}
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "SHARE_LINKS": links}

    html = get(client, make_article(column, "Peace & co."))

    assert (
        "https://board.example.org/?u=http%3A%2F%2Ftestserver%2Fasean%2Fpeace-co%2F&amp;t=" in html
    )
    assert "Peace%20%26%20co." in html
    assert "facebook" not in html
    assert "javascript:" not in html


def test_what_needs_the_script_is_hidden_without_it(client, column):
    html = get(client, make_article(column))

    for name in ("copy-address", "print", "native"):
        assert re.search(rf'<li hidden><button [^>]*type="button" data-asean-{name}>', html)


def test_nothing_is_loaded_from_elsewhere(client, column):
    html = get(client, make_article(column, lead_image=make_image("x")))

    loaded = re.findall(r'<(?:script|img|iframe|source)[^>]*?(?:src|srcset)="([^"]+)', html)
    loaded += re.findall(r'<link rel="stylesheet" href="([^"]+)', html)
    assert loaded
    assert all(address.startswith("/") for address in loaded)


def test_no_page_has_a_style_or_script_of_its_own(client, column):
    html = get(client, make_article(column))

    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]* src=)(?![^>]*ld\+json)", html)


def test_the_printed_page_ends_with_its_address(client, column):
    article = make_article(column)

    assert f"This page on the web: {article.full_url}" in text_of(get(client, article))


def test_a_page_that_was_never_saved_is_previewed_without_an_address(column, rf):
    page = ArticlePage(title="x", locale=column.locale, lead_image=make_image("x"))

    response = page.make_preview_request(rf.get("/"), page.default_preview_mode)

    assert response.status_code == 200
    assert b"data-asean-share" not in response.rendered_content.encode()


# -- what to read on with ------------------------------------------------------------------


def titles(client, page):
    return [entry.title for entry in client.get(page.url).context["asean"].related.items]


def heading(client, page):
    return re.search(r'id="asean-related">([^<]*)<', get(client, page))[1]


@pytest.fixture
def make(column, english):
    """Publish an article with topics and countries, each a day older than the one before."""
    ages = iter(range(1, 50))

    def make(title, topics="", countries="", parent=column):
        page = ArticlePage(title=title, first_published_at=timezone.now())
        page.topics = [
            Topic.objects.get_or_create(code=code, locale=english, defaults={"name": code})[0]
            for code in topics.split()
        ]
        page.countries = [
            MemberState.objects.get_or_create(code=code, locale=english, defaults={"name": code})[0]
            for code in countries.split()
        ]
        publish(parent, page)
        page.first_published_at = timezone.now() - timedelta(days=next(ages))
        page.save()
        return page

    return make


def test_those_that_share_most_come_first_and_of_them_the_newest(client, make):
    page = make("This one", "peace trade", "LA")
    make("Newest, of something else", "sport")
    make("One in common, newer", "trade")
    make("One in common, older", "peace")
    make("All in common", "peace trade", "LA VN")
    make("A country in common, oldest", "", "LA")

    assert titles(client, page) == [
        "All in common",
        "One in common, newer",
        "One in common, older",
    ]
    assert heading(client, page) == "On the same topic"


def test_a_part_of_a_topic_s_code_is_not_the_topic(client, make):
    page = make("This one", "trade")
    make("Trade unions", "trade-unions")

    assert heading(client, page) == "More in this column"


def test_where_too_few_are_alike_the_newest_of_the_section_follow(client, column, make):
    section = publish(column, ColumnPage(title="Culture", slug="culture"))
    page = make("This one", "peace", parent=section)
    make("Elsewhere, newest")
    make("In the section, newer", parent=section)
    make("In the section, older", parent=section)
    make("Alike, elsewhere", "peace")

    assert titles(client, page) == [
        "Alike, elsewhere",
        "In the section, newer",
        "In the section, older",
    ]
    assert heading(client, page) == "More in this column"


def test_a_lonely_section_is_filled_up_from_the_column(client, column, make):
    section = publish(column, ColumnPage(title="Culture", slug="culture"))
    page = make("This one", parent=section)
    make("Elsewhere")

    assert titles(client, page) == ["Elsewhere"]


def test_what_readers_may_not_see_is_not_offered(client, column, make):
    section = publish(column, ColumnPage(title="Staff", slug="staff"))
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    page = make("This one", "peace")
    make("Closed", "peace", parent=section)
    make("Past", "peace")
    make("Later", "peace")
    ArticlePage.objects.filter(title="Past").update(expire_at=timezone.now())
    ArticlePage.objects.filter(title="Later").update(
        effective_at=timezone.now() + timedelta(days=1)
    )
    list(rebuild())

    assert titles(client, page) == []
    assert "asean-related" not in get(client, page)


def test_to_read_on_costs_the_same_whatever_the_column_holds(
    client, make, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(page):
        get(client, page)
        with CaptureQueriesContext(connection) as queries:
            get(client, page)
        return len(queries)

    page = make("This one", "peace")
    for number in range(3):
        make(f"Few {number}", "peace")
    few = count(page)
    for number in range(9):
        make(f"More {number}", "peace")

    assert count(page) == few
