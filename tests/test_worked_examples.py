"""Our own types carry the worked examples: what a mirror says is what it was made of."""

from __future__ import annotations

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.protocol.examples import load, named
from wagtail_asean.adapters import Envelope, adapter_for_type
from wagtail_asean.protocol import Item, canonical, read_item
from wagtail_asean.references import Inward, Outward

pytestmark = pytest.mark.django_db

CARRIED = [name for name in named("item-") if name != "item-unknown-type"]


def mirror(item: Item) -> Item:
    """Apply an item to an empty object of a site that has its files and nothing else of it."""
    adapter = adapter_for_type(item.type, item.labels.kind)
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
    adapter.apply(item, instance, inward)
    outward = Outward(
        reference=lambda model, pk: None,
        asset=lambda model, pk: assets[model, int(pk)],
        page_address=lambda pk: "",
        pending=inward.pending,
        awaited={str(reference.key): reference for reference in item.references},
    )
    return adapter.to_item(instance, envelope=Envelope.of(item), outward=outward, received=item)


@pytest.mark.parametrize("name", CARRIED)
def test_an_example_comes_back_from_a_mirror_byte_for_byte(name):
    assert mirror(read_item(load(name))).canonical() == canonical(load(name))


def test_a_type_of_a_later_version_has_no_adapter():
    item = read_item(load("item-unknown-type"))

    assert adapter_for_type(item.type, item.labels.kind) is None
