"""The page of a column as readers see it."""

from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import PageViewRestriction

from wagtail_asean.library.models import (
    AnnualTheme,
    MemberState,
    MourningPeriod,
    Occasion,
    Topic,
)
from wagtail_asean.pages.models import (
    ArticlePage,
    ColumnPage,
    ContestPage,
    EventPage,
    LibraryPage,
    ListedEntry,
)

from .conftest import make_article, make_image, publish, read
from .test_pages import date_back, get

pytestmark = pytest.mark.django_db

HOSTILE = [
    "q=" + "a" * 5000,
    "q=%00",
    "q=%25_%5C",
    "q=%F0%9F%98%80",
    "q=%FF%FE",
    "q[]=a&pillar[]=b",
    "pillar=a&pillar=b&topic=a&topic=b",
    "topic=%25",
    "topic=%7C",
    "country=%3Cscript%3E",
    "kind=%3Cscript%3Ealert(1)%3C/script%3E",
    "section=..%2F..",
    "theme=-1&year=99999999999999999999",
    "year=%D9%A2%D9%A0%D9%A2%D9%A6",
    "origin=nowhere",
    "page=99999999999999999999",
    "page=%D9%A3",
    "page=1.5",
    "a=b&csrfmiddlewaretoken=1",
]


def look(client, page, query=""):
    """Return what the page's template is given of the column."""
    return client.get(f"{page.url}?{query}").context["asean"].column


def choices(client, page, name, query=""):
    found = {each.name: each.choices for each in look(client, page, query).filters}
    return [choice.name for choice in found.get(name, [])]


def labelled(parent, title, *, topics=(), countries=(), **fields):
    article = ArticlePage(title=title, **fields)
    article.topics, article.countries = topics, countries
    return publish(parent, article)


def make_event(parent, title, *, days, **fields):
    starts_at = timezone.now() + timedelta(days=days)
    return publish(parent, EventPage(title=title, starts_at=starts_at, **fields))


def mark_today(locale, **fields):
    today = timezone.localdate()
    values = {"code": "asean-day", "name": "Ngày ASEAN", "locale": locale, **fields}
    return Occasion.objects.create(month_day=f"{today:%m-%d}", **values)


# -- searching and choosing ------------------------------------------------------------------


def test_what_was_searched_for_is_listed_and_stands_in_the_field(client, column):
    make_article(column, "Học bổng ASEAN")
    make_article(column, "Tin khác")

    html = get(client, f"{column.url}?q=hoc+bong")

    assert "Học bổng ASEAN</a>" in html
    assert "Tin khác" not in html
    assert 'value="hoc bong"' in html


def test_each_choice_can_be_taken_back(client, column, vietnamese):
    topic = Topic.objects.create(code="hoc-bong", name="Học bổng", locale=vietnamese)
    labelled(column, "Đúng", topics=[topic], pillar="aec")

    html = get(client, f"{column.url}?q=dung&pillar=aec&topic=hoc-bong")

    assert f'href="{column.url}?q=dung&amp;pillar=aec"' in html
    assert f'href="{column.url}?q=dung&amp;topic=hoc-bong"' in html
    assert f'href="{column.url}?pillar=aec&amp;topic=hoc-bong"' in html
    assert f'<a class="asean-chosen__all" href="{column.url}">' in html
    assert "Học bổng" in html


def test_only_what_is_in_use_can_be_chosen(client, column, vietnamese):
    used = Topic.objects.create(code="a", name="Có bài", locale=vietnamese)
    Topic.objects.create(code="b", name="Không bài", locale=vietnamese)
    labelled(column, "Bài", topics=[used], pillar="aec", kind="news", theme_year=2025)
    labelled(column, "Nháp", pillar="apsc").unpublish()

    assert choices(client, column, "topic") == ["Có bài"]
    assert choices(client, column, "theme") == ["2025"]
    assert len(choices(client, column, "pillar")) == 1
    assert choices(client, column, "country") == []
    assert choices(client, column, "year") == []


def test_the_names_of_choices_are_in_the_language_of_the_page(client, column, vietnamese, english):
    foreign = Topic.objects.create(code="a", name="Scholarships", locale=english)
    own = Topic.objects.create(
        code="a", name="Học bổng", locale=vietnamese, translation_key=foreign.translation_key
    )
    only_foreign = Topic.objects.create(code="b", name="Trade", locale=english)
    labelled(column, "Bài", topics=[foreign, only_foreign])

    assert choices(client, column, "topic") == [own.name, "Trade"]


