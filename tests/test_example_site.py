"""What the demonstration and the checked story stand on."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from django.utils import timezone as django_timezone
from wagtail.models import Locale, Page, Site

from example_site import clock
from example_site.demo import countries, entries, own_pages, pictures, publications, samples
from example_site.demo.lettering import vietnamese_font
from example_site.demo.pieces import PIECES
from tests.host.models import HomePage
from wagtail_asean.adapters import adapter_for_model
from wagtail_asean.library.actions import load_reference_data
from wagtail_asean.library.choices import Pillar
from wagtail_asean.library.setup import Level
from wagtail_asean.pages.models import (
    AwardPage,
    ContestPage,
    CountryPage,
    DestinationPage,
    EventPage,
    ListedEntry,
    PublicationPage,
    ShowcasePage,
)
from wagtail_asean.pages.planting import outlines, plant

WORKS = ("banner", "poster", "slogan", "led_message")


@pytest.fixture
def clock_file(tmp_path, monkeypatch):
    """Let Django's clock follow a file, until the test is over."""
    monkeypatch.setattr(django_timezone, "now", django_timezone.now)
    file = tmp_path / "demo" / "clock"
    clock.follow(file)
    return file


def test_without_its_file_the_clock_tells_the_time_of_day(clock_file):
    assert abs(django_timezone.now() - datetime.now(timezone.utc)) < timedelta(minutes=1)


def test_all_who_follow_the_file_see_the_day_that_was_set(clock_file):
    chosen = datetime(2031, 5, 19, 8, tzinfo=timezone(timedelta(hours=7)))

    clock.set_clock(clock_file, chosen)

    assert timedelta() <= django_timezone.now() - chosen < timedelta(minutes=1)
    assert django_timezone.localdate().isoformat() == "2031-05-19"


def test_the_sample_campaign_consists_of_sample_works():
    works = {item["key"] for kind in WORKS for item in samples.of_kind(kind)}

    for campaign in samples.of_kind("campaign"):
        assert set(campaign["assets"]) <= works


@pytest.mark.parametrize("size", [(1920, 600), (1456, 180), (600, 500), (640, 360)])
def test_the_same_banner_is_drawn_each_time(size):
    words = "Chào mừng kỷ niệm 60 năm Ngày thành lập ASEAN"

    first, has_words = pictures.banner("banner-60-nam-asean", words, size=size)

    assert pictures.banner("banner-60-nam-asean", words, size=size)[0] == first
    assert has_words is (vietnamese_font() is not None)


# -- the column ----------------------------------------------------------------------------


def test_every_sample_has_its_place():
    placed = {key for keys in entries.SECTIONS.values() for key in keys}
    elsewhere = {"campaign", "annual_report", *WORKS}

    assert placed == {item["key"] for item in (*samples.entries(), *PIECES)}
    assert {item["kind"] for item in samples.items()} == {*samples.ENTRY_KINDS, *elsewhere}
    assert samples.of_kind("annual_report")[0]["key"] in publications.PUBLICATIONS
    assert len(samples.items()) == 32


def test_no_section_of_the_department_is_empty():
    filled = {countries.SECTION, *entries.SECTIONS}
    filled |= {section for section, _make in publications.PUBLICATIONS.values()}

    assert filled == {outline.code for outline in outlines.sections(Level.DEPARTMENT)}


def test_the_schools_write_in_sections_that_the_hub_has():
    slugs = {outline.slug["vi"] for outline in outlines.sections(Level.DEPARTMENT)}
    used = {section for articles in own_pages.ARTICLES.values() for _, section, *_ in articles}

    assert used | {own_pages.EVENT_SECTION} <= slugs
    assert set(own_pages.ARTICLES) == set(own_pages.EVENTS) == {"school_a", "school_b"}


@pytest.fixture
def _column(db, settings, tmp_path, monkeypatch):
    """The planted column of a Department in both languages."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(pictures, "ILLUSTRATION", (160, 90))
    Site.objects.all().delete()
    root = Page.objects.filter(depth=1).get()
    root.get_children().delete()
    root.refresh_from_db()
    vietnamese, english = (
        Locale.objects.get_or_create(language_code=code)[0] for code in samples.LANGUAGES
    )
    home = root.add_child(instance=HomePage(title="Sở", slug="so", locale=vietnamese))
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    home.copy_for_translation(english).save_revision().publish()
    load_reference_data()
    plant(Level.DEPARTMENT)


@pytest.mark.slow
@pytest.mark.usefixtures("_column")
def test_each_sample_becomes_a_page_of_its_own_type_that_may_go_out():
    assert entries.write_entries() == 2 * len([*samples.entries(), *PIECES])
    assert countries.write_countries() == 2 * 11
    assert publications.write_publications() == 2 * 3
    assert entries.write_entries() == 0
    assert countries.write_countries() == 0
    assert publications.write_publications() == 0

    assert EventPage.objects.count() == 4
    for model in (ContestPage, DestinationPage, ShowcasePage, AwardPage):
        assert model.objects.count() == 2
    assert CountryPage.objects.count() == 22
    assert PublicationPage.objects.count() == 6
    assert ListedEntry.objects.shown().count() == ListedEntry.objects.count() == 62
    pages = [row.page.specific for row in ListedEntry.objects.select_related("page")]
    for page in pages:
        page.full_clean()
        for name in ("people", "winners", "rounds", "prizes", "questions", "files", "greetings"):
            stream = getattr(page, name, None)
            if stream is not None:
                stream.stream_block.clean(stream)
        assert not adapter_for_model(type(page)).refusal(page), page
        assert page.get_translations().count() == 1, page
        assert page.pillar in ("", *Pillar.values)
        assert page.lead_image_alt
        terms = [page.occasion, getattr(page, "country", None), getattr(page, "outlet", None)]
        for term in (*filter(None, terms), *page.topics.all(), *page.countries.all()):
            assert term.locale == page.locale, page
