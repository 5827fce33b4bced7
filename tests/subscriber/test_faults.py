"""Bad input and faults: each says what is wrong, loses nothing, and the next run goes on."""

from __future__ import annotations

import dataclasses
from uuid import uuid4

import pytest
from django.db import connection
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from tests.host.models import HomePage
from tests.hub_simulator import Fault, large_picture, picture
from wagtail_asean.exceptions import (
    DocumentError,
    HubRefused,
    HubUnreachable,
    RunInProgress,
)
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.protocol import to_json
from wagtail_asean.subscriber import leases, sync
from wagtail_asean.subscriber.models import MirroredItem, PendingReference, Run, SetAsideItem

from .conftest import article, assert_same_as, column, paragraph, term, with_picture


def pull(subscription, hub, **options):
    return sync.pull(subscription, client=hub.client(**options))


def reason_for(hub, subscription) -> str:
    """Pull, and return why the one item that failed was set aside."""
    pull(subscription, hub)
    return SetAsideItem.objects.get().message


# -- the line and the key --------------------------------------------------------------------


def test_a_wrong_key_is_said_in_the_run(hub, subscription):
    with pytest.raises(HubRefused, match="401: The key is not valid"):
        pull(subscription, hub, key="asean_wrong")
    assert "The key is not valid" in Run.objects.get().message


@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.NO_CONNECTION, Fault.CUT])
def test_a_feed_that_fails_is_said_and_the_next_run_goes_on(hub, subscription, fault):
    hub.publish(column())
    hub.fail_next("changes/", fault)
    with pytest.raises(HubUnreachable):
        pull(subscription, hub)
    assert Run.objects.get().state == Run.State.FAILED
    pull(subscription, hub)
    assert_same_as(hub, subscription)


def test_a_page_of_a_wifi_portal_in_place_of_the_feed_is_said(hub, subscription):
    hub.fail_next("changes/", Fault.GARBAGE)
    with pytest.raises(DocumentError, match="not JSON"):
        pull(subscription, hub)


def test_a_short_failure_is_tried_again_within_the_run(hub, subscription):
    hub.publish(column())
    hub.fail_next("changes/", Fault.NO_CONNECTION, Fault.SERVER_ERROR)
    pull(subscription, hub, attempts=3)
    assert_same_as(hub, subscription)


def test_a_busy_hub_is_asked_again_for_its_feed_and_its_files(hub, subscription):
    hub.publish(column())
    hub.publish(with_picture(hub, article()))
    hub.fail_next("changes/", Fault.BUSY)
    hub.fail_next("assets/", Fault.BUSY)
    assert pull(subscription, hub, attempts=2).run.set_aside == 0
    assert_same_as(hub, subscription)


# -- cursors ---------------------------------------------------------------------------------


def test_a_hub_restored_from_backup_is_read_from_the_start(hub, subscription):
    hub.publish(column())
    kept = article("Giữ", slug="giu")
    hub.publish(kept)
    backup = dict(hub.rows)
    lost = article("Mất")
    hub.publish(lost)
    pull(subscription, hub)
    hub.restore_from_backup(backup)
    result = pull(subscription, hub)
    assert result.run.is_full
    assert not ArticlePage.objects.get(title="Mất").live
    assert ArticlePage.objects.get(title="Giữ").live
    assert_same_as(hub, subscription)


def test_a_cursor_from_the_future_is_given_up(hub, subscription):
    hub.publish(column())
    pull(subscription, hub)
    hub.head = 0
    hub.rows.clear()
    hub.publish(article(parent=None, type="column"))
    hub.head -= 1
    result = pull(subscription, hub)
    assert result.run.is_full


# -- documents -------------------------------------------------------------------------------


def test_a_document_with_a_false_digest_is_set_aside(hub, subscription):
    item = column()
    hub.publish(item, digest="0" * 64)
    assert "0000" in reason_for(hub, subscription)
    hub.publish(item)
    pull(subscription, hub)
    assert_same_as(hub, subscription)


def test_a_document_that_is_not_the_item_announced_is_set_aside(hub, subscription):
    hub.publish(column(), type="article")
    assert "says that it is" in reason_for(hub, subscription)