def test_a_theme_is_chosen_by_its_words(client, column, vietnamese):
    AnnualTheme.objects.create(year=2025, code="2025", name="Bao trùm", locale=vietnamese)
    labelled(column, "Bài", theme_year=2025)

    assert choices(client, column, "theme") == ["2025: Bao trùm"]


def test_a_section_can_be_chosen_together_with_other_things(client, column):
    section = publish(column, ColumnPage(title="Văn hóa", slug="van-hoa"))
    publish(column, LibraryPage(title="Thư viện", slug="thu-vien"))
    labelled(section, "Trong", pillar="aec")
    labelled(column, "Ngoài", pillar="aec")

    assert choices(client, column, "section") == ["Văn hóa"]
    found = look(client, column, "section=van-hoa&pillar=aec").slice.items
    assert [entry.title for entry in found] == ["Trong"]


def test_types_and_kinds_can_be_chosen_as_far_as_there_are_any(client, column):
    labelled(column, "Tin", kind="news")
    assert choices(client, column, "kind") == []
    labelled(column, "Chuyện", kind="story")
    make_event(column, "Toạ đàm", days=1, kind="talk")
    publish(column, ContestPage(title="Cuộc thi"))
    cache.clear()

    kinds = {choice.code for each in look(client, column).filters for choice in each.choices}
    assert {"article", "news", "story", "talk", "contest"} <= kinds
    assert "event" not in kinds


def test_a_choice_that_fits_nothing_is_shown_all_the_same(client, column):
    make_article(column)

    html = get(client, f"{column.url}?topic=of-a-newer-version&kind=fair&origin=hub&section=gone")

    assert "of-a-newer-version" in html
    assert "asean-empty" in html


@pytest.mark.parametrize("query", HOSTILE)
def test_no_address_breaks_the_page(client, column, query):
    make_article(column)

    html = get(client, f"{column.url}?{query}")

    assert "<script>" not in html


def test_words_are_not_markup(client, column):
    html = get(client, f"{column.url}?q={quote('<b>“x”</b> & y')}")

    assert "<b>" not in html
    assert "&lt;b&gt;“x”&lt;/b&gt; &amp; y" in html


def test_the_pages_after_the_first_keep_what_was_asked_for(client, column, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "PAGE_SIZE": 1}
    for number in range(3):
        date_back(labelled(column, f"Bài {number}", pillar="aec"), days=number)
    labelled(column, "Khác")

    html = get(client, f"{column.url}?q=bai&pillar=aec&page=2")

    assert "Bài 1</a>" in html
    assert f'href="{column.url}?q=bai&amp;pillar=aec" rel="prev"' in html
    assert f'href="{column.url}?q=bai&amp;pillar=aec&amp;page=3" rel="next"' in html


def test_search_engines_are_kept_from_the_endless_lists(client, column):
    make_article(column)

    assert 'content="noindex, follow"' in get(client, f"{column.url}?q=x")
    assert 'content="noindex, follow"' in get(client, f"{column.url}?pillar=aec&year=2026")
    assert "noindex" not in get(client, column)
    assert "noindex" not in get(client, f"{column.url}?pillar=aec")


def test_every_field_has_a_label_of_its_own(client, column, vietnamese):
    topic = Topic.objects.create(code="a", name="Học bổng", locale=vietnamese)
    labelled(column, "Bài", topics=[topic])

    html = get(client, column)

    assert 'for="asean-search-topic"' in html
    assert 'id="asean-search-topic"' in html
    assert "csrf" not in html
    assert "style=" not in html
    assert "<script" not in html.replace('<script type="application/ld+json">', "")


# -- where entries are from ------------------------------------------------------------------


def test_each_card_says_where_it_is_from_where_that_differs(client, column):
    make_article(column, "Của trường")
    assert "asean-card" in get(client, column)
    assert "Sở Giáo dục và Đào tạo" not in read(client, column)
    make_article(column, "Của nơi khác", origin_site="Trường Hoa Mai", origin_url="https://a.vn/")
    cache.clear()

    html = read(client, column)

    assert "Trường Hoa Mai" in html
    assert "Sở Giáo dục và Đào tạo" in html
    assert len(choices(client, column, "origin")) == 2


# -- the front page --------------------------------------------------------------------------


def test_the_newest_story_leads(client, column):
    date_back(make_article(column, "Cũ"), days=2)
    date_back(make_article(column, "Mới"), days=1)

    html = get(client, column)

    assert html.index("asean-lead") < html.index("Mới</a>") < html.index("asean-cards")
    assert "asean-lead" not in get(client, f"{column.url}?q=moi")


