from datetime import datetime, timedelta

import pytest
from django.utils import timezone, translation
from wagtail.models import Page

from wagtail_asean.moments import storable
from wagtail_asean.pages import when
from wagtail_asean.pages.models import EventPage

from .conftest import count_queries, make_article, publish, read

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def at(*parts):
    """A moment at the site, as it stores moments."""
    return timezone.make_aware(datetime(*parts), timezone.get_default_timezone())


def make_event(parent, **fields):
    values = {"title": "Sixty years of ASEAN", "starts_at": at(2127, 8, 6, 7, 30), **fields}
    return publish(parent, EventPage(**values))


# -- when, where and with whom ------------------------------------------------------------


def test_an_event_says_all_that_one_has_to_know_to_come(client, english_column):
    event = make_event(
        english_column,
        kind="exhibition",
        ends_at=at(2127, 8, 6, 10),
        place="Department hall",
        address="1 Nguyen Cong Tru Street",
        online_url="https://www.stream.example/live",
        organiser="Department Office",
        partners="Youth Union",
        capacity=500,
        registration_url="https://register.example/60",
        registration_until=at(2127, 8, 1, 17),
    )
    html = read(client, event)

    for text in (
        "Exhibition",
        '<time datetime="2127-08-06T07:30+07:00">Wednesday 6 August 2127, 07:30</time>',
        '<time datetime="2127-08-06T10:00+07:00">10:00</time>',
        "Department hall<br>1 Nguyen Cong Tru Street",
        "Watch or join at stream.example",
        "Department Office",
        "Youth Union",
        "500",
        "Open until Friday 1 August 2127, 17:00",
        'href="https://register.example/60"',
        f'href="{event.url}calendar/"',
    ):
        assert text in html
    assert "asean-status" not in html


def test_days_are_written_as_a_portal_in_viet_nam_writes_them(client, column):
    html = read(client, make_event(column, starts_at=at(2127, 9, 18, 15, 23)))

    assert '<time datetime="2127-09-18T15:23+07:00">Thứ năm, 18/09/2127, 15:23</time>' in html


@pytest.mark.parametrize(
    ("day", "word"),
    [(1, "Chủ nhật"), (2, "Thứ hai"), (6, "Thứ sáu"), (7, "Thứ bảy")],
)
def test_each_day_of_the_week_has_its_vietnamese_word(day, word):
    with translation.override("vi"):
        assert when.words_of_day(datetime(2027, 8, day).date()) == f"{word}, 0{day}/08/2027"


def test_an_event_of_several_days_says_when_it_begins_and_when_it_ends(client, english_column):
    html = read(client, make_event(english_column, ends_at=at(2127, 8, 8, 17)))

    assert "Begins</dt><dd><time" in html
    assert "Wednesday 6 August 2127, 07:30" in html
    assert "Friday 8 August 2127, 17:00" in html


def test_an_event_of_whole_days_names_no_hour(client, english_column):
    event = make_event(english_column, is_all_day=True, ends_at=at(2127, 8, 8))
    html = read(client, event)

    assert '<time datetime="2127-08-06">Wednesday 6 August 2127</time>' in html
    assert '<time datetime="2127-08-08">Friday 8 August 2127</time>' in html
    assert "07:30" not in html


def test_an_event_without_a_date_says_nothing_of_when(client, english_column):
    event = make_event(english_column, place="Library")
    EventPage.objects.update(starts_at=None)
    html = read(client, event)

    assert "Library" in html
    assert "<dt>When" not in html
    assert "/calendar/" not in html


def test_an_event_shows_the_hours_of_the_site_whatever_zone_an_editor_has_chosen(english_column):
    event = make_event(english_column)

    with timezone.override("UTC"):
        assert when.words_of_hour(event.starts_at) == "07:30"


def test_a_site_without_time_zones_shows_its_hours_as_they_are_stored(settings):
    settings.USE_TZ = False
    moment = datetime(2027, 8, 6, 7, 30)

    assert when.words_of_moment(moment) == "Friday 6 August 2027, 07:30"
    assert when.machine_form(moment) == "2027-08-06T07:30+07:00"
    assert when.end_of_day(moment) == datetime(2027, 8, 7)
    event = EventPage(starts_at=moment, ends_at=datetime(2027, 8, 6, 10))
    assert event.phase(datetime(2027, 8, 6, 9)) is when.Phase.NOW


