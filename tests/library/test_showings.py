"""Who fills which slot when."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from wagtail.models import Site

from wagtail_asean.library import showings
from wagtail_asean.library.displays import find_display
from wagtail_asean.library.models import MourningPeriod, Occasion, Placement, Showing

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def at(*parts):
    return datetime(*parts, tzinfo=HERE)


@pytest.fixture
def shown(vietnamese):
    """Return what a slot shows in a span of time, as (start, end, title, reason)."""

    def look(slot="header", since=None, until=None):
        since = since or timezone.now()
        rules = showings.Rules(since, until or since + timedelta(days=60))
        slots = showings.slots()
        spans = rules.timeline(Site.objects.get(), slots[slot], vietnamese)
        titles = {banner.pk: banner.title for banner in rules.banners}
        return [
            (
                span.start.astimezone(HERE),
                span.end.astimezone(HERE),
                titles.get(span.what.banner_id, ""),
                str(span.what.reason),
            )
            for span in spans
        ]

    return look


@pytest.fixture
def asean_day(vietnamese):
    return Occasion.objects.create(
        code="asean-day",
        name="Ngày ASEAN",
        month_day="08-08",
        days_before=14,
        days_after=7,
        locale=vietnamese,
    )


def test_a_slot_shows_the_occasions_banner_for_exactly_its_days(make_banner, asean_day, shown):
    make_banner(occasion=asean_day)
    assert shown(since=at(2027, 7, 1), until=at(2027, 9, 1)) == [
        (at(2027, 7, 1), at(2027, 7, 25), "", "nothing"),
        (at(2027, 7, 25), at(2027, 8, 16), "60 năm ASEAN", "occasion"),
        (at(2027, 8, 16), at(2027, 9, 1), "", "nothing"),
    ]


def test_the_site_chooses_before_the_campaign_and_the_campaign_before_the_occasion(
    make_banner, make_campaign, asean_day, shown, vietnamese
):
    make_banner(title="của dịp", occasion=asean_day)
    make_campaign(
        make_banner(title="của đợt"),
        effective_at=at(2027, 8, 1),
        expires_at=at(2027, 8, 11),
    )
    own = make_banner(title="của trường", expires_at=at(2027, 8, 5))
    Placement.objects.create(
        site=Site.objects.get(), slot="header", locale=vietnamese, banner=own
    )
    found = shown(since=at(2027, 7, 30), until=at(2027, 8, 20))
    assert [(start.day, title, reason) for start, _end, title, reason in found] == [
        (30, "của trường", "choice"),
        (5, "của đợt", "campaign"),
        (11, "của dịp", "occasion"),
        (16, "", "nothing"),
    ]


def test_mourning_hides_what_is_festive(make_banner, asean_day, shown, vietnamese):
    make_banner(occasion=asean_day)
    MourningPeriod.objects.create(
        title="Quốc tang",
        starts_on=at(2027, 8, 8).date(),
        ends_on=at(2027, 8, 9).date(),
        locale=vietnamese,
    )
    found = shown(since=at(2027, 8, 1), until=at(2027, 8, 12))
    assert [(start.day, reason) for start, _end, _title, reason in found] == [
        (1, "occasion"),
        (8, "mourning"),
        (10, "occasion"),
    ]


def test_a_new_edition_takes_the_place_of_the_chosen_one(make_banner, shown, vietnamese):
    old = make_banner(title="2026")
    Placement.objects.create(
        site=Site.objects.get(), slot="header", locale=vietnamese, banner=old
    )
    make_banner(title="2027", series=old.series, effective_at=at(2027, 1, 1))
    found = shown(since=at(2026, 12, 1), until=at(2027, 2, 1))
    assert [title for _start, _end, title, _reason in found] == ["2026", "2027"]


def test_the_table_follows_every_change_and_keeps_what_was_shown(make_banner, vietnamese):
    site = Site.objects.get()
    banner = make_banner()
    rows = Showing.objects.filter(site=site, slot="header", locale=vietnamese)
    placement = Placement.objects.create(site=site, slot="header", locale=vietnamese, banner=banner)
    assert rows.get(ends_at__gt=timezone.now()).banner == banner
    placement.is_off = True
    placement.save()
    assert rows.get(ends_at__gt=timezone.now()).reason == "off"
    assert rows.filter(banner=banner, ends_at__lte=timezone.now()).exists()


def test_a_placed_banner_takes_one_query_and_then_none(
    make_banner, vietnamese, rf, django_assert_num_queries
):
    make_banner()
    site = Site.objects.get()
    placed = make_banner(title="trong ô")
    Placement.objects.create(site=site, slot="header", locale=vietnamese, banner=placed)
    with translation.override("vi"):
        request = rf.get("/")
        first = find_display("header", request=request)
        showings.forget_cached()
        with django_assert_num_queries(1):
            assert find_display("header", request=request) == first
        with django_assert_num_queries(0):
            assert find_display("header", request=request).banner_id == placed.pk
