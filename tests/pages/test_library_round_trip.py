"""Law 1 for the library's page: its words travel, each site shows its own library on it."""

from hypothesis import given
from hypothesis import strategies as st

from wagtail_asean.adapters import adapter_for_type
from wagtail_asean.pages.models import LibraryPage

from . import drawn, two_sites

places = two_sites.places


@drawn.SLOW
@given(data=st.data())
def test_law_1_round_trip_of_a_librarys_page(places, data):
    hub, mirror = places
    adapter = adapter_for_type("library")
    page = LibraryPage(title=data.draw(drawn.titles), introduction=data.draw(drawn.rich_texts(hub)))
    item = adapter.to_item(page, envelope=data.draw(drawn.envelopes()), outward=hub.outward())

    stored, again = two_sites.mirror_of(item, mirror)

    assert again.canonical() == item.canonical()
    assert stored.title == page.title
    # What is nothing but a script leaves nothing behind.
    assert bool(stored.introduction) == ("introduction" in item.content)
