"""A school's site and the hub that it follows."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.cache import cache
from django.test import override_settings
from wagtail.models import Locale, Page, Site

from tests.host.models import HomePage
from tests.hub_simulator import HUB, KEY, SIGNING_KEY, URL, HubSimulator
from wagtail_asean.protocol import Item, Labels, Origin
from wagtail_asean.subscriber import trust, verify
from wagtail_asean.subscriber.models import Subscription

COLUMN = UUID("00000000-0000-4000-8000-00000000c011")


@pytest.fixture(autouse=True)
def _folders(tmp_path):
    """Keep each test's files to itself."""
    from django.conf import settings

    ours = {**settings.WAGTAIL_ASEAN, "STAGING_DIR": str(tmp_path / "staging")}
    with override_settings(MEDIA_ROOT=tmp_path / "media", WAGTAIL_ASEAN=ours):
        yield


@pytest.fixture
def hub() -> HubSimulator:
    return HubSimulator()


@pytest.fixture(scope="module")
def one_school(module_db) -> tuple[int, int]:
    """Make the home page and the subscription once, for the modules that use this."""
    home = make_home()
    return home.pk, make_subscription(home).pk


@pytest.fixture
def home(request, db) -> Page:
    if "one_school" not in request.fixturenames:
        return make_home()
    # What an earlier test has made the site remember is undone with it.
    cache.clear()
    return HomePage.objects.get(pk=request.getfixturevalue("one_school")[0])


@pytest.fixture
def subscription(request, home) -> Subscription:
    if "one_school" not in request.fixturenames:
        return make_subscription(home)
    return Subscription.objects.get(pk=request.getfixturevalue("one_school")[1])


def make_home() -> Page:
    """Give the site a Vietnamese home page and its English translation."""
    vietnamese, _ = Locale.objects.get_or_create(language_code="vi")
    english, _ = Locale.objects.get_or_create(language_code="en")
    # Where transactions are really committed, the database is emptied behind each test.
    root = Page.get_first_root_node() or Page.add_root(title="Root", locale=vietnamese)
    home = root.add_child(instance=HomePage(title="Trường", slug="truong", locale=vietnamese))
    root.add_child(
        instance=HomePage(
            title="School", slug="school", locale=english, translation_key=home.translation_key
        )
    )
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


def make_subscription(home: Page, **facts: Any) -> Subscription:
    row = Subscription(name="Sở", hub_url=URL, parent_page=home, **facts)
    row.key = KEY
    row.hub_uid = HUB
    row.save()
    trust.add_key(row, SIGNING_KEY.public, HUB)
    return row


def column(**facts: Any) -> Item:
    members: dict[str, Any] = {
        "id": COLUMN,
        "locale": "vi",
        "type": "column",
        "title": "Chuyên mục ASEAN",
        "slug": "asean",
    }
    return Item(**members | facts)


def article(title: str = "Xin chào ASEAN", **facts: Any) -> Item:
    members: dict[str, Any] = {
        "id": uuid4(),
        "locale": "vi",
        "type": "article",
        "title": title,
        "slug": "xin-chao",
        "parent": COLUMN,
        "labels": Labels(kind="news"),
        "origin": Origin(site="Sở", url="http://testserver/vi/asean/", rights_basis="tu-san-xuat"),
        "content": {"body": [paragraph("<p>Một lời chào.</p>")]},
    }
    return Item(**members | facts)


def term(code: str = "le-hoi", name: str = "Lễ hội", **facts: Any) -> Item:
    members: dict[str, Any] = {
        "id": uuid4(),
        "locale": "vi",
        "type": "term",
        "title": name,
        "labels": Labels(kind="topic"),
        "content": {"code": code},
    }
    return Item(**members | facts)


def paragraph(html: str, id: str | None = None) -> dict[str, Any]:
    return {"type": "paragraph", "value": html, "id": id or str(uuid4())}


def with_picture(hub: HubSimulator, item: Item, colour: str = "navy") -> Item:
    """Return an item with a lead image that the hub has."""
    import dataclasses

    asset = hub.add_picture(colour)
    content = {**item.content, "lead_image": {"asset": asset.sha256}, "lead_image_alt": "Ảnh"}
    return dataclasses.replace(item, content=content, assets=(asset,))


def assert_same_as(hub: HubSimulator, subscription: Subscription) -> None:
    """Assert that a site is exactly what its hub says: every document, every file."""
    subscription.refresh_from_db()
    comparison = verify.compare_with_hub(subscription, hub.client())
    assert comparison.differences == ()
    assert comparison.is_true
