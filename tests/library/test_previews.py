"""Previews: the picture of a poster's first page, and what the editor sees beside a form."""

from datetime import date, datetime, timezone

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Collection

from tests.files import pdf_bytes, pdf_with
from tests.library.conftest import as_files
from tests.library.filling import banner_data, poster_data, slogan_data
from wagtail_asean.exceptions import FileRefused
from wagtail_asean.library.models import (
    Banner,
    LedMessage,
    MourningPeriod,
    Occasion,
    Poster,
    Slogan,
    Topic,
)
from wagtail_asean.library.previews import make_preview
from wagtail_asean.library.rendering.lettering import lay_out, measure

pytestmark = pytest.mark.django_db

WIDE = pdf_bytes(width=842, height=595)


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def address(model, view, *arguments):
    return reverse(model.snippet_viewset.get_url_name(view), args=arguments)


def draft_of(model):
    return model.objects.get().get_latest_revision_as_object()


def content_of(image):
    with image.file.open("rb") as file:
        return file.read()


def preview_text(instance):
    return instance.make_preview_request().content.decode()


# -- a poster's picture --------------------------------------------------------------------


def test_a_poster_gets_a_picture_of_its_first_page_when_it_is_saved(editor, make_document):
    data = poster_data(("a3", make_document(content=WIDE)))
    assert editor.post(address(Poster, "add"), data).status_code == 302
    preview = draft_of(Poster).preview
    assert preview.width > preview.height
    assert preview.title == "Ba trụ cột"
    assert preview.description == "Ba cột màu đỡ một mái nhà"
    assert preview.collection.name == "ASEAN"


def test_the_picture_is_of_the_first_pdf(editor, make_document, make_image):
    photo = content_of(make_image())
    files = [
        ("a4", make_document("anh.png", content=photo)),
        ("a3", make_document("a3.pdf", content=WIDE)),
        ("a2", make_document("a2.pdf")),
    ]
    assert editor.post(address(Poster, "add"), poster_data(*files)).status_code == 302
    preview = draft_of(Poster).preview
    assert preview.width > preview.height


def test_a_picture_that_the_editor_chose_is_kept(editor, make_document, make_image):
    chosen = make_image()
    data = poster_data(("a3", make_document()), preview=chosen.pk)
    assert editor.post(address(Poster, "add"), data).status_code == 302
    assert draft_of(Poster).preview == chosen


def test_a_replaced_file_gets_a_new_picture(editor, make_document):
    editor.post(address(Poster, "add"), poster_data(("a3", make_document())))
    poster = draft_of(Poster)
    assert poster.preview.width < poster.preview.height
    data = poster_data(("a3", make_document("moi.pdf", content=WIDE)), preview=poster.preview.pk)
    assert editor.post(address(Poster, "edit", poster.pk), data).status_code == 302
    replaced = draft_of(Poster).preview
    assert replaced.width > replaced.height


def test_saving_again_makes_no_second_picture(editor, make_document):
    data = poster_data(("a3", make_document()))
    editor.post(address(Poster, "add"), data)
    poster = draft_of(Poster)
    # The page that is still open does not know of the picture that was made meanwhile.
    editor.post(address(Poster, "edit", poster.pk), data)
    editor.post(address(Poster, "edit", poster.pk), data | {"preview": poster.preview.pk})
    assert draft_of(Poster).preview == poster.preview
    assert get_image_model().objects.count() == 1
    assert Collection.objects.filter(name="ASEAN").count() == 1


def test_an_editor_is_told_why_there_is_no_picture(editor, make_document, make_image):
    photo = content_of(make_image())
    document = make_document("anh.png", content=photo)
    answer = editor.post(address(Poster, "add"), poster_data(("a3", document)), follow=True)
    page = answer.content.decode()
    assert "No preview was made. None of the files is a PDF" in page
    assert draft_of(Poster).preview is None


def test_an_outdated_picture_is_not_left_where_no_new_one_can_be_made(
    editor, make_document, make_image
):
    editor.post(address(Poster, "add"), poster_data(("a3", make_document())))
    poster = draft_of(Poster)
    photo = make_document("anh.png", content=content_of(make_image()))
    data = poster_data(("a3", photo), preview=poster.preview.pk)
    editor.post(address(Poster, "edit", poster.pk), data)
    assert draft_of(Poster).preview is None


def test_code_is_told_as_well(make_poster, make_document, vietnamese):
    scripts = make_document(content=pdf_with(catalogue=b"/OpenAction<</S/JavaScript/JS(1)>>"))
    poster = Poster(title="Ba trụ cột", locale=vietnamese, files=as_files([("a3", scripts)]))
    with pytest.raises(FileRefused, match="scripts"):
        make_preview(poster)
    assert poster.preview is None
    assert get_image_model().objects.count() == 0


def test_a_picture_of_an_approved_poster_leaves_its_approval(make_poster):
    poster = make_poster()
    make_preview(poster)
    poster.record_approval(role="Lãnh đạo Sở", day=date(2026, 11, 1))
    poster.save()
    make_preview(poster)
    poster.save()
    assert poster.is_approved


# -- beside the form -----------------------------------------------------------------------


def test_a_banner_that_is_not_saved_yet_can_be_previewed(editor, make_image):
    preview = address(Banner, "preview_on_add")
    data = banner_data(("web-hero", make_image()), effective_at="2099-01-01 08:00")
    assert editor.post(preview, data).json()["is_valid"]
    page = editor.get(preview).content.decode()
    assert 'alt="Chào mừng kỷ niệm 60 năm Ngày thành lập ASEAN"' in page
    assert page.count("banner.css") == 1