def test_a_row_that_breaks_the_wire_format_costs_only_itself(hub, subscription):
    hub.publish(column())
    hub.publish(article(), update=["no"], version=0)
    pull(subscription, hub)
    assert "version" in SetAsideItem.objects.get().message
    assert Page.objects.filter(slug="asean").exists()


def test_unknown_members_are_kept(hub, subscription):
    document = to_json(column()) | {"mood": {"of": "the day"}}
    document["content"] = {"sparkle": 3}
    hub.publish(document)
    pull(subscription, hub)
    assert_same_as(hub, subscription)


def test_an_unknown_type_is_skipped_and_said(hub, subscription):
    hub.publish(column())
    hub.publish({"id": str(uuid4()), "locale": "vi", "type": "hologram", "title": "Ba chiều"})
    result = pull(subscription, hub)
    assert result.run.skipped == 1
    assert MirroredItem.objects.get(type="hologram").reason == "type"
    assert not SetAsideItem.objects.exists()


def test_an_unknown_block_is_kept_and_shown_as_missing(hub, subscription, client):
    hub.publish(column())
    strange = {"type": "hologram", "value": {"src": "x"}, "id": str(uuid4())}
    hub.publish(article(content={"body": [paragraph("<p>Trước.</p>"), strange]}))
    pull(subscription, hub)
    assert_same_as(hub, subscription)
    response = client.get(ArticlePage.objects.get().get_url())
    assert response.status_code == 200
    assert "Trước." in response.content.decode()
    assert "hologram" not in response.content.decode()


def test_a_language_that_the_site_lacks_is_skipped_until_it_has_it(hub, subscription, home):
    Page.objects.get(slug="school").delete()
    Locale.objects.filter(language_code="en").delete()
    hub.publish(column())
    hub.publish(column(locale="en", title="ASEAN column"))
    result = pull(subscription, hub)
    assert result.run.skipped == 1
    assert Locale.objects.count() == 1
    english = Locale.objects.create(language_code="en")
    Page.get_first_root_node().add_child(
        instance=HomePage(
            title="School", slug="school-2", locale=english, translation_key=home.translation_key
        )
    )
    pull(subscription, hub)
    assert_same_as(hub, subscription)
    pages = Page.objects.filter(slug="asean")
    assert pages.count() == 2
    assert len({page.translation_key for page in pages}) == 1


def test_a_script_in_a_caption_or_a_link_never_reaches_the_page(hub, subscription, client):
    hub.publish(column())
    html = (
        '<p onclick="steal()">Chào <script>steal()</script>'
        '<a href="javascript:steal()">bấm</a><img src="x" onerror="steal()"></p>'
    )
    hub.publish(article(content={"body": [paragraph(html)]}, summary="<script>steal()</script>"))
    pull(subscription, hub)
    shown = client.get(ArticlePage.objects.get().get_url()).content.decode()
    assert "<script>steal" not in shown
    assert "javascript:" not in shown
    assert "onerror" not in shown
    assert "onclick" not in shown


# -- files -----------------------------------------------------------------------------------


def test_a_missing_file_sets_its_item_aside_until_it_is_there(hub, subscription):
    hub.publish(column())
    item = with_picture(hub, article())
    files, hub.files = hub.files, {}
    hub.publish(item)
    assert "404" in reason_for(hub, subscription)
    assert not ArticlePage.objects.exists()
    hub.files = files
    pull(subscription, hub)
    assert_same_as(hub, subscription)
    assert not SetAsideItem.objects.exists()


def test_a_file_with_other_bytes_than_its_digest_is_refused(hub, subscription):
    hub.publish(column())
    hub.publish(with_picture(hub, article()))
    hub.fail_next("assets/", Fault.OTHER_BYTES, Fault.OTHER_BYTES)
    assert "digest" in reason_for(hub, subscription)
    assert get_image_model().objects.count() == 0
    pull(subscription, hub)
    assert_same_as(hub, subscription)


