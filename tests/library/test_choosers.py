import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import get_form_for_model
from wagtail.images import get_image_model

from wagtail_asean.library.blocks import PosterChooserBlock
from wagtail_asean.library.models import (
    Banner,
    Campaign,
    CatalogueEntry,
    LedMessage,
    Occasion,
    Placement,
    Poster,
    Slogan,
)

pytestmark = pytest.mark.django_db

KINDS = (Banner, Poster, Slogan, LedMessage, Campaign)
ANY_WORK = "wagtail_asean_library_any_work"
XHR = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def address(model, view, *arguments):
    return reverse(model.snippet_viewset.chooser_viewset.get_url_name(view), args=arguments)


def any_work(view, *arguments):
    return reverse(f"{ANY_WORK}:{view}", args=arguments)


@pytest.fixture
def listed(editor):
    """Return the titles that a chooser lists, for these filters."""

    def titles(model=Banner, **filters):
        where = any_work("choose_results") if model is None else address(model, "choose_results")
        page = editor.get(where, filters).content.decode()
        return [
            unescape(title)
            for title in re.findall(r"data-chooser-modal-choice[^>]*>([^<]*)</a>", page)
        ]

    return titles


@pytest.fixture
def of_each_kind(make_banner, make_poster, make_slogan, make_led_message, make_campaign):
    slogan = make_slogan(title="Khẩu hiệu")
    make_banner(title="Biểu ngữ")
    make_poster(title="Áp phích")
    make_led_message(title="Chữ chạy")
    make_campaign(slogan, title="Chiến dịch")


@pytest.mark.usefixtures("of_each_kind")
@pytest.mark.parametrize("model", KINDS)
def test_each_kind_has_its_chooser(editor, model):
    answer = editor.get(address(model, "choose"), **XHR).json()
    work = model.objects.latest("pk")
    assert answer["step"] == "choose"
    assert work.title in unescape(answer["html"])
    assert address(model, "chosen", work.pk) in answer["html"]
    chosen = editor.get(address(model, "chosen", work.pk)).json()
    assert chosen["result"]["id"] == str(work.pk)
    assert chosen["result"]["string"] == work.title


def test_a_foreign_key_and_a_block_use_it(editor):
    form_class = get_form_for_model(Placement, fields=["banner"])
    widget = form_class().fields["banner"].widget
    assert widget.get_chooser_modal_url() == address(Banner, "choose")
    block = PosterChooserBlock()
    assert block.field.widget.get_chooser_modal_url() == address(Poster, "choose")


def test_the_search_finds_words_with_and_without_marks(listed, make_banner):
    make_banner(title="Mừng Quốc khánh")
    make_banner(title="Hoà bình Đông Nam Á", alt_text="Chim bồ câu")
    assert listed(q="quoc khanh") == ["Mừng Quốc khánh"]
    assert listed(q="hòa bình") == listed(q="DONG NAM") == ["Hoà bình Đông Nam Á"]
    assert listed(q="bo cau") == ["Hoà bình Đông Nam Á"]
    assert listed(q="tết") == []


def test_only_what_may_be_shown_now_is_listed_unless_asked_for(listed, make_banner):
    now, day = timezone.now(), timedelta(days=1)
    make_banner(title="now")
    make_banner(title="later", effective_at=now + day)
    make_banner(title="over", expires_at=now - day)
    make_banner(title="draft", live=False, approve=False)
    assert listed() == ["now"]
    assert set(listed(state="approved")) == {"now", "later"}
    assert set(listed(state="all")) == {"now", "later", "over", "draft"}
    # An address of one's own making shows no more.
    assert listed(state="everything") == ["now"]


def test_each_filter_keeps_what_fits(listed, make_banner, make_image, vietnamese, english):
    occasion = Occasion.objects.create(code="asean-day", name="Ngày ASEAN", locale=vietnamese)
    make_banner(title="plain")
    make_banner(title="of the day", occasion=occasion)
    make_banner(title="wide", pictures=[("web-wide", make_image(1200, 400))])
    make_banner(title="English", locale=english)
    make_banner(title="the hub's", origin_site="Sở")
    assert listed(occasion="asean-day") == ["of the day"]
    assert listed(format="web-wide") == ["wide"]
    assert listed(locale="en") == ["English"]
    assert listed(origin="hub") == ["the hub's"]
    assert "the hub's" not in listed(origin="own")
    assert listed(origin="own", format="web-wide", locale="en") == []


@pytest.mark.usefixtures("of_each_kind")
def test_the_chooser_of_all_kinds_can_keep_one(listed):
    everything = {"Biểu ngữ", "Áp phích", "Khẩu hiệu", "Chữ chạy", "Chiến dịch"}
    assert set(listed(None)) == everything
    assert listed(None, kind="poster") == ["Áp phích"]
    assert listed(Poster) == ["Áp phích"]


def test_a_work_is_described_in_words(editor, make_banner, make_image, vietnamese, english):
    Occasion.objects.create(code="asean-day", name="ASEAN Day", locale=english)
    day = Occasion.objects.create(code="asean-day", name="Ngày ASEAN", locale=vietnamese)
    pictures = [("web-hero", make_image()), ("web-mobile", make_image(750, 500))]
    make_banner(
        title="Sáu mươi năm",
        occasion=day,
        pictures=pictures,
        expires_at=timezone.now() + timedelta(days=9),
        origin_site="Sở Giáo dục",
    )
    page = unescape(editor.get(address(Banner, "choose_results")).content.decode())
    assert "ASEAN Day" in page
    assert "1920 × 600" in page
    assert "Approved, shown until" in page
    assert "From Sở Giáo dục" in page
    assert "max-165x100" in page
    assert "1 work fits." in page