def test_the_theme_of_this_year_is_told_with_its_chair(client, column, vietnamese):
    year = timezone.localdate().year
    MemberState.objects.create(code="PH", name="Phi-líp-pin", locale=vietnamese)
    AnnualTheme.objects.create(
        year=year, code=str(year), name="Cùng chèo lái", chair="PH", locale=vietnamese
    )
    make_article(column)

    html = get(client, column)

    assert "Cùng chèo lái" in html
    assert "Phi-líp-pin" in html
    assert "Cùng chèo lái" not in get(client, f"{column.url}?q=ky")


def test_a_theme_that_is_not_announced_is_not_told(client, column, vietnamese):
    year = timezone.localdate().year
    AnnualTheme.objects.create(year=year, code=str(year), name="", locale=vietnamese)
    make_article(column)

    assert "asean-days" not in get(client, column)


def test_the_occasion_of_these_days_leads_to_what_is_about_it(client, column, vietnamese):
    occasion = mark_today(vietnamese)
    make_article(column)
    html = get(client, column)
    assert "Ngày ASEAN" in html
    assert "occasion=asean-day" not in html

    labelled(column, "Về ngày này", occasion=occasion)
    cache.clear()

    assert f'href="{column.url}?occasion=asean-day"' in get(client, column)
    found = look(client, column, "occasion=asean-day").slice.items
    assert [entry.title for entry in found] == ["Về ngày này"]


def test_of_several_occasions_the_most_important_is_told(client, column, vietnamese):
    mark_today(vietnamese, code="a", name="Thường", priority=3)
    mark_today(vietnamese, code="b", name="Quan trọng", priority=1)

    html = get(client, column)

    assert "Quan trọng" in html
    assert "Thường" not in html


def test_an_occasion_to_come_is_told_before_a_nearer_one_that_is_over(client, column, vietnamese):
    today = timezone.localdate()
    for code, name, away in (("a", "Vừa qua", -2), ("b", "Sắp tới", 5)):
        mark_today(vietnamese, code=code, name=name, days_before=9, days_after=9)
        day = today + timedelta(days=away)
        Occasion.objects.filter(code=code).update(month_day=f"{day:%m-%d}")

    html = get(client, column)

    assert "Sắp tới" in html
    assert "Vừa qua" not in html


def test_an_occasion_of_other_days_is_not_told(client, column, vietnamese):
    other = timezone.localdate() + timedelta(days=90)
    mark_today(vietnamese)
    Occasion.objects.update(month_day=f"{other:%m-%d}")

    assert "Ngày ASEAN" not in get(client, column)


def test_no_occasion_is_told_in_national_mourning(client, column, vietnamese):
    mark_today(vietnamese)
    today = timezone.localdate()
    MourningPeriod.objects.create(title="Quốc tang", starts_on=today, ends_on=today)

    assert "Ngày ASEAN" not in get(client, column)


def test_the_next_events_are_told_and_what_is_cancelled_says_so(client, column):
    make_event(column, "Đã qua", days=-3)
    make_event(column, "Thứ hai", days=2, status="cancelled", place="Biên Hòa")
    make_event(column, "Thứ nhất", days=1)
    make_event(column, "Thứ ba", days=3, status="postponed")
    make_event(column, "Thứ tư", days=4)

    coming = look(client, column).upcoming

    assert [event.title for event in coming] == ["Thứ nhất", "Thứ hai", "Thứ ba"]
    assert [event.is_cancelled for event in coming] == [False, True, False]
    html = get(client, column)
    assert html.count("asean-status") == 2
    assert "Biên Hòa" in html


def test_an_event_that_goes_on_is_told_until_its_end(client, column):
    make_event(column, "Đang diễn ra", days=-2, ends_at=timezone.now() + timedelta(hours=1))

    assert [event.title for event in look(client, column).upcoming] == ["Đang diễn ra"]


def test_an_event_stands_on_the_front_page_once(client, column):
    make_event(column, "Giao lưu", days=2)
    make_article(column, "Bài")

    html = get(client, column)

    assert html.count("Giao lưu</a>") == 1
    assert html.count("Bài</a>") == 1


def test_a_section_tells_its_own_events_and_no_theme(client, column, vietnamese):
    mark_today(vietnamese)
    section = publish(column, ColumnPage(title="Sự kiện", slug="su-kien"))
    make_event(section, "Trong mục", days=1)
    make_event(column, "Ngoài mục", days=1)

    html = get(client, section)

    assert "Trong mục" in html
    assert "Ngoài mục" not in html
    assert "Ngày ASEAN" not in html


def test_a_column_without_news_says_of_when_its_newest_page_is(client, column):
    date_back(make_article(column), days=59)
    assert "asean-stale" not in get(client, column)
    ListedEntry.objects.update(published_at="2026-05-03T08:00+07:00")

    html = get(client, column)

    assert "asean-stale" in html
    assert timezone.localdate() > date(2026, 8, 1)
    assert "03 tháng 5 năm 2026" in html
    assert "asean-stale" not in get(client, f"{column.url}?q=hiep")


