"""The library's pages: what a school's readers find, print and share."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from tests.host.models import HomePage
from tests.library import conftest as library
from wagtail_asean.library.addresses import library_url
from wagtail_asean.library.choices import RightsBasis
from wagtail_asean.library.models import Occasion
from wagtail_asean.library.sharing import qr_codes
from wagtail_asean.pages.models import ArticlePage, ColumnPage, LibraryPage

from .conftest import publish

pytestmark = pytest.mark.django_db

approved = library.approved
make_banner = library.make_banner
make_campaign = library.make_campaign
make_document = library.make_document
make_image = library.make_image
make_led_message = library.make_led_message
make_poster = library.make_poster
make_slogan = library.make_slogan


@pytest.fixture
def shelf(column):
    return publish(column, LibraryPage(title="Pa nô, áp phích", slug="thu-vien"))


@pytest.fixture
def read(client):
    """Return the text of an address, which must be there."""

    def get(address, **query):
        response = client.get(address, query)
        assert response.status_code == 200
        return response.content.decode()

    return get


@pytest.fixture
def titles(read, shelf):
    """Return the titles that the list shows."""

    def listed(**query):
        html = read(shelf.url, **query)
        return re.findall(r'asean-shelf-card__link"[^>]*>([^<]*)<', html)

    return listed


def address(shelf, work, file=""):
    return f"{shelf.url}{work.kind}/{work.translation_key}/{f'{file}/' if file else ''}"


def over(work):
    """Let a work's time be past, as it is a year later."""
    type(work).objects.filter(pk=work.pk).update(expires_at=timezone.now())
    work.refresh_from_db()
    return work


# -- the list ------------------------------------------------------------------------------


def test_the_list_shows_what_is_approved_and_in_use(titles, make_poster, make_slogan):
    now = timezone.now()
    make_poster(title="Đang dùng")
    make_slogan(title="Khẩu hiệu đang dùng")
    make_poster(title="Chưa duyệt", approve=False)
    make_poster(title="Đã gỡ", live=False)
    make_poster(title="Đã hết hạn", expires_at=now - timedelta(days=1))
    make_poster(title="Chưa đến ngày", effective_at=now + timedelta(days=1))

    assert sorted(titles()) == ["Khẩu hiệu đang dùng", "Đang dùng"]


def test_what_is_for_this_unit_only_is_not_offered(client, shelf, titles, make_poster, make_slogan):
    poster = make_poster(rights_basis=RightsBasis.INTERNAL)
    make_slogan(rights_basis=RightsBasis.INTERNAL)
    make_slogan(title="Cho mọi người", rights_basis="of-a-newer-version")

    assert titles() == ["Cho mọi người"]
    for file in ("", "print-pack", "qr-svg"):
        assert client.get(address(shelf, poster, file)).status_code == 404


def test_the_list_has_the_works_of_its_own_language(titles, make_poster, english):
    make_poster(title="Three pillars", locale=english)
    make_poster(title="Ba trụ cột")

    assert titles() == ["Ba trụ cột"]


def test_a_school_sees_the_hubs_works_beside_its_own(titles, make_poster):
    make_poster(title="Của trường")
    make_poster(title="Của Sở", origin_site="Sở")

    assert sorted(titles()) == ["Của Sở", "Của trường"]


def test_the_search_finds_words_however_they_were_typed(titles, make_poster):
    make_poster(title="Đoàn kết hoà bình")
    make_poster(title="Ba trụ cột")

    assert titles(q="hòa  DOAN ket") == ["Đoàn kết hoà bình"]
    assert titles(q="không có") == []
    assert len(titles(q="\x00")) == 2


def test_the_list_can_be_narrowed_by_kind_occasion_and_size(
    titles, make_poster, make_slogan, make_document, vietnamese
):
    day = Occasion.objects.create(code="ngay-asean", name="Ngày ASEAN", locale=vietnamese)
    make_poster(title="Áp phích A3", occasion=day)
    make_poster(title="Áp phích A4", files=[("a4", make_document())])
    make_slogan(title="Khẩu hiệu", occasion=day)

    assert titles(kind="slogan") == ["Khẩu hiệu"]
    assert sorted(titles(occasion="ngay-asean")) == ["Khẩu hiệu", "Áp phích A3"]
    assert titles(size="a4") == ["Áp phích A4"]
    assert titles(kind="poster", occasion="ngay-asean", size="a3") == ["Áp phích A3"]
    assert titles(kind="of-a-newer-version") == []


