import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data

from wagtail_asean.library.actions import rows
from wagtail_asean.library.models import (
    AnnualTheme,
    Audience,
    Banner,
    MemberState,
    Occasion,
    Topic,
)

pytestmark = pytest.mark.django_db

MODELS = (Banner, Occasion, AnnualTheme, Topic, Audience, MemberState)


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    client.force_login(user)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def address(model, view, *arguments):
    return reverse(model.snippet_viewset.get_url_name(view), args=arguments)


def banner_data(image, **fields):
    return nested_form_data(
        {
            "title": "60 năm ASEAN",
            "image": image.pk,
            "alt_text": "Chào mừng 60 năm ASEAN",
            "format": "web-hero",
            "rights_basis": "tu-san-xuat",
            "action-publish": "yes",
            **fields,
        }
    )


def test_the_library_has_one_entry_in_the_menu(editor):
    page = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert "ASEAN library" in page
    for model in MODELS:
        assert address(model, "list") in page


@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_form_opens(editor, model, vietnamese):
    for row in rows(vietnamese):
        if row.model is model and not model.objects.exists():
            row.write(None)
    for view in ("list", "add"):
        assert editor.get(address(model, view)).status_code == 200
    if model is not Banner:
        term = model.objects.first()
        for view in ("edit", "history", "usage", "delete"):
            assert editor.get(address(model, view, term.pk)).status_code == 200


def test_the_list_of_banners_has_thumbnails_and_filters(editor, make_banner, english):
    make_banner()
    lost = make_banner()
    lost.image.delete()
    page = editor.get(address(Banner, "list"), headers={"Accept-Language": "vi"})
    text = page.content.decode()
    assert "banner.max-165x100" in text
    assert "Banner đầu trang" in text
    for name in ("format", "occasion", "live", "locale"):
        assert f'name="{name}"' in text, name
    found = editor.get(address(Banner, "list"), {"live": "true", "format": "web-wide"})
    assert "60 năm ASEAN" not in found.content.decode()


def test_a_banner_is_found_by_its_words(editor, make_banner, django_capture_on_commit_callbacks):
    # Wagtail puts it into the search index after the commit.
    with django_capture_on_commit_callbacks(execute=True):
        make_banner(slogan="Chào mừng")
    for words in ("60 năm", "mừng"):
        found = editor.get(address(Banner, "list"), {"q": words})
        assert "banner.max-165x100" in found.content.decode(), words


def test_a_banner_is_made_and_published_through_the_form(editor, make_image):
    answer = editor.post(address(Banner, "add"), banner_data(make_image()))
    assert answer.status_code == 302, answer.context["form"].errors
    banner = Banner.objects.get()
    assert banner.is_current()
    assert banner.live_revision is not None
    assert editor.get(address(Banner, "edit", banner.pk)).status_code == 200


def test_a_banner_without_picture_or_text_is_refused_in_sentences(editor, make_image):
    data = banner_data(make_image(), alt_text="", format="poster-size") | {"image": ""}
    answer = editor.post(address(Banner, "add"), data)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"image", "alt_text", "format"}


def test_a_banner_that_ends_too_early_is_sent_back_with_a_sentence(editor, make_image):
    data = banner_data(make_image(), effective_at="2027-08-08 08:00", expires_at="2027-08-01 08:00")
    page = editor.post(address(Banner, "add"), data).content.decode()
    assert "The banner would end before it begins. Choose a later time." in page


def test_a_code_that_is_taken_is_refused_with_a_sentence(editor, vietnamese):
    Topic.objects.create(code="y-te", name="Y tế", locale=vietnamese)
    data = {"name": "Sức khỏe", "code": "y-te", "group": "", "default_pillar": ""}
    page = editor.post(address(Topic, "add"), data).content.decode()
    assert "There is already an entry “y-te” in this language." in page


def test_a_theme_gets_its_code_from_its_year(editor):
    data = {"year": "2027", "chair": "SG", "name": "", "description": "", "alternatives": ""}
    assert editor.post(address(AnnualTheme, "add"), data).status_code == 302
    assert AnnualTheme.objects.get().code == "2027"


def test_a_banner_that_is_not_saved_yet_can_be_previewed(editor, make_image):
    preview = address(Banner, "preview_on_add")
    data = banner_data(make_image(), effective_at="2099-01-01 08:00")
    assert editor.post(preview, data).json()["is_valid"]
    page = editor.get(preview)
    assert page.status_code == 200
    assert 'alt="Chào mừng 60 năm ASEAN"' in page.content.decode()
    assert page.content.decode().count("banner.css") == 1


def test_a_banner_without_its_picture_and_a_term_have_a_preview(make_banner, vietnamese):
    bare = make_banner(image=None)
    assert "Chọn ảnh để xem banner." in bare.make_preview_request().rendered_content
    topic = Topic.objects.create(code="y-te", name="Y tế", locale=vietnamese)
    assert "<h1>Y tế</h1>" in topic.make_preview_request().rendered_content


def test_a_picture_can_be_deleted_while_a_banner_shows_it(editor, make_banner):
    banner = make_banner()
    answer = editor.post(reverse("wagtailimages:delete", args=[banner.image_id]))
    assert answer.status_code == 302
    banner.refresh_from_db()
    assert banner.image is None


def test_a_page_can_be_deleted_while_a_banner_leads_to_it(make_banner):
    page = Page(title="Cuộc thi", slug="cuoc-thi")
    Page.objects.get(depth=1).add_child(instance=page)
    banner = make_banner(link_page=page)
    page.delete()
    banner.refresh_from_db()
    assert banner.link_page is None
