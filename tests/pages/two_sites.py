"""A hub and a mirror without a network between them: what one makes of a page, the other takes."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from tests.host.models import HomePage
from wagtail_asean.adapters import Envelope, adapter_for_type
from wagtail_asean.fallbacks import restore, stand_in
from wagtail_asean.library.models import (
    Audience,
    Banner,
    Campaign,
    LedMessage,
    MemberState,
    Occasion,
    Poster,
    Slogan,
    SourceOutlet,
    Topic,
)
from wagtail_asean.pages.models import Consent
from wagtail_asean.protocol import Asset, Reference, parse, read_item
from wagtail_asean.references import Inward, Outward

COUNT = 3
WORKS = (Banner, Poster, Slogan, LedMessage, Campaign)
VOCABULARIES = (Topic, Audience, Occasion, MemberState, SourceOutlet)
CODES = ("AA", "BB", "CC")


class Place:
    """One site's local keys, and what they stand for in the network."""

    def __init__(self, locale):
        self.locale = locale
        self.assets = {}
        self.items = {}

    def keys(self, model):
        if model is Consent:
            return list(Consent.objects.order_by("pk").values_list("pk", flat=True))
        return [pk for known, pk in [*self.assets, *self.items] if known is model]

    def outward(self, **options):
        return Outward(
            reference=lambda model, pk: self.items.get((self.base(model), int(pk))),
            asset=lambda model, pk: self.assets.get((model, int(pk))),
            page_address=lambda pk: f"https://hub.example/{pk}/",
            base="https://hub.example/",
            **options,
        )

    def inward(self, missing=()):
        items = {(model, found.key): pk for (model, pk), found in self.items.items()}
        files = {(model, found.sha256): pk for (model, pk), found in self.assets.items()}
        return Inward(
            item=lambda key, model: (
                None if str(key) in missing else items.get((self.base(model), key))
            ),
            file=lambda sha256, model: files[(model, sha256)],
        )

    def base(self, model):
        return Page if issubclass(model, Page) else model


@pytest.fixture
def places(home, vietnamese):
    """A hub and a mirror that know the same things under different keys."""
    hub, mirror = Place(vietnamese), Place(vietnamese)
    images, documents = get_image_model(), get_document_model()
    for number in range(COUNT):
        page, works = uuid4(), {model: uuid4() for model in WORKS}
        for place in (hub, mirror):
            image = images.objects.create(title="", file="a.png", width=4, height=3)
            document = documents.objects.create(title="", file="a.pdf")
            place.assets[images, image.pk] = asset(number, "a.png", "image/png")
            place.assets[documents, document.pk] = asset(number + 100, "a.pdf", "application/pdf")
            below = home.add_child(instance=HomePage(title="x", slug=str(uuid4())))
            place.items[Page, below.pk] = Reference(id=page, locale="vi", type="article")
            for model, uid in works.items():
                work = model.objects.create(title="x", locale=vietnamese)
                place.items[model, work.pk] = Reference(id=uid, locale="vi", type=model.kind)
    for model in VOCABULARIES:
        for code in CODES:
            model.objects.create(code=code, name=code, locale=vietnamese)
    MemberState.objects.filter(code="AA").update(
        official_name="Nước A", capital="A", joined=date(1967, 8, 8), national_day="09-02"
    )
    day = date(2026, 11, 1)
    scope, given = ["name"], {"person_agreed_on": day, "guardian_agreed_on": day}
    Consent.objects.create(name="Nguyễn Thị Được", scope=scope, **given)
    Consent.objects.create(name="Trần Văn Rút", scope=scope, **given, withdrawn_on=day)
    Consent.objects.create(name="Lê Thị Chưa", scope=scope, person_agreed_on=day)
    return hub, mirror


def asset(number, name, media_type):
    return Asset(sha256=f"{number:064x}", size=9, media_type=media_type, file_name=name)


def mirror_of(item, place, *, missing=()):
    """Apply an item to a fresh page, store it as a revision does, and make its item."""
    received = read_item(parse(item.canonical()))
    shown = stand_in(received)
    adapter = adapter_for_type(shown.type, shown.labels.kind)
    page, inward = adapter.model(locale=place.locale), place.inward(missing)
    adapter.apply(shown, page, inward)
    stored = adapter.model.from_json(page.to_json())
    outward = place.outward(
        pending=inward.pending, awaited={str(found.key): found for found in received.references}
    )
    made = adapter.to_item(stored, envelope=Envelope.of(received), outward=outward, received=shown)
    return stored, restore(made, received)


def difference(one, other, path=""):
    """Say where two JSON values part, so that a failure can be read."""
    if isinstance(one, dict) and isinstance(other, dict):
        pairs = [(name, one.get(name), other.get(name)) for name in {**one, **other}]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = zip(range(len(one)), one, other, strict=True)
    else:
        return "" if one == other else f"{path}: {one!r} became {other!r}"
    return "\n".join(filter(None, (difference(a, b, f"{path}/{name}") for name, a, b in pairs)))
