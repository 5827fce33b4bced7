from datetime import timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation
from wagtail.models import Page, Site

from wagtail_asean.library.models import Banner, Occasion, Placement
from wagtail_asean.library.placements import showings
from wagtail_asean.library.rendering.displays import find_display

pytestmark = pytest.mark.django_db

LOAD = "{% load wagtail_asean_library %}"


@pytest.fixture
def request_():
    return RequestFactory().get("/")


def render(text, **context):
    return Template(LOAD + text).render(Context(context)).strip()


@pytest.fixture
def asean_day(vietnamese):
    return Occasion.objects.create(code="asean-day", name="Ngày ASEAN", locale=vietnamese)


@pytest.mark.usefixtures("in_vietnamese")
def test_a_banner_is_a_figure_with_its_text_and_size(make_banner, request_):
    html = render("{% asean_banner banner %}", banner=make_banner(), request=request_)
    assert '<figure class="asean-banner asean-banner--web-hero">' in html
    assert 'alt="Chào mừng kỷ niệm 60 năm Ngày thành lập ASEAN"' in html
    assert 'width="1920" height="600"' in html
    assert " 800w, " in html
    assert " 1920w" in html
    assert "<a " not in html


def test_what_an_editor_typed_is_escaped(make_banner, make_image, request_):
    banner = make_banner(
        alt_text='"><script>',
        credit="<b>An</b>",
        pictures=[('x" onload="', make_image())],
        background_colour='"><p>',
    )
    html = render("{% asean_banner banner %}", banner=banner, request=request_)
    assert "<script>" not in html
    assert "<p>" not in html
    assert "<b>" not in html
    assert 'onload="' not in html


@pytest.mark.usefixtures("in_vietnamese")
def test_the_current_banner_takes_one_query(make_banner, request_, django_assert_num_queries):
    make_banner()
    render("{% asean_banner %}", request=request_)
    with django_assert_num_queries(1):
        assert "<img" in render("{% asean_banner %}", request=request_)


def test_a_chosen_banner_takes_one_query(make_banner, request_, django_assert_num_queries):
    banner = make_banner()
    render("{% asean_banner banner %}", banner=banner)
    banner = Banner.objects.get()
    with django_assert_num_queries(1):
        assert "<img" in render("{% asean_banner banner %}", banner=banner, request=request_)


def test_a_small_picture_has_no_choice_of_sizes(make_banner, make_image, request_):
    banner = make_banner(pictures=[("web-sidebar", make_image(300, 250))])
    html = render("{% asean_banner banner %}", banner=banner, request=request_)
    assert " 300w" not in html
    assert 'width="300" height="250"' in html


def test_the_stylesheet_is_linked_once_a_request(make_banner, request_):
    banner = make_banner()
    twice = "{% asean_banner banner %}{% asean_banner banner %}"
    assert render(twice, banner=banner, request=request_).count("banner.css") == 1
    assert render(twice, banner=banner).count("banner.css") == 2


def test_the_page_shows_before_the_static_files_are_collected(
    make_banner, request_, settings, tmp_path
):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    settings.DEBUG = False
    html = render("{% asean_banner banner %}", banner=make_banner(), request=request_)
    assert 'href="/static/wagtail_asean_library/banner.css"' in html


def test_outside_of_its_dates_a_banner_is_not_shown(make_banner, request_):
    now = timezone.now()
    hour = timedelta(hours=1)
    early = make_banner(effective_at=now + hour)
    late = make_banner(effective_at=now - 2 * hour, expires_at=now - hour)
    for banner in (early, late):
        assert render("{% asean_banner banner %}", banner=banner, request=request_) == ""
    assert render("{% asean_banner %}", request=request_) == ""
    due = make_banner(effective_at=now - hour, expires_at=now + hour)
    assert "<img" in render("{% asean_banner banner %}", banner=due, request=request_)


def test_a_banner_begins_with_its_first_moment_and_ends_with_its_last(make_banner):
    start = timezone.now()
    end = start + timedelta(days=1)
    banner = make_banner(effective_at=start, expires_at=end)
    for moment, shown in (
        (start, True),
        (end - timedelta(microseconds=1), True),
        (end, False),
        (start - timedelta(microseconds=1), False),
    ):
        assert banner.is_current(moment) is shown
        assert Banner.objects.current(moment).exists() is shown


def test_a_draft_or_a_banner_without_its_picture_is_not_shown(make_banner, request_):
    draft = make_banner(live=False)
    bare = make_banner()
    bare.images()[0][1].delete()
    bare = Banner.objects.get(pk=bare.pk)
    for banner in (draft, bare):
        assert not banner.is_current()
        assert banner not in Banner.objects.current()
        assert render("{% asean_banner banner %}", banner=banner, request=request_) == ""


def test_a_lost_file_leaves_the_page_whole(make_banner, request_):
    banner = make_banner()
    image = banner.images()[0][1]
    image.file.storage.delete(image.file.name)
    assert render("{% asean_banner banner %}", banner=banner, request=request_) == ""


