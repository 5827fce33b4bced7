"""Laws 6 and 7 for every kind of the library: what a hub takes back, and what a school owns."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta, timezone
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from wagtail.images import get_image_model
from wagtail.models import Locale, Site

from tests.files import pdf_bytes
from tests.hub_simulator import picture
from tests.library.conftest import as_pictures, as_works
from wagtail_asean.library import actions
from wagtail_asean.library.inventory import catalogue
from wagtail_asean.library.models import (
    WORKS,
    Banner,
    Campaign,
    CatalogueEntry,
    MourningPeriod,
    Occasion,
    Placement,
    Showing,
    Slogan,
)
from wagtail_asean.library.placements import showings
from wagtail_asean.library.rendering.displays import find_display, find_in_slot
from wagtail_asean.protocol import Approval, Item, Labels, Origin, Reference
from wagtail_asean.subscriber import sync
from wagtail_asean.subscriber.models import MirroredItem, SetAsideItem, Subscription

from .conftest import assert_same_as, term

pytestmark = pytest.mark.usefixtures("one_school")

APPROVAL = Approval(role="Lãnh đạo Sở", date="2026-11-01", number="BT-01/2026")


@pytest.fixture(autouse=True)
def _no_cache():
    cache.clear()


def pull(subscription, hub, **options):
    return sync.pull(subscription, client=hub.client(), **options)


# -- what the hub publishes ------------------------------------------------------------------


def item(type: str, content: dict[str, Any], **facts: Any) -> Item:
    members: dict[str, Any] = {
        "id": uuid4(),
        "locale": "vi",
        "type": type,
        "title": f"{type} của Sở",
        "origin": Origin(site="Sở", rights_basis="tu-san-xuat"),
        "approval": APPROVAL,
        "content": content,
    }
    return Item(**members | facts)


def banner(hub, colour: str = "navy", series: Any = None, **facts: Any) -> Item:
    asset = hub.add_picture(colour, (1920, 600))
    block = {"format": "web-hero", "image": {"asset": asset.sha256}}
    content = {
        "series": str(series or uuid4()),
        "festive": True,
        "alt_text": "Chào mừng",
        "pictures": [{"type": "picture", "value": block, "id": str(uuid4())}],
    }
    return item("banner", content, assets=(asset,), **facts)


def poster(hub) -> Item:
    asset = hub.add_file(pdf_bytes(), "ap-phich.pdf", "application/pdf")
    block = {"format": "a3", "document": {"asset": asset.sha256}}
    content = {
        "series": str(uuid4()),
        "alt_text": "Ba cột màu",
        "text_equivalent": "<p>Ba trụ cột</p>",
        "files": [{"type": "file", "value": block, "id": str(uuid4())}],
    }
    return item("poster", content, assets=(asset,))


def words(type: str) -> Item:
    place = {"format": "led-text"} if type == "led-message" else {}
    return item(type, {"series": str(uuid4()), "text": "MỘT CỘNG ĐỒNG", **place})


def campaign(*works: Item, **facts: Any) -> Item:
    now = datetime.now(timezone.utc).replace(microsecond=0)
    blocks = [
        {"type": work.type.replace("-", "_"), "value": {"item": str(work.key)}, "id": str(uuid4())}
        for work in works
    ]
    members: dict[str, Any] = {
        "effective": now - timedelta(days=1),
        "expires": now + timedelta(days=9),
        "references": tuple(
            sorted(
                (Reference(id=work.id, locale="vi", type=work.type) for work in works),
                key=lambda reference: str(reference.key),
            )
        ),
    }
    content = {"works": blocks, "priority": 5, "festive": True}
    return item("campaign", content, **members | facts)


def mourning() -> Item:
    today = date.today()
    days = {"starts_on": str(today - timedelta(days=2)), "ends_on": str(today + timedelta(days=2))}
    return item("mourning", days, approval=None)


def asean_day(**facts: Any) -> Item:
    """An occasion that is marked today, whenever today is."""
    content = {
        "code": "asean-day",
        "dates": [str(date.today())],
        "days_before": 3,
        "days_after": 3,
        "priority": 1,
    }
    return term(content=content, name="Ngày ASEAN", labels=Labels(kind="occasion"), **facts)


def every_kind(hub) -> list[Item]:
    first = banner(hub)
    return [
        first,
        poster(hub),
        words("slogan"),
        words("led-message"),
        campaign(first),
        mourning(),
        asean_day(),
    ]


def mirror_of(published: Item) -> Any:
    return MirroredItem.objects.get(item_id=published.id).get_object()


def shown(slot: str = "header") -> Any:
    """Return the banner that a slot shows now, as a page would ask for it."""
    cache.clear()
    with translation.override("vi"):
        found = find_in_slot(slot, request=RequestFactory().get("/", HTTP_HOST="localhost"))
    return Banner.objects.get(pk=found.banner_id) if found else None


# -- what the school has ---------------------------------------------------------------------


@pytest.fixture
def vietnamese(home):
    return home.locale


@pytest.fixture
def own_banner(vietnamese):
    file = ContentFile(picture("green", (1920, 600)), "truong.png")
    image = get_image_model().objects.create(title="Của trường", file=file)
    own = Banner(
        title="Của trường",
        alt_text="Trường em",
        locale=vietnamese,
        pictures=as_pictures([("web-hero", image)]),
    )
    actions.approve(own, role="Hiệu trưởng")
    own.refresh_from_db()
    return own


def place(vietnamese, chosen=None, *, slot="header", is_off=False):
    return Placement.objects.create(
        site=Site.objects.get(), slot=slot, locale=vietnamese, banner=chosen, is_off=is_off
    )


# -- law 6 -----------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(7))
def test_law_6_recall_wins_for_every_kind(hub, subscription, number):
    items = every_kind(hub)
    for one in items:
        hub.publish(one)
    pull(subscription, hub)
    assert_same_as(hub, subscription)
    recalled = items[number]
    mirror = mirror_of(recalled)
    assert mirror.live
    is_work = isinstance(mirror, (*WORKS, Campaign))
    if is_work:
        assert type(mirror).objects.current().filter(pk=mirror.pk).exists()
        assert entry_of(mirror) in catalogue.search(approved_now=True, origin="hub")
    hub.withdraw(recalled.key)
    pull(subscription, hub)
    mirror.refresh_from_db()
    assert not mirror.live
    if is_work:
        assert not type(mirror).objects.current().filter(pk=mirror.pk).exists()
        assert entry_of(mirror) not in catalogue.search(approved_now=True)
        # Whoever opens the lock and publishes it again brings nothing back.
        mirror.get_latest_revision().publish()
        mirror.refresh_from_db()
        assert not type(mirror).objects.current().filter(pk=mirror.pk).exists()
        assert entry_of(mirror) not in catalogue.search(approved_now=True)
    hub.publish(dataclasses.replace(recalled, title="Bản sửa"))
    pull(subscription, hub)
    mirror.refresh_from_db()
    assert mirror.live
    if is_work:
        assert type(mirror).objects.current().filter(pk=mirror.pk).exists()
    assert_same_as(hub, subscription)


def entry_of(work):
    return CatalogueEntry.objects.get(kind=work.kind, object_id=str(work.pk))


def test_law_6_recall_wins_over_the_schools_choice_and_the_rest_of_the_rules_fills_the_slot(
    hub, subscription, vietnamese
):
    hub.publish(asean_day())
    of_the_day = banner(hub, "red", labels=Labels(occasion="asean-day"), title="của dịp")
    chosen = banner(hub, title="đã chọn")
    hub.publish(of_the_day)
    hub.publish(chosen)
    pull(subscription, hub)
    assert shown().title == "của dịp"
    placement = place(vietnamese, mirror_of(chosen))
    assert shown().title == "đã chọn"
    hub.withdraw(chosen.key)
    pull(subscription, hub)
    assert shown().title == "của dịp"
    placement.refresh_from_db()
    assert placement.banner == mirror_of(chosen)
    assert find_display(placement.banner) is None
    hub.withdraw(of_the_day.key)
    pull(subscription, hub)
    assert shown() is None
    hub.publish(chosen)
    pull(subscription, hub)
    assert shown().title == "đã chọn"


def test_law_6_recall_wins_over_a_campaign_that_the_school_made_of_it(
    hub, subscription, vietnamese, own_banner
):
    theirs = banner(hub, title="của Sở", effective=datetime(2020, 1, 1, tzinfo=timezone.utc))
    hub.publish(theirs)
    pull(subscription, hub)
    now = datetime.now(timezone.utc)
    own = Campaign(
        title="Tuần lễ của trường",
        locale=vietnamese,
        works=as_works([mirror_of(theirs), own_banner]),
        effective_at=now - timedelta(days=1),
        expires_at=now + timedelta(days=9),
    )
    actions.approve(own, role="Hiệu trưởng")
    assert shown().title == "của Sở"
    hub.withdraw(theirs.key)
    pull(subscription, hub)
    assert shown() == own_banner
    assert Campaign.objects.current().get() == own


def test_law_6_recall_wins_and_a_campaign_that_was_taken_back_no_longer_fills_slots(
    hub, subscription
):
    part = banner(hub)
    whole = campaign(part)
    hub.publish(whole)
    pull(subscription, hub)
    assert shown() is None
    hub.publish(part)
    pull(subscription, hub)
    assert shown() == mirror_of(part)
    assert mirror_of(whole).members("banner") == [mirror_of(part)]
    hub.withdraw(whole.key)
    pull(subscription, hub)
    assert shown() is None
    assert Banner.objects.current().get() == mirror_of(part)


def test_law_6_recall_wins_and_mourning_that_was_taken_back_is_over(
    hub, subscription, vietnamese, own_banner
):
    place(vietnamese, own_banner)
    assert shown() == own_banner
    solemn = mourning()
    hub.publish(solemn)
    pull(subscription, hub)
    assert shown() is None
    assert find_display(own_banner) is None
    hub.withdraw(solemn.key)
    pull(subscription, hub)
    assert shown() == own_banner


def test_law_6_recall_wins_and_what_was_shown_is_still_known(hub, subscription, vietnamese):
    theirs = banner(hub)
    hub.publish(theirs)
    pull(subscription, hub)
    place(vietnamese, mirror_of(theirs))
    hub.withdraw(theirs.key)
    pull(subscription, hub)
    past = Showing.objects.filter(slot="header", banner=mirror_of(theirs)).get()
    assert past.ends_at <= datetime.now(timezone.utc)


# -- law 7 -----------------------------------------------------------------------------------


def test_law_7_what_the_site_owns_survives_every_sync(hub, subscription, vietnamese, own_banner):
    items = every_kind(hub)
    for one in items:
        hub.publish(one)
    pull(subscription, hub)
    actions.approve(
        Slogan(title="Của trường", text="TRƯỜNG EM", locale=vietnamese), role="Hiệu trưởng"
    )
    now = datetime.now(timezone.utc)
    own_campaign = Campaign(
        title="Của trường",
        locale=vietnamese,
        works=as_works([own_banner, mirror_of(items[0])]),
        effective_at=now,
        expires_at=now + timedelta(days=3),
        priority=1,
    )
    actions.approve(own_campaign, role="Hiệu trưởng")
    Occasion.objects.create(code="ngay-hoi-truong", name="Ngày hội", locale=vietnamese)
    place(vietnamese, own_banner)
    place(vietnamese, mirror_of(items[0]), slot="home")
    place(vietnamese, slot="footer", is_off=True)

    def owned():
        kept = [
            list(model.objects.filter(origin_site="").order_by("pk").values())
            for model in (*WORKS, Campaign, MourningPeriod, Occasion)
        ]
        placements = list(Placement.objects.order_by("pk").values())
        entries = list(CatalogueEntry.objects.filter(origin_site="").order_by("pk").values())
        return kept, placements, entries

    before = owned()
    for one in items:
        hub.publish(dataclasses.replace(one, title=f"{one.title} mới"))
    pull(subscription, hub)
    assert owned() == before
    for one in items:
        hub.withdraw(one.key)
    pull(subscription, hub)
    assert owned() == before
    for one in items:
        hub.publish(one)
    pull(subscription, hub, full=True)
    assert owned() == before
    Subscription.objects.update(epoch=None, cursor="", etag="")
    subscription.refresh_from_db()
    pull(subscription, hub)
    assert owned() == before
    assert_same_as(hub, subscription)


def test_law_7_what_the_site_owns_an_opt_out_keeps_a_place_empty_whatever_comes(
    hub, subscription, vietnamese
):
    place(vietnamese, is_off=True)
    part = banner(hub)
    for one in (part, campaign(part)):
        hub.publish(one)
    pull(subscription, hub)
    assert shown() is None
    assert shown("home") == mirror_of(part)


def test_law_7_what_the_site_owns_is_not_overwritten_by_a_work_of_the_hub(
    hub, subscription, own_banner
):
    before = Banner.objects.filter(pk=own_banner.pk).values().get()
    intruder = banner(hub, id=own_banner.translation_key, title="Của Sở")
    hub.publish(intruder)
    other = words("slogan")
    hub.publish(other)
    pull(subscription, hub)
    assert Banner.objects.filter(pk=own_banner.pk).values().get() == before
    assert "work of its own" in SetAsideItem.objects.get().message
    assert mirror_of(other).live


def test_law_7_what_the_site_chose_is_replaced_by_its_new_edition(hub, subscription, vietnamese):
    series = uuid4()
    now = datetime.now(timezone.utc).replace(microsecond=0)
    old = banner(hub, series=series, title="2026", published_at=now - timedelta(days=300))
    hub.publish(old)
    pull(subscription, hub)
    placement = place(vietnamese, mirror_of(old))
    assert shown().title == "2026"
    new = banner(hub, "red", series=series, title="2027", effective=now - timedelta(hours=1))
    hub.publish(new)
    pull(subscription, hub)
    assert shown().title == "2027"
    assert find_display(mirror_of(old)).banner_id == mirror_of(new).pk
    placement.refresh_from_db()
    assert placement.banner == mirror_of(old)
    hub.withdraw(old.key)
    pull(subscription, hub)
    assert shown().title == "2027"


def test_law_7_another_picture_at_the_hub_is_another_picture_in_the_slot(
    hub, subscription, vietnamese
):
    theirs = banner(hub)
    hub.publish(theirs)
    pull(subscription, hub)
    place(vietnamese, mirror_of(theirs))
    before = shown().images()[0][1]
    again = banner(hub, "red", id=theirs.id, series=theirs.content["series"])
    hub.publish(again)
    pull(subscription, hub)
    after = shown().images()[0][1]
    assert after != before
    assert [row.image for row in mirror_of(theirs).picture_rows.all()] == [after]
    assert_same_as(hub, subscription)


@pytest.mark.parametrize("number", range(7))
def test_law_7_a_mirror_is_read_only(hub, subscription, admin_client, number):
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    items = every_kind(hub)
    for one in items:
        hub.publish(one)
    pull(subscription, hub)
    mirror = mirror_of(items[number])
    urls = type(mirror).snippet_viewset
    edit = reverse(urls.get_url_name("edit"), args=[mirror.pk])
    page = admin_client.get(edit)
    assert page.status_code == 200
    assert "can't be edited here" in unescape(page.content.decode())
    name = "name" if hasattr(mirror, "name") else "title"
    form = {name: "Sửa tại trường", "action-publish": "1"}
    form |= {f"{field}-count": "0" for field in ("pictures", "files", "works")}
    admin_client.post(edit, form)
    for action in ("unpublish", "delete"):
        admin_client.post(reverse(urls.get_url_name(action), args=[mirror.pk]))
    mirror.refresh_from_db()
    assert getattr(mirror, name) == items[number].title
    assert mirror.live
    assert_same_as(hub, subscription)


def test_law_3_idempotence_the_same_items_again_write_no_plan_anew(hub, subscription):
    for one in every_kind(hub):
        hub.publish(one)
    pull(subscription, hub)
    rows = list(Showing.objects.values())
    Subscription.objects.update(epoch=None, cursor="", etag="")
    subscription.refresh_from_db()
    pull(subscription, hub)
    showings.refresh()
    assert list(Showing.objects.values()) == rows


def test_law_9_the_hub_may_be_down_and_a_banner_still_ends_with_its_last_minute(
    hub, subscription, vietnamese, monkeypatch
):
    now = datetime.now(timezone.utc).replace(microsecond=0)
    theirs = banner(hub, expires=now + timedelta(hours=1))
    hub.publish(theirs)
    pull(subscription, hub)
    place(vietnamese, mirror_of(theirs))
    assert shown() == mirror_of(theirs)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(hours=1))
    assert shown() is None
    assert not Banner.objects.current().exists()


def test_a_mirror_without_an_approval_is_not_shown(hub, subscription, vietnamese):
    theirs = banner(hub, approval=None)
    hub.publish(theirs)
    pull(subscription, hub)
    place(vietnamese, mirror_of(theirs))
    assert shown() is None
    assert not Banner.objects.current().exists()


def test_an_item_that_ends_before_it_begins_is_set_aside_with_its_reason(hub, subscription):
    now = datetime.now(timezone.utc).replace(microsecond=0)
    hub.publish(banner(hub, effective=now, expires=now - timedelta(hours=1)))
    pull(subscription, hub)
    assert "before it begins" in SetAsideItem.objects.get().message
    assert not Banner.objects.exists()
    assert not get_image_model().objects.exists()


def test_a_school_in_one_language_leaves_the_other_at_the_hub(hub, subscription):
    Locale.objects.filter(language_code="en").update(language_code="fr")
    theirs = banner(hub, locale="en")
    hub.publish(theirs)
    pull(subscription, hub)
    assert not Banner.objects.exists()
