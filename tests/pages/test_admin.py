import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text

from wagtail_asean.library.models import MemberState, Topic
from wagtail_asean.pages.models import ArticlePage, ColumnPage

from .conftest import make_article
from .filling import form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics(vietnamese, english):
    found = Topic.objects.create(code="a", name="Học bổng", locale=vietnamese)
    Topic.objects.create(
        code="a", name="Scholarships", locale=english, translation_key=found.translation_key
    )
    return found


def test_an_editor_writes_and_publishes_an_article(admin_client, column, topics, image):
    address = reverse(
        "wagtailadmin_pages:add", args=("wagtail_asean_pages", "articlepage", column.pk)
    )
    form = admin_client.get(address).content.decode()
    assert "Học bổng" in form
    assert "Scholarships" not in form

    data = form_data(
        lead_image=image.pk,
        lead_image_alt="Hai bàn tay",
        lead_image_credit="Minh",
        theme_year="2026",
    )
    response = admin_client.post(address, {**data, "topics": [topics.pk]})

    article = ArticlePage.objects.get()
    assert response.status_code == 302
    assert article.live
    assert [topic.code for topic in article.topics.all()] == ["a"]
    assert article.kind == "feature"


def test_an_editor_is_told_what_is_missing(admin_client, column):
    address = reverse(
        "wagtailadmin_pages:add", args=("wagtail_asean_pages", "articlepage", column.pk)
    )
    response = admin_client.post(address, form_data(title="", rights_basis=""))

    assert response.status_code == 200
    assert set(response.context["form"].errors) >= {"rights_basis"}


def test_an_editor_opens_a_column(admin_client, home):
    address = reverse("wagtailadmin_pages:add", args=("wagtail_asean_pages", "columnpage", home.pk))
    assert admin_client.get(address).status_code == 200
    data = nested_form_data(
        {
            "title": "Chuyên mục",
            "slug": "asean",
            "introduction": rich_text("<p>Chào.</p>"),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "action-publish": "1",
        }
    )

    admin_client.post(address, data)

    assert ColumnPage.objects.get().live


def test_a_translation_keeps_its_terms_in_its_own_language(
    admin_client, home, column, topics, english
):
    article = make_article(column)
    article.topics = [topics]
    article.save()
    for page in (home, column):
        page.copy_for_translation(english)
    translation = article.copy_for_translation(english)

    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[translation.pk])).context[
        "form"
    ]

    assert [str(topic) for topic in form.initial["topics"]] == ["Scholarships"]
    assert [str(topic) for topic in form.fields["topics"].queryset] == ["Scholarships"]


def test_a_language_without_terms_offers_those_there_are(admin_client, home, column, english):
    vietnamese = column.locale
    MemberState.objects.create(code="VN", name="Việt Nam", locale=vietnamese)
    for page in (home, column):
        translated = page.copy_for_translation(english)
    address = reverse(
        "wagtailadmin_pages:add", args=("wagtail_asean_pages", "articlepage", translated.pk)
    )

    assert "Việt Nam" in admin_client.get(address).content.decode()


def test_a_code_that_this_version_does_not_know_survives_the_form(admin_client, column):
    article = make_article(column, kind="podcast")
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])

    assert 'value="podcast" selected' in admin_client.get(address).content.decode()
    admin_client.post(address, form_data(kind="podcast"))

    article.refresh_from_db()
    assert article.kind == "podcast"
    assert article.title == "Nửa thế kỷ Hiệp ước"
