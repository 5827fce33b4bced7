"""Our own page types at the subscriber: whose they are, and from when they are shown."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from wagtail_asean.pages.models import ArticlePage, EventPage, ListedEntry
from wagtail_asean.protocol import Approval, Labels, Origin
from wagtail_asean.subscriber import sync

from .conftest import article, assert_same_as, column

pytestmark = pytest.mark.usefixtures("one_school")


def pull(subscription, hub, **options):
    return sync.pull(subscription, client=hub.client(), **options)


def carry(hub, subscription, item):
    hub.publish(column())
    hub.publish(item)
    pull(subscription, hub)
    return ArticlePage.objects.get()


def test_a_mirror_says_where_it_was_first_published(hub, subscription):
    origin = Origin(site="Sở", unit="Văn phòng", url="http://trang-nguon/vi/asean/bai/")

    page = carry(hub, subscription, article(origin=origin))

    assert (page.origin_site, page.origin_unit) == ("Sở", "Văn phòng")
    assert page.origin_url == "http://trang-nguon/vi/asean/bai/"
    assert page.came_from_elsewhere
    assert ListedEntry.objects.get(page=page).origin_site == "Sở"
    page.full_clean()


def test_a_copy_of_a_mirror_is_the_sites_own(hub, subscription):
    page = carry(hub, subscription, article())

    copy = page.copy(update_attrs={"slug": "ban-sao", "title": "Bản sao"})

    copy = ArticlePage.objects.get(pk=copy.pk)
    assert (copy.origin_site, copy.origin_unit, copy.origin_url) == ("", "", "")
    assert not copy.came_from_elsewhere


def test_an_origin_that_changes_at_the_hub_is_followed(hub, subscription):
    item = article()
    carry(hub, subscription, item)

    hub.publish(dataclasses.replace(item, origin=Origin(site="Sở mới", rights_basis="tu-san-xuat")))
    pull(subscription, hub)

    page = ArticlePage.objects.get()
    assert (page.origin_site, page.origin_url) == ("Sở mới", "")
    assert_same_as(hub, subscription)


def test_a_mirror_is_here_and_not_shown_before_its_moment(hub, subscription, client):
    at = timezone.now() + timedelta(hours=1)
    page = carry(hub, subscription, article(effective=at.replace(microsecond=0)))

    assert page.live
    assert client.get(page.get_url()).status_code == 404
    assert "Xin chào ASEAN" not in client.get(page.get_parent().get_url()).content.decode()
    assert_same_as(hub, subscription)

    moment = timezone.now() - timedelta(seconds=1)
    ArticlePage.objects.update(effective_at=moment)
    ListedEntry.objects.update(effective_at=moment)
    assert client.get(page.get_url()).status_code == 200
    assert "Xin chào ASEAN" in client.get(page.get_parent().get_url()).content.decode()


def test_a_mirrored_fact_check_is_shown_by_the_approval_of_the_hub(hub, subscription, client):
    approval = Approval(role="Lãnh đạo Sở", date="2026-11-01", number="12/QĐ")
    item = article(labels=Labels(kind="fact-check"), approval=approval)

    page = carry(hub, subscription, item)

    assert page.has_valid_approval()
    assert not page.is_withheld
    assert client.get(page.get_url()).status_code == 200


def withdrawn_fact_check(hub, subscription):
    approval = Approval(role="Lãnh đạo Sở", date="2026-11-01", number="12/QĐ")
    item = article(labels=Labels(kind="fact-check"), approval=approval)
    carry(hub, subscription, item)
    hub.withdraw(item.key)
    pull(subscription, hub)
    return ArticlePage.objects.get()


def test_the_approval_of_a_hub_ends_where_its_lock_is_opened(hub, subscription, client):
    page = withdrawn_fact_check(hub, subscription)

    page.locked = False
    page.body = [("paragraph", "<p>Một lời khác.</p>")]
    page.save_revision().publish()

    page = ArticlePage.objects.get()
    assert page.live
    assert page.is_withheld
    assert not page.has_valid_approval()
    assert ListedEntry.objects.get().is_withheld
    assert client.get(page.get_url()).status_code == 404


def test_what_a_hub_took_down_is_not_published_again_in_bulk(hub, subscription, admin_client):
    page = withdrawn_fact_check(hub, subscription)

    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    admin_client.post(f"{address}?id={page.pk}&next=/")

    assert not ArticlePage.objects.get().live


def test_a_mirrored_name_stands_as_it_came(hub, subscription):
    value = {"shown_as": "Nguyễn Thị Hoa", "is_pupil": True, "role": "Giải Nhất"}
    person = {"type": "person", "value": value, "id": "a"}

    page = carry(hub, subscription, article(content={"people": [person]}))

    assert [one.shown_name for one in page.people_shown()] == ["Nguyễn Thị Hoa"]
    assert_same_as(hub, subscription)


@pytest.mark.parametrize("consent", [1, {"item": "00000000-0000-4000-8000-000000000001/vi"}, None])
def test_a_document_that_names_a_consent_is_set_aside(hub, subscription, consent):
    value = {"shown_as": "x", "consent": consent}
    person = {"type": "person", "value": value, "id": "a"}
    hub.publish(column())
    hub.publish(article(content={"people": [person]}))

    pull(subscription, hub)

    assert not ArticlePage.objects.exists()
    assert subscription.set_aside.get().code == "document"


def test_an_event_keeps_the_sequence_of_the_hub(hub, subscription):
    hub.publish(column())
    content = {"starts_at": "2026-12-05T01:00:00Z", "sequence": 4}
    item = article(type="event", labels=Labels(kind="fair"), content=content)
    hub.publish(item)
    pull(subscription, hub)

    hub.publish(
        dataclasses.replace(item, content={"starts_at": "2026-12-06T01:00:00Z", "sequence": 5})
    )
    pull(subscription, hub)

    assert EventPage.objects.get().sequence == 5
    assert_same_as(hub, subscription)


def test_a_count_that_a_hub_leaves_out_is_nought(hub, subscription):
    hub.publish(column())
    content = {"starts_at": "2026-12-05T01:00:00Z"}
    hub.publish(article(type="event", labels=Labels(kind="fair"), content=content))

    pull(subscription, hub)

    assert EventPage.objects.get().sequence == 0
    assert_same_as(hub, subscription)


def test_an_event_without_a_beginning_is_set_aside_and_blocks_nothing(hub, subscription):
    hub.publish(column())
    hub.publish(article("Không ngày", type="event", labels=Labels(kind="fair"), content={}))
    hub.publish(article("Lành", slug="lanh"))

    pull(subscription, hub)

    assert ArticlePage.objects.get().title == "Lành"
    assert not Page.objects.filter(title="Không ngày").exists()
    assert "starts_at" in subscription.set_aside.get().message


@pytest.mark.parametrize(
    ("type", "member", "kind", "value"),
    [
        ("award", "winners", "winner", {"shown_as": True}),
        ("award", "winners", "winner", {"shown_as": "x", "year": "năm ngoái"}),
        ("award", "winners", "winner", {"shown_as": "x", "year": 2026.5}),
        ("award", "winners", "winner", {"shown_as": "x", "is_pupil": "no"}),
        ("showcase", "people", "person", {"shown_as": ["x"]}),
        ("contest", "winners", "winner", {"shown_as": 7}),
        ("contest", "rounds", "round", {"name": 7, "starts_at": "2026-12-05T01:00:00Z"}),
        ("article", "evidence", "proof", {"title": [1], "url": "https://asean.org/"}),
    ],
)
def test_a_word_that_is_none_is_set_aside_and_blocks_nothing(
    hub, subscription, type, member, kind, value
):
    hub.publish(column())
    block = {"type": kind, "value": value, "id": "a"}
    hub.publish(article("Hỏng", type=type, labels=Labels(), content={member: [block]}))
    hub.publish(article("Lành", slug="lanh"))

    pull(subscription, hub)

    assert ArticlePage.objects.get().title == "Lành"
    assert not Page.objects.filter(title="Hỏng").exists()
    assert member in subscription.set_aside.get().message


@pytest.mark.parametrize(
    ("type", "content"),
    [
        ("event", {"starts_at": "2026-12-05T01:00:00Z", "capacity": -1}),
        ("event", {"starts_at": "2026-12-05T01:00:00Z", "sequence": -1}),
        ("event", {"starts_at": "9999-12-31T23:59:59Z"}),
        ("destination", {"heritage_year": -1}),
    ],
)
def test_a_number_beyond_all_bounds_is_set_aside_and_blocks_nothing(
    hub, subscription, type, content
):
    good = {"starts_at": "2026-12-05T01:00:00Z"} if type == "event" else {}
    item = article("Trước", type=type, labels=Labels(), content=good)
    hub.publish(column())
    hub.publish(item)
    pull(subscription, hub)

    hub.publish(dataclasses.replace(item, title="Sau", content=content))
    hub.publish(article("Lành", slug="lanh"))
    pull(subscription, hub)

    assert ArticlePage.objects.get().title == "Lành"
    assert Page.objects.filter(title="Trước", live=True).exists()
    assert subscription.set_aside.get().message
