"""The register of consents: who sees names, what withdrawing and deleting change."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission
from wagtail.test.utils.form_data import nested_form_data, streamfield

from wagtail_asean.pages.models import ArticlePage, Consent, ListedEntry

from .conftest import make_article
from .filling import DRAFT, add_url, edit_url, errors_of, form_data

pytestmark = pytest.mark.django_db

NAME = "Nguyễn Văn An"


@pytest.fixture
def consent(db):
    return Consent.objects.create(
        name=NAME,
        person_agreed_on=date(2026, 1, 1),
        guardian_agreed_on=date(2026, 1, 2),
        scope=["name"],
        reference="Tập 12",
    )


@pytest.fixture
def registrar(admin_client):
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin_client


@pytest.fixture
def teacher(column):
    """Somebody who edits pages and may not see the register."""
    user = get_user_model().objects.create_user("teacher")
    group = Group.objects.create(name="Teachers")
    user.groups.add(group)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.create(group=group, page=column, permission=permission)
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(user)
    return client


def address(name, *arguments):
    return reverse(Consent.snippet_viewset.get_url_name(name), args=arguments)


def chooser(name, *arguments):
    viewset = Consent.snippet_viewset.chooser_viewset
    return reverse(viewset.get_url_name(name), args=arguments)


def text_of(response):
    return response.content.decode().replace("&#x27;", "'")


def person(consent=None):
    return ("person", {"shown_as": "Một học sinh lớp 8", "is_pupil": True, "consent": consent})


def sent(consent=None):
    value = {"shown_as": "Một học sinh lớp 8", "is_pupil": "on", "role": ""}
    return streamfield([("person", {**value, "consent": consent.pk if consent else ""})])


def values(consent, **changes):
    return nested_form_data(
        {
            "name": consent.name,
            "is_pupil": "on",
            "person_agreed_on": "2026-01-01",
            "guardian_agreed_on": "2026-01-02",
            "scope": "name",
            "reference": consent.reference,
            "withdrawn_on": "",
            **changes,
        }
    )


# -- the list --------------------------------------------------------------------------------


def test_the_register_says_in_words_how_each_consent_stands(registrar, column, consent):
    Consent.objects.create(name="Bình", person_agreed_on=date(2026, 1, 1))
    Consent.objects.create(name="Cúc", withdrawn_on=date(2026, 1, 1))
    make_article(column, people=[person(consent)])

    html = text_of(registrar.get(address("list")))

    assert "Lacks the agreement of a parent or guardian" in html
    assert "Withdrawn" in html
    assert "On 1 page" in html
    assert "On no page" in html


@pytest.mark.parametrize("query", ["nguyen van an", "NGUYỄN", "tap 12", "an"])
def test_the_register_is_searched_whatever_marks_are_typed(registrar, consent, query):
    Consent.objects.create(name="Cúc")

    html = text_of(registrar.get(address("list"), {"q": query}))

    assert NAME in html
    assert "Cúc" not in html


@pytest.mark.parametrize(
    ("state", "found"), [("given", NAME), ("lacking", "Bình"), ("withdrawn", "Cúc")]
)
def test_the_register_is_filtered_by_state(registrar, consent, state, found):
    Consent.objects.create(name="Bình", person_agreed_on=date(2026, 1, 1))
    Consent.objects.create(name="Cúc", withdrawn_on=date(2026, 1, 1))

    html = text_of(registrar.get(address("list"), {"state": state}))

    assert [name for name in (NAME, "Bình", "Cúc") if name in html] == [found]


def test_a_consent_to_nothing_is_refused(registrar):
    data = values(Consent(name=NAME))
    data.pop("scope")

    response = registrar.post(address("add"), data)

    assert "Tick what was agreed to" in text_of(response)
    assert not Consent.objects.exists()


# -- who sees names ----------------------------------------------------------------------------


def test_who_may_not_see_the_register_sees_no_names(teacher, column, consent):
    article = make_article(column, people=[person(consent)])
    consent.withdrawn_on = date(2026, 2, 1)
    consent.save()

    form = teacher.get(edit_url(article))

    assert form.status_code == 200
    assert NAME not in text_of(form)
    assert f"Consent {consent.pk}" in text_of(form)
    for closed in (
        address("list"),
        address("edit", consent.pk),
        chooser("choose"),
        chooser("choose_results"),
        chooser("chosen", consent.pk),
        reverse("wagtail_asean_pages_form_to_sign", args=[consent.pk]),
    ):
        response = teacher.get(closed)
        assert response.status_code in (302, 403)
        assert NAME not in text_of(response)


def test_nor_in_the_comparison_of_two_versions(teacher, column, consent):
    article = make_article(column, people=[person(consent)])
    consent.withdrawn_on = date(2026, 2, 1)
    consent.save()
    article.people = []
    article.save_revision()
    first, last = article.revisions.order_by("pk").first(), article.revisions.order_by("pk").last()

    html = text_of(
        teacher.get(
            reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, first.pk, last.pk])
        )
    )

    assert NAME not in html


def test_who_may_not_see_the_register_chooses_nobody_out_of_it(teacher, column, consent):
    response = teacher.post(add_url(column), form_data(DRAFT, people=sent(consent)))

    assert "chosen by those who may see their register" in errors_of(response)["people"][0]
    assert not ArticlePage.objects.exists()


def test_what_others_have_chosen_stays_when_they_save(teacher, column, consent):
    article = make_article(column, people=[person(consent)])
    data = form_data(DRAFT, people=sent(consent), slug=article.slug)

    assert teacher.post(edit_url(article), data).status_code == 302

    draft = article.get_latest_revision_as_object()
    assert draft.people[0].value["consent"] == consent


def test_the_chooser_offers_names_and_searches_them(registrar, consent):
    Consent.objects.create(name="Cúc")

    html = registrar.get(chooser("choose_results"), {"q": "nguyen"}).content.decode()
    chosen = registrar.get(chooser("chosen", consent.pk)).json()

    assert NAME in html
    assert "Cúc" not in html
    assert NAME not in str(chosen)


def test_the_form_to_sign_names_the_person_and_ticks_nothing(registrar, consent):
    html = text_of(registrar.get(reverse("wagtail_asean_pages_form_to_sign", args=[consent.pk])))

    assert NAME in html
    assert "Parent or guardian: day, name, signature" in html
    assert "checked" not in html


def test_editors_and_heads_keep_the_register_and_writers_do_not(db):
    call_command("asean_setup", "--level", "school", verbosity=0)
    held = {
        group.name: set(
            group.permissions.filter(codename__endswith="_consent").values_list(
                "codename", flat=True
            )
        )
        for group in Group.objects.filter(name__startswith="Editorial board")
    }

    assert held["Editorial board - Writers"] == set()
    assert held["Editorial board - Editors"] == {"view_consent", "add_consent", "change_consent"}
    assert "delete_consent" in held["Editorial board - Heads"]


# -- withdrawing and deleting ------------------------------------------------------------------


def test_before_withdrawing_one_sees_which_pages_change(registrar, column, consent):
    make_article(column, "Em thắng giải", people=[person(consent)])

    html = text_of(registrar.get(address("edit", consent.pk)))

    assert "The name is shown on these pages." in html
    assert "Em thắng giải" in html


def test_after_withdrawing_one_is_told_what_has_changed(registrar, client, column, consent):
    article = make_article(column, "Em thắng giải", people=[person(consent)])

    response = registrar.post(
        address("edit", consent.pk), values(consent, withdrawn_on="2026-03-01"), follow=True
    )

    assert "The name is gone from 1 page" in text_of(response)
    assert NAME not in Client().get(article.url).content.decode()


def test_a_consent_by_which_a_name_is_shown_is_not_deleted(registrar, column, consent):
    make_article(column, people=[person(consent)])

    response = registrar.post(address("delete", consent.pk), follow=True)

    assert "Withdraw it first" in text_of(response)
    assert Consent.objects.filter(pk=consent.pk).exists()


def test_a_withdrawn_consent_may_be_deleted(registrar, column, consent):
    make_article(column, people=[person(consent)])
    Consent.objects.update(withdrawn_on=date(2026, 3, 1))

    registrar.post(address("delete", consent.pk))

    assert not Consent.objects.exists()


def test_a_consent_that_code_deletes_takes_its_name_from_every_page(column, consent):
    article = make_article(column, people=[person(consent)])
    story = make_article(column, "Truyện", kind="story", people=[person(consent)])
    assert "nguyen van an" in ListedEntry.objects.get(pk=article.pk).text
    assert ListedEntry.objects.shown().filter(pk=story.pk).exists()

    consent.delete()

    assert "nguyen van an" not in ListedEntry.objects.get(pk=article.pk).text
    assert not ListedEntry.objects.shown().filter(pk=story.pk).exists()
    assert Client().get(story.url).status_code == 404
    html = Client().get(article.url).content.decode()
    assert NAME not in html


def test_what_a_hub_sends_follows_a_deleted_consent(column, consent):
    from wagtail_asean.hub.models import Change

    story = make_article(column, "Truyện", kind="story", people=[person(consent)])
    changes = Change.objects.filter(item_id=story.translation_key)
    assert changes.get().state == "live"

    Consent.objects.all().delete()

    assert changes.get().state == "withdrawn"
