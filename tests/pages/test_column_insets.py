"""What a column puts on pages of the site's own: tags, blocks, and the tags for Jinja2."""

import jinja2
import pytest
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import PageViewRestriction, Site

from tests.host.models import HomePage
from wagtail_asean.library.models import Topic
from wagtail_asean.pages.blocks import LatestBlock, MenuBlock
from wagtail_asean.pages.models import ArticlePage, ColumnPage, EventPage

from .conftest import make_article, publish
from .test_pages import date_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_(home):
    return RequestFactory().get("/", headers={"host": "testserver"})


@pytest.fixture
def section(column):
    return publish(column, ColumnPage(title="Văn hóa", slug="van-hoa"))


def render(source, request, **context):
    template = Template("{% load wagtail_asean_pages %}" + source)
    return template.render(Context({"request": request, **context}))


def jinja(source, **context):
    environment = jinja2.Environment(
        autoescape=True, extensions=["wagtail_asean.pages.jinja2tags.asean"]
    )
    return environment.from_string(source).render(context)


# -- the latest ------------------------------------------------------------------------------


def test_the_latest_of_the_column_stand_on_any_page(request_, home, column):
    date_back(make_article(column, "Cũ"), days=2)
    date_back(make_article(column, "Mới"), days=1)

    html = render("{% asean_latest 1 %}", request_, page=home)

    assert "Mới</a>" in html
    assert "Cũ" not in html
    assert 'class="asean asean--inset' in html
    assert f'href="{column.url}"' in html


def test_the_latest_can_be_chosen_like_the_columns_list(request_, home, column, section):
    topic = Topic.objects.create(code="hoc-bong", name="Học bổng", locale=home.locale)
    article = ArticlePage(title="Đúng", kind="story")
    article.topics = [topic]
    publish(section, article)
    make_article(column, "Sai")
    make_article(section, "Của nơi khác", origin_site="Sở", origin_url="https://a.vn/")

    def titles(options):
        source = f"{{% asean_latest {options} as entries %}}"
        source += "{% for entry in entries %}{{ entry.title }};{% endfor %}"
        return render(source, request_, page=home)

    assert titles('section="van-hoa" origin="own"') == "Đúng;"
    assert titles('topic="hoc-bong"') == "Đúng;"
    assert titles('kind="story" year=1999') == ""
    assert titles('origin="hub"') == "Của nơi khác;"
    assert titles("2").count(";") == 2
    assert titles('"x"').count(";") == 3


def test_an_event_among_the_latest_says_when_it_is_and_whether_it_is_off(request_, home, column):
    publish(column, EventPage(title="Hội", starts_at="2030-02-03T08:00+07:00", status="cancelled"))

    html = render("{% asean_latest %}", request_, page=home)

    assert 'datetime="2030-02-03"' in html
    assert "asean-status" in html


@pytest.mark.parametrize("source", ["{% asean_latest %}", "{% asean_menu %}"])
def test_there_is_nothing_where_the_site_has_no_column(request_, home, source):
    assert render(source, request_, page=home) == ""
    assert render(source, None) == ""


def test_there_is_nothing_where_nothing_fits(request_, home, column):
    make_article(column)

    assert render('{% asean_latest topic="x" %}', request_, page=home) == ""


def test_a_column_that_is_closed_or_not_published_is_not_shown(request_, home, column):
    make_article(column)
    PageViewRestriction.objects.create(page=column, restriction_type="login")
    assert render("{% asean_latest %}{% asean_menu %}", request_, page=home) == ""
    PageViewRestriction.objects.all().delete()
    del request_._wagtail_asean_pages_columns
    column.unpublish()

    assert render("{% asean_latest %}{% asean_menu %}", request_, page=home) == ""


def test_the_column_is_that_of_the_pages_language(request_, home, column, english):
    make_article(column, "Bài tiếng Việt")
    english_home = home.copy_for_translation(english)
    english_home.save_revision().publish()
    english_column = column.copy_for_translation(english)
    english_column.save_revision().publish()
    make_article(english_column, "An English article")

    html = render("{% asean_latest %}", request_, page=english_home)
    assert "An English article" in html
    assert 'lang="en"' in html
    with translation.override("en"):
        assert "An English article" in render("{% asean_latest %}", request_)
    with translation.override("vi"):
        assert "Bài tiếng Việt" in render("{% asean_latest %}", request_)


def test_the_column_is_that_of_the_requests_site(home, column):
    make_article(column, "Của trường này")
    other = publish(home.get_parent(), HomePage(title="Trường khác", slug="khac"))
    Site.objects.create(hostname="other.example", root_page=other)
    request = RequestFactory().get("/", headers={"host": "other.example"})

    assert render("{% asean_latest %}", request, page=other) == ""
    other_column = publish(other, ColumnPage(title="Cột khác", slug="asean"))
    make_article(other_column, "Của trường khác")
    request = RequestFactory().get("/", headers={"host": "other.example"})
    assert "Của trường khác" in render("{% asean_latest %}", request, page=other)


def test_several_tags_find_the_column_once(request_, home, column, section):
    make_article(section)
    Site.find_for_request(request_)
    home.get_url(request_)

    with CaptureQueriesContext(connection) as queries:
        render("{% asean_menu %}", request_, page=home)
    first = len(queries)
    with CaptureQueriesContext(connection) as queries:
        render("{% asean_menu %}{% asean_latest %}", request_, page=home)

    assert first <= 5
    assert len(queries) <= 3


