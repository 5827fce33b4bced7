"""Bad input: each a clear sentence at its field, and nothing half stored."""

import io
import zipfile
from datetime import datetime, timedelta, timezone

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.files import pdf_bytes, pdf_with
from tests.library.filling import (
    banner_data,
    campaign_data,
    led_data,
    mourning_data,
    occasion_data,
    poster_data,
    slogan_data,
)
from wagtail_asean.library.models import (
    Banner,
    Campaign,
    LedMessage,
    MourningPeriod,
    Occasion,
    Poster,
    Slogan,
)

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1920" height="600"></svg>'


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def refuse(editor):
    """Send a form that is refused, and return what it says; nothing may have been stored."""

    def send(model, data, *, publish=False):
        before = model.objects.count()
        url = reverse(model.snippet_viewset.get_url_name("add"))
        if publish:
            data = {**data, "action-publish": "yes"}
        answer = editor.post(url, data)
        assert answer.status_code == 200, "It was not refused."
        assert model.objects.count() == before
        form = answer.context["form"]
        return form, " ".join(sentences(form.errors.as_data()))

    return send


def sentences(errors):
    """Return all that a form says, whatever block it is said at."""
    if isinstance(errors, dict):
        errors = errors.values()
    for error in errors:
        if isinstance(error, (dict, list)):
            yield from sentences(error)
        elif hasattr(error, "block_errors"):
            yield from sentences(error.block_errors)
        else:
            yield from error.messages


@pytest.fixture
def upload_image(make_image):
    """Store an image whose file is not what it was when it was uploaded."""

    def upload(content, name):
        image = make_image()
        path = image.file.storage.save(f"original_images/{name}", ContentFile(content))
        get_image_model().objects.filter(pk=image.pk).update(file=path, file_hash="")
        return image

    return upload


@pytest.fixture
def upload_document(db):
    def upload(content, name="to-roi.pdf"):
        document = get_document_model()(title="Tờ rơi", file=ContentFile(content, name=name))
        document.save()
        return document

    return upload


def picture_bytes(size=(1920, 600), mode="RGB", kind="PNG", **options):
    content = io.BytesIO()
    Picture.new(mode, size).save(content, kind, **options)
    return content.getvalue()


def animated():
    content = io.BytesIO()
    frames = [Picture.new("RGB", (1920, 600), colour) for colour in ("red", "blue")]
    frames[0].save(content, "GIF", save_all=True, append_images=frames[1:])
    return content.getvalue()


def bomb():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 50_000_000)
    return content.getvalue()


def encrypted_pdf():
    return pdf_bytes(change=lambda writer: writer.encrypt("secret", algorithm="RC4-128"))


def scripted_pdf():
    return pdf_with(catalogue=b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>")


# -- files ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (lambda: picture_bytes((8000, 5001), "1"), "lon.png", "40,000,000 in all are taken"),
        (animated, "dong.gif", "The picture is animated."),
        (lambda: picture_bytes(mode="CMYK", kind="JPEG"), "in.jpg", "colours of print (CMYK)"),
        (lambda: picture_bytes()[:900], "cut.png", "damaged or was cut off"),
        (lambda: SVG, "ve.svg", "An SVG drawing can carry scripts"),
        (lambda: b"MZ" + b"\0" * 900, "chay.png", "not a picture that a page can show"),
    ],
)
def test_a_picture_that_no_page_can_show_is_refused(refuse, upload_image, content, name, sentence):
    image = upload_image(content(), name)
    form, said = refuse(Banner, banner_data(("web-hero", image)))
    assert set(form.errors) == {"pictures"}
    assert "“Ảnh” can't be used. " in said
    assert sentence in said


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (scripted_pdf, "a.pdf", "The PDF holds scripts or actions"),
        (lambda: pdf_bytes(300), "a.pdf", "The PDF has 300 pages; at most 100 are taken."),
        (encrypted_pdf, "a.pdf", "The PDF is locked"),
        (lambda: b"%PDF-1.5 nothing", "a.pdf", "The PDF is damaged"),
        (bomb, "a.zip", "would unpack to far more than is taken"),
        (lambda: b"MZ" + b"\0" * 900, "a.pdf", "The file is a program, not a document."),
        (lambda: SVG, "a.svg", "This is not a kind of document that is taken."),
    ],
)
def test_a_print_file_that_could_do_harm_is_refused(
    refuse, upload_document, content, name, sentence
):
    document = upload_document(content(), name)
    form, said = refuse(Poster, poster_data(("a3", document)))
    assert set(form.errors) == {"files"}
    assert "“Tờ rơi” can't be used. " in said
    assert sentence in said
    assert get_image_model().objects.count() == 0


