import json

import pytest
from django.core.files.base import ContentFile

from wagtail_asean.hub import actions
from wagtail_asean.hub.models import Change, Feed
from wagtail_asean.protocol import Update, digest, parse, read_announced_item, read_change

from .site import (
    PDF,
    NewsPage,
    change_of,
    document_of,
    make_document,
    make_image,
    make_news,
    make_section,
    picture_bytes,
    publish,
    withdrawal_of,
)

pytestmark = pytest.mark.usefixtures("one_column")


def test_a_published_page_is_announced_with_its_document(column):
    news = make_news(column, summary="Tóm tắt")
    change = change_of(news)
    announced = read_change(parse(change.announcement))
    item = read_announced_item(announced, parse(change.document))
    assert (item.title, item.summary, item.type) == ("Tin ASEAN", "Tóm tắt", "article")
    assert announced.digest == digest(change.document.encode())
    assert announced.size == len(change.document.encode())
    assert announced.column == column.translation_key
    assert announced.update is Update.MAJOR
    assert item.origin.url == "http://hub.test/asean/tin-asean/"


def test_each_change_has_the_next_sequence(column):
    first, second = make_news(column, "Một"), make_news(column, "Hai")
    assert change_of(column).sequence < change_of(first).sequence < change_of(second).sequence
    assert change_of(second).sequence == Feed.objects.current().head


def test_law_3_publishing_again_without_a_change_makes_no_change(column):
    news = make_news(column)
    before = Feed.objects.current().head
    publish(news)
    actions.record_change(news)
    actions.record_tree(column)
    assert Feed.objects.current().head == before
    assert change_of(news).version == 1


def test_a_correction_is_minor_and_counts_the_version_up(column):
    news = make_news(column)
    news.summary = "Đã sửa"
    publish(news)
    change = change_of(news)
    assert (change.version, change.update) == (2, "minor")
    assert Change.objects.count() == 2


def test_a_new_address_is_a_silent_change(column):
    news = make_news(column)
    news.slug = "dia-chi-moi"
    publish(news)
    assert change_of(news).update == "silent"


def test_other_facts_of_a_picture_are_a_silent_change(column):
    image = make_image()
    news = make_news(column, picture=image)
    image.description = "Cờ các nước"
    image.save()
    assert change_of(news).update == "silent"
    assert document_of(news)["assets"][0]["alt"] == "Cờ các nước"


def test_the_caller_may_say_how_much_an_update_matters(column):
    news = make_news(column)
    NewsPage.objects.filter(pk=news.pk).update(summary="Tin lớn")
    assert actions.record_change(news, update=Update.MAJOR).update == "major"


def test_an_item_that_comes_back_is_a_major_change(column):
    news = make_news(column)
    news.unpublish()
    publish(NewsPage.objects.get(pk=news.pk))
    change = change_of(news)
    assert (change.state, change.version, change.update) == ("live", 3, "major")


def test_a_withdrawn_item_keeps_no_document(column):
    news = make_news(column)
    actions.record_withdrawal(news, reason="Ảnh không được phép dùng.")
    change = change_of(news)
    assert change.document == ""
    assert read_change(parse(change.announcement)).withdrawal.reason == "Ảnh không được phép dùng."


def test_the_state_in_the_database_is_recorded_not_the_one_in_hand(column):
    news = make_news(column)
    news.summary = "Chưa lưu"
    actions.record_change(news)
    assert "summary" not in document_of(news)


def test_a_page_whose_parent_was_never_sent_sends_the_parent_first(home):
    column = make_section(home)
    Change.objects.all().delete()
    news = make_news(column)
    assert change_of(column).sequence < change_of(news).sequence


def test_links_to_items_are_references_and_links_to_other_pages_addresses(home, column):
    other = make_news(column, "Khác")
    outside = make_news(home, "Ngoài cột")
    hidden = make_news(column, "Nháp")
    hidden.unpublish()
    links = "".join(f'<a linktype="page" id="{page.pk}">x</a>' for page in (other, outside, hidden))
    news = make_news(column, text=f'<p>{links}<a href="/lien-he/">y</a></p>')
    document = document_of(news)
    assert document["content"]["text"] == (
        f'<p><a linktype="page" item="{other.translation_key}/vi">x</a>'
        '<a href="http://hub.test/ngo%C3%A0i-c%E1%BB%99t/">x</a><a>x</a>'
        '<a href="http://hub.test/lien-he/">y</a></p>'
    )
    assert [found["id"] for found in document["references"]] == [str(other.translation_key)]


def test_a_link_becomes_a_reference_when_its_target_appears(column):
    target = make_news(column, "Đích")
    target.unpublish()
    news = make_news(column, text=f'<p><a linktype="page" id="{target.pk}">x</a></p>')
    assert "references" not in document_of(news)
    publish(NewsPage.objects.get(pk=target.pk))
    assert document_of(news)["references"][0]["id"] == str(target.translation_key)
    assert [step.change for step in actions.rebuild_feed() if step.change] == []


def test_pages_that_point_to_each_other_can_be_recorded_in_any_order(column):
    first, second = make_news(column, "Một"), make_news(column, "Hai")
    first.body = [("see_also", [second])]
    publish(first)
    second.body = [("see_also", [first])]
    publish(second)
    assert [step.change for step in actions.rebuild_feed() if step.change] == []


def test_files_travel_with_their_digest_type_and_facts(column):
    focus = {f"focal_point_{name}": value for name, value in zip("xy", (10, 12), strict=True)}
    image = make_image(**focus, focal_point_width=4, focal_point_height=6)
    document = make_document()
    news = make_news(column, body=[("picture", image), ("file", document)])
    assets = {asset["media_type"]: asset for asset in document_of(news)["assets"]}
    assert assets["application/pdf"]["file_name"].startswith("ke-hoach")
    assert assets["application/pdf"]["sha256"] == digest(PDF)
    assert (assets["image/png"]["width"], assets["image/png"]["height"]) == (40, 30)
    assert assets["image/png"]["focal_point"] == [10, 12, 4, 6]


def test_a_digest_is_taken_once_and_again_when_the_file_changes(column, monkeypatch):
    image = make_image()
    news = make_news(column, picture=image)
    read = []
    monkeypatch.setattr(
        "wagtail_asean.hub.outward.digest_file", lambda file: read.append(file) or "0" * 64
    )
    news.summary = "Khác"
    publish(news)
    assert read == []
    image.file = ContentFile(picture_bytes("red"), name="khac.png")
    image.save()
    assert len(read) == 1


@pytest.mark.parametrize("size", [10, 100])
def test_a_document_over_the_limit_is_refused(column, settings, size):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "MAX_DOCUMENT_BYTES": size}
    assert change_of(make_news(column)) is None


def test_a_document_that_receivers_would_refuse_does_not_leave(column):
    news = make_news(column)
    NewsPage.objects.filter(pk=news.pk).update(summary="x" * 6000)
    actions.record_change(news)
    assert withdrawal_of(news) == {"kind": "gone"}


def test_the_announcement_has_no_document_in_it(column):
    assert "document" not in json.loads(change_of(column).announcement)
