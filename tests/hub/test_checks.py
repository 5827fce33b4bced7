import pytest

from wagtail_asean.hub.checks import check_rate

from .site import HomePage, make_news, publish, state_of


@pytest.mark.parametrize("rate", ["1200/hour", "10/s", "5/min", None])
def test_a_rate_that_can_be_read_is_in_order(settings, rate):
    settings.WAGTAIL_ASEAN = {"API_RATE": rate}
    assert check_rate() == []


@pytest.mark.parametrize("rate", ["many", "10", "10/fortnight", "-1/hour", 10])
def test_a_rate_that_can_not_be_read_is_reported_before_the_first_request(settings, rate):
    settings.WAGTAIL_ASEAN = {"API_RATE": rate}
    (error,) = check_rate()
    assert (error.id, repr(rate) in error.msg) == ("wagtail_asean_hub.E001", True)


def test_a_page_below_one_that_does_not_travel_does_not_travel(column):
    folder = publish(HomePage(title="Thư mục", live=False), column)
    assert state_of(make_news(folder)) is None