def test_a_time_with_a_zone_becomes_one_of_a_site_without(settings):
    moment = at(2027, 8, 6, 7, 30)
    settings.USE_TZ = False

    assert storable(moment) == datetime(2027, 8, 6, 7, 30)
    assert storable(None) is None


# -- whether it takes place ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "said", "title"),
    [
        ("cancelled", "This event is cancelled.", "<title>Cancelled: Sixty years of ASEAN"),
        ("postponed", "This event is postponed.", "<title>Postponed: Sixty years of ASEAN"),
    ],
)
def test_what_does_not_take_place_is_said_before_the_title(
    client, english_column, status, said, title
):
    event = make_event(
        english_column,
        status=status,
        status_note="Because of the storm.",
        registration_url="https://register.example/",
    )
    html = read(client, event)

    assert title in html
    assert 0 < html.index(said) < html.index("Because of the storm.") < html.index("<h1")
    assert "Was planned for" in html
    assert "/calendar/" not in html


def test_a_cancelled_event_invites_nobody_any_more(client, english_column):
    event = make_event(
        english_column,
        status="cancelled",
        registration_url="https://register.example/",
        online_url="https://stream.example/",
    )
    html = read(client, event)

    assert "register.example" not in html
    assert "stream.example" not in html


def test_a_postponed_event_without_a_note_says_that_no_new_time_is_known(client, english_column):
    html = read(client, make_event(english_column, status="postponed"))

    assert "The new time is not known yet." in html


def test_a_postponed_event_is_not_over_when_its_old_time_is(client, english_column):
    event = make_event(english_column, starts_at=timezone.now() - 9 * DAY, status="postponed")

    assert event.phase() is when.Phase.AHEAD
    assert "This event is over." not in read(client, event)


def test_an_event_that_is_over_says_so_and_offers_nothing(client, english_column):
    now = timezone.now()
    event = make_event(
        english_column,
        starts_at=now - 3 * HOUR,
        ends_at=now - HOUR,
        registration_url="https://register.example/",
    )
    html = read(client, event)

    assert "This event is over." in html
    assert "register.example" not in html
    assert "/calendar/" not in html


def test_an_event_that_takes_place_now_says_so(client, english_column):
    now = timezone.now()
    event = make_event(english_column, starts_at=now - HOUR, ends_at=now + HOUR)

    assert "This event takes place now." in read(client, event)


@pytest.mark.parametrize(
    ("fields", "moment", "phase"),
    [
        # Without an end it lasts until its day is over.
        ({}, at(2027, 8, 6, 7, 29), when.Phase.AHEAD),
        ({}, at(2027, 8, 6, 7, 30), when.Phase.NOW),
        ({}, at(2027, 8, 6, 23, 59), when.Phase.NOW),
        ({}, at(2027, 8, 7), when.Phase.OVER),
        # Whole days count from midnight, the last of them to its end.
        ({"is_all_day": True}, at(2027, 8, 6), when.Phase.NOW),
        ({"is_all_day": True, "ends_at": at(2027, 8, 8)}, at(2027, 8, 8, 23), when.Phase.NOW),
        ({"is_all_day": True, "ends_at": at(2027, 8, 8)}, at(2027, 8, 9), when.Phase.OVER),
        ({"ends_at": at(2027, 8, 6, 10)}, at(2027, 8, 6, 10), when.Phase.OVER),
        ({"starts_at": None}, at(2027, 8, 6), when.Phase.AHEAD),
    ],
)
def test_an_event_knows_whether_it_is_ahead_takes_place_or_is_over(fields, moment, phase):
    event = EventPage(**{"starts_at": at(2027, 8, 6, 7, 30), **fields})

    assert event.phase(moment) is phase


def test_registration_closes_at_its_hour(client, english_column):
    until = timezone.now() - HOUR
    event = make_event(
        english_column, registration_url="https://register.example/", registration_until=until
    )
    html = read(client, event)

    assert "Closed since" in html
    assert "register.example" not in html
    assert event.may_register(until - HOUR)
    assert not event.may_register(until)