# -- the menu --------------------------------------------------------------------------------


def test_the_menu_leads_to_the_sections_and_marks_where_one_is(request_, home, column, section):
    article = make_article(section)

    html = render("{% asean_menu %}", request_, page=article)

    assert f'href="{column.url}">Chuyên mục ASEAN</a>' in html
    assert f'href="{section.url}" aria-current="true">Văn hóa</a>' in html
    assert 'aria-current="page">Văn hóa' in render("{% asean_menu %}", request_, page=section)
    assert 'aria-current="page">Chuyên' in render("{% asean_menu %}", request_, page=column)
    assert "aria-current" not in render("{% asean_menu %}", request_, page=home)


def test_a_template_may_call_something_else_a_page(request_, home, column, section):
    make_article(section)
    page_of_a_list = Paginator([1, 2], 1).page(1)

    with translation.override("vi"):
        html = render("{% asean_menu %}{% asean_latest %}", request_, page=page_of_a_list)

    assert "Văn hóa</a>" in html
    assert "asean-latest" in html


def test_the_menu_can_be_gone_through(request_, home, section):
    source = "{% asean_menu as menu %}{% for one in menu %}{{ one.page.title }}{% endfor %}"

    assert render(source, request_, page=home) == "Văn hóa"


# -- the style -------------------------------------------------------------------------------


def test_the_style_comes_once_a_page(request_, home, column):
    make_article(column)

    html = render("{% asean_latest %}{% asean_menu %}{% asean_style %}", request_, page=home)

    assert html.count("asean.css") == 1
    assert html.index("asean.css") < html.index("<section")


def test_our_own_pages_do_not_load_their_style_twice(client, column):
    article = make_article(column)

    for page in (column, article):
        assert client.get(page.url).content.decode().count("asean.css") == 1


# -- blocks ----------------------------------------------------------------------------------


def test_the_block_of_the_latest_shows_what_an_editor_chose(request_, home, column, section):
    topic = Topic.objects.create(code="a", name="Học bổng", locale=home.locale)
    article = ArticlePage(title="Đúng", kind="story")
    article.topics = [topic]
    publish(section, article)
    make_article(section, "Sai")
    block = LatestBlock()
    value = block.to_python(
        {
            "heading": "Mới từ <ASEAN>",
            "number": 3,
            "section": section.pk,
            "topic": topic.pk,
            "kind": "story",
            "only_own": True,
        }
    )

    html = block.render(value, {"request": request_, "page": home})

    assert "Mới từ &lt;ASEAN&gt;</h2>" in html
    assert "Đúng</a>" in html
    assert "Sai" not in html
    assert f'href="{section.url}?kind=story&amp;topic=a&amp;origin=own"' in html


def test_the_block_of_the_latest_shows_the_sites_column_by_itself(request_, home, column):
    make_article(column, "Bài")
    block = LatestBlock()

    assert "Bài</a>" in block.render(block.get_default(), {"request": request_, "page": home})
    with translation.override("vi"):
        assert "Bài</a>" in block.render(block.get_default())


def test_a_section_that_is_closed_is_not_shown_by_the_block(request_, home, column, section):
    make_article(section, "Kín")
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    block = LatestBlock()
    value = block.to_python({"number": 3, "section": section.pk})

    assert block.render(value, {"request": request_, "page": home}).strip() == ""


def test_only_a_column_can_be_chosen_as_a_section(home, column):
    block = LatestBlock().child_blocks["section"]

    assert block.clean(column.page_ptr) == column.page_ptr
    with pytest.raises(ValidationError, match="Trường Nguyễn Huệ"):
        block.clean(home.page_ptr)


def test_the_block_of_the_menu_shows_it(request_, home, section):
    block = MenuBlock()
    value = block.to_python({"heading": "ASEAN"})

    html = block.render(value, {"request": request_, "page": home})

    assert "ASEAN</h2>" in html
    assert "Văn hóa</a>" in html


def test_the_blocks_offer_each_kind_by_its_name():
    choices = dict(LatestBlock().child_blocks["kind"].field.choices)

    assert {"article", "news", "event", "talk", "contest"} <= set(choices)


# -- Jinja2 ----------------------------------------------------------------------------------


def test_jinja2_templates_have_the_same(request_, home, column, section):
    make_article(section, "Bài <1>")
    source = "{{ asean_style() }}|{{ asean_latest(3, section='van-hoa') }}|{{ asean_menu() }}"

    style, latest, menu = jinja(source, request=request_, page=home).split("|")

    assert "asean.css" in style
    assert "Bài &lt;1&gt;</a>" in latest
    assert "Văn hóa</a>" in menu
    assert "asean.css" not in latest


def test_jinja2_templates_can_go_through_the_latest(request_, home, column):
    make_article(column, "Bài")
    source = "{% for entry in asean_latest(2) %}{{ entry.title }}{% endfor %}{{ asean_banner() }}"

    assert jinja(source, request=request_, page=home).strip() == "Bài"


def test_jinja2_templates_show_nothing_where_there_is_no_column(request_, home):
    assert jinja("{{ asean_latest() }}{{ asean_menu() }}", request=request_, page=home) == ""
