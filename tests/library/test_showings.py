"""Who fills which slot when."""

import json
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale, Page, Site

from wagtail_asean.library.dates import windows
from wagtail_asean.library.dates.timeline import Span, paint, without
from wagtail_asean.library.models import (
    Banner,
    BannerPicture,
    MourningPeriod,
    Occasion,
    Placement,
    Showing,
)
from wagtail_asean.library.placements import showings
from wagtail_asean.library.rendering.displays import find_display, find_in_slot

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
    Placement.objects.create(site=Site.objects.get(), slot="header", locale=vietnamese, banner=own)
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
    Placement.objects.create(site=Site.objects.get(), slot="header", locale=vietnamese, banner=old)
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


# -- time, painted ---------------------------------------------------------------------------

EPOCH = datetime(2027, 1, 1, tzinfo=ZoneInfo("UTC"))
hours = st.integers(0, 60).map(lambda count: EPOCH + timedelta(hours=count))
spans = st.builds(
    lambda ends, what: Span(start=min(ends), end=max(ends), what=what),
    st.tuples(hours, hours),
    st.sampled_from("abc"),
)
START, END = EPOCH + timedelta(hours=10), EPOCH + timedelta(hours=50)


def covering(layers, moment):
    return [span.what for span in layers if span.start <= moment < span.end]


@given(st.lists(spans, max_size=8))
def test_time_is_painted_without_a_gap_or_an_overlap_the_first_layer_first(layers):
    painted = paint(START, END, layers)
    assert (painted[0].start, painted[-1].end) == (START, END)
    assert all(span.start < span.end for span in painted)
    for one, other in zip(painted, painted[1:], strict=False):
        assert one.end == other.start
        assert one.what != other.what
    for hour in range(10, 50):
        moment = EPOCH + timedelta(hours=hour)
        assert covering(painted, moment) == [*covering(layers, moment), None][:1]


@given(st.lists(spans, max_size=5), st.lists(spans, max_size=5))
def test_time_less_what_is_cut_out_is_the_rest_of_it(layers, cuts):
    left = without(layers, cuts)
    for hour in range(60):
        moment = EPOCH + timedelta(hours=hour)
        wanted = [] if covering(cuts, moment) else covering(layers, moment)
        assert covering(left, moment) == wanted


# -- days ------------------------------------------------------------------------------------


def days_of(since, until, **fields):
    """Return the first and the last day of each span in which an occasion is marked."""
    found = windows.occasion_windows(Occasion(**fields), since, until)
    return [
        (windows.day_of(span.start), windows.day_of(span.end) - timedelta(days=1))
        for span in sorted(found, key=lambda span: span.start)
    ]


def test_an_occasion_on_the_leap_day_is_marked_on_the_28th_in_other_years():
    found = days_of(
        date(2027, 1, 1), date(2029, 1, 1), month_day="02-29", days_before=0, days_after=0
    )
    assert found == [(date(2027, 2, 28),) * 2, (date(2028, 2, 29),) * 2]


def test_the_days_around_an_occasion_go_over_new_year():
    found = days_of(
        date(2027, 12, 20), date(2028, 2, 1), month_day="01-01", days_before=7, days_after=3
    )
    assert found == [(date(2027, 12, 25), date(2028, 1, 4))]
    found = days_of(
        date(2028, 1, 2), date(2028, 2, 1), month_day="12-31", days_before=0, days_after=3
    )
    assert found == [(date(2027, 12, 31), date(2028, 1, 3))]


def test_a_day_of_a_single_year_goes_before_the_day_of_the_year():
    fields = {"month_day": "10-13", "dates": ["2027-10-20"], "days_before": 0, "days_after": 0}
    found = days_of(date(2026, 1, 1), date(2029, 1, 1), **fields)
    assert [first for first, _last in found] == [
        date(2026, 10, 13),
        date(2027, 10, 20),
        date(2028, 10, 13),
    ]


