import pytest
from django.core.checks import run_checks
from django.template import engines

from wagtail_asean.pages.frame import find_frame, shown_blocks

from .conftest import make_article

pytestmark = pytest.mark.django_db

BASE = """<html><head><title>{% block title %}{% endblock %} · Trường</title>
{% block extra_css %}<style-of-the-site>{% endblock %}</head>
<body><h6>Đầu trang</h6>{% block content %}{% endblock %}</body></html>"""

OUTER = """{% extends 'base.html' %}
{% block content %}{% block inner %}{% endblock %}{% endblock %}"""


@pytest.fixture
def site(settings):
    """Give the site some templates and settings of ours."""

    def give(templates, **ours):
        loader = ("django.template.loaders.locmem.Loader", templates)
        options = {
            **settings.TEMPLATES[0]["OPTIONS"],
            "loaders": [loader, "django.template.loaders.app_directories.Loader"],
        }
        settings.TEMPLATES = [{**settings.TEMPLATES[0], "APP_DIRS": False, "OPTIONS": options}]
        settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, **ours}

    return give


@pytest.fixture
def show(client, column):
    return lambda: client.get(make_article(column).url).content.decode()


def problems():
    return [found.msg for found in run_checks() if found.id == "wagtail_asean_pages.W001"]


def test_the_base_template_of_the_site_is_the_frame(site, show):
    site({"base.html": BASE})
    html = show()

    assert html.count("<html") == 1
    assert "Đầu trang" in html
    assert "<title>Nửa thế kỷ Hiệp ước · Trường</title>" in html
    assert html.index("Đầu trang") < html.index("asean.css") < html.index("asean-article")
    assert problems() == []


def test_the_frame_may_have_other_names(site, show):
    named = BASE.replace("block content", "block main").replace("block title", "block page_title")
    site(
        {"site/frame.html": named},
        BASE_TEMPLATE="site/frame.html",
        CONTENT_BLOCK="main",
        TITLE_BLOCK="page_title",
        HEAD_BLOCK="extra_css",
    )
    html = show()

    assert "<title>Nửa thế kỷ Hiệp ước · Trường</title>" in html
    assert html.index("<style-of-the-site>") < html.index("asean.css") < html.index("</head>")
    assert html.count("asean.css") == 1
    assert problems() == []


def test_without_a_base_template_the_page_is_whole_by_itself(site, show):
    site({})
    html = show()

    assert html.startswith("<!DOCTYPE html>")
    assert 'name="viewport"' in html
    assert 'href="#asean-content"' in html
    assert "<title>Nửa thế kỷ Hiệp ước</title>" in html
    assert problems() == []


def test_a_base_template_that_can_t_take_us_is_not_used(site, show):
    site({"base.html": "<html>{% block body %}{% endblock %}</html>"})

    assert "asean-standalone" in show()


@pytest.mark.parametrize(
    ("ours", "sentence"),
    [
        ({"BASE_TEMPLATE": "gone.html"}, "names 'gone.html', which is no Django template"),
        (
            {"BASE_TEMPLATE": "base.html", "CONTENT_BLOCK": "main"},
            "which 'base.html' does not show",
        ),
        ({"BASE_TEMPLATE": "broken.html"}, "which is no Django template here"),
        ({"CONTENT_BLOCK": "a %} b"}, "can't be the name of a block"),
        ({"TITLE_BLOCK": None}, "can't be the name of a block"),
    ],
)
def test_wrong_settings_are_reported_and_cost_no_page(site, show, ours, sentence):
    site({"base.html": BASE, "broken.html": "{% block %}"}, **ours)

    assert sentence in problems()[0]
    assert "asean-standalone" in show()


def test_a_missing_head_block_costs_neither_frame_nor_style(site, show):
    site({"base.html": BASE}, BASE_TEMPLATE="base.html", HEAD_BLOCK="css")
    html = show()

    assert "names 'css', which 'base.html' does not show" in problems()[0]
    assert "Đầu trang" in html
    assert "asean.css" in html


@pytest.mark.parametrize(
    ("child", "shown"),
    [
        (
            "{% extends 'base.html' %}{% block lost %}{% endblock %}",
            {"title", "extra_css", "content"},
        ),
        (
            OUTER,
            {"title", "extra_css", "content", "inner"},
        ),
        (
            "{% extends 'outer.html' %}{% block content %}x{% endblock %}",
            {"title", "extra_css", "content"},
        ),
        (
            "{% extends 'outer.html' %}{% block content %}{{ block.super }}{% endblock %}",
            {"title", "extra_css", "content", "inner"},
        ),
        ("{% if a %}{% block a %}{% endblock %}{% endif %}", {"a"}),
    ],
)
def test_only_blocks_that_come_to_light_count(site, child, shown):
    site({"base.html": BASE, "outer.html": OUTER, "child.html": child})

    assert set(shown_blocks(engines["django"].get_template("child.html").template)) == shown


def test_the_frame_is_found_without_a_request(site):
    site({"base.html": BASE})

    assert find_frame()
