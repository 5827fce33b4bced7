"""Documents and files: what is taken, what is refused, and what is gone on with."""

from __future__ import annotations

import dataclasses
import io
from uuid import uuid4

import pytest
from PIL import Image as PillowImage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from tests.files import pdf_bytes, pdf_with
from tests.host.models import HomePage
from tests.hub_simulator import Fault, large_picture, picture
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.protocol import to_json
from wagtail_asean.subscriber.models import MirroredItem, SetAsideItem

from .conftest import article, assert_same_as, column, paragraph, with_picture
from .test_faults import pull, reason_for

pytestmark = pytest.mark.usefixtures("one_school")

PDF = pdf_bytes()

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


def test_a_picture_that_moves_or_is_made_for_print_is_taken_into_an_article(hub, subscription):
    hub.publish(column())
    for content, name, media in (
        (moving_picture(), "bay.gif", "image/gif"),
        (print_picture(), "in.jpg", "image/jpeg"),
    ):
        asset = hub.add_file(content, name, media)
        item = article(slug=name.replace(".", "-"))
        content = {**item.content, "lead_image": {"asset": asset.sha256}}
        hub.publish(dataclasses.replace(item, content=content, assets=(asset,)))
    pull(subscription, hub)
    assert_same_as(hub, subscription)
    endings = {image.file.name[-4:] for image in get_image_model().objects.all()}
    assert endings == {".gif", ".jpg"}


def moving_picture():
    frames = [PillowImage.new("RGB", (32, 18), colour) for colour in ("red", "blue")]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    return file.getvalue()


def print_picture():
    file = io.BytesIO()
    PillowImage.new("CMYK", (32, 18)).save(file, "JPEG")
    return file.getvalue()


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


# -- documents -------------------------------------------------------------------------------


def with_document(hub, name="ke-hoach.pdf", content=PDF, media="application/pdf"):
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
    assert document.file.read() == PDF
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
        ("ke-hoach.pdf", b"<html><script>steal()</script>", "is a web page"),
        ("ke-hoach.docx", PDF, "not what its ending"),
        ("ke-hoach.pdf", pdf_with(b"/OpenAction<</S/JavaScript/JS(x)>>"), "holds scripts"),
        ("ke-hoach.pdf", pdf_bytes(101), "has 101 pages; at most 100"),
    ],
)
def test_a_document_that_is_none_is_refused(hub, subscription, name, content, words):
    hub.publish(column())
    hub.publish(with_document(hub, name, content))
    reason = reason_for(hub, subscription)
    assert f"“{name}” can't be taken." in reason
    assert words in reason
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


def test_a_collection_made_for_an_item_that_failed_is_made_again(hub, subscription):
    hub.publish(column())
    bad = with_picture(hub, article("Hỏng"))
    hub.publish(dataclasses.replace(bad, content={**bad.content, "lead_image_alt": 5}))
    hub.publish(with_picture(hub, article("Lành", slug="lanh"), "green"))
    pull(subscription, hub)
    assert SetAsideItem.objects.get().title == "Hỏng"
    assert get_image_model().objects.get().collection.name == "ASEAN"
