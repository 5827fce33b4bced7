from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from wagtail_asean.library.models import Topic
from wagtail_asean.pages.models import ArticlePage, ColumnPage

from .conftest import make_article, make_image, publish

pytestmark = pytest.mark.django_db


def get(client, page):
    response = client.get(page.get_url() if not isinstance(page, str) else page)
    assert response.status_code == 200
    return response.content.decode()


def titles(client, page):
    return [article.title for article in client.get(page.url).context["asean"].entries.items]


def date_back(article, **age):
    article.first_published_at = timezone.now() - timedelta(**age)
    article.save()


def test_a_column_lists_the_newest_article_first(client, column):
    date_back(make_article(column, "Cũ"), days=2)
    date_back(make_article(column, "Mới"), days=1)

    assert titles(client, column) == ["Mới", "Cũ"]


def test_a_column_shows_so_many_articles_and_offers_the_older_ones(client, column, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "PAGE_SIZE": 2}
    for number in range(3):
        date_back(make_article(column, f"Bài {number}"), days=number)

    assert titles(client, column) == ["Bài 0", "Bài 1"]
    html = get(client, column)
    assert 'href="?page=2" rel="next"' in html
    second = get(client, column.url + "?page=2")
    assert "Bài 2" in second
    assert 'href="?page=1" rel="prev"' in second


@pytest.mark.parametrize("number", ["0", "99", "abc", "-1"])
def test_a_page_number_that_is_none_shows_a_page_all_the_same(client, column, number):
    make_article(column)

    assert "Nửa thế kỷ" in get(client, f"{column.url}?page={number}")


def test_a_column_lists_the_articles_of_its_sections(client, column):
    section = publish(column, ColumnPage(title="Văn hóa", slug="van-hoa"))
    make_article(section, "Trong mục")

    html = get(client, column)

    assert titles(client, column) == ["Trong mục"]
    assert f'href="{section.url}">Văn hóa</a>' in html


def test_an_empty_column_says_so(client, column):
    assert "asean-empty" in get(client, column)


def test_what_is_closed_or_past_is_not_listed(client, column):
    section = publish(column, ColumnPage(title="Nội bộ", slug="noi-bo"))
    make_article(section, "Closed")
    make_article(column, "Past", expire_at=timezone.now() + timedelta(hours=1))
    ArticlePage.objects.filter(title="Past").update(expire_at=timezone.now())
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    make_article(column, "Open")

    assert titles(client, column) == ["Open"]
    assert client.get(column.url).context["asean"].sections == []


def test_a_column_that_is_closed_itself_lists_its_articles_to_those_let_in(admin_client, column):
    PageViewRestriction.objects.create(page=column, restriction_type="login")
    make_article(column, "Inside")

    assert titles(admin_client, column) == ["Inside"]


def test_a_past_article_is_gone_also_where_no_cron_job_runs(client, column):
    article = make_article(column)
    ArticlePage.objects.update(expire_at=timezone.now())

    assert client.get(article.url).status_code == 404


def test_a_column_page_takes_few_queries(client, column, django_assert_max_num_queries):
    section = publish(column, ColumnPage(title="Văn hóa", slug="van-hoa"))
    for number in range(12):
        make_article(column if number % 2 else section, f"Bài {number}", lead_image=make_image("x"))
    get(client, column)

    with django_assert_max_num_queries(15):
        html = get(client, column)

    assert html.count("<img") == 12


def test_a_column_takes_no_more_queries_with_more_articles(client, column, settings):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count():
        get(client, column)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            get(client, column)
        return len(queries)

    make_article(column, lead_image=make_image("x"))
    few = count()
    for number in range(8):
        make_article(column, f"Bài {number}", lead_image=make_image("x"))

    assert count() == few