def test_a_file_that_does_not_end_is_broken_off(hub, subscription):
    hub.publish(column())
    hub.publish(with_picture(hub, article()))
    hub.fail_next("assets/", Fault.ENDLESS, Fault.ENDLESS)
    assert "longer than" in reason_for(hub, subscription)


def test_a_file_that_broke_off_once_is_had_within_the_run(hub, subscription):
    hub.publish(column())
    hub.publish(with_picture(hub, article()))
    hub.fail_next("assets/", Fault.CUT)
    result = pull(subscription, hub)
    assert (result.run.created, result.run.set_aside) == (2, 0)
    assert_same_as(hub, subscription)


def test_a_file_that_broke_off_goes_on_from_there(hub, subscription):
    hub.publish(column())
    asset = hub.add_file(large_picture(), "nhieu.png", "image/png")
    item = article()
    content = {**item.content, "lead_image": {"asset": asset.sha256}}
    hub.publish(dataclasses.replace(item, content=content, assets=(asset,)))
    hub.fail_next("assets/", Fault.CUT, Fault.CUT)
    assert "goes on from there" in reason_for(hub, subscription)
    assert pull(subscription, hub).bytes_received < asset.size / 2
    assert_same_as(hub, subscription)


def test_a_file_over_the_limit_is_not_even_asked_for(hub, subscription, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "MAX_ASSET_BYTES": 10}
    hub.publish(column())
    hub.publish(with_picture(hub, article()))
    assert "at most 10" in reason_for(hub, subscription)
    assert not [path for path in hub.requests if "assets" in path]


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a.svg", "image/svg+xml"),
        (b"MZ\x90\x00", "a.jpg", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a.png", "image/png"),
    ],
)
def test_a_picture_that_is_none_is_refused(hub, subscription, content, name, media_type):
    hub.publish(column())
    asset = hub.add_file(content, name, media_type)
    item = article()
    content = {**item.content, "lead_image": {"asset": asset.sha256}}
    hub.publish(dataclasses.replace(item, content=content, assets=(asset,)))
    assert "not a picture" in reason_for(hub, subscription)


def test_a_picture_of_too_many_pixels_is_refused(hub, subscription, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "MAX_IMAGE_PIXELS": 100}
    hub.publish(column())
    hub.publish(with_picture(hub, article()))
    assert "32 × 18 pixels" in reason_for(hub, subscription)


def test_a_file_that_the_item_does_not_announce_is_said(hub, subscription):
    hub.publish(column())
    item = article()
    content = {**item.content, "lead_image": {"asset": "a" * 64}}
    hub.publish(dataclasses.replace(item, content=content))
    assert "does not announce" in reason_for(hub, subscription)


def test_a_full_disk_sets_the_item_aside(hub, subscription, monkeypatch):
    from django.core.files.storage import FileSystemStorage

    hub.publish(column())
    hub.publish(with_picture(hub, article()))

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "_save", full)
        assert "No space left" in reason_for(hub, subscription)
    pull(subscription, hub)
    assert_same_as(hub, subscription)


def test_the_same_picture_in_two_items_is_one_image_in_the_collection(hub, subscription):
    hub.publish(column())
    hub.publish(with_picture(hub, article("Một", slug="mot")))
    hub.publish(with_picture(hub, article("Hai", slug="hai")))
    pull(subscription, hub)
    image = get_image_model().objects.get()
    assert image.collection.name == "ASEAN"
    assert image.file_hash


# -- places ----------------------------------------------------------------------------------


def test_a_parent_that_comes_later_is_waited_for(hub, subscription):
    item = article()
    hub.publish(item)
    assert "has not come yet" in reason_for(hub, subscription)
    hub.publish(column())
    pull(subscription, hub)
    assert ArticlePage.objects.get().get_parent().slug == "asean"
    assert_same_as(hub, subscription)


def test_a_parent_that_never_comes_keeps_nothing_else_waiting(hub, subscription):
    hub.publish(column())
    hub.publish(article("Mồ côi", parent=uuid4()))
    hub.publish(article("Có nhà"))
    pull(subscription, hub)
    assert [page.title for page in ArticlePage.objects.all()] == ["Có nhà"]
    assert SetAsideItem.objects.get().code == "parent-missing"