def test_posters_stand_first_and_the_newest_of_them_on_top(titles, make_poster, make_led_message):
    make_poster(title="Cũ")
    make_poster(title="Mới")
    make_led_message(title="Bảng điện tử")

    assert titles() == ["Mới", "Cũ", "Bảng điện tử"]


def test_only_what_is_there_can_be_chosen(read, shelf, make_poster, make_slogan, vietnamese):
    for code, name in (("ngay-asean", "Ngày ASEAN"), ("tet", "Tết")):
        Occasion.objects.create(code=code, name=name, locale=vietnamese)
    make_poster(occasion=Occasion.objects.get(code="ngay-asean"))
    make_slogan(approve=False)

    choices = re.findall(r'<option value="([^"]+)"', read(shelf.url))

    assert choices == ["poster", "ngay-asean", "a3"]


def test_what_was_asked_for_stays_chosen_on_the_next_page(read, settings, shelf, make_slogan):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "PAGE_SIZE": 2}
    for number in range(3):
        make_slogan(title=f"Tầm nhìn {number}")

    first = read(shelf.url, q="tam nhin", kind="slogan")
    (query,) = re.findall(r'href="\?([^"]+)" rel="next"', first)
    second = read(f"{shelf.url}?{query.replace('&amp;', '&')}")

    assert 'value="tam nhin"' in second
    assert '<option value="slogan" selected>' in second
    assert "Tầm nhìn 0" in second
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("number", ["0", "-1", "x", "99", "9" * 30, "²"])
def test_a_page_that_is_none_gives_the_first(read, shelf, make_slogan, number):
    make_slogan()

    assert "asean-shelf-card" in read(shelf.url, page=number)


def test_pictures_in_the_list_have_a_text(read, shelf, make_banner):
    make_banner(alt_text="Mười một lá cờ")

    html = read(shelf.url)

    assert html.count("<img") == html.count('alt="Mười một lá cờ"') == 1


def test_words_stand_where_a_work_has_no_picture(read, shelf, make_slogan):
    make_slogan(title="Số 1", text="Một tầm nhìn")

    assert "Một tầm nhìn" in read(shelf.url)


def test_an_empty_library_says_so(read, shelf, make_poster):
    assert "Kho chưa có gì." in read(shelf.url)
    make_poster()
    assert "Không có mục nào trong kho phù hợp." in read(shelf.url, q="khac")