def test_when_a_column_counts_as_stale_can_be_set(client, column, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "STALE_COLUMN_DAYS": 5}
    date_back(make_article(column), days=6)

    assert "asean-stale" in get(client, column)


# -- nothing to show -------------------------------------------------------------------------


def test_an_empty_column_leads_readers_on(client, home, column):
    html = get(client, column)

    assert "asean-empty" in html
    assert html.count(f'href="{home.url}"') == 2
    assert 'type="search"' not in html


def test_an_editor_who_previews_an_empty_column_is_told_how_to_fill_it(english_column, rf):
    mode = english_column.default_preview_mode
    response = english_column.make_preview_request(rf.get("/"), mode)

    assert "Add child page" in response.render().content.decode()


def test_where_nothing_fits_everything_is_one_click_away(client, column):
    make_article(column)

    html = get(client, f"{column.url}?q=zzzz")

    assert "asean-empty" in html
    assert f'<a class="asean-button asean-button--quiet" href="{column.url}">' in html
    assert "asean-lead" not in html


# -- who may see what ------------------------------------------------------------------------


def test_what_is_not_to_be_seen_is_in_no_list_no_choice_and_no_search(client, column, vietnamese):
    section = publish(column, ColumnPage(title="Nội bộ", slug="noi-bo"))
    topics = [
        Topic.objects.create(code=code, name=f"Chủ đề {code}", locale=vietnamese) for code in "abcd"
    ]
    labelled(section, "Bài kín", topics=topics[:1])
    make_event(section, "Họp kín", days=1)
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    over = labelled(column, "Bài quá hạn", topics=topics[1:2])
    ArticlePage.objects.filter(pk=over.pk).update(expire_at=timezone.now())
    later = timezone.now() + timedelta(days=1)
    labelled(column, "Bài chưa tới", topics=topics[2:3], effective_at=later)
    labelled(column, "Bài bị giữ", topics=topics[3:])
    ListedEntry.objects.filter(title="Bài bị giữ").update(is_withheld=True)

    assert choices(client, column, "topic") == []
    for address in (column.url, f"{column.url}?q=bai", f"{column.url}?topic=a", section.url):
        html = client.get(address, follow=False).content.decode()
        assert not [word for word in ("kín", "quá hạn", "chưa tới", "bị giữ") if word in html]


def test_asking_for_a_closed_section_does_not_tell_its_title(client, column):
    section = publish(column, ColumnPage(title="Hồ sơ kỷ luật", slug="noi-bo"))
    make_article(section, "Bài kín")
    PageViewRestriction.objects.create(page=section, restriction_type="login")

    html = get(client, f"{column.url}?section=noi-bo")

    assert "kỷ luật" not in html
    assert "kín" not in html


# -- speed -----------------------------------------------------------------------------------


@pytest.fixture
def full_column(column, vietnamese):
    topic = Topic.objects.create(code="hoc-bong", name="Học bổng", locale=vietnamese)
    country = MemberState.objects.create(code="LA", name="Lào", locale=vietnamese)
    year = timezone.localdate().year
    AnnualTheme.objects.create(
        year=year, code=str(year), name="Cùng chèo lái", chair="LA", locale=vietnamese
    )
    occasion = mark_today(vietnamese)
    section = publish(column, ColumnPage(title="Văn hóa", slug="van-hoa"))
    for number in range(6):
        labelled(
            section,
            f"Bài {number}",
            topics=[topic],
            countries=[country],
            occasion=occasion,
            lead_image=make_image("x"),
        )
    make_event(section, "Giao lưu", days=1)
    return column


@pytest.mark.parametrize("query", ["", "q=bai", "q=bai&topic=hoc-bong&section=van-hoa", "page=2"])
def test_a_full_column_takes_few_queries(
    client, full_column, query, settings, django_assert_max_num_queries
):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "PAGE_SIZE": 4}
    get(client, f"{full_column.url}?{query}")

    with django_assert_max_num_queries(15):
        get(client, f"{full_column.url}?{query}")


def test_what_a_column_holds_is_looked_up_once_for_many_readers(client, full_column):
    get(client, full_column)
    Topic.objects.update(name="Tên mới")

    assert choices(client, full_column, "topic") == ["Học bổng"]
    cache.clear()
    assert choices(client, full_column, "topic") == ["Tên mới"]


def test_a_column_needs_no_cache(client, full_column, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    assert choices(client, full_column, "topic") == ["Học bổng"]
