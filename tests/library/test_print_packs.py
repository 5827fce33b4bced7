import io
import tracemalloc
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Collection, CollectionViewRestriction

from wagtail_asean.library.sharing import print_packs, qr_codes

ADDRESS = "https://truong.example/asean/thu-vien/poster/1/"


def visit(method="get", user=None, **headers):
    request = getattr(RequestFactory(), method)("/", **headers)
    request.user = user or AnonymousUser()
    request.session = {}
    return request


def send(poster, request=None):
    request = request or visit()
    pack = print_packs.make_pack(poster, address=ADDRESS, request=request)
    return print_packs.send_pack(pack, request)


def opened(response):
    archive = zipfile.ZipFile(io.BytesIO(b"".join(response)))
    assert archive.testzip() is None
    return archive


def readme(response):
    return opened(response).read("README.txt").decode("utf-8-sig")


@pytest.fixture
def closed():
    """A collection that only those who are logged in may read."""
    collection = Collection.get_first_root_node().add_child(name="Nội bộ")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


def test_a_pack_holds_the_files_the_qr_code_and_a_page_to_read(make_poster, make_document):
    a3, a4 = make_document(content=b"%PDF-1.4 a3"), make_document(content=b"%PDF-1.4 a4")
    poster = make_poster(title="Ba trụ cột, Đoàn kết", files=[("a3", a3), ("a4", a4)])

    response = send(poster)
    archive = opened(response)

    assert archive.namelist() == [
        "README.txt",
        "qr-code.svg",
        "qr-code.png",
        "ba-tru-cot-doan-ket-a3.pdf",
        "ba-tru-cot-doan-ket-a4.pdf",
    ]
    assert archive.read("ba-tru-cot-doan-ket-a3.pdf") == b"%PDF-1.4 a3"
    assert archive.read("ba-tru-cot-doan-ket-a4.pdf") == b"%PDF-1.4 a4"
    assert archive.read("qr-code.png") == qr_codes.as_png(ADDRESS)
    assert response["Content-Type"] == "application/zip"
    disposition = 'attachment; filename="ba-tru-cot-doan-ket-print-pack.zip"'
    assert response["Content-Disposition"] == disposition


def test_the_page_to_read_is_in_the_language_of_the_poster(make_poster, english):
    poster = make_poster(
        locale=english,
        title="Three <pillars> & one",
        bleed_mm=3,
        print_note="Matt paper",
        variables=["year", "place"],
        credit="Minh",
        licence="CC BY 4.0",
    )

    text = readme(send(poster))

    for said in (
        "Three <pillars> & one",
        "three-pillars-one-a3.pdf: A3 poster",
        "Bleed: 3 mm on each side",
        "For the print shop: Matt paper",
        "What a new edition changes: year; place",
        "Credit: Minh",
        "Licence: CC BY 4.0",
        "Approved by: Lãnh đạo Sở",
        "Number of the decision: BT-01/2026",
        ADDRESS,
        "qr-code.svg, qr-code.png",
    ):
        assert said in text
    assert "\r\n" in text
    assert "\n\n\n" not in text.replace("\r", "")


def test_sizes_are_named_in_vietnamese_in_a_vietnamese_pack(make_poster):
    assert "ba-tru-cot-a3.pdf: Áp phích A3" in readme(send(make_poster()))


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "..\\..\\a", "/", "a/b:c*?", "\r\nX: y", "…"]
)
def test_a_title_does_not_lead_out_of_the_folder_or_the_header(make_poster, title):
    response = send(make_poster(title=title))

    for name in opened(response).namelist():
        assert not set("/\\:*?\r\n") & set(name)
        assert name.isascii()
        assert not name.startswith(".")
    assert response["Content-Disposition"].isascii()


def test_a_format_that_another_site_made_up_leads_nowhere_either(make_poster, make_document):
    poster = make_poster(files=[("../../a4", make_document())])

    assert opened(send(poster)).namelist()[-1] == "ba-tru-cot-a4.pdf"