def test_an_occasion_without_a_day_is_not_marked():
    assert days_of(date(2026, 1, 1), date(2029, 1, 1)) == []
    assert days_of(date(2026, 1, 1), date(2029, 1, 1), days_before=None, days_after=None) == []


def test_the_days_for_the_pupils_go_over_new_year():
    fields = {"pupils_from": "12-20", "pupils_until": "01-10"}
    assert days_of(date(2028, 1, 5), date(2028, 12, 25), **fields) == [
        (date(2027, 12, 20), date(2028, 1, 10)),
        (date(2028, 12, 20), date(2029, 1, 10)),
    ]


def test_an_occasion_in_the_holidays_is_marked_for_staff_and_again_for_the_pupils(
    make_banner, asean_day, shown
):
    asean_day.pupils_from, asean_day.pupils_until = "09-05", "09-20"
    asean_day.save()
    make_banner(occasion=asean_day)
    found = shown(since=at(2027, 7, 1), until=at(2027, 12, 1))
    assert [(start, end) for start, end, _title, reason in found if reason == "occasion"] == [
        (at(2027, 7, 25), at(2027, 8, 16)),
        (at(2027, 9, 5), at(2027, 9, 21)),
    ]


def test_a_day_begins_at_the_sites_midnight_wherever_the_editor_is(settings):
    for zone, offset in (("Asia/Ho_Chi_Minh", 7), ("America/Lima", -5)):
        settings.TIME_ZONE = zone
        with timezone.override("Asia/Tokyo"):
            begin = windows.day_begins(date(2027, 8, 8))
            assert begin.utcoffset() == timedelta(hours=offset)
            assert windows.day_of(begin) == date(2027, 8, 8)
            assert windows.day_of(begin - timedelta(seconds=1)) == date(2027, 8, 7)


# -- rules -----------------------------------------------------------------------------------


def place(locale, slot="header", **fields):
    return Placement.objects.create(
        site=fields.pop("site", None) or Site.objects.get(), slot=slot, locale=locale, **fields
    )


def titles(found):
    return [(start.day, title) for start, _end, title, _reason in found]


def test_of_two_campaigns_at_a_time_the_more_important_is_shown(make_banner, make_campaign, shown):
    make_campaign(
        make_banner(title="lâu"),
        priority=5,
        effective_at=at(2027, 8, 1),
        expires_at=at(2027, 8, 20),
    )
    make_campaign(
        make_banner(title="gấp"),
        priority=1,
        effective_at=at(2027, 8, 5),
        expires_at=at(2027, 8, 8),
    )
    found = shown(since=at(2027, 8, 1), until=at(2027, 8, 21))
    assert titles(found) == [(1, "lâu"), (5, "gấp"), (8, "lâu"), (20, "")]


def test_a_festive_campaign_rests_in_mourning_with_all_that_it_shows(
    make_banner, make_campaign, shown, vietnamese
):
    plain = make_banner(title="giản dị", is_festive=False)
    dates = {"effective_at": at(2027, 8, 1), "expires_at": at(2027, 8, 20)}
    campaign = make_campaign(plain, **dates)
    MourningPeriod.objects.create(
        title="Quốc tang",
        starts_on=date(2027, 8, 5),
        ends_on=date(2027, 8, 6),
        locale=vietnamese,
    )
    found = shown(since=at(2027, 8, 1), until=at(2027, 8, 20))
    assert titles(found) == [(1, "giản dị"), (5, ""), (7, "giản dị")]
    campaign.delete()
    make_campaign(plain, is_festive=False, **dates)
    found = shown(since=at(2027, 8, 1), until=at(2027, 8, 20))
    assert titles(found) == [(1, "giản dị")]