def test_a_slug_that_is_taken_gets_a_number(hub, subscription):
    hub.publish(column())
    hub.publish(article("Một"))
    hub.publish(article("Hai"))
    pull(subscription, hub)
    assert sorted(ArticlePage.objects.values_list("slug", flat=True)) == [
        "xin-chao",
        "xin-chao-2",
    ]
    assert_same_as(hub, subscription)


def test_a_home_page_that_forbids_the_column_is_said_in_plain_words(hub, subscription, monkeypatch):
    monkeypatch.setattr(HomePage, "_clean_subpage_models", [HomePage])
    hub.publish(column())
    assert "subpage_types" in reason_for(hub, subscription)


def test_a_column_without_a_translated_place_is_said(hub, subscription):
    Page.objects.get(slug="school").delete()
    hub.publish(column(locale="en"))
    assert "has no translation" in reason_for(hub, subscription)


def test_a_subscription_without_a_place_carries_the_library_alone(hub, subscription):
    subscription.parent_page = None
    subscription.save()
    hub.publish(column())
    hub.publish(term())
    result = pull(subscription, hub)
    assert (result.run.created, result.run.skipped) == (1, 1)


# -- references ------------------------------------------------------------------------------


def test_a_link_to_an_item_that_comes_later_is_filled_in_when_it_comes(hub, subscription, client):
    from wagtail_asean.protocol import Reference

    target = article("Đích", slug="dich")
    html = f'<p><a linktype="page" item="{target.key}">xem</a></p>'
    reference = Reference(id=target.id, locale="vi", type="article")
    hub.publish(column())
    hub.publish(article(content={"body": [paragraph(html)]}, references=(reference,)))
    pull(subscription, hub)
    assert_same_as(hub, subscription)
    page = ArticlePage.objects.get()
    assert "<a>xem</a>" in client.get(page.get_url()).content.decode()
    hub.publish(target)
    pull(subscription, hub)
    there = ArticlePage.objects.get(slug="dich")
    assert f'href="{there.get_url()}"' in client.get(page.get_url()).content.decode()
    assert not PendingReference.objects.exists()
    assert_same_as(hub, subscription)


def test_a_label_whose_term_comes_later_is_filled_in_when_it_comes(hub, subscription):
    from wagtail_asean.protocol import Labels

    hub.publish(column())
    hub.publish(article(labels=Labels(kind="news", topics=("le-hoi",))))
    pull(subscription, hub)
    assert_same_as(hub, subscription)
    assert list(ArticlePage.objects.get().topics.all()) == []
    hub.publish(term())
    pull(subscription, hub)
    assert [topic.code for topic in ArticlePage.objects.get().topics.all()] == ["le-hoi"]
    assert_same_as(hub, subscription)


# -- runs ------------------------------------------------------------------------------------


def test_two_runs_at_once_are_one(hub, subscription):
    hub.publish(column())
    with leases.hold(subscription), pytest.raises(RunInProgress, match="at work"):
        pull(subscription, hub)
    pull(subscription, hub)
    assert_same_as(hub, subscription)


def test_the_lease_of_a_process_that_is_gone_is_taken_over(hub, subscription):
    import socket

    hub.publish(column())
    leases.Lease(subscription).take()
    type(subscription).objects.update(lease_holder=f"{socket.gethostname()} 99999999")
    pull(subscription, hub)
    assert_same_as(hub, subscription)


def test_a_run_whose_lease_was_taken_over_stops(subscription):
    lease = leases.Lease(subscription)
    lease.take()
    type(subscription).objects.update(lease_token=uuid4())
    with pytest.raises(RunInProgress, match="took too long"):
        lease.renew()


def test_an_unchanged_poll_asks_once_and_writes_nothing(hub, subscription):
    hub.publish(column())
    pull(subscription, hub)
    asked = len(hub.requests)
    writes = []

    def watch(execute, sql, params, many, context):
        if not sql.startswith("SELECT"):
            writes.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        result = pull(subscription, hub)
    assert result.is_unchanged
    assert len(hub.requests) == asked + 1
    assert writes == []


