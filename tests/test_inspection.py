"""What is found in files from outside, and what is said of those that are not taken."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as PillowImage
from PIL import features
from pypdf.generic import DictionaryObject, FloatObject, NameObject

from wagtail_asean.exceptions import FileRefused
from wagtail_asean.inspection import (
    DOCUMENT_KINDS,
    ImageFacts,
    inspect_document,
    inspect_image,
    reading,
    render_first_page,
)

from .files import packed_pdf, pdf_bytes, pdf_with, raw_pdf

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>steal()</script></svg>"


def picture(format="PNG", mode="RGB", size=(32, 18), colour=None, **options):
    file = io.BytesIO()
    PillowImage.new(mode, size, colour or 0).save(file, format, **options)
    return file.getvalue()


def noise(format="JPEG", **options):
    file = io.BytesIO()
    PillowImage.effect_noise((400, 300), 90).convert("RGB").save(file, format, **options)
    return file.getvalue()


def animation(format):
    frames = [PillowImage.new("RGB", (32, 18), colour) for colour in ("red", "blue", "green")]
    file = io.BytesIO()
    frames[0].save(file, format, save_all=True, append_images=frames[1:])
    return file.getvalue()


def zipped(entries):
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(**more):
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:p/>", **more})


def refused_image(content, **options):
    with pytest.raises(FileRefused) as caught:
        inspect_image(io.BytesIO(content), **options)
    return caught.value.code, str(caught.value)


def refused_document(content, name):
    with pytest.raises(FileRefused) as caught:
        inspect_document(io.BytesIO(content), name)
    return caught.value.code, str(caught.value)


def limits(settings, **values):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, **values}


# -- pictures that are taken -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "facts"),
    [
        (picture("JPEG"), ImageFacts("JPEG", 32, 18, "RGB")),
        (picture("JPEG", "L"), ImageFacts("JPEG", 32, 18, "L")),
        (noise(progressive=True), ImageFacts("JPEG", 400, 300, "RGB")),
        (picture("PNG", "RGBA"), ImageFacts("PNG", 32, 18, "RGBA")),
        (picture("PNG", "P"), ImageFacts("PNG", 32, 18, "P")),
        (picture("WEBP"), ImageFacts("WEBP", 32, 18, "RGB")),
        (picture("GIF", "P"), ImageFacts("GIF", 32, 18, "P")),
    ],
    ids=["jpeg", "grey jpeg", "progressive jpeg", "png with alpha", "palette", "webp", "gif"],
)
def test_a_picture_that_browsers_show_is_taken_for_what_it_is(content, facts):
    assert inspect_image(io.BytesIO(content)) == facts


@pytest.mark.skipif(not features.check("avif"), reason="This Pillow has no AVIF.")
def test_an_avif_is_taken():
    facts = inspect_image(io.BytesIO(picture("AVIF")))
    assert (facts.media_type, facts.ending) == ("image/avif", ".avif")


def test_a_phone_picture_with_a_second_one_inside_is_a_jpeg_and_does_not_move():
    first, second = (PillowImage.new("RGB", (32, 18), colour) for colour in ("red", "blue"))
    file = io.BytesIO()
    first.save(file, "MPO", save_all=True, append_images=[second])
    facts = inspect_image(file)
    assert (facts.format, facts.frames, facts.ending) == ("JPEG", 1, ".jpg")


def test_a_picture_is_judged_by_its_content_not_by_its_name():
    upload = SimpleUploadedFile("co.gif", picture("PNG"), "image/gif")
    assert inspect_image(upload).media_type == "image/png"


# -- pictures that are refused ---------------------------------------------------------------


def test_forty_megapixels_are_too_many_and_are_never_decoded():
    content = picture("PNG", "1", (6400, 6400))
    assert len(content) < 10_000
    code, said = refused_image(content)
    assert code == "pixels"
    assert "6400 × 6400 pixels" in said
    assert "Scale it down" in said


def test_a_picture_beyond_pillows_own_limit_has_too_many_pixels():
    header = picture("PNG", "1", (8, 8))
    huge = header.replace(b"\0\0\0\x08\0\0\0\x08", b"\x7f\xff\xff\xff\x7f\xff\xff\xff")
    ihdr = huge[12:29]
    huge = huge[:29] + zlib.crc32(ihdr).to_bytes(4, "big") + huge[33:]
    assert refused_image(huge)[0] == "pixels"


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP"])
def test_an_animated_picture_is_refused_unless_it_may_move(format):
    content = animation(format)
    code, said = refused_image(content)
    assert code == "animated"
    assert "still picture" in said
    assert inspect_image(io.BytesIO(content), animated=True).frames == 3


def test_an_animation_of_too_many_pixels_in_all_is_refused_even_where_it_may_move(settings):
    limits(settings, MAX_IMAGE_PIXELS=32 * 18)
    content = io.BytesIO()
    frames = [PillowImage.new("RGB", (32, 18), (n, 0, 0)) for n in range(0, 220, 20)]
    frames[0].save(content, "GIF", save_all=True, append_images=frames[1:])
    code, said = refused_image(content.getvalue(), animated=True)
    assert code == "pixels"
    assert "11 frames" in said


def test_the_colours_of_print_are_refused_unless_allowed():
    content = picture("JPEG", "CMYK")
    code, said = refused_image(content)
    assert code == "cmyk"
    assert "RGB" in said
    assert inspect_image(io.BytesIO(content), cmyk=True).mode == "CMYK"


@pytest.mark.parametrize(
    "content",
    [
        SVG,
        b"\xef\xbb\xbf\n" + SVG,
        b"<?xml version='1.0'?>\n<!-- -->\n<svg:svg xmlns:svg='x'/>",
        b"\xff\xfe" + SVG.decode().encode("utf-16-le"),
    ],
)
def test_an_svg_drawing_is_refused_and_png_is_proposed(content):
    code, said = refused_image(content)
    assert code == "svg"
    assert "PNG" in said


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\0" + b"\0" * 60, b"%PDF-1.4", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, picture("TIFF")],
    ids=["program", "pdf", "broken png", "tiff"],
)
def test_what_is_no_picture_of_the_web_is_refused(content):
    code, said = refused_image(content)
    assert code == "not-a-picture"
    assert "JPEG, PNG or WebP" in said


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_was_cut_off_is_refused(format):
    content = noise(format)
    assert refused_image(content[: len(content) * 2 // 3])[0] in ("damaged", "not-a-picture")


def test_a_picture_that_was_cut_off_passes_where_only_its_header_is_read():
    content = noise("JPEG")
    assert inspect_image(io.BytesIO(content[:-5000]), decoded=False).width == 400


def test_a_jpeg_of_endless_turns_over_the_picture_is_refused():
    content = noise(progressive=True)
    scan = content[content.rindex(b"\xff\xda") : -2]
    assert refused_image(content[:-2] + scan * 300 + b"\xff\xd9")[0] == "damaged"


def test_a_file_over_the_limit_is_refused_with_both_sizes(settings):
    limits(settings, MAX_ASSET_BYTES=1024)
    code, said = refused_image(noise())
    assert code == "size"
    assert "1.0\xa0KB" in said
    assert refused_document(pdf_bytes(30), "a.pdf")[0] == "size"


def test_an_empty_file_is_refused():
    assert refused_image(b"")[0] == "empty"
    assert refused_document(b"", "a.txt")[0] == "empty"


# -- how files are handed over ---------------------------------------------------------------


@pytest.mark.parametrize("kind", ["content", "upload", "temporary", "path", "django"])
def test_a_file_stays_open_and_is_rewound(kind, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes())
    if kind == "temporary":
        file = TemporaryUploadedFile("a.pdf", "application/pdf", path.stat().st_size, None)
        file.write(path.read_bytes())
    else:
        file = {
            "content": lambda: ContentFile(path.read_bytes()),
            "upload": lambda: SimpleUploadedFile("a.pdf", path.read_bytes()),
            "path": lambda: path.open("rb"),
            "django": lambda: File(path.open("rb")),
        }[kind]()
    file.seek(10)
    inspect_document(file, "a.pdf")
    assert file.read(5) == b"%PDF-"
    render_first_page(file)
    assert file.read(5) == b"%PDF-"
    with pytest.raises(FileRefused):
        inspect_image(file)
    assert file.read(5) == b"%PDF-"
    file.close()


# -- documents that are taken ----------------------------------------------------------------

TAKEN = {
    "danh-sach.csv": "họ tên,lớp\nLan,5A\n".encode(),
    "danh-sach-2.csv": "họ tên\tlớp\n".encode("utf-16"),
    "cu.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "ke-hoach.DOCX": docx(),
    "bang.xlsx": zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"}),
    "bai.pptx": zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}),
    "van-ban.odt": zipped({"mimetype": "application/vnd.oasis.opendocument.text"}),
    "sach.epub": zipped({"mimetype": "application/epub+zip", "content.opf": "<o/>"}),
    "co.jpg": picture("JPEG"),
    "co.png": picture("PNG"),
    "co.webp": picture("WEBP"),
    "bai-hat.mp3": b"ID3\x04\0\0\0\0\0\0" + b"\0" * 60,
    "phim.mp4": b"\0\0\0\x18ftypmp42" + b"\0" * 60,
    "thu.rtf": rb"{\rtf1\ansi Xin ch\'e0o}",
    "doc-toi.txt": "Xin chào <b>các bạn</b>".encode(),
    "bo-anh.zip": zipped({"co.png": picture("PNG")}),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_document_that_is_what_its_ending_says_is_taken(name):
    facts = inspect_document(io.BytesIO(TAKEN[name]), name)
    assert facts.ending == Path(name).suffix.lower()
    assert facts.media_type == DOCUMENT_KINDS[facts.ending][0]
    assert facts.pages is None


def test_a_pdf_is_taken_with_the_number_of_its_pages():
    def write_text(writer):
        font = DictionaryObject()
        for key, value in {"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica"}.items():
            font[NameObject(f"/{key}")] = NameObject(f"/{value}")
        for page in writer.pages:
            fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
            page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})

    facts = inspect_document(io.BytesIO(pdf_bytes(7, change=write_text)), "to-gap.pdf")
    assert (facts.media_type, facts.pages) == ("application/pdf", 7)


@pytest.mark.parametrize(
    ("catalogue", "page"),
    [
        (b"/OpenAction[3 0 R/Fit]", b""),
        (b"/OpenAction<</S/GoTo/D[3 0 R/Fit]>>", b""),
        (b"", b"/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://asean.org)>>>>]"),
        (b"", b"/Resources<</Font<</AA 4 0 R/JS 4 0 R>>/XObject<</JS 5 0 R>>>>"),
    ],
    ids=["opens at a page", "goes to a page", "link", "names that look like actions"],
)
def test_a_pdf_with_harmless_habits_is_taken(catalogue, page):
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    form = b"<</Subtype/Form/Group<</S/Transparency>>/Length 0>>stream\n\nendstream"
    content = pdf_with(catalogue, page, font, form)
    assert inspect_document(io.BytesIO(content), "a.pdf").pages == 1


def test_a_banner_across_a_street_is_taken():
    content = pdf_bytes(width=28346, height=5669)
    assert inspect_document(io.BytesIO(content), "bang-ron.pdf").pages == 1


def test_a_pdf_whose_objects_are_packed_is_taken():
    assert inspect_document(io.BytesIO(packed_pdf(b"<</Harm(less)>>")), "a.pdf").pages == 1


# -- documents that are refused --------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.svg", "a.docm", "a", "pdf", "a.pdf.js"])
def test_an_ending_that_is_not_known_is_refused_and_the_known_are_listed(name):
    code, said = refused_document(pdf_bytes(), name)
    assert code == "ending"
    assert "docx" in said


@pytest.mark.parametrize("name", ["ke-hoach.pdf", "ke-hoach.txt", "ke-hoach.zip"])
@pytest.mark.parametrize(
    "start",
    [
        *(b"MZ\x90\0", b"\x7fELF\2", b"#!/bin/sh\n", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe"),
        *(b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"dex\n035", b"\0asm"),
    ],
)
def test_a_program_is_refused_whatever_its_name(start, name):
    code, said = refused_document(start + pdf_bytes(), name)
    assert code == "program"
    assert "is a program" in said


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.csv", "a.docx", "a.jpg", "a.zip"])
@pytest.mark.parametrize(
    "content",
    [
        *(SVG, b"\n <!DOCTYPE html><p>", b"<script>steal()</script>", b"<?php steal();"),
        *(b"\xef\xbb\xbf<html>", b"\xff\xfe" + "<html>".encode("utf-16-le")),
    ],
)
def test_markup_is_refused_whatever_its_name(content, name):
    assert refused_document(content, name)[0] == "markup"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"Xin chao"),
        ("a.pdf", b"garbage before " + pdf_bytes()),
        ("a.pdf", docx()),
        ("a.docx", pdf_bytes()),
        ("a.docx", TAKEN["cu.doc"]),
        ("a.docx", zipped({"a.txt": "a"})),
        ("a.xlsx", docx()),
        ("a.pptx", b"Xin chao"),
        ("a.odt", zipped({"a.txt": "a"})),
        ("a.odt", zipped({"mimetype": "application/epub+zip"})),
        ("a.doc", docx()),
        ("a.zip", b"Rar!\x1a\x07"),
        ("a.txt", pdf_bytes()),
        ("a.csv", b"a,b\0\0"),
        ("a.png", picture("JPEG")),
        ("a.mp4", b"\0\0\0\0"),
    ],
)
def test_content_that_does_not_match_its_ending_is_refused(name, content):
    code, said = refused_document(content, name)
    assert code == "mismatch"
    assert f"“{name[1:]}”" in said


def test_a_document_with_macros_is_refused():
    content = docx(**{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    code, said = refused_document(content, "a.docx")
    assert code == "program"
    assert "macros" in said


# -- archives --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.zip", "a.docx", "a.odt", "a.epub"])
def test_an_archive_that_unpacks_to_far_more_is_refused(name):
    content = docx(**{"word/bomb.xml": b"\0" * 20_000_000})
    assert len(content) < 30_000
    code, said = refused_document(content, name)
    assert code == "bomb"
    assert "unpack" in said


def test_an_archive_of_too_many_entries_is_refused():
    content = zipped({f"{number}.txt": "" for number in range(10_001)})
    assert refused_document(content, "a.zip")[0] == "bomb"


def test_an_archive_whose_entries_share_their_bytes_is_refused():
    content = zipped({"a.bin": bytes(range(256)) * 40})
    table = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entry, tail = content[table:end], bytearray(content[end:])
    tail[8:12] = (500).to_bytes(2, "little") * 2
    tail[12:16] = (len(entry) * 500).to_bytes(4, "little")
    assert refused_document(content[:table] + entry * 500 + bytes(tail), "a.zip")[0] == "bomb"


def test_an_archive_inside_another_is_not_followed():
    inner = zipped({"bomb.bin": b"\0" * 20_000_000})
    assert inspect_document(io.BytesIO(zipped({"inner.zip": inner})), "a.zip").ending == ".zip"


def test_an_archive_that_was_cut_off_is_refused():
    assert refused_document(docx()[:-30], "a.docx")[0] == "damaged"


# -- PDFs that are refused -------------------------------------------------------------------

SCRIPT = b"<</S/JavaScript/JS(steal\\(\\))>>"
ACTIVE = {
    "script of the document": pdf_with(b"/Names<</JavaScript<</Names[(a)4 0 R]>>>>", b"", SCRIPT),
    "script at the start": pdf_with(b"/OpenAction " + SCRIPT),
    "script at the start, elsewhere": pdf_with(b"/OpenAction 4 0 R", b"", SCRIPT),
    "name in numbers": pdf_with(b"/OpenAction<</S/J#61vaScript/J#53(x)>>"),
    "script in a stream": pdf_with(b"", b"/X<</JS 4 0 R>>", b"<</Length 1>>stream\nx\nendstream"),
    "program": pdf_with(b"", b"/Annots[<</A<</S/Launch/F(cmd.exe)>>>>]"),
    "address at the start": pdf_with(b"/OpenAction<</S/URI/URI(https://bad.example)>>"),
    "more after a page": pdf_with(b"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next<</S/URI>>>>"),
    "event of a page": pdf_with(b"", b"/AA<</O<</S/URI/URI(https://bad.example)>>>>"),
    "event elsewhere": pdf_with(b"", b"/AA 4 0 R", b"<</O 5 0 R>>", b"<</S/Named/N/Print>>"),
    "rich media": pdf_with(b"", b"/Annots[<</Subtype/RichMedia/Rect[0 0 9 9]>>]"),
    "form that sends": pdf_with(b"", b"/Annots[<</A<</S/SubmitForm/F(https://bad.example)>>>>]"),
    "form with scripts of its own": pdf_with(b"/AcroForm<</XFA[]>>"),
    "kind elsewhere": pdf_with(b"/OpenAction<</S 4 0 R>>", b"", b"/JavaScript"),
    "packed": packed_pdf(SCRIPT),
    "packed, program": packed_pdf(b"<</A[<</S/Launch/F(cmd.exe)>>]>>"),
    "no page leads there": pdf_with(b"", b"", SCRIPT),
    "not in the table": pdf_bytes() + b"\n9 0 obj " + SCRIPT + b" endobj",
    "broken table": pdf_with(b"", b"", SCRIPT).replace(b"startxref\n", b"startxref\n9"),
}


@pytest.mark.parametrize("name", ACTIVE)
def test_a_pdf_that_acts_by_itself_is_refused(name):
    code, said = refused_document(ACTIVE[name], "a.pdf")
    assert code == "active"
    assert "Print it as a new PDF" in said


@pytest.mark.parametrize(
    "content",
    [
        pdf_bytes(change=lambda writer: writer.add_attachment("a.exe", b"MZ")),
        pdf_with(b"", b"/Annots[<</Subtype/FileAttachment/FS 4 0 R>>]", b"<</Type/Filespec>>"),
        pdf_with(b"", b"", b"<</Type/EmbeddedFile/Length 2>>stream\nMZ\nendstream"),
        packed_pdf(b"<</Type/Filespec/EF<</F 9 0 R>>>>"),
    ],
    ids=["by pypdf", "note", "stream", "packed"],
)
def test_a_pdf_with_other_files_inside_is_refused(content):
    code, said = refused_document(content, "a.pdf")
    assert code == "attachments"
    assert "other files" in said


@pytest.mark.parametrize("passwords", [("mở", "sửa"), ("", "sửa")])
@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_locked_pdf_is_refused_even_where_it_opens_without_a_password(passwords, algorithm):
    content = pdf_bytes(change=lambda writer: writer.encrypt(*passwords, algorithm=algorithm))
    code, said = refused_document(content, "a.pdf")
    assert code == "locked"
    assert "without protection" in said


def test_a_pdf_of_300_pages_is_refused_with_both_numbers():
    code, said = refused_document(pdf_bytes(300), "a.pdf")
    assert code == "pages"
    assert "300 pages; at most 100" in said


def test_a_pdf_that_hides_its_pages_behind_a_small_number_is_refused():
    content = pdf_bytes(101)
    assert b"/Count 101" in content
    assert refused_document(content.replace(b"/Count 101", b"/Count 001"), "a.pdf")[0] == "pages"


def test_the_number_of_pages_is_a_setting(settings):
    limits(settings, MAX_PDF_PAGES=2)
    assert refused_document(pdf_bytes(3), "a.pdf")[0] == "pages"
    limits(settings, MAX_PDF_PAGES=3)
    assert inspect_document(io.BytesIO(pdf_bytes(3)), "a.pdf").pages == 3


@pytest.mark.parametrize(
    "size", [(10, 800), (200_000, 800), (0, 0)], ids=["thin", "two hundred metres", "nothing"]
)
def test_a_pdf_with_an_absurd_page_is_refused(size):
    content = pdf_bytes(width=size[0], height=size[1])
    code, said = refused_document(content, "a.pdf")
    assert code == "page-size"
    assert "Page 1" in said


def test_a_page_that_is_absurd_by_its_unit_is_refused():
    def stretch(writer):
        writer.add_blank_page(500, 500)[NameObject("/UserUnit")] = FloatObject(9000)

    assert "Page 2" in refused_document(pdf_bytes(change=stretch), "a.pdf")[1]


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4 ke hoach",
        pdf_bytes()[:200],
        raw_pdf(b"<</Type/Catalog>>"),
        raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"),
        raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        b"%PDF-1.4\n1 0 obj " + b"[" * 5000,
    ],
    ids=["words", "cut off", "no pages", "empty", "circle", "depth"],
)
def test_a_pdf_that_cannot_be_read_is_refused(content):
    code, said = refused_document(content, "a.pdf")
    assert code == "damaged"
    assert "Export it again" in said


def test_a_pdf_that_unpacks_to_far_more_is_refused():
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"0 0 m " * 1_000_000) for _ in range(20)) + packer.flush()
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
    content = pdf_with(b"", b"/Contents 4 0 R", stream)
    assert refused_document(content, "a.pdf")[0] == "bomb"
    with pytest.raises(FileRefused):
        render_first_page(io.BytesIO(content))


def test_a_pdf_with_a_picture_of_far_too_many_pixels_is_refused():
    image = b"<</Subtype/Image/Width 90000/Height 90000/Length 0>>stream\n\nendstream"
    assert refused_document(pdf_with(b"", b"", image), "a.pdf")[0] == "pixels"


def test_a_pdf_that_takes_for_ever_to_read_is_given_up(monkeypatch):
    monkeypatch.setattr(reading, "MAX_SECONDS", 0.5)
    # Each row of the table leads nowhere, so each object is searched for in the whole file.
    made = b"%PDF-1.4\n" + b" " * 3_000_000
    table = b"xref\n0 9000\n" + b"0000000001 00000 n \n" * 9000
    tail = b"trailer<</Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(made)
    code, said = refused_document(made + table + tail, "a.pdf")
    assert code == "slow"
    assert "Export it anew" in said


# -- previews --------------------------------------------------------------------------------


def shown(content, **options):
    picture = PillowImage.open(io.BytesIO(render_first_page(io.BytesIO(content), **options)))
    picture.load()
    return picture


def test_the_first_page_is_shown_as_wide_as_asked():
    stream = b"1 0 0 rg 0 0 595 421 re f"
    page = b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream)
    picture = shown(pdf_with(b"", b"/Contents 4 0 R", page), width=300)
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (300, 425))
    upper, lower = picture.getpixel((150, 60)), picture.getpixel((150, 360))
    assert min(upper) > 250
    assert lower[0] > 240
    assert max(lower[1:]) < 20


def test_a_page_ten_metres_wide_is_shown_in_few_pixels():
    assert shown(pdf_bytes(width=28346, height=5669)).size == (1200, 240)


@pytest.mark.parametrize("size", [(30, 14400), (14400, 30), (30, 140_000)])
def test_a_page_of_any_shape_is_shown_in_few_pixels(size):
    picture = shown(pdf_bytes(width=size[0], height=size[1]), width=3000)
    assert picture.width * picture.height <= 4_000_000
    assert max(picture.size) <= 8000


@pytest.mark.parametrize("content", [b"", b"Xin chao", b"%PDF-1.4", ACTIVE["packed"]])
def test_what_cannot_be_shown_is_refused(content):
    with pytest.raises(FileRefused):
        render_first_page(io.BytesIO(content))


# -- whatever the bytes are ------------------------------------------------------------------

SEEDS = [*TAKEN.values(), *ACTIVE.values(), pdf_bytes(3), picture("PNG"), noise("GIF"), b""]


@st.composite
def broken(draw):
    """Return random bytes, or those of a good file with a piece of it replaced."""
    seed = draw(st.sampled_from(SEEDS))
    at = draw(st.integers(0, len(seed)))
    return seed[:at] + draw(st.binary(max_size=40)) + seed[at + draw(st.integers(0, 40)) :]


@given(st.binary(max_size=300) | broken(), st.sampled_from([*DOCUMENT_KINDS, ".exe", ""]))
@settings(max_examples=300, deadline=5000)
def test_any_bytes_are_taken_or_refused_in_words(content, ending):
    looks = (
        lambda: inspect_document(io.BytesIO(content), f"a{ending}"),
        lambda: inspect_document(io.BytesIO(content), "a.pdf"),
        lambda: inspect_image(io.BytesIO(content)),
        lambda: render_first_page(io.BytesIO(content), width=100),
    )
    for said in map(refusal_of, looks):
        assert said is None or said.endswith(".")


def refusal_of(look):
    try:
        look()
    except FileRefused as error:
        return str(error)
    return None