def test_the_picture_that_fits_the_place_best_is_shown_of_a_campaign(
    make_banner, make_campaign, make_image, shown
):
    wide = make_banner(title="rộng", pictures=[("web-wide", make_image(1600, 400))])
    hero = make_banner(title="đầu trang")
    side = make_banner(title="cạnh", pictures=[("web-sidebar", make_image(300, 250))])
    make_campaign(wide, hero, side, effective_at=at(2027, 8, 1), expires_at=at(2027, 8, 9))
    span = {"since": at(2027, 8, 2), "until": at(2027, 8, 3)}
    assert titles(shown("header", **span)) == [(2, "đầu trang")]
    assert titles(shown("home", **span)) == [(2, "rộng")]
    assert titles(shown("sidebar", **span)) == [(2, "cạnh")]
    assert titles(shown("footer", **span)) == [(2, "rộng")]


def test_the_more_important_occasion_goes_first(make_banner, asean_day, shown, vietnamese):
    other = Occasion.objects.create(
        code="he", name="Hè", month_day="08-01", days_before=0, days_after=30, locale=vietnamese
    )
    asean_day.priority, other.priority = 1, 2
    asean_day.save()
    other.save()
    make_banner(title="hè", occasion=other)
    make_banner(title="08/8", occasion=asean_day)
    found = shown(since=at(2027, 7, 20), until=at(2027, 9, 5))
    assert titles(found) == [(20, ""), (25, "08/8"), (16, "hè"), (1, "")]


def test_what_is_not_approved_live_or_in_its_days_is_never_shown(make_banner, asean_day, shown):
    make_banner(occasion=asean_day, approve=False)
    make_banner(occasion=asean_day, live=False)
    make_banner(occasion=asean_day, expires_at=at(2027, 1, 1))
    make_banner(occasion=asean_day, effective_at=at(2028, 1, 1))
    found = shown(since=at(2027, 7, 1), until=at(2027, 9, 1))
    assert {title for _start, _end, title, _reason in found} == {""}


def test_a_new_edition_without_dates_takes_the_place_of_the_one_with_dates(
    make_banner, shown, vietnamese
):
    old = make_banner(title="2026", effective_at=at(2026, 7, 1))
    place(vietnamese, banner=old)
    make_banner(title="2027", series=old.series, first_published_at=at(2027, 7, 1))
    assert titles(shown(since=at(2027, 8, 1), until=at(2027, 8, 2))) == [(1, "2027")]


def test_each_language_and_each_site_has_its_own(make_banner, asean_day, vietnamese, english):
    first = Site.objects.get()
    second = Site.objects.create(hostname="b.test", root_page=first.root_page)
    asean_day.dates = [str(windows.today())]
    asean_day.save()
    in_vietnamese = make_banner(occasion=asean_day)
    in_english = make_banner(occasion=asean_day, locale=english)
    own = make_banner(title="riêng")
    place(vietnamese, site=second, banner=own)
    place(english, site=second, is_off=True)

    def now(site, locale):
        rows = Showing.objects.filter(site=site, slot="header", locale=locale)
        return rows.get(starts_at__lte=timezone.now(), ends_at__gt=timezone.now())

    assert now(first, vietnamese).banner == in_vietnamese
    assert now(first, english).banner == in_english
    assert now(second, vietnamese).banner == own
    assert (now(second, english).banner, now(second, english).reason) == (None, "off")


def test_a_place_of_the_sites_own_is_filled_like_ours(make_banner, asean_day, settings, rf):
    settings.WAGTAIL_ASEAN = {
        **settings.WAGTAIL_ASEAN,
        "BANNER_SLOTS": {"library": {"label": "Thư viện", "formats": ("web-hero",)}},
    }
    asean_day.dates = [str(windows.today())]
    asean_day.save()
    banner = make_banner(occasion=asean_day)
    with translation.override("vi"):
        assert find_display("library", request=rf.get("/")).banner_id == banner.pk


