"""Law 1: what came back from a page is what the page was made of, byte for byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_asean import adapters
from wagtail_asean.adapters import adapter_for_type
from wagtail_asean.protocol import canonical, read_item, to_json

from . import two_sites
from .drawn import SLOW, envelopes, pages
from .two_sites import difference, mirror_of

places = two_sites.places

WITH_FALLBACK = (
    "award",
    "contest",
    "country",
    "destination",
    "event",
    "publication",
    "showcase",
)
TYPES = ("article", "column", "library", *WITH_FALLBACK)


def draw_item(data, hub, type):
    """Return an item of a type as a hub sends it."""
    adapter = adapter_for_type(type)
    page = data.draw(pages(hub, adapter))
    item = adapter.to_item(page, envelope=data.draw(envelopes()), outward=hub.outward())
    return read_item(to_json(item))


def draw_missing(data, item):
    """Return the names of some items that the mirror lacks."""
    keys = [str(found.key) for found in item.references]
    return data.draw(st.sets(st.sampled_from(keys))) if keys else set()


@pytest.mark.parametrize("type", TYPES)
def test_law_1_round_trip(places, type):
    hub, mirror = places

    @SLOW
    @given(data=st.data())
    def holds(data):
        item = draw_item(data, hub, type)

        _, again = mirror_of(item, mirror, missing=draw_missing(data, item))

        assert again.canonical() == item.canonical(), difference(to_json(item), to_json(again))

    holds()


@pytest.mark.parametrize("type", WITH_FALLBACK)
def test_law_1_round_trip_where_the_type_is_unknown(places, type, monkeypatch):
    hub, mirror = places
    known = dict(adapters._by_type)
    lacking = {key: adapter for key, adapter in known.items() if key[0] != type}

    @SLOW
    @given(data=st.data())
    def holds(data):
        monkeypatch.setattr(adapters, "_by_type", known)
        item = draw_item(data, hub, type)
        monkeypatch.setattr(adapters, "_by_type", lacking)

        page, again = mirror_of(item, mirror, missing=draw_missing(data, item))

        assert page.entry_type == "article"
        assert again.canonical() == item.canonical(), difference(to_json(item), to_json(again))

    holds()


@pytest.mark.parametrize("type", ["article", "award", "contest", "showcase"])
def test_no_consent_and_no_name_without_one_is_in_a_document(places, type):
    hub, _ = places

    @SLOW
    @given(data=st.data())
    def holds(data):
        text = canonical(to_json(draw_item(data, hub, type))).decode()

        assert "consent" not in text
        assert "Trần Văn Rút" not in text
        assert "Lê Thị Chưa" not in text

    holds()
