"""What the demonstration and the checked story stand on."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from django.utils import timezone as django_timezone

from example_site import clock
from example_site.demo import pictures, samples
from example_site.demo.lettering import vietnamese_font

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