def test_a_preview_and_a_permission_are_looked_into_as_well(
    refuse, upload_image, upload_document, make_document
):
    data = poster_data(
        ("a3", make_document()),
        preview=upload_image(animated(), "dong.gif").pk,
        permission_document=upload_document(scripted_pdf()).pk,
    )
    form, said = refuse(Poster, data)
    assert set(form.errors) == {"preview", "permission_document"}
    assert "The picture is animated." in said
    assert "The PDF holds scripts or actions" in said


def test_a_file_that_is_gone_is_said_to_be_gone(refuse, make_document):
    document = make_document()
    document.file.storage.delete(document.file.name)
    _form, said = refuse(Poster, poster_data(("a3", document)))
    assert "Its file is no longer there. Upload it again." in said


def test_a_file_is_looked_into_once_however_often_it_is_saved(editor, make_document):
    document = make_document()
    url = reverse(Poster.snippet_viewset.get_url_name("add"))
    assert editor.post(url, poster_data(("a3", document))).status_code == 302
    # Whatever stands in its place now was not read.
    with document.file.storage.open(document.file.name, "wb") as file:
        file.write(b"MZ")
    assert editor.post(url, poster_data(("a3", document))).status_code == 302


def test_a_file_that_is_good_for_one_ending_is_not_for_another(refuse, upload_document):
    picture = picture_bytes()
    refuse(Poster, poster_data(("a3", upload_document(picture, "a.pdf"))))
    _form, said = refuse(Poster, poster_data(("a3", upload_document(picture, "b.docx"))))
    assert "is not what its ending “.docx” says" in said


# -- pictures of a banner ------------------------------------------------------------------


def test_two_pictures_of_one_size_are_refused(refuse, make_image):
    image = make_image()
    form, said = refuse(Banner, banner_data(("web-hero", image), ("web-hero", image)))
    assert set(form.errors) == {"pictures"}
    assert "There is a file of this format already." in said


def test_a_picture_that_is_too_small_is_refused(refuse, make_image):
    _form, said = refuse(Banner, banner_data(("web-hero", make_image(960, 300))))
    assert "has 960 × 300 pixels and would look blurred" in said


def test_a_picture_of_another_shape_is_refused(refuse, make_image):
    _form, said = refuse(Banner, banner_data(("web-hero", make_image(1920, 1920))))
    assert "which is another shape than “Page-top banner (1920 × 600)”" in said


# -- words ---------------------------------------------------------------------------------


def test_an_empty_text_alternative_is_refused(refuse, make_image):
    data = banner_data(("web-hero", make_image()), alt_text=" ")
    form, _page = refuse(Banner, data, publish=True)
    assert set(form.errors) == {"alt_text"}


@pytest.mark.parametrize(
    "text",
    ["banner-cuoi-cung.PNG", "Bản cuối (2).jpg", "IMG_20271101_0815", "2027-08-08_2", "zalo 12"],
)
def test_the_name_of_a_file_is_no_text_alternative(refuse, make_image, text):
    form, said = refuse(Banner, banner_data(("web-hero", make_image()), alt_text=text))
    assert set(form.errors) == {"alt_text"}
    assert f"“{text}” is only the name of a file. Write what the picture shows and says." in said


def test_the_name_of_the_chosen_file_is_no_text_alternative(refuse, make_image):
    image = make_image()
    name = image.filename.removesuffix(".png")
    _form, said = refuse(Banner, banner_data(("web-hero", image), alt_text=name))
    assert "This is the name of the picture's file. Write what it shows and says." in said


@pytest.mark.parametrize("text", ["08/8", "ASEAN 2027", "Ngày 08/8/1967", "Việt Nam.", "60 năm"])
def test_a_short_text_alternative_is_taken(editor, make_image, text):
    url = reverse(Banner.snippet_viewset.get_url_name("add"))
    data = banner_data(("web-hero", make_image()), alt_text=text)
    assert editor.post(url, data).status_code == 302