def test_registration_without_an_end_is_open_until_the_event(client, english_column):
    event = make_event(english_column, registration_url="https://register.example/")
    html = read(client, event)

    assert "Registration</dt><dd>Open</dd>" in html
    assert 'href="https://register.example/"' in html
    assert not event.may_register(at(2127, 8, 7))


def test_the_calendar_file_lies_below_the_page(english_column, settings):
    event = make_event(english_column)

    assert event.calendar_url() == f"{event.url}calendar/"
    assert event.calendar_url(full=True) == f"{event.full_url}calendar/"
    settings.WAGTAIL_APPEND_SLASH = False
    assert event.calendar_url() == f"{event.get_url().rstrip('/')}/calendar"
    assert EventPage(title="x").calendar_url() == ""


def test_an_event_takes_no_more_queries_than_an_article(client, column, image):
    article = make_article(column, lead_image=image)
    event = make_event(
        column,
        lead_image=image,
        ends_at=at(2127, 8, 8),
        registration_url="https://register.example/",
    )

    assert count_queries(client, event) <= count_queries(client, article)


def test_an_event_can_be_previewed_before_it_is_saved(english_column, rf):
    event = EventPage(title="x", starts_at=at(2127, 8, 6), locale=english_column.locale)

    response = event.make_preview_request(rf.get("/"), event.default_preview_mode)

    assert response.status_code == 200
    assert "Wednesday 6 August 2127" in response.content.decode()


# -- what calendars follow ----------------------------------------------------------------


def publish_again(event, **changes):
    """Change an event and publish it, as an editor does."""
    event = EventPage.objects.get(pk=event.pk)
    for name, value in changes.items():
        setattr(event, name, value)
    event.save_revision().publish()
    return EventPage.objects.get(pk=event.pk)


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": at(2127, 8, 7, 7, 30)},
        {"ends_at": at(2127, 8, 7, 10)},
        {"is_all_day": True},
        {"place": "Library"},
        {"address": "Elsewhere"},
        {"online_url": "https://stream.example/"},
        {"status": "cancelled"},
    ],
)
def test_a_published_change_of_the_schedule_counts_up(column, change):
    event = make_event(column)

    assert event.sequence == 0
    assert publish_again(event, **change).sequence == 1


def test_a_published_change_of_the_text_counts_nothing(column):
    event = make_event(column)
    changed = publish_again(event, title="Another", summary="Another", capacity=9)

    assert changed.sequence == 0


def test_a_draft_counts_nothing_until_it_is_published(column):
    event = make_event(column)
    draft = EventPage.objects.get()
    draft.place = "Library"
    revision = draft.save_revision()

    assert EventPage.objects.get().sequence == 0
    revision.publish()
    assert EventPage.objects.get(pk=event.pk).sequence == 1


def test_an_old_draft_that_is_published_late_still_counts_on(column):
    event = make_event(column)
    draft = EventPage.objects.get()
    draft.place = "An old thought"
    old = draft.save_revision()
    for place in ("Library", "Hall"):
        event = publish_again(event, place=place)
    assert event.sequence == 2

    old.publish()

    assert EventPage.objects.get().sequence == 3


def test_each_publication_of_a_moved_event_counts_once(column):
    event = publish_again(make_event(column), place="Library")
    assert event.sequence == 1

    assert publish_again(event, summary="x").sequence == 1
    assert publish_again(event, place="Hall").sequence == 2


def test_an_event_that_is_not_published_yet_counts_nothing(column):
    draft = EventPage(title="x", starts_at=at(2127, 8, 6), live=False, locale=column.locale)
    column.add_child(instance=draft)
    draft.place = "Library"
    draft.save()

    assert draft.sequence == 0


def test_a_mirror_keeps_the_sequence_of_its_origin(column):
    event = make_event(column, origin_site="The Department", origin_url="https://hub.example/e/")
    event.sequence = 7
    event.save()

    event.place = "Library"
    event.save()

    assert EventPage.objects.get().sequence == 7


def test_moving_the_page_counts_nothing(column):
    event = make_event(column)
    other = make_event(column, title="Other", slug="other")
    event.move(Page.objects.get(pk=other.pk), pos="right")

    assert EventPage.objects.get(pk=event.pk).sequence == 0
