import re

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file, get_test_image_file_webp

from wagtail_asean.pages import pictures
from wagtail_asean.pages.pictures import CARD, TEXT, picture_of

from .conftest import make_article, make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def photo(db):
    """Return an image that is wider than all we offer."""
    file = get_test_image_file(filename="photo.png", size=(2000, 1000))
    return get_image_model().objects.create(
        title="Photo", file=ContentFile(file.file.getvalue(), name="photo.png")
    )


def widths(source):
    return re.findall(r"(\d+)w", source.srcset)


def test_a_picture_is_offered_as_webp_and_in_its_own_format(photo):
    picture = picture_of(photo, TEXT)

    assert [source.media_type for source in picture.sources] == ["image/webp"]
    assert widths(picture.sources[0]) == ["480", "960", "1600"]
    assert picture.url.endswith(".png")
    assert (picture.width, picture.height) == (960, 480)
    assert ".webp" in picture.largest_url


def test_no_reader_waits_for_avif_but_gets_it_where_it_is(client, column, photo):
    article = make_article(column, lead_image=photo)
    assert "image/avif" not in client.get(article.url).content.decode()
    assert not photo.renditions.filter(filter_spec__contains="avif").exists()

    call_command("asean_make_pictures", verbosity=0)

    html = client.get(article.url).content.decode()
    assert html.index('type="image/avif"') < html.index('type="image/webp"') < html.index("<img")
    assert photo.renditions.filter(filter_spec__contains="avif").count() == 3


def test_half_of_the_avif_pictures_are_not_offered(photo):
    photo.get_rendition("width-480|format-avif")

    assert [source.media_type for source in picture_of(photo, TEXT).sources] == ["image/webp"]


def test_a_card_has_one_modern_format(photo):
    picture = picture_of(photo, CARD)

    assert [source.media_type for source in picture.sources] == ["image/webp"]
    assert widths(picture.sources[0]) == ["480", "960"]
    assert (picture.width, picture.height) == (480, 270)


def test_a_small_picture_is_offered_once(db):
    picture = picture_of(make_image("Small"), TEXT)

    assert widths(picture.sources[0]) == ["480", "640"]


def test_a_site_may_do_without_modern_formats(photo, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "PICTURE_FORMATS": ()}

    picture = picture_of(photo, TEXT)

    assert picture.sources == ()
    assert picture.url.endswith(".png")


def test_a_format_that_nobody_knows_is_not_offered(photo, settings):
    settings.WAGTAIL_ASEAN = {**settings.WAGTAIL_ASEAN, "PICTURE_FORMATS": ("jxl", "webp")}

    assert [source.media_type for source in picture_of(photo, TEXT).sources] == ["image/webp"]


def test_what_not_every_browser_shows_ends_with_a_jpeg(db):
    file = get_test_image_file_webp(filename="photo.webp", size=(800, 600))
    image = get_image_model().objects.create(
        title="x", file=ContentFile(file.file.getvalue(), name="photo.webp")
    )

    assert picture_of(image, TEXT).url.endswith(".jpg")


def test_a_drawing_stays_as_it_is(db):
    picture = picture_of(make_image("Map", svg=True), TEXT)

    assert picture.sources == ()
    assert picture.url.endswith(".svg")
    assert picture.is_vector


def test_another_focal_point_gives_another_picture(client, column, photo):
    article = make_article(column, lead_image=photo)
    first = client.get(article.url).content
    photo.focal_point_x, photo.focal_point_y = 1900, 100
    photo.focal_point_width = photo.focal_point_height = 100
    photo.save()

    assert picture_of(photo, CARD, list(photo.renditions.all())).url.encode() not in first


def test_all_pictures_of_an_article_take_one_query_more_than_one(client, column, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    def count(article):
        client.get(article.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(article.url)
        return len(queries)

    def gallery(number):
        pictures = [{"image": make_image(str(n)), "alt": "x"} for n in range(number)]
        return make_article(column, f"Bài {number}", body=[("gallery", pictures)])

    few, many = gallery(1), gallery(9)
    count(many)

    assert count(many) == count(few)


# -- the command ---------------------------------------------------------------------------


def test_the_command_makes_what_is_missing_and_nothing_twice(column, photo, capsys):
    make_article(column, lead_image=photo)

    call_command("asean_make_pictures", verbosity=0)
    # The article: AVIF, WebP, a PNG; the card: WebP, a PNG.
    assert "New pictures: 10." in capsys.readouterr().out
    assert photo.renditions.count() == 10

    call_command("asean_make_pictures", verbosity=0)
    assert "New pictures: 0." in capsys.readouterr().out


def test_the_command_ends_where_it_is_told_to(column, photo, capsys):
    make_article(column, lead_image=photo)

    call_command("asean_make_pictures", limit=4, verbosity=0)

    assert "New pictures: 4." in capsys.readouterr().out
    assert photo.renditions.count() == 4


def test_a_missing_file_is_told_and_the_other_pictures_are_made(column, photo, capsys):
    lost = make_image("Lost")
    make_article(column, "Một", lead_image=lost)
    make_article(column, "Hai", lead_image=photo)
    lost.file.storage.delete(lost.file.name)

    call_command("asean_make_pictures", verbosity=0)

    captured = capsys.readouterr()
    assert "New pictures: 10." in captured.out
    assert "Lost (width-480|format-webp) can't be made" in captured.err


def test_pictures_in_the_text_count_too(column, photo):
    article = make_article(column, body=[("image", {"image": photo, "alt": "x"})])

    assert pictures.image_pks(article) == {photo.pk}