def test_two_files_of_one_format_stand_side_by_side(make_poster, make_document):
    poster = make_poster(files=[("a3", make_document()), ("a3", make_document())])

    names = opened(send(poster)).namelist()[3:]

    assert names == ["ba-tru-cot-a3.pdf", "ba-tru-cot-a3-2.pdf"]


def test_what_a_visitor_may_not_read_is_not_in_the_pack(make_poster, make_document, closed):
    secret = make_document(content=b"secret")
    secret.collection = closed
    secret.save()
    poster = make_poster(files=[("a3", make_document()), ("a4", secret)])

    response = send(poster)

    assert "private" in response["Cache-Control"]
    archive = opened(response)
    assert archive.namelist()[3:] == ["ba-tru-cot-a3.pdf"]
    assert "a4" not in archive.read("README.txt").decode().lower()


def test_who_is_logged_in_gets_the_closed_file_in_an_answer_that_no_proxy_keeps(
    make_poster, make_document, closed, django_user_model
):
    secret = make_document(content=b"secret")
    secret.collection = closed
    secret.save()
    poster = make_poster(files=[("a3", make_document()), ("a4", secret)])
    user = django_user_model.objects.create_user("co-lan")

    response = send(poster, visit(user=user))

    assert "private" in response["Cache-Control"]
    assert response["ETag"] != send(poster)["ETag"]
    assert opened(response).read("ba-tru-cot-a4.pdf") == b"secret"


def test_a_poster_of_closed_files_only_has_no_pack(make_poster, make_document, closed):
    secret = make_document()
    secret.collection = closed
    secret.save()

    pack = print_packs.make_pack(
        make_poster(files=[("a3", secret)]), address=ADDRESS, request=visit()
    )

    assert pack is None


def test_a_site_that_guards_its_documents_with_a_hook_guards_the_pack_too(make_poster):
    from django.http import HttpResponseForbidden

    poster = make_poster()
    with hooks.register_temporarily(
        "before_serve_document", lambda document, request: HttpResponseForbidden()
    ):
        pack = print_packs.make_pack(poster, address=ADDRESS, request=visit())

    assert pack is None


def test_a_file_that_is_lost_is_left_out(make_poster, make_document):
    lost = make_document()
    lost.get_file_hash()
    poster = make_poster(files=[("a3", make_document()), ("a4", lost)])
    lost.file.storage.delete(lost.file.name)

    assert opened(send(poster)).namelist()[3:] == ["ba-tru-cot-a3.pdf"]


def test_a_pack_that_has_not_changed_is_not_sent_again(make_poster):
    poster = make_poster(last_published_at=timezone.now())
    first = send(poster)

    again = send(poster, visit(HTTP_IF_NONE_MATCH=first["ETag"]))
    since = send(poster, visit(HTTP_IF_MODIFIED_SINCE=first["Last-Modified"]))

    assert (again.status_code, since.status_code) == (304, 304)
    assert again["ETag"] == first["ETag"]


def test_another_file_or_another_text_is_another_pack(make_poster, make_document):
    document = make_document()
    poster = make_poster(files=[("a3", document)])
    first = send(poster)["ETag"]
    poster.print_note = "Giấy mờ"
    noted = send(poster)["ETag"]
    document.file = ContentFile(b"%PDF-1.4 new", name="new.pdf")
    document._set_file_hash()
    document.save()
    poster = type(poster).objects.get(pk=poster.pk)

    assert len({first, noted, send(poster)["ETag"]}) == 3


def test_a_head_request_has_the_headers_and_no_body(make_poster):
    poster = make_poster()

    response = send(poster, visit("head"))

    assert response["ETag"] == send(poster)["ETag"]
    assert b"".join(response) == b""


def test_the_same_poster_gives_the_same_bytes(make_poster):
    poster = make_poster(last_published_at=timezone.now() - timedelta(days=9))

    assert b"".join(send(poster)) == b"".join(send(poster))


def test_a_large_pack_needs_little_memory(make_poster, make_document, settings):
    size = 24_000_000
    poster = make_poster(files=[("a0", make_document(content=bytes(size)))])
    response = send(poster)

    tracemalloc.start()
    sent = sum(len(piece) for piece in response)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert sent > size
    assert peak < 2_000_000