def test_what_was_set_aside_waits_longer_each_time(hub, subscription):
    item = article()
    hub.publish(item)
    for _ in range(7):
        pull(subscription, hub)
    row = SetAsideItem.objects.get()
    assert row.attempts > 5
    assert row.next_attempt_at > row.last_at


# -- withdrawals -----------------------------------------------------------------------------


def test_withdrawing_at_the_hub_takes_the_page_down_at_the_school(hub, subscription, client):
    hub.publish(column())
    item = article()
    hub.publish(item)
    pull(subscription, hub)
    url = ArticlePage.objects.get().get_url()
    assert client.get(url).status_code == 200
    hub.withdraw(item.key)
    result = pull(subscription, hub)
    assert result.run.withdrawn == 1
    assert client.get(url).status_code == 404
    row = MirroredItem.objects.get(item_id=item.id)
    assert row.withdrawal["reason"] == "Có sai sót."
    hub.publish(item)
    pull(subscription, hub)
    assert client.get(url).status_code == 200


def test_a_page_that_was_deleted_by_hand_comes_back(hub, subscription):
    hub.publish(column())
    item = article()
    hub.publish(item)
    pull(subscription, hub)
    ArticlePage.objects.get().delete()
    result = sync.pull(subscription, client=hub.client(), full=True)
    assert result.run.created == 1
    assert_same_as(hub, subscription)


def test_a_page_that_was_changed_by_hand_is_repaired_by_a_full_run(hub, subscription):
    hub.publish(column())
    hub.publish(article())
    pull(subscription, hub)
    ArticlePage.objects.update(summary="Sửa trộm")
    sync.pull(subscription, client=hub.client(), full=True)
    assert ArticlePage.objects.get().summary == ""
    assert_same_as(hub, subscription)


def test_an_item_that_moves_to_another_section_moves_at_the_school(hub, subscription):
    hub.publish(column())
    section = column(id=uuid4(), parent=column().id, title="Tin", slug="tin")
    hub.publish(section)
    item = article()
    hub.publish(item)
    pull(subscription, hub)
    hub.publish(dataclasses.replace(item, parent=section.id))
    pull(subscription, hub)
    assert ArticlePage.objects.get().get_parent().slug == "tin"


def test_a_translation_arrives_linked(hub, subscription):
    hub.publish(column())
    hub.publish(column(locale="en"))
    item = article()
    hub.publish(item)
    hub.publish(dataclasses.replace(item, locale="en", title="Hello"))
    pull(subscription, hub)
    page = ArticlePage.objects.get(title="Hello")
    assert page.get_translations().get().specific.title == item.title


# -- documents -------------------------------------------------------------------------------


def with_document(hub, name="ke-hoach.pdf", content=b"%PDF-1.4 ke hoach", media="application/pdf"):
    asset = hub.add_file(content, name, media)
    block = {"document": {"asset": asset.sha256}, "title": "Kế hoạch", "description": ""}
    body = [
        paragraph(f'<p><a linktype="document" asset="{asset.sha256}">tải về</a></p>'),
        {"type": "document", "value": block, "id": str(uuid4())},
    ]
    return article(content={"body": body}, assets=(asset,))


def test_a_document_is_carried_once_and_linked_from_text_and_block(hub, subscription):
    hub.publish(column())
    hub.publish(with_document(hub))
    pull(subscription, hub)
    document = get_document_model().objects.get()
    assert document.collection.name == "ASEAN"
    assert document.file.read() == b"%PDF-1.4 ke hoach"
    document.file.close()
    body = ArticlePage.objects.get().body
    assert f'id="{document.pk}"' in body[0].value.source
    assert body[1].value["document"] == document
    assert_same_as(hub, subscription)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("ke-hoach.exe", b"%PDF-1.4", "not a kind of document"),
        ("ke-hoach.html", b"<script>", "not a kind of document"),
        ("ke-hoach.pdf", b"MZ\x90\x00 I am a program", "is a program"),
    ],
)
def test_a_document_that_is_none_is_refused(hub, subscription, name, content, words):
    hub.publish(column())
    hub.publish(with_document(hub, name, content))
    assert words in reason_for(hub, subscription)
    assert not get_document_model().objects.exists()


