"""Events and contests in calendars."""

from datetime import date, datetime, timedelta
from datetime import timezone as utc

import icalendar
import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext
from hypothesis import example, given
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from wagtail_asean.pages.feeds import calendar
from wagtail_asean.pages.feeds.occurrences import Occurrence
from wagtail_asean.pages.feeds.texts import clean
from wagtail_asean.pages.models import ColumnPage, ContestPage, Departure, EventPage

from .conftest import make_article, publish

NOW = datetime(2026, 8, 8, 1, 2, 3, tzinfo=utc.utc)
SOON = timezone.now().replace(microsecond=0) + timedelta(days=30)

pytestmark = pytest.mark.django_db


def make_event(column, title="Hội chợ ASEAN", **fields):
    fields = {"starts_at": SOON, "ends_at": SOON + timedelta(hours=3), **fields}
    return publish(column, EventPage(title=title, **fields))


def make_contest(column, *rounds, title="Tìm hiểu ASEAN", **fields):
    stream = [
        ("round", {"name": name, "starts_at": begin, "ends_at": begin + timedelta(days=7)})
        for name, begin in rounds
    ]
    return publish(column, ContestPage(title=title, rounds=stream, **fields))


def read(client, url):
    """Read the events at an address as a calendar program does."""
    response = client.get(url)
    assert response.status_code == 200
    check_calendar(response.content)
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def of_column(client, column, query=""):
    return read(client, f"{column.url}feed/calendar/{query}")


def of_page(client, page):
    return read(client, page.calendar_url())


def check_calendar(content):
    """Check a calendar against what RFC 5545 demands."""
    text = content.decode()
    assert text.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    found = icalendar.Calendar.from_ical(content)
    assert found["version"] == "2.0"
    assert found["prodid"]
    uids = [event["uid"] for event in found.walk("VEVENT")]
    assert len(set(uids)) == len(uids)
    for event in found.walk("VEVENT"):
        assert event.errors == []
        assert event.decoded("dtstamp").utcoffset() == timedelta(0)
        start = event.decoded("dtstart")
        if "dtend" in event:
            assert type(event.decoded("dtend")) is type(start)
            assert event.decoded("dtend") > start
        assert event["status"] in ("CONFIRMED", "TENTATIVE", "CANCELLED")


# -- one event -----------------------------------------------------------------------------


def test_a_calendar_program_reads_an_event(client, column):
    event = make_event(
        column,
        summary="Ẩm thực, trang phục; trò chơi.",
        place="Nhà văn hóa",
        address="Số 1, Rạch Giá",
        organiser="Sở Du lịch",
        online_url="https://live.example/",
    )

    response = client.get(event.calendar_url())
    (found,) = of_page(client, event)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert ".ics" in response["Content-Disposition"]
    assert found["uid"] == str(event.translation_key)
    assert found["summary"] == "Hội chợ ASEAN"
    assert found["summary"].params["LANGUAGE"] == "vi"
    assert found.decoded("dtstart") == SOON
    assert found.decoded("dtend") == SOON + timedelta(hours=3)
    assert found["location"] == "Nhà văn hóa, Số 1, Rạch Giá"
    assert found["contact"] == "Sở Du lịch"
    assert "organizer" not in found
    assert "Ẩm thực, trang phục; trò chơi." in found["description"]
    assert "https://live.example/" in found["description"]
    assert found["url"] == f"http://testserver{event.url}"
    assert found["status"] == "CONFIRMED"


def test_whole_days_end_on_the_day_after_the_last(client, column):
    begin = datetime(2026, 8, 7, 17, 0, tzinfo=utc.utc)  # midnight in Viet Nam
    event = make_event(column, starts_at=begin, ends_at=begin + timedelta(days=1), is_all_day=True)

    (found,) = of_page(client, event)

    assert found.decoded("dtstart") == date(2026, 8, 8)
    assert found.decoded("dtend") == date(2026, 8, 10)


def test_a_whole_day_without_an_end_is_one_day(client, column):
    event = make_event(
        column,
        starts_at=datetime(2026, 8, 8, 3, 0, tzinfo=utc.utc),
        ends_at=None,
        is_all_day=True,
    )

    (found,) = of_page(client, event)

    assert found.decoded("dtstart") == date(2026, 8, 8)
    assert found.decoded("dtend") == date(2026, 8, 9)


def test_an_event_without_an_end_has_none_in_the_calendar(client, column):
    (found,) = of_page(client, make_event(column, ends_at=None))

    assert "dtend" not in found


@pytest.mark.parametrize(
    ("status", "expected"), [("postponed", "TENTATIVE"), ("cancelled", "CANCELLED")]
)
def test_calendars_follow_what_becomes_of_an_event(client, column, status, expected):
    event = make_event(column)
    (before,) = of_page(client, event)

    event.status, event.status_note = status, "Vì bão."
    event.save_revision().publish()

    (found,) = of_page(client, event)
    assert found["status"] == expected
    assert found["uid"] == before["uid"]
    assert found["sequence"] == before["sequence"] + 1
    assert found["description"].startswith("Vì bão.")
    assert [entry["status"] for entry in of_column(client, column)] == [expected]


