"""The calendar: who stands where from when to when, and what that follows from."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from wagtail_asean.library.admin.placing.months import Days, Month
from wagtail_asean.library.dates.windows import today
from wagtail_asean.library.models import Campaign, MourningPeriod, Occasion, Showing
from wagtail_asean.library.placements import placing

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def editor(admin_client):
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin_client


@pytest.fixture
def asean_day(vietnamese):
    return Occasion.objects.create(
        code="asean-day",
        name="Ngày ASEAN",
        month_day="08-08",
        days_before=14,
        days_after=7,
        pupils_from="09-05",
        pupils_until="09-20",
        locale=vietnamese,
    )


def at(*parts):
    return datetime(*parts, tzinfo=HERE)


def calendar(client, **wanted):
    page = client.get(reverse("asean_calendar:index"), {"language": "vi", **wanted})
    return " ".join(page.content.decode().split())


def next_august():
    """Return the year of an August that the table of showings reaches."""
    return today().year + (today().month > 7)


# -- the month -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", "2027", "2027-13", "2027-00", "1999-12", "2100-01", "x", "２０２７-08"]
)
def test_what_is_no_month_of_these_years_is_none(text):
    assert Month.read(text) is None


def test_a_month_knows_its_neighbours():
    december = Month.read("2026-12")
    assert (str(december.previous), str(december.next)) == ("2026-11", "2027-01")
    assert len(Month.read("2028-02").days) == 29


def test_what_ends_at_midnight_takes_the_day_before_and_no_more():
    august = Month.read("2027-08")
    assert august.days_of(at(2027, 8, 5), at(2027, 8, 8)) == Days(first=5, last=7)
    assert august.days_of(at(2027, 7, 5), at(2027, 8, 1)) is None
    assert august.days_of(None, None) == Days(first=1, last=31)
    assert august.days_of(at(2027, 8, 31, 17), at(2027, 9, 9)) == Days(first=31, last=31)


# -- what it shows -------------------------------------------------------------------------


def test_a_month_tells_for_each_place_who_stands_there_when_and_why(editor, make_banner, asean_day):
    make_banner(title="của dịp", occasion=asean_day)
    year = next_august()
    text = calendar(editor, month=f"{year}-08")
    for name in ("Header", "Home page", "Sidebar", "Footer"):
        assert f"<h3>{name}</h3>" in text
    first, last = f"25 July {year}", f"15 August {year}"
    assert f"{first} to {last}" in text
    assert "Occasion “Ngày ASEAN”" in text
    assert "asean-from-1 asean-to-15" in text


def test_a_month_tells_of_campaigns_occasions_and_mourning(
    editor, make_banner, make_campaign, asean_day, vietnamese
):
    make_campaign(
        make_banner(), title="Đợt hè", effective_at=at(2027, 8, 1), expires_at=at(2027, 8, 11)
    )
    MourningPeriod.objects.create(
        title="Quốc tang",
        starts_on=date(2027, 8, 30),
        ends_on=date(2027, 9, 2),
        locale=vietnamese,
    )
    text = calendar(editor, month="2027-08")
    assert "1 August 2027 to 10 August 2027" in text
    assert "Đợt hè" in text
    assert "The day itself: 8 August 2027" in text
    assert "30 August 2027 to 2 September 2027" in text
    assert "asean-from-30 asean-to-31" in text
    campaign = Campaign.objects.get()
    edit = reverse(Campaign.snippet_viewset.get_url_name("edit"), args=[campaign.pk])
    assert edit in text
    assert "With pupils" not in text
    assert "With pupils" in calendar(editor, month="2027-09")


def test_the_days_around_a_new_year_are_named_by_the_right_day(editor, vietnamese):
    Occasion.objects.create(
        code="new",
        name="Năm mới",
        month_day="01-01",
        days_before=5,
        days_after=5,
        locale=vietnamese,
    )
    for month in ("2026-12", "2027-01"):
        text = calendar(editor, month=month)
        assert "The day itself: 1 January 2027" in text
        assert "27 December 2026 to 6 January 2027" in text


def test_a_month_of_the_past_tells_what_stood_there(editor, make_banner, vietnamese):
    banner = make_banner(title="năm ngoái")
    Showing.objects.create(
        site=Site.objects.get(),
        slot="header",
        locale=vietnamese,
        starts_at=at(2025, 3, 3),
        ends_at=at(2025, 3, 10),
        banner=banner,
        reason="choice",
    )
    text = calendar(editor, month="2025-03")
    assert "năm ngoái" in text
    assert "3 March 2025 to 9 March 2025" in text
    assert "Nothing is recorded for this month." in text


def test_what_stood_for_seconds_is_left_out_and_equal_neighbours_are_one(
    editor, make_banner, vietnamese
):
    shown, passed_by = make_banner(title="đứng lâu"), make_banner(title="thoáng qua")
    moments = [at(2025, 3, 3), at(2025, 3, 5), at(2025, 3, 5, 0, 0, 20), at(2025, 3, 9)]
    for banner, start, end in zip(
        [shown, passed_by, shown], moments[:-1], moments[1:], strict=True
    ):
        Showing.objects.create(
            site=Site.objects.get(),
            slot="header",
            locale=vietnamese,
            starts_at=start,
            ends_at=end,
            banner=banner,
            reason="choice",
        )
    text = calendar(editor, month="2025-03")
    assert "thoáng qua" not in text
    assert "3 March 2025 to 8 March 2025" in text


def test_an_empty_month_says_what_to_do(editor, vietnamese):
    text = calendar(editor, month="2027-02")
    assert "Nothing is planned for this month." in text
    assert reverse(Campaign.snippet_viewset.get_url_name("add")) in text
    assert "No campaign runs in this month." in text


def test_a_month_beyond_the_plan_says_so(editor, vietnamese):
    assert "is planned until" in calendar(editor, month="2090-01")
    assert "is planned until" not in calendar(editor)


# -- moving about --------------------------------------------------------------------------


def test_one_moves_from_month_to_month_and_keeps_the_filters(editor, vietnamese, english):
    page = editor.get(
        reverse("asean_calendar:index"), {"month": "2027-01", "slot": "header", "language": "en"}
    )
    assert page.context["previous_url"].endswith("?month=2026-12&language=en&slot=header")
    assert page.context["next_url"].endswith("?month=2027-02&language=en&slot=header")
    text = page.content.decode()
    assert "<h3>Header</h3>" in text
    assert "<h3>Footer</h3>" not in text


def test_filters_that_are_nonsense_narrow_nothing(editor, vietnamese):
    text = calendar(editor, month="x", slot="x", language="x", site="x")
    assert "<h3>Footer</h3>" in text


def test_the_calendar_tells_of_the_site_and_language_that_are_chosen(
    editor, make_banner, vietnamese, english
):
    other = Site.objects.create(hostname="other.example", root_page=Page.get_first_root_node())
    placing.choose_banner(other, "header", english, make_banner(title="nơi khác", locale=english))
    soon = (timezone.now() + timedelta(minutes=2)).astimezone(HERE)
    wanted = {"month": f"{soon:%Y-%m}"}
    assert "nơi khác" not in calendar(editor, **wanted)
    assert "nơi khác" in calendar(editor, **wanted, site=other.pk, language="en")


def test_the_calendar_takes_the_same_queries_for_many_entries(
    editor, make_banner, make_campaign, asean_day, vietnamese, django_assert_max_num_queries
):
    banner = make_banner(occasion=asean_day)
    for number in range(8):
        make_campaign(
            banner,
            title=f"Đợt {number}",
            priority=number,
            effective_at=at(2027, 8, 1 + number),
            expires_at=at(2027, 8, 20),
        )
    calendar(editor, month="2027-08")
    with django_assert_max_num_queries(30):
        calendar(editor, month="2027-08")


# -- permissions ---------------------------------------------------------------------------


def test_whoever_works_with_the_library_sees_the_calendar_and_nobody_else(
    client, django_user_model, vietnamese
):
    user = django_user_model.objects.create_user("editor", "editor@example.org", "x")
    client.force_login(user)
    for codenames, status in ([], 302), (["view_placement"], 200), (["add_banner"], 200):
        found = Permission.objects.filter(codename__in=["access_admin", *codenames])
        user.user_permissions.set(found)
        assert client.get(reverse("asean_calendar:index")).status_code == status
        home = client.get(reverse("wagtailadmin_home")).content.decode()
        assert (reverse("asean_calendar:index") in home) is (status == 200)
