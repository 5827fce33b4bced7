"""Our own types carry the worked examples: what a mirror says is what it was made of."""

from __future__ import annotations

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.protocol.examples import load, named
from wagtail_asean import adapters
from wagtail_asean.adapters import Envelope, adapter_for_type
from wagtail_asean.fallbacks import carrier, restore, stand_in
from wagtail_asean.protocol import Item, canonical, read_change, read_item
from wagtail_asean.references import Inward, Outward

pytestmark = pytest.mark.django_db

CARRIED = [name for name in named("item-") if name != "item-unknown-type"]
WITH_FALLBACK = [name for name in CARRIED if "fallback" in load(name)]


def mirror(item: Item) -> Item:
    """Apply an item to an empty object of a site that has its files and nothing else of it."""
    shown = stand_in(item)
    adapter = adapter_for_type(shown.type, shown.labels.kind)
    images = get_image_model()
    keys = {
        asset.sha256: (
            images.objects.create(title="x", file="x.png", width=1, height=1)
            if asset.media_type.startswith("image/")
            else get_document_model().objects.create(title="x", file="x.pdf")
        )
        for asset in item.assets
    }
    assets = {(type(keys[asset.sha256]), keys[asset.sha256].pk): asset for asset in item.assets}
    inward = Inward(item=lambda key, model: None, file=lambda sha256, model: keys[sha256].pk)
    instance = adapter.model()
    adapter.apply(shown, instance, inward)
    outward = Outward(
        reference=lambda model, pk: None,
        asset=lambda model, pk: assets[model, int(pk)],
        page_address=lambda pk: "",
        pending=inward.pending,
        awaited={str(reference.key): reference for reference in item.references},
    )
    envelope = Envelope.of(item)
    made = adapter.to_item(instance, envelope=envelope, outward=outward, received=shown)
    return restore(made, item)


@pytest.mark.parametrize("name", CARRIED)
def test_an_example_comes_back_from_a_mirror_byte_for_byte(name):
    assert mirror(read_item(load(name))).canonical() == canonical(load(name))


@pytest.mark.parametrize("name", WITH_FALLBACK)
def test_an_example_comes_back_where_its_type_is_unknown(name, monkeypatch):
    item = read_item(load(name))
    known = {key: value for key, value in adapters._by_type.items() if key[0] != item.type}
    monkeypatch.setattr(adapters, "_by_type", known)

    assert stand_in(item).type == "article"
    assert mirror(item).canonical() == canonical(load(name))


def test_every_type_of_page_but_columns_articles_and_the_library_has_a_fallback():
    types = {load(name)["type"] for name in WITH_FALLBACK}

    assert types == {
        "award",
        "contest",
        "country",
        "destination",
        "event",
        "podcast",
        "publication",
        "showcase",
    }


@pytest.mark.parametrize(
    ("name", "is_carried"),
    [("change-unknown-type", False), ("change-unknown-type-with-fallback", True)],
)
def test_a_type_of_a_later_version_is_carried_by_its_fallback_or_not_at_all(name, is_carried):
    change = read_change(load(name))

    assert adapter_for_type(change.type, change.labels.kind) is None
    found = carrier(change.type, change.labels.kind, change.fallback)
    assert (found is not None) == is_carried