def test_an_event_has_the_same_uid_at_every_school(client, column):
    there = make_event(column)
    (known,) = of_page(client, there)
    key = there.translation_key
    there.delete()

    here = make_event(
        column,
        title="Hội chợ",
        translation_key=key,
        origin_site="Sở",
        origin_url="https://hub.example/hoi-cho/",
        sequence=4,
    )

    (found,) = of_page(client, here)
    assert found["uid"] == known["uid"]
    assert found["sequence"] == 4


def test_an_event_without_a_date_has_an_empty_calendar(client, column):
    event = make_event(column)
    EventPage.objects.update(starts_at=None)

    assert client.get(f"{event.url}calendar/").content.count(b"BEGIN:VEVENT") == 0


def test_only_what_is_shown_has_a_calendar(client, column):
    event = make_event(column, effective_at=timezone.now() + timedelta(days=1))

    assert client.get(f"{event.url}calendar/").status_code == 404
    event.unpublish()
    assert client.get(f"{event.url}calendar/").status_code == 404
    assert client.get(f"{make_article(column).url}calendar/").status_code == 404


def test_the_calendar_of_a_closed_event_is_closed(client, admin_client, column):
    event = make_event(column)
    known = client.get(event.calendar_url())["ETag"]
    PageViewRestriction.objects.create(page=event, restriction_type="login")

    assert client.get(event.calendar_url(), HTTP_IF_NONE_MATCH=known).status_code == 302
    response = admin_client.get(event.calendar_url())
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]


def test_the_calendar_of_an_event_is_for_reading_only(client, column):
    url = make_event(column).calendar_url()

    assert client.head(url).status_code == 200
    assert client.post(url).status_code == 405
    assert client.get(url, HTTP_IF_NONE_MATCH=client.get(url)["ETag"]).status_code == 304


# -- a contest -----------------------------------------------------------------------------


def test_each_round_of_a_contest_stands_in_the_calendar(client, column):
    contest = make_contest(
        column,
        ("Vòng 2", SOON + timedelta(days=14)),
        ("Vòng 1", SOON),
        official_url="https://contest.example/",
        organiser="Đoàn Thanh niên",
    )

    found = {str(event["summary"]): event for event in of_page(client, contest)}

    assert set(found) == {"Tìm hiểu ASEAN: Vòng 1", "Tìm hiểu ASEAN: Vòng 2"}
    first = found["Tìm hiểu ASEAN: Vòng 1"]
    assert first.decoded("dtstart") == SOON
    assert first.decoded("dtend") == SOON + timedelta(days=7)
    assert first["location"] == "https://contest.example/"
    assert first["contact"] == "Đoàn Thanh niên"


def test_a_round_keeps_its_uid_when_another_one_is_added(client, column):
    contest = make_contest(column, ("Vòng 1", SOON))
    (before,) = of_page(client, contest)

    begin = SOON - timedelta(days=14)
    contest.rounds.insert(
        0, ("round", {"name": "Vòng 0", "starts_at": begin, "ends_at": begin + timedelta(days=1)})
    )
    contest.save_revision().publish()

    found = {str(event["summary"]): event["uid"] for event in of_page(client, contest)}
    assert found["Tìm hiểu ASEAN: Vòng 1"] == before["uid"]
    assert len(set(found.values())) == 2


# -- a column ------------------------------------------------------------------------------


def translated(word):
    with translation.override("vi"):
        return gettext(word)


def names(events):
    return [(str(event["summary"]), str(event["status"])) for event in events]


def test_a_column_has_its_events_in_the_order_of_time(client, column):
    make_event(column, "Sau", starts_at=SOON + timedelta(days=2), ends_at=None)
    make_event(column, "Trước", starts_at=SOON, ends_at=None)
    make_event(column, "Năm kia", starts_at=SOON - timedelta(days=800), ends_at=None)
    make_article(column, "Không có ngày")

    assert names(of_column(client, column)) == [("Trước", "CONFIRMED"), ("Sau", "CONFIRMED")]


def test_a_calendar_to_subscribe_to_has_a_name_and_says_how_often(client, column):
    make_event(column)

    content = client.get(f"{column.url}feed/calendar/").content
    found = icalendar.Calendar.from_ical(content)

    assert found["x-wr-calname"] == found["name"]
    assert "Chuyên mục ASEAN" in found["name"]
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in content
    assert found["url"] == f"http://testserver{column.url}"