def test_a_site_without_time_zones_is_served_alike(make_banner, settings, rf):
    settings.USE_TZ = False
    today = windows.today()
    occasion = Occasion.objects.create(
        code="asean-day",
        name="Ngày ASEAN",
        dates=[str(today)],
        days_before=0,
        days_after=0,
        locale=Locale.objects.get(),
    )
    banner = make_banner(
        occasion=occasion,
        first_published_at=timezone.now(),
        effective_at=timezone.now() - timedelta(days=1),
    )
    assert Banner.objects.get().has_valid_approval()
    with translation.override("vi"):
        assert find_display("header", request=rf.get("/")).banner_id == banner.pk
    row = Showing.objects.get(slot="header", banner=banner)
    assert row.ends_at == datetime.combine(today + timedelta(days=1), datetime.min.time())


# -- the table -------------------------------------------------------------------------------


@pytest.fixture
def clock(monkeypatch):
    """Set the time that it is for all."""

    def set_to(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_to


def test_a_banner_comes_and_goes_at_exactly_its_moment(make_banner, vietnamese, rf, clock):
    begin, end = at(2027, 8, 1, 7, 30), at(2027, 8, 3, 17)
    clock(begin - timedelta(days=3))
    place(vietnamese, banner=make_banner(effective_at=begin, expires_at=end))
    tick = timedelta(microseconds=1)
    moments = {begin - tick: False, begin: True, end - tick: True, end: False}
    for moment, is_shown in moments.items():
        clock(moment)
        with translation.override("vi"):
            found = find_in_slot("header", request=rf.get("/"))
        assert (found is not None) is is_shown, moment


def test_what_was_shown_stays_in_the_table_while_the_plan_changes(make_banner, vietnamese, clock):
    clock(at(2027, 8, 1))
    placement = place(vietnamese, banner=make_banner(title="một"))
    clock(at(2027, 8, 5))
    placement.banner = make_banner(title="hai")
    placement.save()
    clock(at(2027, 8, 9))
    placement.delete()
    rows = Showing.objects.filter(slot="header", locale=vietnamese, starts_at__lt=at(2027, 8, 9))
    assert [
        (row.banner.title, row.starts_at, row.ends_at) for row in rows.filter(banner__isnull=False)
    ] == [
        ("một", at(2027, 8, 1), at(2027, 8, 5)),
        ("hai", at(2027, 8, 5), at(2027, 8, 9)),
    ]


def test_the_rows_of_a_place_follow_each_other_whatever_happens(
    make_banner, asean_day, vietnamese, clock
):
    clock(at(2027, 7, 1))
    banner = make_banner(occasion=asean_day)
    for day in (10, 26):
        clock(at(2027, 7, day))
        banner.title = f"bản {day}"
        banner.record_approval(role="Sở", day=date(2027, 7, day))
        banner.save()
    period = MourningPeriod.objects.create(
        title="x", starts_on=date(2027, 8, 1), ends_on=date(2027, 8, 2), locale=vietnamese
    )
    clock(at(2027, 8, 2, 12))
    period.delete()
    rows = list(Showing.objects.filter(slot="header", locale=vietnamese))
    assert rows[0].starts_at < at(2027, 7, 1) < rows[0].ends_at
    assert rows[-1].ends_at > at(2028, 8, 2)
    assert all(row.starts_at < row.ends_at for row in rows)
    assert all(a.ends_at == b.starts_at for a, b in zip(rows, rows[1:], strict=False))


def test_a_table_that_was_never_written_heals_at_the_first_look(make_banner, vietnamese, rf):
    banner = make_banner()
    place(vietnamese, banner=banner)
    Showing.objects.all().delete()
    cache.clear()
    with translation.override("vi"):
        assert find_in_slot("header", request=rf.get("/")).banner_id == banner.pk
    assert Showing.objects.exists()


def test_a_table_that_nobody_touched_for_two_years_heals_at_the_first_look(
    make_banner, vietnamese, rf, clock
):
    clock(at(2027, 8, 1))
    banner = make_banner()
    place(vietnamese, banner=banner)
    clock(at(2029, 8, 1))
    with translation.override("vi"):
        assert find_in_slot("header", request=rf.get("/")).banner_id == banner.pk


def test_a_language_that_the_site_does_not_have_is_not_looked_for_again_and_again(
    make_banner, vietnamese, rf, django_assert_num_queries
):
    place(vietnamese, banner=make_banner())
    Locale.objects.filter(language_code="en").delete()
    request = rf.get("/")
    with translation.override("en"):
        assert find_in_slot("header", request=request) is None
        with django_assert_num_queries(0):
            assert find_in_slot("header", request=request) is None


def many(count, locale, image, **fields):
    """Make approved banners past the model, for their number alone."""
    stored = Banner.objects.bulk_create(
        Banner(
            title=f"Số {number}",
            alt_text="x",
            locale=locale,
            translation_key=uuid4(),
            is_approved=True,
            pictures=json.dumps([]),
            **fields,
        )
        for number in range(count)
    )
    BannerPicture.objects.bulk_create(
        BannerPicture(banner=banner, format="web-hero", image=image, sort_order=0)
        for banner in stored
    )


def queries_of_a_refresh():
    with CaptureQueriesContext(
        connection,
    ) as context:
        showings.refresh()
    return [query["sql"] for query in context if "SAVEPOINT" not in query["sql"]]


def test_refreshing_writes_nothing_when_nothing_changed_and_asks_little(
    make_banner, make_campaign, asean_day, vietnamese, english
):
    place(vietnamese, banner=make_banner(occasion=asean_day))
    Site.objects.create(hostname="b.test", root_page=Site.objects.get().root_page)
    for number in range(3):
        make_campaign(
            make_banner(),
            make_banner(),
            priority=number,
            effective_at=timezone.now(),
            expires_at=timezone.now() + timedelta(days=9 + number),
        )
    before = list(Showing.objects.values())
    showings.refresh()
    found = queries_of_a_refresh()
    assert len(found) <= 12, found
    assert not [sql for sql in found if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert list(Showing.objects.values()) == before


def test_refreshing_does_not_read_the_banners_that_no_rule_names(
    make_banner, make_image, asean_day, vietnamese
):
    make_banner(occasion=asean_day)
    few = queries_of_a_refresh()
    many(5000, vietnamese, make_image())
    assert len(queries_of_a_refresh()) == len(few)
    now = timezone.now()
    rules = showings.Rules(now, showings.horizon(now))
    assert len(rules.banners) == 1


def test_a_site_that_is_deleted_takes_its_plan_along(make_banner, vietnamese):
    other = Site.objects.create(hostname="b.test", root_page=Page.objects.get(depth=2))
    place(vietnamese, site=other, banner=make_banner())
    assert Showing.objects.filter(site=other).exists()
    other.delete()
    assert not Showing.objects.exclude(site=Site.objects.get()).exists()
    connection.check_constraints()


def test_a_language_that_is_deleted_takes_its_plan_along(make_banner, vietnamese, english):
    place(english, banner=make_banner())
    assert Showing.objects.filter(locale=english).exists()
    english.delete()
    assert set(Showing.objects.values_list("locale", flat=True)) == {vietnamese.pk}
    connection.check_constraints()


def test_a_banner_that_is_deleted_leaves_the_place_to_the_next(make_banner, vietnamese, asean_day):
    asean_day.dates = [str(windows.today())]
    asean_day.save()
    of_the_day = make_banner(occasion=asean_day)
    chosen = make_banner()
    placement = place(vietnamese, banner=chosen)
    chosen.delete()
    placement.refresh_from_db()
    assert placement.banner is None
    running = Showing.objects.filter(slot="header", ends_at__gt=timezone.now()).first()
    assert (running.banner, running.reason) == (of_the_day, "occasion")


def test_a_picture_that_is_deleted_leaves_the_place_to_the_next(make_banner, vietnamese, asean_day):
    asean_day.dates = [str(windows.today())]
    asean_day.save()
    of_the_day = make_banner(occasion=asean_day)
    chosen = make_banner(origin_site="Sở")
    place(vietnamese, banner=chosen)
    chosen.images()[0][1].delete()
    running = Showing.objects.filter(slot="header", ends_at__gt=timezone.now()).first()
    assert running.banner == of_the_day