def test_a_banner_without_a_picture_asks_for_one(in_vietnamese, make_banner):
    assert "Chọn ảnh để xem banner." in preview_text(make_banner(pictures=[], approve=False))


def test_a_slogan_that_is_not_saved_yet_can_be_previewed(editor):
    preview = address(Slogan, "preview_on_add")
    assert editor.post(preview, slogan_data()).json()["is_valid"]
    assert "Một tầm nhìn, một bản sắc" in editor.get(preview).content.decode()


def test_a_slogan_stands_on_the_cloth_it_is_meant_for(english):
    slogan = Slogan(text="MỘT TẦM NHÌN", format="bang-ron-4x1", locale=english)
    page = preview_text(slogan)
    assert 'viewBox="0 0 4000 1000"' in page
    assert 'aria-label="MỘT TẦM NHÌN"' in page
    assert "Street banner 4 x 1 m: capitals about " in page


def test_a_slogan_for_any_format_stands_on_several(english):
    assert preview_text(Slogan(text="MỘT TẦM NHÌN", locale=english)).count("<svg") == 3


def test_an_led_message_runs_over_a_low_sign_and_stands_on_a_high_one(english):
    runs = "The sign shows a part of the line, which runs from right to left."
    text = "Chào mừng Ngày ASEAN"
    low = LedMessage(text=text, format="led-p10-96x16", seconds=12, locale=english)
    page = preview_text(low)
    assert 'viewBox="0 0 96 16"' in page
    assert runs in page
    assert "One run takes 12 seconds." in page
    page = preview_text(LedMessage(text=text, format="led-p5-256x128", locale=english))
    assert 'viewBox="0 0 256 128"' in page
    assert runs not in page


def test_a_preview_speaks_the_language_of_what_it_shows(editor, make_slogan, english):
    slogan = make_slogan(locale=english, format="bang-ron-4x1")
    url = address(Slogan, "preview_on_edit", slogan.pk)
    editor.post(url, slogan_data(format="bang-ron-4x1"))
    page = editor.get(url, headers={"Accept-Language": "vi"}).content.decode()
    assert '<html lang="en">' in page
    assert "Street banner 4 x 1 m" in page


def test_a_poster_shows_its_picture_files_and_text(make_poster):
    poster = make_poster(bleed_mm=3, variables=["năm"], approve=False)
    assert "<svg" not in preview_text(poster)
    make_preview(poster)
    page = preview_text(poster)
    assert 'alt="Ba cột màu"' in page
    assert "to-roi.pdf" in page
    assert "Ba trụ cột - Một cộng đồng" in page


def test_a_campaign_shows_its_works_and_which_of_them_nobody_sees(
    english, make_campaign, make_banner, make_slogan
):
    start = datetime(2027, 7, 24, 17, tzinfo=timezone.utc)
    end = datetime(2027, 8, 15, 17, tzinfo=timezone.utc)
    works = make_banner(), make_slogan(approve=False, title="Chưa duyệt")
    page = preview_text(make_campaign(*works, effective_at=start, expires_at=end, locale=english))
    assert "From 25 July 2027 to 15 August 2027" in page
    assert 'alt="Chào mừng kỷ niệm 60 năm Ngày thành lập ASEAN"' in page
    unseen = "readers don&#x27;t see it" if "don&#x27;t" in page else "readers don't see it"
    assert page.count(unseen) == 1
    assert page.index("Chưa duyệt") < page.index(unseen)


def test_mourning_says_its_days(english):
    days = {"starts_on": date(2027, 1, 3), "ends_on": date(2027, 1, 5)}
    page = preview_text(MourningPeriod(title="Quốc tang", locale=english, **days))
    assert "From 3 January 2027 to 5 January 2027: 3 days." in page


def test_mourning_without_days_asks_for_them(english):
    page = preview_text(MourningPeriod(title="Quốc tang", locale=english))
    assert "Give the first and the last day." in page


def test_an_occasion_says_when_it_is_marked(english):
    moving = Occasion(
        code="x",
        name="Lễ",
        locale=english,
        dates=[f"{date.today().year + 1}-10-13"],
        days_before=2,
        days_after=1,
        pupils_from="12-20",
        pupils_until="01-10",
    )
    year = date.today().year + 1
    page = preview_text(moving)
    assert f"From 11 October {year} to 14 October {year}, for 13 October {year}." in page
    assert f"For the pupils from 20 December {year} to 10 January {year + 1}." in page


def test_an_occasion_without_a_day_asks_for_one(english):
    page = preview_text(Occasion(code="x", name="Lễ", locale=english))
    assert "No day is known yet: give the day of the year, or the days of single years." in page


def test_a_term_shows_its_name(vietnamese):
    topic = Topic.objects.create(code="y-te", name="Y tế", locale=vietnamese)
    assert "<h1>Y tế</h1>" in preview_text(topic)


# -- words on a surface --------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(4000, 1000), (800, 2500), (3000, 4000)])
@pytest.mark.parametrize("text", ["A", "MỘT TẦM NHÌN - MỘT BẢN SẮC", "dài " * 60, ""])
def test_words_stay_on_their_surface_and_in_their_order(text, width, height):
    lettering = lay_out(text, width, height)
    lines = lettering.lines
    assert " ".join(line.text for line in lines).split() == text.split()
    for line in lines:
        assert measure(line.text) * lettering.size <= width
        assert lettering.capital_height <= line.y <= height


def test_a_narrow_cloth_takes_more_lines_than_a_wide_one():
    text = "MỘT TẦM NHÌN, MỘT BẢN SẮC"
    assert len(lay_out(text, 800, 2500).lines) > len(lay_out(text, 6000, 1500).lines)