@pytest.mark.usefixtures("in_vietnamese")
def test_the_occasion_selects_the_banner(make_banner, asean_day, request_):
    make_banner(title="Khác")
    wanted = make_banner(occasion=asean_day, effective_at=timezone.now() - timedelta(days=9))
    for arguments in ('"asean-day"', 'occasion="asean-day"', "day"):
        assert find_display("asean-day").banner_id == wanted.pk
        assert "<img" in render(
            f"{{% asean_banner {arguments} %}}", day=asean_day, request=request_
        )
    assert render('{% asean_banner occasion="tac" %}', request=request_) == ""


@pytest.mark.usefixtures("in_vietnamese")
def test_a_banner_can_be_named_by_its_uid(make_banner):
    wanted = make_banner()
    make_banner()
    assert find_display(str(wanted.translation_key)).banner_id == wanted.pk


@pytest.mark.usefixtures("in_vietnamese")
def test_without_a_wish_the_newest_banner_for_web_pages_is_shown(make_banner, make_image):
    now = timezone.now()
    make_banner(effective_at=now - timedelta(days=30))
    wide = [("web-wide", make_image(1600, 400))]
    newest = make_banner(effective_at=now - timedelta(days=1), pictures=wide)
    make_banner(effective_at=None)
    make_banner(effective_at=now, pictures=[("og-share", make_image(1200, 630))])
    assert find_display().banner_id == newest.pk
    assert find_display(format="og-share").format == "og-share"


def test_the_banner_is_in_the_language_of_the_request(make_banner, english):
    vietnamese = make_banner()
    in_english = make_banner(locale=english, translation_key=vietnamese.translation_key)
    with translation.override("vi"):
        assert find_display().banner_id == vietnamese.pk
        assert find_display(str(in_english.translation_key)).banner_id == vietnamese.pk
    with translation.override("en-gb"):
        assert find_display().banner_id == in_english.pk
    with translation.override("fr"):
        assert find_display().banner_id == vietnamese.pk


def test_the_page_knows_its_language_better_than_the_request(make_banner, english):
    make_banner()
    in_english = make_banner(locale=english)
    page = Page(title="Home", locale=english)
    with translation.override("vi"):
        assert find_display(page=page).banner_id == in_english.pk


def test_a_site_without_translations_shows_what_it_has(make_banner, settings, english):
    settings.WAGTAIL_I18N_ENABLED = False
    banner = make_banner(locale=english)
    with translation.override("vi"):
        assert find_display().banner_id == banner.pk


def test_a_chosen_banner_in_another_language_says_so(make_banner, english, request_):
    banner = make_banner(locale=english)
    with translation.override("vi"):
        html = render("{% asean_banner banner %}", banner=banner, request=request_)
    assert ' lang="en">' in html


def test_the_banner_leads_to_its_page_or_address(make_banner, request_):
    page = Page.objects.get(pk=Site.objects.get().root_page_id)
    to_page = make_banner(link_page=page)
    to_address = make_banner(link_url="https://asean.org/?a=1&b=2")
    html = render("{% asean_banner banner %}", banner=to_page, request=request_)
    assert f'href="{page.get_url(request_)}"' in html
    html = render("{% asean_banner banner %}", banner=to_address, request=request_)
    assert 'href="https://asean.org/?a=1&amp;b=2"' in html


def test_a_link_to_an_unpublished_page_is_left_out(make_banner, request_):
    page = Page.objects.get(pk=Site.objects.get().root_page_id)
    banner = make_banner(link_page=page)
    Page.objects.filter(pk=page.pk).update(live=False)
    html = render("{% asean_banner banner %}", banner=banner, request=request_)
    assert "<img" in html
    assert "<a " not in html


def test_credit_and_licence_stand_below(make_banner, request_):
    banner = make_banner(credit="Nguyễn Văn An", licence="CC BY 4.0")
    html = render("{% asean_banner banner %}", banner=banner, request=request_)
    assert "<figcaption" in html
    assert "Nguyễn Văn An" in html
    assert "CC BY 4.0" in html


@pytest.mark.usefixtures("in_vietnamese")
def test_two_places_of_a_page_show_one_banner_once(
    make_banner, make_campaign, vietnamese, request_
):
    banner = make_banner()
    make_campaign(banner)
    page = '{% asean_banner "header" %}<hr>{% asean_banner "home" %}{% asean_banner "header" %}'
    above, below = render(page, request=request_).split("<hr>")
    assert "<img" in above
    # A template may show one place twice, as for phones and for desks.
    assert below.count("<img") == 1
    Placement.objects.create(site=Site.objects.get(), slot="home", locale=vietnamese, banner=banner)
    showings.forget_cached()
    # The next page, now of a site that wants it so.
    assert render(page, request=RequestFactory().get("/")).count("<img") == 3