def test_many_works_are_paged_and_counted(editor, make_slogan):
    for number in range(30):
        make_slogan(title=f"Khẩu hiệu {number}")
    first = editor.get(address(Slogan, "choose_results")).content.decode()
    assert "30 works fit. You see 1 to 12." in first
    last = editor.get(address(Slogan, "choose_results"), {"p": 3}).content.decode()
    assert "You see 25 to 30." in last


def test_an_empty_list_says_what_to_do(editor, make_slogan):
    page = editor.get(address(Slogan, "choose_results")).content.decode()
    assert "There is no slogan in the library yet." in page
    assert reverse(Slogan.snippet_viewset.get_url_name("add")) in page
    make_slogan()
    page = editor.get(address(Slogan, "choose_results"), {"q": "không có"}).content.decode()
    assert "Nothing fits. Take off a filter" in page


def test_an_editor_who_may_not_make_works_is_not_offered_to(client, db):
    user = get_user_model().objects.create_user("teacher", "teacher@example.org", "secret")
    group = Group.objects.create(name="Teachers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)
    page = client.get(address(Slogan, "choose_results")).content.decode()
    assert reverse(Slogan.snippet_viewset.get_url_name("add")) not in page


@pytest.mark.usefixtures("of_each_kind")
@pytest.mark.parametrize("kind", [model.kind for model in KINDS])
def test_a_work_can_be_looked_at_before_it_is_chosen(editor, kind):
    entry = CatalogueEntry.objects.get(kind=kind)
    answer = editor.get(any_work("look", entry.pk))
    page = unescape(answer.content.decode())
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert entry.title in page
    assert "Lãnh đạo Sở" in page


def test_the_look_shows_all_sizes_and_the_text_alternative(editor, make_banner, make_image):
    pictures = [("web-hero", make_image()), ("web-mobile", make_image(750, 500))]
    make_banner(pictures=pictures, alt_text="Sáu mươi ngọn nến")
    page = unescape(editor.get(any_work("look", CatalogueEntry.objects.get().pk)).content.decode())
    assert page.count("<img") == 2
    assert "This picture has 750 × 500 pixels." in page
    assert page.count("Sáu mươi ngọn nến") == 3


def test_a_look_at_what_is_gone_is_not_found(editor, make_slogan):
    make_slogan()
    entry = CatalogueEntry.objects.get()
    Slogan.objects.all()._raw_delete("default")
    assert editor.get(any_work("look", entry.pk)).status_code == 404
    assert editor.get(any_work("chosen", "x")).status_code == 404


@pytest.mark.usefixtures("of_each_kind")
def test_only_who_may_enter_the_admin_sees_the_chooser_and_the_look(client):
    entry = CatalogueEntry.objects.first()
    for where in (
        address(Banner, "choose"),
        any_work("choose"),
        any_work("look", entry.pk),
        any_work("chosen", entry.pk),
    ):
        answer = client.get(where)
        assert answer.status_code == 302
        assert "login" in answer.url


@pytest.mark.usefixtures("of_each_kind")
def test_what_a_text_keeps_of_a_chosen_work(editor):
    entry = CatalogueEntry.objects.get(kind="led-message")
    result = editor.get(any_work("chosen", entry.pk)).json()["result"]
    assert result["kind"] == "led-message"
    assert result["id"] == str(LedMessage.objects.get().pk)
    assert result["title"] == "Chữ chạy"
    assert "Approved" in result["state"]


def test_a_page_of_the_list_costs_the_same_however_many_works_there_are(
    editor, make_banner, make_image, django_assert_max_num_queries
):
    where = address(Banner, "choose_results")

    def queries():
        with django_assert_max_num_queries(14) as asked:
            assert editor.get(where).status_code == 200
        return len(asked)

    make_banner(title="one")
    editor.get(where)  # makes the thumbnail
    few = queries()
    for number in range(20):
        make_banner(title=f"{number}", pictures=[("web-hero", make_image(192, 60))])
    editor.get(where)
    assert queries() == few


def test_a_picture_whose_file_is_gone_does_not_break_the_list(editor, make_banner):
    make_banner(title="Mất tệp")
    image = get_image_model().objects.get()
    image.file.storage.delete(image.file.name)
    assert "Mất tệp" in editor.get(address(Banner, "choose_results")).content.decode()
    entry = CatalogueEntry.objects.get()
    assert "can't be read" in editor.get(any_work("look", entry.pk)).content.decode()


@pytest.mark.usefixtures("of_each_kind")
def test_several_can_be_chosen_at_once_where_a_form_asks_for_that(editor):
    answer = editor.get(address(Slogan, "choose"), {"multiple": 1}, **XHR).json()
    assert "data-multiple-choice-select" in answer["html"]
    pk = Slogan.objects.get().pk
    result = editor.get(address(Slogan, "chosen_multiple"), {"id": pk}).json()["result"]
    assert [chosen["id"] for chosen in result] == [str(pk)]