def test_an_article_shows_all_that_belongs_to_it(client, column, image, vietnamese):
    topic = Topic.objects.create(code="hoc-bong", name="Học bổng", locale=vietnamese)
    article = ArticlePage(
        title="Nửa thế kỷ",
        summary="Ký năm 1976.",
        kind="feature",
        pillar="apsc",
        author="Ban biên tập",
        source="TTXVN",
        source_url="https://example.vn/a",
        lead_image=image,
        lead_image_alt="Hai bàn tay",
        lead_image_credit="Minh",
        theme_year=2026,
        change_note="Đã sửa ngày.",
        body=[("paragraph", "<p>Một hiệp ước.</p>")],
    )
    article.topics = [topic]
    html = get(client, publish(column, article))

    for text in (
        "Nửa thế kỷ",
        "Ký năm 1976.",
        "Ban biên tập",
        'href="https://example.vn/a"',
        'alt="Hai bàn tay"',
        "Minh",
        "2026",
        "Đã sửa ngày.",
        "Một hiệp ước.",
        "Học bổng",
        'lang="vi"',
    ):
        assert text in html
    assert "video.js" not in html


def test_the_date_shown_is_that_of_the_first_publication(client, column):
    article = make_article(column)
    date_back(article, days=400)
    article.refresh_from_db()

    assert timezone.localtime(article.first_published_at).isoformat()[:10] in get(client, article)


def test_the_script_comes_only_with_a_video(client, column):
    body = [("video", {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "x"})]

    assert "wagtail_asean_pages/video.js" in get(client, make_article(column, body=body))


def test_a_lead_image_may_be_an_svg(client, column):
    article = make_article(column, lead_image=make_image("x", svg=True))

    assert ".svg" in get(client, article)
    assert ".svg" in get(client, column)


def test_terms_show_in_the_language_of_the_page(client, column, vietnamese, english):
    topic = Topic.objects.create(code="a", name="Scholarships", locale=english)
    Topic.objects.create(
        code="a", name="Học bổng", locale=vietnamese, translation_key=topic.translation_key
    )
    article = ArticlePage(title="x")
    article.topics = [topic]
    html = get(client, publish(column, article))

    assert "Học bổng" in html
    assert "Scholarships" not in html


def test_the_breadcrumbs_lead_up_to_the_home_page_of_the_site(client, home, column):
    html = get(client, make_article(column))

    assert f'<a href="{home.url}">Trường Nguyễn Huệ</a>' in html
    assert f'<a href="{column.url}">Chuyên mục ASEAN</a>' in html
    assert ">Root<" not in html


def test_other_articles_of_the_column_follow(client, column):
    article = make_article(column, "Một")
    other = make_article(column, "Hai")

    assert [found.pk for found in client.get(article.url).context["asean"].related.items] == [
        other.pk
    ]


def test_a_live_translation_is_offered_in_its_own_name(client, home, column, english):
    article = make_article(column)
    assert "asean-languages" not in get(client, article)
    home.copy_for_translation(english).save_revision().publish()
    column.copy_for_translation(english).save_revision().publish()
    translation = article.copy_for_translation(english)
    assert "asean-languages" not in get(client, article)
    translation.title = "Half a century"
    translation.save_revision().publish()

    html = get(client, article)

    assert 'lang="en" hreflang="en">English</a>' in html
    assert 'lang="vi" aria-current="true">Tiếng Việt</span>' in html


def test_an_alias_is_no_translation(client, home, column, english):
    article = make_article(column)
    for page in (home, column):
        page.copy_for_translation(english).save_revision().publish()
    article.copy_for_translation(english, alias=True)

    assert "asean-languages" not in get(client, article)


def test_an_article_grows_below_a_column_only(home, column):
    assert ArticlePage.can_create_at(column)
    assert not ArticlePage.can_create_at(home)
    assert ColumnPage.can_create_at(home)
    assert ColumnPage.can_create_at(column)


def test_a_page_that_was_never_saved_can_be_previewed(column, rf):
    for page in (ArticlePage(title="x", locale=column.locale), ColumnPage(title="x")):
        page.locale = column.locale
        response = page.make_preview_request(rf.get("/"), page.default_preview_mode)
        assert response.status_code == 200
