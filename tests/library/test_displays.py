"""How a banner is found and shown: what it costs, when a cached one dies, what the page gets."""

from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from django.core.cache import cache, caches
from django.template import Context, Template
from django.utils import timezone, translation
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from wagtail_asean.library import actions
from wagtail_asean.library.models import Banner, MourningPeriod, Placement
from wagtail_asean.library.placements import showings
from wagtail_asean.library.rendering.displays import find_display, find_in_slot

pytestmark = pytest.mark.django_db

TAG = "{% load wagtail_asean_library %}{% asean_banner chosen %}"


@pytest.fixture(autouse=True)
def _vietnamese(_english):
    with translation.override("vi"):
        yield


@pytest.fixture
def request_(rf):
    return rf.get("/")


@pytest.fixture
def placed(make_banner, vietnamese):
    """Place a banner in the header."""

    def place(banner=None, **fields):
        banner = banner or make_banner(**fields)
        Placement.objects.create(
            site=Site.objects.get(), slot="header", locale=vietnamese, banner=banner
        )
        return banner

    return place


@pytest.fixture
def clock(monkeypatch):
    def set_to(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_to


def render(chosen, request):
    return Template(TAG).render(Context({"chosen": chosen, "request": request})).strip()


class Elements(HTMLParser):
    """The elements of a page, each with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


# -- what it costs ---------------------------------------------------------------------------


def test_a_slot_costs_one_query_and_then_none(placed, request_, django_assert_num_queries):
    banner = placed()
    find_in_slot("header", request=request_)
    showings.forget_cached()
    with django_assert_num_queries(1):
        assert find_in_slot("header", request=request_).banner_id == banner.pk
    with django_assert_num_queries(0):
        assert "<img" in render("header", request_)


def test_an_empty_slot_costs_none_either(request_, vietnamese, django_assert_num_queries):
    find_in_slot("header", request=request_)
    with django_assert_num_queries(0):
        assert render("header", request_) == ""


def test_several_pictures_and_a_page_to_go_to_are_still_one_query(
    placed, make_image, request_, django_assert_num_queries
):
    page = Page.objects.get(depth=2)
    pictures = [("web-hero", make_image()), ("web-mobile", make_image(750, 400))]
    banner = placed(pictures=pictures, link_page=page)
    render("header", request_)
    showings.forget_cached()
    with django_assert_num_queries(1):
        assert render("header", request_)
    # Of a chosen banner each page asks.
    banner = Banner.objects.get(pk=banner.pk)
    with django_assert_num_queries(1):
        assert find_display(banner, request=request_).href == page.get_url(request_)


def test_the_first_look_makes_the_renditions_and_the_next_finds_them(
    placed, request_, django_assert_num_queries
):
    placed()
    assert not get_image_model().get_rendition_model().objects.exists()
    first = find_in_slot("header", request=request_)
    assert get_image_model().get_rendition_model().objects.count() == 2
    cache.clear()
    with django_assert_num_queries(1):
        assert find_in_slot("header", request=request_) == first


# -- how long it is known --------------------------------------------------------------------


def test_a_cached_banner_dies_with_its_last_moment(placed, request_, clock):
    now = timezone.now()
    placed(expires_at=now + timedelta(seconds=20))
    assert find_in_slot("header", request=request_)
    clock(now + timedelta(seconds=19))
    assert find_in_slot("header", request=request_)
    clock(now + timedelta(seconds=20))
    assert find_in_slot("header", request=request_) is None


def test_a_cached_nothing_dies_with_the_first_moment_of_a_banner(placed, request_, clock):
    now = timezone.now()
    placed(effective_at=now + timedelta(seconds=20))
    assert find_in_slot("header", request=request_) is None
    clock(now + timedelta(seconds=20))
    assert find_in_slot("header", request=request_)


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks(execute=True)


def test_a_change_is_seen_at_the_next_look(placed, request_, after_commit):
    banner = placed()
    assert find_in_slot("header", request=request_).alt_text == banner.alt_text
    with after_commit:
        banner.alt_text = "Mới"
        actions.approve(banner, role="Lãnh đạo Sở")
    assert find_in_slot("header", request=request_).alt_text == "Mới"


def test_mourning_is_seen_at_the_next_look(
    placed, request_, vietnamese, django_capture_on_commit_callbacks
):
    placed()
    assert find_in_slot("header", request=request_)
    with django_capture_on_commit_callbacks(execute=True):
        period = MourningPeriod.objects.create(
            title="Quốc tang", starts_on=date.today(), ends_on=date.today(), locale=vietnamese
        )
    assert find_in_slot("header", request=request_) is None
    with django_capture_on_commit_callbacks(execute=True):
        period.delete()
    assert find_in_slot("header", request=request_)


def test_another_process_with_a_cache_of_its_own_sees_a_change_within_the_time_set(
    placed, request_, clock, settings, django_capture_on_commit_callbacks, monkeypatch
):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "a"},
        "other": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "b"},
    }
    caches["default"].clear()
    now = timezone.now()
    banner = placed(alt_text="Chào mừng")
    assert find_in_slot("header", request=request_).alt_text == "Chào mừng"
    # The other process tells only its own cache.
    with monkeypatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr(showings, "cache", caches["other"])
        banner.alt_text = "Mới"
        actions.approve(banner, role="Lãnh đạo Sở")
    assert find_in_slot("header", request=request_).alt_text == "Chào mừng"
    clock(now + timedelta(seconds=61))
    assert find_in_slot("header", request=request_).alt_text == "Mới"


# -- which edition ---------------------------------------------------------------------------


def test_of_a_chosen_banner_the_newest_edition_is_shown_also_by_its_uid(make_banner):
    now = timezone.now()
    old = make_banner(effective_at=now - timedelta(days=300))
    new = make_banner(series=old.series, effective_at=now - timedelta(days=1))
    make_banner(series=old.series, effective_at=now + timedelta(days=300))
    make_banner(series=old.series, approve=False)
    assert find_display(old).banner_id == new.pk
    assert find_display(str(old.translation_key)).banner_id == new.pk


def test_a_new_edition_without_dates_goes_before_an_old_one_with_dates(make_banner):
    now = timezone.now()
    old = make_banner(effective_at=now - timedelta(days=300))
    new = make_banner(series=old.series, first_published_at=now - timedelta(days=1))
    assert find_display(old).banner_id == new.pk


def test_what_is_festive_is_shown_nowhere_in_mourning(make_banner, vietnamese):
    festive, plain = make_banner(), make_banner(is_festive=False)
    MourningPeriod.objects.create(
        title="Quốc tang", starts_on=date.today(), ends_on=date.today(), locale=vietnamese
    )
    assert find_display(festive) is None
    assert find_display(str(festive.translation_key)) is None
    assert find_display(plain).banner_id == plain.pk


# -- what the page gets ----------------------------------------------------------------------


def test_a_phone_gets_a_picture_of_its_own(placed, make_image, request_):
    placed(pictures=[("web-hero", make_image()), ("web-mobile", make_image(750, 400))])
    page = Elements(render("header", request_))
    (source,) = page.all("source")
    (image,) = page.all("img")
    assert source["media"] == "(max-width: 640px)"
    assert source["srcset"] != image["srcset"]
    assert (source["width"], source["height"]) == ("750", "400")
    assert (image["width"], image["height"]) == ("1920", "600")


def test_without_a_picture_for_phones_all_get_the_same(placed, request_):
    placed()
    assert Elements(render("header", request_)).all("source") == []


def test_the_background_colour_needs_no_inline_style(placed, request_):
    placed(background_colour="#0032a0")
    page = Elements(render("header", request_))
    assert page.all("rect")[0]["fill"] == "#0032a0"
    assert page.all("svg")[0]["aria-hidden"] == "true"
    assert not [name for name, attributes in page.found if "style" in attributes]
    assert not page.all("style")
    assert not page.all("script")


def test_nothing_is_asked_of_another_host(placed, make_image, request_):
    placed(
        pictures=[("web-hero", make_image()), ("web-mobile", make_image(750, 400))],
        background_colour="#0032a0",
        link_url="https://asean.org/",
        credit="Sở",
    )
    page = Elements(render("header", request_))
    loaded = [
        attributes[name]
        for _tag, attributes in page.found
        for name in ("src", "srcset", "poster", "data")
        if name in attributes
    ]
    loaded += [link["href"] for link in page.all("link")]
    assert len(loaded) >= 4
    for address in loaded:
        for candidate in address.split(","):
            assert candidate.strip().startswith(("/media/", "/static/"))


def test_a_banner_that_fits_no_format_of_the_place_is_shown_as_it_is(placed, make_image, request_):
    banner = placed(pictures=[("og-share", make_image(1200, 630))])
    display = find_in_slot("header", request=request_)
    assert (display.banner_id, display.format) == (banner.pk, "og-share")


def test_the_place_takes_the_format_that_fits_it_best(placed, make_image, request_):
    placed(pictures=[("web-wide", make_image(1600, 400)), ("web-hero", make_image())])
    assert find_in_slot("header", request=request_).format == "web-hero"
