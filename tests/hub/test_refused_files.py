"""Files that the schools would refuse do not leave the hub, and the editor hears why."""

import io
from pathlib import Path

import pytest
from PIL import Image as PillowImage

from tests.files import pdf_bytes, pdf_with
from wagtail_asean.hub.notices import why_not_shared

from .site import (
    document_of,
    make_document,
    make_image,
    make_news,
    picture_bytes,
    publish,
    state_of,
)

SCRIPT = pdf_with(b"/OpenAction<</S/JavaScript/JS(steal)>>")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("ke-hoach.pdf", SCRIPT, "holds scripts"),
        ("ke-hoach.pdf", pdf_bytes(300), "300 pages; at most 100"),
        ("ke-hoach.pdf", b"MZ\x90\0", "is a program"),
        ("ke-hoach.pdf", b"%PDF-1.4 ...", "is damaged"),
        ("ke-hoach.docx", b"PK\x03\x04", "is damaged"),
        ("ke-hoach.exe", pdf_bytes(), "not a kind of document"),
    ],
)
def test_a_document_that_schools_would_refuse_stays_and_the_reason_is_said(
    column, name, content, words
):
    document = make_document(title="Tờ rơi", name=name, content=content)
    news = make_news(column, body=[("file", document)])
    assert state_of(news) is None
    said = why_not_shared(news)
    assert "The file “Tờ rơi” can't be shared." in said
    assert words in said


def test_a_picture_that_was_cut_off_in_the_storage_stays_and_the_reason_is_said(column):
    file = io.BytesIO()
    PillowImage.effect_noise((200, 100), 90).save(file, "JPEG")
    image = make_image(name="co.jpg", content=file.getvalue())
    Path(image.file.path).write_bytes(file.getvalue()[:-2000])
    news = make_news(column, picture=image)
    assert state_of(news) is None
    assert "is damaged or was cut off" in why_not_shared(news)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(picture_bytes(form="GIF"), "image/gif"), (picture_bytes(form="WEBP"), "image/webp")],
)
def test_a_picture_goes_out_as_what_it_is(column, content, media_type):
    news = make_news(column, picture=make_image(name="co.png", content=content))
    assert document_of(news)["assets"][0]["media_type"] == media_type


def test_a_news_item_goes_out_once_its_file_is_put_right(column):
    document = make_document(content=SCRIPT)
    news = make_news(column, body=[("file", document)])
    assert state_of(news) is None
    news.body = [("file", make_document())]
    assert state_of(publish(news)) == "live"
