"""Days and times within blocks, between what a site stores and what travels."""

from datetime import date, datetime, timedelta, timezone

import pytest
from django.utils import timezone as django_timezone

from wagtail_asean.exceptions import DocumentError
from wagtail_asean.pages.blocks import CorrectionsBlock, RoundsBlock
from wagtail_asean.references import Inward, Outward, walk


def outward():
    return Outward(
        reference=lambda model, pk: None, asset=lambda model, pk: None, page_address=lambda pk: ""
    )


def inward():
    return Inward(item=lambda key, model: None, file=lambda sha256, model: None)


def a_round(starts_at, ends_at=None):
    value = {"name": "Vòng 1", "starts_at": starts_at, "ends_at": ends_at}
    return [{"type": "round", "value": value, "id": "a"}]


def sent(stored):
    return walk(RoundsBlock(), stored, outward(), "content/rounds")


def stored_from(travelling):
    return walk(RoundsBlock(), travelling, inward(), "content/rounds")


@pytest.mark.parametrize(
    "stored",
    [
        "2026-12-05T01:00:00Z",
        "2026-12-05T08:00:00+07:00",
        datetime(2026, 12, 5, 1, tzinfo=timezone.utc),
        datetime(2026, 12, 5, 8, tzinfo=timezone(timedelta(hours=7))),
    ],
)
def test_a_time_travels_in_utc_however_it_is_stored(stored):
    travelling = sent(a_round(stored))

    assert travelling[0]["value"]["starts_at"] == "2026-12-05T01:00:00Z"
    assert travelling[0]["value"]["ends_at"] is None
    assert sent(stored_from(travelling)) == travelling


@pytest.mark.parametrize("stored", ["2026-12-05T08:00:00", datetime(2026, 12, 5, 8)])
def test_a_site_without_time_zones_stores_its_own_time(stored, settings):
    settings.USE_TZ = False

    travelling = sent(a_round(stored))

    assert travelling[0]["value"]["starts_at"] == "2026-12-05T01:00:00Z"
    kept = stored_from(travelling)
    assert kept[0]["value"]["starts_at"] == "2026-12-05T08:00:00"
    assert sent(kept) == travelling


def test_a_site_without_time_zones_means_its_own_wherever_the_editor_sits(settings):
    settings.USE_TZ = False

    with django_timezone.override("Europe/Lisbon"):
        travelling = sent(a_round("2026-12-05T08:00:00"))
        kept = stored_from(travelling)

    assert travelling[0]["value"]["starts_at"] == "2026-12-05T01:00:00Z"
    assert kept[0]["value"]["starts_at"] == "2026-12-05T08:00:00"


def test_a_time_comes_back_after_a_visit_to_the_form(settings):
    for settings.USE_TZ in (True, False):
        travelling = sent(
            a_round("2026-12-05T01:00:00Z" if settings.USE_TZ else "2026-12-05T08:00")
        )
        block = RoundsBlock()
        visited = block.get_prep_value(block.to_python(stored_from(travelling)))

        again = sent(visited)

        assert again[0]["value"]["starts_at"] == "2026-12-05T01:00:00Z"


@pytest.mark.parametrize(
    "value",
    [
        "2026-12-05",
        "2026-12-05T08:00:00+07:00",
        "2026-12-05T01:00:00",
        "2026-13-05T01:00:00Z",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
        "soon",
        "",
        5,
        {"at": 1},
    ],
)
@pytest.mark.parametrize("use_tz", [True, False])
def test_another_form_of_a_time_is_refused(value, use_tz, settings):
    settings.USE_TZ = use_tz

    with pytest.raises(DocumentError, match="content/rounds/a/starts_at is not a time in UTC"):
        stored_from(a_round(value))


def a_correction(day):
    return [{"type": "correction", "value": {"date": day, "text": "x"}, "id": "a"}]


@pytest.mark.parametrize("stored", ["2026-11-20", date(2026, 11, 20)])
def test_a_day_travels_as_it_is_written(stored):
    travelling = walk(CorrectionsBlock(), a_correction(stored), outward(), "content/corrections")

    assert travelling[0]["value"]["date"] == "2026-11-20"
    kept = walk(CorrectionsBlock(), travelling, inward(), "content/corrections")
    assert walk(CorrectionsBlock(), kept, outward(), "content/corrections") == travelling


@pytest.mark.parametrize("value", ["20/11/2026", "2026-11-31", "20261120", "", 5, {"day": 1}])
def test_another_form_of_a_day_is_refused(value):
    with pytest.raises(DocumentError, match="content/corrections/a/date is not a day"):
        walk(CorrectionsBlock(), a_correction(value), inward(), "content/corrections")