def test_the_list_takes_few_queries_however_long_it_is(
    client, shelf, make_banner, make_poster, make_slogan, make_led_message, make_image, vietnamese
):
    day = Occasion.objects.create(code="ngay-asean", name="Ngày ASEAN", locale=vietnamese)

    def count():
        client.get(shelf.url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(shelf.url).status_code == 200
        return len(queries)

    for make in (make_banner, make_poster, make_slogan, make_led_message):
        make(occasion=day)
    few = count()
    for number in range(3):
        make_banner(title=f"{number}")
        make_poster(title=f"{number}", preview=make_image())

    assert count() <= few <= 15


def test_a_column_leads_to_the_library(read, column, shelf):
    assert f'<a class="asean-sections__link" href="{shelf.url}">' in read(column.url)


def test_the_library_stands_below_a_column_only(home, column, shelf):
    assert LibraryPage.can_create_at(column)
    assert not LibraryPage.can_create_at(home)
    assert not ArticlePage.can_create_at(shelf)


def test_the_library_can_be_previewed_before_it_is_saved(column, rf, make_poster):
    make_poster()
    page = LibraryPage(title="x", locale=column.locale)

    response = page.make_preview_request(rf.get("/"), page.default_preview_mode)

    assert response.status_code == 200
    assert "Ba trụ cột" in response.render().content.decode()


# -- what has a page, and for whom -----------------------------------------------------------


def test_an_address_of_none_of_ours_is_not_found(client, shelf, make_poster, make_slogan):
    poster, slogan = make_poster(), make_slogan()
    for path in (
        "poster/",
        f"poster/{uuid4()}/",
        f"slogan/{poster.translation_key}/",
        f"article/{poster.translation_key}/",
        f"poster/{str(poster.translation_key).upper()}/",
        f"poster/{poster.translation_key.hex}/",
        "poster/1/",
        f"poster/{poster.translation_key}/text/",
        f"poster/{poster.translation_key}/qr-svg/x/",
        f"slogan/{slogan.translation_key}/print-pack/",
    ):
        assert client.get(f"{shelf.url}{path}").status_code == 404, path


@pytest.mark.parametrize("file", ["", "print-pack", "qr-svg", "qr-png"])
def test_what_is_not_approved_has_no_page_and_no_files(client, shelf, make_poster, file):
    now = timezone.now()
    for poster in (
        make_poster(approve=False),
        make_poster(live=False, first_published_at=None),
        make_poster(effective_at=now + timedelta(days=1)),
    ):
        assert client.get(address(shelf, poster, file)).status_code == 404


def test_an_approval_that_ends_takes_the_page_away(client, shelf, make_poster):
    poster = make_poster()
    assert client.get(address(shelf, poster)).status_code == 200

    poster.alt_text = "Something else"
    poster.save()

    assert client.get(address(shelf, poster)).status_code == 404


@pytest.mark.parametrize("file", ["", "print-pack", "qr-svg"])
def test_what_was_withdrawn_says_that_it_is_gone(client, shelf, make_poster, file):
    withdrawn = make_poster(title="Đã rút")
    withdrawn.unpublish()

    response = client.get(address(shelf, withdrawn, file))

    assert response.status_code == 410
    assert "Mục này không còn được sử dụng." in response.content.decode()


def test_an_old_qr_code_leads_on_to_the_new_edition(client, shelf, make_poster):
    old = make_poster(title="Năm 2026")
    new = make_poster(title="Năm 2027", series=old.series)
    make_poster(title="Năm 2028", series=old.series, approve=False)
    over(old)

    response = client.get(address(shelf, old))

    assert response.status_code == 410
    html = response.content.decode()
    assert f'<a href="{address(shelf, new)}">Năm 2027</a>' in html
    assert "Năm 2028" not in html


@pytest.mark.parametrize("file", ["", "print-pack", "qr-svg", "qr-png"])
def test_who_may_not_see_the_page_sees_no_work_of_it(
    client, admin_client, shelf, make_poster, file
):
    poster = make_poster()
    etag = client.get(address(shelf, poster, "print-pack"))["ETag"]
    PageViewRestriction.objects.create(page=shelf.get_parent(), restriction_type="login")

    refused = client.get(address(shelf, poster, file), headers={"if-none-match": etag})

    assert refused.status_code == 302
    assert admin_client.get(address(shelf, poster, file)).status_code == 200


def test_a_draft_of_the_library_shows_nothing(client, shelf, make_poster):
    poster = make_poster()
    shelf.unpublish()

    assert client.get(address(shelf, poster)).status_code == 404


@pytest.mark.parametrize("file", ["", "print-pack", "qr-png"])
def test_a_work_is_only_read(client, shelf, make_poster, file):
    path = address(shelf, make_poster(), file)

    assert client.post(path).status_code == 405
    assert client.delete(path).status_code == 405
    assert client.head(path).status_code == 200


# -- a page for each kind --------------------------------------------------------------------


def test_a_poster_page_has_all_that_a_print_shop_and_a_reader_need(
    read, shelf, make_poster, make_document, make_image, vietnamese
):
    files = [("a3", make_document()), ("a4", make_document(content=b"x" * 1_500_000))]
    poster = make_poster(
        files=files,
        preview=make_image(300, 420),
        occasion=Occasion.objects.create(code="a", name="Ngày ASEAN", locale=vietnamese),
        bleed_mm=3,
        print_note="Giấy mờ",
        variables=["năm", "lần thứ"],
        credit="Minh",
        licence="CC BY 4.0",
    )

    html = read(address(shelf, poster))

    for text in (
        "<h1 ",
        "Ba trụ cột - Một cộng đồng",
        'alt="Ba cột màu"',
        "Ngày ASEAN",
        files[0][1].url,
        "Áp phích A3",
        "Áp phích A4",
        "PDF, 1,4\xa0MB",
        "3 mm",
        "Giấy mờ",
        "lần thứ",
        "Minh",
        "CC BY 4.0",
        "Lãnh đạo Sở",
        "BT-01/2026",
        'datetime="2026-11-01"',
        f'href="{address(shelf, poster, "print-pack")}"',
        f'src="{address(shelf, poster, "qr-svg")}"',
        f">http://testserver{address(shelf, poster)}</a>",
    ):
        assert text in html, text


def test_the_last_day_is_the_one_before_midnight(read, shelf, make_poster):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    poster = make_poster(expires_at=midnight + timedelta(days=3))

    last = (midnight + timedelta(days=2)).date().isoformat()

    assert f'datetime="{last}"' in read(address(shelf, poster))


def test_the_print_pack_comes_as_an_archive(client, shelf, make_poster):
    poster = make_poster()

    response = client.get(address(shelf, poster, "print-pack"))

    archive = zipfile.ZipFile(BytesIO(b"".join(response.streaming_content)))
    assert archive.testzip() is None
    assert f"http://testserver{address(shelf, poster)}" in archive.read("README.txt").decode()
    etag = {"if-none-match": response["ETag"]}
    assert client.get(address(shelf, poster, "print-pack"), headers=etag).status_code == 304


def test_closed_files_are_neither_packed_nor_is_a_pack_promised(
    client, shelf, make_poster, make_document
):
    closed = Collection.get_first_root_node().add_child(name="Nội bộ")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    document = make_document()
    document.collection = closed
    document.save()
    poster = make_poster(files=[("a3", document)])

    html = client.get(address(shelf, poster)).content.decode()

    assert "print-pack" not in html
    assert client.get(address(shelf, poster, "print-pack")).status_code == 404
    assert client.get(document.url).status_code == 302


@pytest.mark.parametrize(
    ("file", "media_type", "draw"),
    [
        ("qr-svg", "image/svg+xml", qr_codes.as_svg),
        ("qr-png", "image/png", qr_codes.as_png),
    ],
)
def test_the_qr_code_leads_to_the_work_on_this_site(
    client, shelf, make_poster, file, media_type, draw
):
    poster = make_poster()

    response = client.get(address(shelf, poster, file))

    assert response.content == draw(f"http://testserver{address(shelf, poster)}")
    assert response["Content-Type"] == media_type
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_banner_page_offers_each_size(read, shelf, make_banner, make_image):
    hero, square = make_image(), make_image(1080, 1080)
    banner = make_banner(
        pictures=[("web-hero", hero), ("social-square", square)], slogan="Một tầm nhìn"
    )

    html = read(address(shelf, banner))

    for image in (hero, square):
        assert f'href="{image.file.url}" download' in html
    assert "Banner đầu trang (1920 × 600)" in html
    assert html.count("Ảnh vuông mạng xã hội (1080 × 1080)") == 2  # among the sizes, and to share
    assert f"readonly>{banner.alt_text}</textarea>" in html
    assert "readonly>Một tầm nhìn</textarea>" in html


def test_a_slogan_page_has_the_words_to_copy(read, shelf, make_slogan):
    slogan = make_slogan(text="Một <tầm> nhìn", format="bang-ron-4x1", maximum_characters=80)

    html = read(address(shelf, slogan))

    assert "readonly>Một &lt;tầm&gt; nhìn</textarea>" in html
    assert "Băng rôn ngang 4 x 1 m" in html
    assert "14 " in html


def test_the_text_for_a_sign_is_a_file_of_its_own(client, read, shelf, make_led_message):
    message = make_led_message(title="Ngày ASEAN 8/8", seconds=12, repeat_minutes=5)
    path = address(shelf, message, "text")

    assert f'href="{path}" download' in read(address(shelf, message))
    response = client.get(path)

    assert response.content.decode() == "CHÀO MỪNG NGÀY ASEAN 08/8\n"
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="ngay-asean-88.txt"'


def test_a_campaign_page_has_dates_instructions_and_the_works_in_use(
    read, shelf, make_campaign, make_poster, make_slogan
):
    now = timezone.now()
    works = [
        make_slogan(title="Khẩu hiệu"),
        make_poster(title="Áp phích"),
        make_poster(title="Nội bộ", rights_basis=RightsBasis.INTERNAL),
        make_poster(title="Chưa duyệt", approve=False),
    ]
    campaign = make_campaign(
        *works,
        instructions="<p>Treo trước cổng trường.</p>",
        levels=["truong"],
        means=["ap-phich"],
        effective_at=now - timedelta(days=1),
        expires_at=now + timedelta(days=5),
    )

    html = read(address(shelf, campaign))

    assert "Treo trước cổng trường." in html
    assert re.findall(r'asean-shelf-card__link"[^>]*>([^<]*)<', html) == ["Khẩu hiệu", "Áp phích"]
    assert timezone.localtime(now - timedelta(days=1)).date().isoformat() in html


@pytest.fixture
def one_of_each(make_banner, make_poster, make_slogan, make_led_message, make_campaign, make_image):
    works = [
        make_banner(pictures=[("og-share", make_image(1200, 630))], slogan="Một tầm nhìn"),
        make_poster(preview=make_image(300, 420)),
        make_slogan(),
        make_led_message(),
    ]
    return [*works, make_campaign(*works)]


def test_no_page_has_inline_code_or_loads_anything_from_elsewhere(read, shelf, one_of_each):
    for path in (shelf.url, *(address(shelf, work) for work in one_of_each)):
        html = read(path)
        assert " style=" not in html
        assert " on" not in "".join(re.findall(r"<\w+( on\w+=)", html))
        # Data for search engines are no code.
        assert not re.search(r'<script(?! type="application/ld\+json")(?![^>]* src=)', html)
        loaded = re.findall(r'(?:\bsrc|srcset|<link rel="stylesheet" href)="([^"]+)"', html)
        assert loaded
        assert all(url.startswith("/") for url in loaded)


def test_every_work_can_be_shared_by_plain_links(read, shelf, one_of_each):
    for work in one_of_each:
        html = read(address(shelf, work))
        for href in ("https://www.facebook.com/sharer/sharer.php?u=", "https://sp.zalo.me/"):
            (link,) = re.findall(f'<a [^>]*href="{re.escape(href)}[^>]*>[^<]*', html)
            assert 'rel="noopener noreferrer"' in link
            assert "trong cửa sổ mới" in link


def test_networks_are_told_title_address_and_picture(read, settings, shelf, make_banner):
    banner = make_banner(title="60 năm", alt_text="Mười một lá cờ")
    html = read(address(shelf, banner))

    def told(name):
        return re.findall(rf'property="{name}" content="([^"]*)"', html)

    assert told("og:title") == ["60 năm"]
    assert told("og:url") == [f"http://testserver{address(shelf, banner)}"]
    assert told("og:image")[0].startswith("http://testserver/media/")
    assert told("og:image:alt") == ["Mười một lá cờ"]


def test_a_work_in_another_language_is_a_click_away(
    read, home, column, shelf, english, make_poster
):
    for page in (home, column, shelf):
        page.copy_for_translation(english).save_revision().publish()
    uid = uuid4()
    poster = make_poster(translation_key=uid)
    assert "asean-languages" not in read(address(shelf, poster))
    other = make_poster(translation_key=uid, locale=english, approve=False)
    assert "asean-languages" not in read(address(shelf, poster))
    other.record_approval(role="x", day=timezone.localdate())
    other.save()

    html = read(address(shelf, poster))
    english_page = LibraryPage.objects.get(locale=english)

    assert f'<a href="{address(english_page, other)}" lang="en" hreflang="en">English</a>' in html


def test_the_breadcrumbs_lead_back_to_the_list(read, home, column, shelf, make_poster):
    html = read(address(shelf, make_poster()))

    for page in (home, column, shelf):
        assert f'<a href="{page.url}">{page.title}</a>' in html


def test_a_work_page_takes_few_queries(client, shelf, one_of_each):
    for work in one_of_each:
        client.get(address(shelf, work))
        with CaptureQueriesContext(connection) as queries:
            client.get(address(shelf, work))
        assert len(queries) <= 22, work  # a campaign of all kinds


# -- where a work stands -----------------------------------------------------------------------


def test_a_work_knows_its_address_on_this_site(client, shelf, make_poster):
    poster = make_poster()

    assert library_url(poster) == address(shelf, poster)
    assert library_url(poster, full=True) == f"http://testserver{address(shelf, poster)}"
    assert client.get(library_url(poster)).status_code == 200


def test_a_work_without_a_library_in_its_language_has_no_address(shelf, make_poster, english):
    assert library_url(make_poster(locale=english)) == ""
    shelf.unpublish()
    assert library_url(make_poster()) == ""


def test_the_library_is_looked_up_once_a_request(shelf, make_poster, rf, django_assert_num_queries):
    request = rf.get("/")
    posters = [make_poster() for _ in range(3)]
    library_url(posters[0], request=request)

    with django_assert_num_queries(0):
        assert len({library_url(poster, request=request) for poster in posters}) == 3


def test_of_two_sites_each_has_its_own_library(shelf, make_poster, vietnamese):
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="b", slug="b", locale=vietnamese))
    Site.objects.create(hostname="other.example", root_page=home)
    column = publish(home, ColumnPage(title="c", slug="c"))
    publish(column, LibraryPage(title="d", slug="d"))
    poster = make_poster()
    key = poster.translation_key

    def found(host):
        request = RequestFactory().get("/", HTTP_HOST=host)
        return library_url(poster, request=request, full=True)

    assert found("testserver") == f"http://testserver/asean/thu-vien/poster/{key}/"
    assert found("other.example") == f"http://other.example/c/d/poster/{key}/"
