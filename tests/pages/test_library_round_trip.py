"""Law 1 for the library's page: its words travel, each site shows its own library on it."""

from hypothesis import given
from hypothesis import strategies as st

from wagtail_asean.adapters import adapter_for_type
from wagtail_asean.pages.models import LibraryPage

from . import test_round_trip as law

places = law.places


@law.SLOW
@given(data=st.data())
def test_law_1_round_trip_of_a_librarys_page(places, data):
    hub, mirror = places
    adapter = adapter_for_type("library")
    page = LibraryPage(
        title=data.draw(law.words.filter(str.strip)), introduction=data.draw(law.rich_texts(hub))
    )
    item = adapter.to_item(page, envelope=data.draw(law.envelopes()), outward=hub.outward())

    stored, again = law.mirror_of(item, adapter, mirror)

    assert again.canonical() == item.canonical()
    assert stored.title == page.title
    # What is nothing but a script leaves nothing behind.
    assert bool(stored.introduction) == ("introduction" in item.content)