def test_a_picture_that_is_also_offered_as_a_document_is_both(hub, subscription):
    hub.publish(column())
    hub.publish(with_picture(hub, article("Ảnh", slug="anh")))
    pull(subscription, hub)
    sha256, content = next(iter(hub.files.items()))
    hub.publish(with_document(hub, "navy.png", content, "image/png"))
    pull(subscription, hub)
    assert get_image_model().objects.count() == get_document_model().objects.count() == 1
    assert_same_as(hub, subscription)


def test_a_picture_left_by_a_transaction_that_was_rolled_back_is_replaced(
    hub, subscription, settings
):
    from pathlib import Path

    hub.publish(column())
    item = with_picture(hub, article())
    left = Path(settings.MEDIA_ROOT) / f"original_images/asean-{item.assets[0].sha256[:32]}.png"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half a pic")
    hub.publish(item)
    pull(subscription, hub)
    assert_same_as(hub, subscription)
    assert [path.name for path in left.parent.iterdir()] == [left.name]


def test_focal_point_and_description_come_with_a_picture(hub, subscription):
    hub.publish(column())
    asset = hub.add_file(
        picture(), "a.png", "image/png", focal_point=(16, 9, 8, 8), alt="Cờ", title="Ngày hội"
    )
    item = article()
    content = {**item.content, "lead_image": {"asset": asset.sha256}}
    hub.publish(dataclasses.replace(item, content=content, assets=(asset,)))
    pull(subscription, hub)
    image = get_image_model().objects.get()
    assert (image.title, image.description, image.focal_point_x) == ("Ngày hội", "Cờ", 16)


# -- aliases and neighbours ------------------------------------------------------------------


def test_an_alias_that_sits_where_a_translation_goes_becomes_the_translation(hub, subscription):
    hub.publish(column())
    hub.publish(column(locale="en", title="ASEAN column"))
    item = article()
    hub.publish(item)
    pull(subscription, hub)
    page = ArticlePage.objects.get()
    english = Page.objects.get(title="ASEAN column")
    alias = page.copy_for_translation(english.locale, alias=True)
    assert alias.alias_of_id == page.pk
    hub.publish(dataclasses.replace(item, locale="en", title="Hello"))
    pull(subscription, hub)
    alias.refresh_from_db()
    assert (alias.title, alias.alias_of_id) == ("Hello", None)
    assert_same_as(hub, subscription)


def test_a_wider_language_of_the_site_takes_a_regional_one(hub, subscription):
    hub.publish(column(locale="en-GB", title="ASEAN column"))
    pull(subscription, hub)
    assert Page.objects.get(title="ASEAN column").locale.language_code == "en"


def test_a_hub_that_can_not_read_the_cursor_is_read_from_the_start(hub, subscription):
    hub.publish(column())
    pull(subscription, hub)
    type(subscription).objects.update(cursor="rubbish", etag="")
    subscription.refresh_from_db()
    result = pull(subscription, hub)
    assert result.run.is_full
    assert_same_as(hub, subscription)


def test_a_document_that_is_not_in_the_feed_is_asked_for(hub, subscription, monkeypatch):
    hub.publish(column())
    original = type(hub.client()).changes

    def without_documents(self, **options):
        return original(self, **{**options, "documents": False})

    monkeypatch.setattr(type(hub.client()), "changes", without_documents)
    pull(subscription, hub)
    assert [path for path in hub.requests if path.startswith("items/")]
    assert_same_as(hub, subscription)


def test_a_collection_made_for_an_item_that_failed_is_made_again(hub, subscription):
    hub.publish(column())
    bad = with_picture(hub, article("Hỏng"))
    hub.publish(dataclasses.replace(bad, content={**bad.content, "lead_image_alt": 5}))
    hub.publish(with_picture(hub, article("Lành", slug="lanh"), "green"))
    pull(subscription, hub)
    assert SetAsideItem.objects.get().title == "Hỏng"
    assert get_image_model().objects.get().collection.name == "ASEAN"