def test_an_led_message_in_two_lines_is_refused(refuse):
    form, said = refuse(LedMessage, led_data(text="Chào mừng\nNgày ASEAN"))
    assert set(form.errors) == {"text"}
    assert "Write the message in one line." in said


def test_an_led_message_that_is_too_long_is_refused(refuse):
    form, said = refuse(LedMessage, led_data(text="a" * 161))
    assert set(form.errors) == {"text"}
    assert "160" in said


def test_capitals_with_two_marks_are_refused_where_a_sign_is_too_low(refuse, monkeypatch):
    from dataclasses import replace

    from wagtail_asean.library.files import formats

    low = replace(formats.asset_formats()["led-p10-96x16"], height=12)
    monkeypatch.setitem(formats.asset_formats(), "led-p10-96x16", low)
    data = led_data(text="CHÀO MỪNG KHẾ", format="led-p10-96x16")
    form, said = refuse(LedMessage, data)
    assert set(form.errors) == {"text"}
    assert "“Ừ” can't be read on a sign of 12 rows of points" in said


def test_a_slogan_that_is_longer_than_fits_is_refused(refuse):
    form, said = refuse(Slogan, slogan_data(text="a" * 21, maximum_characters="20"))
    assert set(form.errors) == {"text"}
    assert "This text has 21 characters, 20 fit. Shorten it." in said


def test_a_colour_by_name_is_refused(refuse, make_image):
    data = banner_data(("web-hero", make_image()), background_colour="blue")
    form, said = refuse(Banner, data)
    assert set(form.errors) == {"background_colour"}
    assert "Write the colour as # and six digits or letters, such as #0032a0." in said


def test_a_link_to_an_address_and_a_page_is_refused(refuse, make_image):
    data = banner_data(("web-hero", make_image()), link_url="https://asean.org/", link_page="1")
    form, said = refuse(Banner, data)
    assert set(form.errors) == {"link_url"}
    assert "Choose either an address or a page, not both." in said


# -- days ----------------------------------------------------------------------------------


def test_a_banner_that_ends_before_it_begins_is_refused(refuse, make_image):
    dates = {"effective_at": "2027-08-08 08:00", "expires_at": "2027-08-01 08:00"}
    form, said = refuse(Banner, banner_data(("web-hero", make_image()), **dates))
    assert set(form.errors) == {"expires_at"}
    assert "It would end before it begins. Choose a later time." in said


def test_of_two_campaigns_at_once_the_second_names_the_first(refuse, make_slogan, make_campaign):
    start = datetime(2027, 7, 20, tzinfo=timezone.utc)
    make_campaign(
        make_slogan(),
        title="Đợt một",
        effective_at=start,
        expires_at=start + timedelta(days=9),
    )
    form, said = refuse(Campaign, campaign_data(make_slogan()))
    assert set(form.errors) == {"priority"}
    assert "“Đợt một” runs at the same time with the same priority" in said


def test_mourning_that_ends_before_it_begins_is_refused(refuse):
    form, said = refuse(MourningPeriod, mourning_data(ends_on="2027-01-02"))
    assert set(form.errors) == {"ends_on"}
    assert "It would end before it begins. Choose a later day." in said


@pytest.mark.parametrize(
    ("day", "month", "sentence"),
    [
        ("30", "02", "There is no day 30 in February."),
        ("31", "04", "There is no day 31 in April."),
        ("8", "", "Choose both a day and a month, or neither."),
        ("", "08", "Choose both a day and a month, or neither."),
        ("xx", "08", "Choose both a day and a month, or neither."),
        ("08", "13", "Choose both a day and a month, or neither."),
    ],
)
def test_a_day_that_no_year_has_is_refused(refuse, day, month, sentence):
    form, said = refuse(Occasion, occasion_data(month_day_day=day, month_day_month=month))
    assert set(form.errors) == {"month_day"}
    assert sentence in said


def test_half_of_the_pupils_days_is_refused(refuse):
    form, said = refuse(Occasion, occasion_data(pupils_from_day="05", pupils_from_month="09"))
    assert set(form.errors) == {"pupils_until"}
    assert "Give both days for the pupils, or neither." in said


def test_a_day_of_a_single_year_that_is_none_is_refused(refuse):
    form, said = refuse(Occasion, occasion_data(dates="2027-10-13\n2028-02-30"))
    assert set(form.errors) == {"dates"}
    assert "“2028-02-30” is not a day." in said
