"""Items of a type that the site lacks: shown as articles, and as what they are once it can."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timezone
from typing import Any
from uuid import uuid4

import pytest
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from tests.hub_simulator import HubSimulator
from wagtail_asean import adapters
from wagtail_asean.library.models import Topic
from wagtail_asean.pages.models import ArticlePage, EventPage, ListedEntry
from wagtail_asean.protocol import Fallback, Item, Labels, Reference
from wagtail_asean.subscriber import sync
from wagtail_asean.subscriber.models import MirroredItem, SetAsideItem

from .conftest import article, assert_same_as, column, paragraph, term

pytestmark = pytest.mark.usefixtures("one_school")


def pull(subscription, hub, **options):
    return sync.pull(subscription, client=hub.client(), **options)


def podcast(*blocks: dict[str, Any], type: str = "article", **facts: Any) -> Item:
    """Return an item of a type that no version has yet."""
    shown = list(blocks) or [paragraph("<p>Nghe tập một.</p>")]
    members = {
        "type": "podcast",
        "slug": "tap-mot",
        "labels": Labels(kind="interview-series", topics=("le-hoi",)),
        "content": {"episode": 1, "minutes": {"all": 12}},
        "fallback": Fallback(type=type, content={"body": shown}),
    }
    return article("Chuyện ASEAN, tập 1", **members | facts)


def publish(hub: HubSimulator, item: Item) -> None:
    """Publish an item, its change saying of what type its fallback is."""
    hub.publish(item, fallback=item.fallback.type if item.fallback else "")


def event(title: str = "Ngày hội ASEAN", **facts: Any) -> Item:
    members = {
        "type": "event",
        "slug": "ngay-hoi",
        "labels": Labels(kind="exchange"),
        "content": {"starts_at": "2026-12-05T01:00:00Z", "place": "Rạch Giá"},
        "fallback": Fallback(
            type="article", content={"body": [paragraph("<p>Ngày 5 tháng 12, Rạch Giá.</p>")]}
        ),
    }
    return article(title, **members | facts)


@pytest.fixture
def without_events(monkeypatch):
    """Let the site be of a version before there were events; calling it brings them."""
    known = dict(adapters._by_type)
    lacking = {key: adapter for key, adapter in known.items() if key[0] != "event"}
    monkeypatch.setattr(adapters, "_by_type", lacking)
    return lambda: monkeypatch.setattr(adapters, "_by_type", known)


def only(queryset):
    return queryset.get()


# -- shown as an article -----------------------------------------------------------------------


def test_an_item_of_an_unknown_type_is_shown_as_an_article(hub, subscription, client):
    publish(hub, column())
    publish(hub, term())
    publish(hub, podcast())

    result = pull(subscription, hub)

    page = only(ArticlePage.objects)
    html = client.get(page.get_url()).content.decode()
    assert "Chuyện ASEAN, tập 1" in html
    assert "Nghe tập một." in html
    assert (page.kind, page.origin_site) == ("", "Sở")
    assert list(page.topics.all()) == [Topic.objects.get()]
    assert result.run.skipped == 0
    assert_same_as(hub, subscription)


def test_it_is_corrected_and_withdrawn_like_any_other(hub, subscription, client):
    publish(hub, column())
    item = podcast()
    publish(hub, item)
    pull(subscription, hub)
    page = only(ArticlePage.objects)

    corrected = Fallback(type="article", content={"body": [paragraph("<p>Nghe tập hai.</p>")]})
    publish(hub, dataclasses.replace(item, title="Tập 2", fallback=corrected))
    pull(subscription, hub)
    page.refresh_from_db()
    assert page.title == "Tập 2"
    assert "Nghe tập hai." in client.get(page.get_url()).content.decode()
    assert_same_as(hub, subscription)

    hub.withdraw(item.key)
    pull(subscription, hub)
    page.refresh_from_db()
    assert not page.live
    assert_same_as(hub, subscription)


def test_nothing_new_is_nothing_to_do_where_something_is_shown_by_its_fallback(hub, subscription):
    publish(hub, column())
    publish(hub, podcast())
    pull(subscription, hub)

    assert pull(subscription, hub).is_unchanged


def test_a_full_run_finds_it_true_and_leaves_it(hub, subscription):
    publish(hub, column())
    publish(hub, podcast())
    pull(subscription, hub)
    before = Revision.objects.count()

    result = pull(subscription, hub, full=True)

    assert (result.run.updated, result.run.created) == (0, 0)
    assert Revision.objects.count() == before


def test_a_full_run_repairs_what_was_changed_in_it(hub, subscription):
    publish(hub, column())
    publish(hub, podcast())
    pull(subscription, hub)
    ArticlePage.objects.update(kind="news")

    pull(subscription, hub, full=True)

    assert only(ArticlePage.objects).kind == ""
    assert_same_as(hub, subscription)


def test_what_a_fallback_points_to_is_waited_for_and_found(hub, subscription):
    publish(hub, column())
    target = article("Bài được nhắc", slug="bai-duoc-nhac")
    linked = podcast(
        paragraph(f'<p><a linktype="page" item="{target.key}">đọc</a></p>'),
        references=(Reference(id=target.id, locale="vi", type="article"),),
    )
    publish(hub, linked)
    pull(subscription, hub)
    page = ArticlePage.objects.get(slug="tap-mot")
    assert_same_as(hub, subscription)

    publish(hub, target)
    pull(subscription, hub)

    page.refresh_from_db()
    here = ArticlePage.objects.get(slug="bai-duoc-nhac")
    assert f'linktype="page" id="{here.pk}"' in str(page.body.raw_data[0]["value"])
    assert_same_as(hub, subscription)


def test_a_picture_of_a_fallback_comes_along(hub, subscription):
    publish(hub, column())
    asset = hub.add_picture()
    picture = {
        "type": "image",
        "value": {
            "image": {"asset": asset.sha256},
            "alt": "Ảnh",
            "decorative": False,
            "caption": "",
            "credit": "",
        },
        "id": str(uuid4()),
    }
    publish(hub, podcast(picture, assets=(asset,)))

    pull(subscription, hub)

    assert only(ArticlePage.objects).body[0].value["image"].width == 32
    assert_same_as(hub, subscription)


def test_without_a_fallback_a_type_is_skipped_as_ever(hub, subscription):
    publish(hub, column())
    publish(hub, podcast(fallback=None))

    result = pull(subscription, hub)

    assert result.run.skipped == 1
    assert not ArticlePage.objects.exists()


def test_a_site_without_a_place_for_pages_takes_no_fallback(hub, subscription):
    subscription.parent_page = None
    subscription.save()
    publish(hub, podcast())

    result = pull(subscription, hub)

    assert (result.run.skipped, SetAsideItem.objects.count()) == (1, 0)


# -- a fallback that is not to be trusted ------------------------------------------------------


def test_a_script_in_a_fallback_is_never_shown(hub, subscription, client):
    publish(hub, column())
    publish(hub, podcast(paragraph('<p onclick="x()">a<script>alert(1)</script></p>')))

    pull(subscription, hub)

    page = only(ArticlePage.objects)
    assert page.body.raw_data[0]["value"] == "<p>a</p>"
    assert "alert(1)" not in client.get(page.get_url()).content.decode()


@pytest.mark.parametrize(
    "content",
    [
        {"body": "text"},
        {"body": [{"type": "paragraph", "value": {"html": 1}, "id": "a"}]},
        {"body": [{"type": "paragraph", "value": "no id"}]},
        {"lead_image": {"asset": "../../etc/passwd"}},
        {"lead_image": 5},
        {"people": [{"type": "person", "value": "x", "id": "a"}]},
        {"opportunity_url": "javascript:alert(1)"},
    ],
)
def test_a_fallback_of_the_wrong_shape_is_set_aside_and_blocks_nothing(hub, subscription, content):
    publish(hub, column())
    publish(hub, podcast(fallback=Fallback(type="article", content=content)))
    publish(hub, article("Lành", slug="lanh"))

    pull(subscription, hub)

    assert [page.title for page in ArticlePage.objects.all()] == ["Lành"]
    row = SetAsideItem.objects.get()
    assert (row.type, row.code) == ("podcast", "document")


@pytest.mark.parametrize("type", ["banner", "column", "event", "term", "hologram"])
def test_nothing_but_an_article_stands_for_something_else(hub, subscription, type):
    publish(hub, column())
    publish(hub, podcast(type=type))

    result = pull(subscription, hub)

    assert result.run.skipped == 1
    assert Page.objects.filter(title="Chuyện ASEAN, tập 1").count() == 0


def test_a_change_that_announces_another_fallback_than_comes_is_set_aside(hub, subscription):
    publish(hub, column())
    hub.publish(podcast(type="banner"), fallback="article")
    hub.publish(podcast(fallback=None), fallback="article")

    pull(subscription, hub)

    assert {row.code for row in SetAsideItem.objects.all()} == {"document"}
    assert SetAsideItem.objects.count() == 2
    assert "announced with a fallback" in SetAsideItem.objects.first().message


def test_a_type_that_the_site_has_is_never_shown_by_its_fallback(hub, subscription):
    publish(hub, column())
    publish(hub, event())

    pull(subscription, hub)

    assert only(EventPage.objects).place == "Rạch Giá"
    assert_same_as(hub, subscription)


# -- the type comes later ----------------------------------------------------------------------


def carried_as_article(hub, subscription) -> ArticlePage:
    """Let an event come as an article, with a link to it and a restriction and a history."""
    publish(hub, column())
    publish(hub, term())
    happening = event(labels=Labels(kind="exchange", topics=("le-hoi",)))
    publish(hub, happening)
    reference = Reference(id=happening.id, locale="vi", type="event")
    text = paragraph(f'<p><a linktype="page" item="{happening.key}">đến</a></p>')
    hub.publish(
        article("Bài", slug="bai", content={"body": [text]}, references=(reference,)),
    )
    pull(subscription, hub)
    page = ArticlePage.objects.get(slug="ngay-hoi")
    page.view_restrictions.create(restriction_type="login")
    return page


def test_a_type_that_comes_later_turns_the_page_in_its_place(hub, subscription, without_events):
    before = carried_as_article(hub, subscription)
    without_events()

    result = pull(subscription, hub)

    after = only(EventPage.objects)
    assert result.run.updated == 1
    assert (after.pk, after.path, after.url_path) == (before.pk, before.path, before.url_path)
    assert after.get_url() == before.get_url()
    assert after.translation_key == before.translation_key
    assert after.first_published_at == before.first_published_at
    assert after.starts_at == datetime(2026, 12, 5, 1, tzinfo=timezone.utc)
    assert [topic.code for topic in after.topics.all()] == ["le-hoi"]
    assert not ArticlePage.objects.filter(pk=before.pk).exists()
    assert type(Page.objects.get(pk=before.pk).specific) is EventPage
    assert after.get_view_restrictions().count() == 1
    assert_same_as(hub, subscription)


def test_links_to_it_stay(hub, subscription, without_events):
    before = carried_as_article(hub, subscription)
    without_events()

    pull(subscription, hub)

    bai = ArticlePage.objects.get(slug="bai")
    assert f'id="{before.pk}"' in bai.body.raw_data[0]["value"]
    users = ReferenceIndex.get_references_to(EventPage.objects.get())
    assert {reference.object_id for reference in users} == {str(bai.pk)}


def test_its_history_stays_and_opens(hub, subscription, without_events, admin_client):
    before = carried_as_article(hub, subscription)
    without_events()

    pull(subscription, hub)

    page = only(EventPage.objects)
    # Of what it said before, no version stays.
    assert [type(revision.as_object()) for revision in page.revisions.all()] == [EventPage]
    assert page.live_revision.as_object().place == "Rạch Giá"
    assert PageLogEntry.objects.filter(page=before.pk, action="wagtail.create").count() == 1
    assert not PageLogEntry.objects.filter(page=before.pk, action="wagtail.delete").exists()
    for name in ("edit", "history"):
        address = f"/admin/pages/{page.pk}/{name}/"
        assert admin_client.get(address).status_code == 200


def test_it_is_listed_and_found_as_what_it_is(hub, subscription, without_events, client):
    carried_as_article(hub, subscription)
    without_events()

    pull(subscription, hub)

    page = only(EventPage.objects)
    entry = ListedEntry.objects.get(page=page)
    assert (entry.type, entry.starts_at) == ("event", page.starts_at)
    assert [found.pk for found in EventPage.objects.search("Ngày hội")] == [page.pk]
    assert "ngay-hoi" not in [found.slug for found in ArticlePage.objects.search("Ngày hội")]
    assert [found.pk for found in Page.objects.search("Ngày hội")] == [page.pk]


def test_only_once_is_there_something_to_do(hub, subscription, without_events):
    carried_as_article(hub, subscription)
    without_events()
    pull(subscription, hub)

    assert pull(subscription, hub).is_unchanged


def test_a_full_run_and_the_next_change_turn_it_as_well(hub, subscription, without_events):
    page = carried_as_article(hub, subscription)
    MirroredItem.objects.update(reason="")
    without_events()

    pull(subscription, hub, full=True)

    assert only(EventPage.objects).pk == page.pk
    assert_same_as(hub, subscription)


def test_an_announcement_of_the_same_document_turns_it_as_well(hub, subscription, without_events):
    publish(hub, column())
    item = event()
    publish(hub, item)
    pull(subscription, hub)
    MirroredItem.objects.update(reason="")
    without_events()

    publish(hub, item)
    pull(subscription, hub)

    assert EventPage.objects.count() == 1
    assert_same_as(hub, subscription)


def test_until_it_is_turned_the_site_says_that_it_differs(hub, subscription, without_events):
    from wagtail_asean.subscriber import verify

    carried_as_article(hub, subscription)
    without_events()

    comparison = verify.compare_with_hub(subscription, hub.client())

    assert [found.message for found in comparison.differences] == [
        "It is here as a page of another type."
    ]


def test_a_type_that_is_lost_again_is_shown_as_an_article_at_its_next_change(
    hub, subscription, without_events, monkeypatch
):
    lacking = dict(adapters._by_type)
    without_events()
    publish(hub, column())
    item = event()
    publish(hub, item)
    pull(subscription, hub)
    page = only(EventPage.objects)
    monkeypatch.setattr(adapters, "_by_type", lacking)

    publish(hub, dataclasses.replace(item, title="Ngày hội khác"))
    pull(subscription, hub)

    assert only(ArticlePage.objects).pk == page.pk
    assert not EventPage.objects.exists()
    assert_same_as(hub, subscription)


# -- the hub gives an item another type --------------------------------------------------------


def test_an_item_that_gets_another_type_at_the_hub_keeps_its_page(hub, subscription):
    publish(hub, column())
    item = article("Hội thi", slug="hoi-thi")
    hub.publish(item)
    pull(subscription, hub)
    before = only(ArticlePage.objects)

    publish(hub, event("Hội thi", id=item.id))
    pull(subscription, hub)

    after = only(EventPage.objects)
    assert (after.pk, after.get_url()) == (before.pk, before.get_url())
    assert not ArticlePage.objects.exists()
    assert_same_as(hub, subscription)

    hub.publish(dataclasses.replace(item, title="Hội thi, bài viết"))
    pull(subscription, hub)
    assert only(ArticlePage.objects).pk == before.pk
    assert_same_as(hub, subscription)


def test_a_column_with_pages_below_does_not_become_an_article(hub, subscription):
    publish(hub, column())
    section = column(id=uuid4(), title="Mục", slug="muc", parent=column().id)
    publish(hub, section)
    publish(hub, article("Trong mục", slug="trong", parent=section.id))
    pull(subscription, hub)

    publish(hub, article("Mục", id=section.id))
    pull(subscription, hub)

    row = SetAsideItem.objects.get()
    assert row.code == "type-changed"
    assert "is to become a page of the type" in row.message
    assert Page.objects.get(slug="muc").specific_class.__name__ == "ColumnPage"
    assert ArticlePage.objects.get(slug="trong").live


def test_a_label_does_not_become_a_page(hub, subscription):
    publish(hub, column())
    label = term()
    publish(hub, label)
    pull(subscription, hub)

    publish(hub, article(id=label.id))
    pull(subscription, hub)

    assert SetAsideItem.objects.get().code == "type-changed"
    assert Topic.objects.count() == 1


def test_an_article_that_becomes_a_section_leaves_the_list(hub, subscription):
    publish(hub, column())
    item = article("Mục mới", slug="muc-moi")
    hub.publish(item)
    pull(subscription, hub)
    before = only(ArticlePage.objects)

    publish(hub, column(id=item.id, title="Mục mới", slug="muc-moi", parent=column().id))
    pull(subscription, hub)

    section = Page.objects.get(pk=before.pk).specific
    assert type(section).__name__ == "ColumnPage"
    assert not ListedEntry.objects.exists()
    assert_same_as(hub, subscription)