def test_the_calendar_of_a_column_understands_its_filters(client, column):
    section = publish(column, ColumnPage(title="Văn hóa", slug="van-hoa"))
    make_event(section, "Trong mục")
    make_event(column, "Kinh tế", pillar="aec")

    assert names(of_column(client, column, "?pillar=aec")) == [("Kinh tế", "CONFIRMED")]
    assert names(of_column(client, section)) == [("Trong mục", "CONFIRMED")]
    assert names(of_column(client, column, "?pillar=none")) == []


@pytest.mark.parametrize("leave", ["unpublish", "delete"])
def test_an_event_that_left_is_cancelled_without_its_name(client, column, leave):
    event = make_event(column, "Nhầm lẫn", sequence=2)
    (before,) = of_column(client, column)

    getattr(event, leave)()

    (found,) = of_column(client, column)
    assert found["status"] == "CANCELLED"
    assert found["summary"] == translated("Event")
    assert found["uid"] == before["uid"]
    assert found["sequence"] == before["sequence"]
    assert found.decoded("dtstamp") >= before.decoded("dtstamp")
    assert found.decoded("dtstart") == SOON


def test_an_event_that_is_closed_is_cancelled_for_those_outside(client, column):
    event = make_event(column, "Họp nội bộ")
    (before,) = of_column(client, column)

    restriction = PageViewRestriction.objects.create(page=event, restriction_type="login")

    (found,) = of_column(client, column)
    assert (found["uid"], found["status"]) == (before["uid"], "CANCELLED")
    assert "Họp nội bộ" not in str(found)

    restriction.delete()

    assert names(of_column(client, column)) == [("Họp nội bộ", "CONFIRMED")]


def test_what_is_changed_behind_a_door_is_not_told_outside(client, column):
    event = make_event(column, "Họp nội bộ")
    PageViewRestriction.objects.create(page=event, restriction_type="login")

    event.starts_at = SOON + timedelta(days=3)
    event.ends_at = None
    event.sequence = 7
    event.save_revision().publish()

    (found,) = of_column(client, column)
    assert found.decoded("dtstart") == SOON
    assert found["sequence"] < 7


def test_an_event_that_came_back_is_not_cancelled(client, column):
    event = make_event(column, "Trở lại")
    event.unpublish()

    event.save_revision().publish()

    assert names(of_column(client, column)) == [("Trở lại", "CONFIRMED")]


def test_an_event_that_is_over_leaves_without_being_cancelled(client, column):
    begin = timezone.now() - timedelta(days=3)
    event = make_event(column, starts_at=begin, ends_at=begin + timedelta(hours=1))
    event.unpublish()

    assert of_column(client, column) == []


def test_an_event_whose_page_ends_before_it_is_cancelled(client, column):
    event = make_event(column, expire_at=timezone.now() + timedelta(hours=1))
    EventPage.objects.update(expire_at=timezone.now())

    (found,) = of_column(client, column)

    assert found["status"] == "CANCELLED"
    assert found["uid"] == str(event.translation_key)


def test_the_rounds_of_a_contest_that_was_taken_down_are_cancelled(client, column):
    contest = make_contest(column, ("Vòng 1", SOON), ("Vòng 2", SOON + timedelta(days=14)))
    before = {event["uid"] for event in of_column(client, column)}

    contest.unpublish()

    found = of_column(client, column)
    assert {event["uid"] for event in found} == before
    assert {str(event["status"]) for event in found} == {"CANCELLED"}
    assert not any("Vòng" in event["summary"] for event in found)


def test_what_left_long_ago_is_no_more_in_the_calendar(client, column, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "DEPARTURE_DAYS": 0}
    make_event(column).unpublish()
    Departure.objects.update(left_at=timezone.now() - timedelta(days=2))

    assert of_column(client, column) == []


def test_the_calendar_of_a_column_takes_no_more_queries_with_more_events(
    client, column, django_assert_max_num_queries
):
    for number in range(20):
        make_event(column, f"Sự kiện {number}")
    make_contest(column, ("Vòng 1", SOON))
    make_event(column).unpublish()
    of_column(client, column)

    with django_assert_max_num_queries(20):
        assert len(of_column(client, column)) == 22


TEXT = st.text(max_size=200)


@given(title=TEXT, description=TEXT, location=TEXT, category=TEXT)
@example(title="a\r\nEND:VEVENT", description='\\n;,:"', location="ộ" * 80, category="a,b")
@example(title="\u2028\x85\x0b\x07", description="\\", location="^n^'", category="\\,")
def test_any_text_survives_a_calendar(title, description, location, category):
    event = Occurrence(
        uid="1",
        title=title,
        description=description,
        location=location,
        categories=(category,),
        language="vi",
        start=NOW,
        changed=NOW,
    )

    content = calendar.write([event], name="Lịch")

    check_calendar(content)
    (found,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert str(found.get("summary", "")) == clean(title)
    assert str(found.get("description", "")) == clean(description)
    assert str(found.get("location", "")) == clean(location)
    assert "".join(str(one) for one in found["categories"].cats) == clean(category)
