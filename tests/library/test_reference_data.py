import dataclasses
import uuid
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import TestCase
from wagtail.models import Locale
from wagtail.signals import published

from wagtail_asean.library import actions
from wagtail_asean.library.actions import Outcome, load_reference_data
from wagtail_asean.library.models import (
    AnnualTheme,
    Audience,
    MemberState,
    Occasion,
    Topic,
)

pytestmark = pytest.mark.django_db

MODELS = (Topic, Audience, Occasion, AnnualTheme, MemberState)


def run(*arguments):
    out = StringIO()
    call_command("asean_load_reference_data", *arguments, stdout=out)
    return out.getvalue()


def every_row():
    return {
        (model, term.code, term.locale_id): term.latest_revision_id
        for model in MODELS
        for term in model.objects.all()
    }


def test_loading_makes_a_live_term_of_every_row_in_every_language(english):
    counts = load_reference_data()
    assert counts.total(Outcome.CREATED) == 2 * (38 + 12 + 18 + 13 + 11)
    assert counts.foreign == []
    assert Topic.objects.get(code="y-te", locale=english).name == "Public health"
    vietnamese = Topic.objects.get(code="y-te", locale__language_code="vi")
    assert vietnamese.name == "Y tế, sức khỏe cộng đồng"
    assert all(term.live for model in MODELS for term in model.objects.all())


class LoadedOnce(TestCase):
    """On a site with both languages that has loaded the data."""

    @classmethod
    def setUpTestData(cls):
        Locale.objects.get_or_create(language_code="en")
        load_reference_data()

    def test_the_loaded_rows_are_valid_and_complete(self):
        for model in MODELS:
            for term in model.objects.all():
                term.full_clean()
        laos = MemberState.objects.get(code="LA", locale__language_code="en")
        assert str(laos.joined) == "1997-07-23"
        assert laos.native_names[0]["lang"] == "lo"
        assert AnnualTheme.objects.get(code="2027", locale__language_code="en").name == ""
        assert Occasion.objects.get(code="disaster-day", locale__language_code="en").month_day == ""

    def test_the_same_term_has_the_same_key_on_every_site(self):
        keys = set(Topic.objects.filter(code="y-te").values_list("translation_key", flat=True))
        assert keys == {uuid.uuid5(actions.NAMESPACE, "topic/y-te")}

    def test_loading_twice_changes_nothing(self):
        before = every_row()
        counts = load_reference_data()
        assert counts.total(Outcome.UNCHANGED) == len(before)
        assert every_row() == before

    def test_a_row_that_an_editor_changed_is_kept(self):
        topic = Topic.objects.get(code="y-te", locale__language_code="vi")
        topic.name = "Sức khỏe học đường"
        topic.save_revision().publish()
        counts = load_reference_data()
        assert counts.total(Outcome.KEPT) == 1
        topic.refresh_from_db()
        assert topic.name == "Sức khỏe học đường"

    def test_a_row_of_an_older_package_follows_the_newer_data(self):
        topic = Topic.objects.get(code="y-te", locale__language_code="vi")
        topic.name = "Y tế"
        row = next(row for row in actions.rows(topic.locale) if row.values["code"] == "y-te")
        older = dataclasses.replace(row, values={**row.values, "name": "Y tế"})
        topic.loaded_digest = older.digest
        topic.save()
        counts = load_reference_data()
        assert counts.total(Outcome.UPDATED) == 1
        topic.refresh_from_db()
        assert topic.name == "Y tế, sức khỏe cộng đồng"

    def test_a_term_whose_code_an_editor_changed_is_not_made_again(self):
        Topic.objects.filter(code="y-te", locale__language_code="vi").update(code="suc-khoe")
        counts = load_reference_data()
        assert counts.total(Outcome.KEPT) == 1
        assert Topic.objects.get(code="y-te").locale.language_code == "en"


def test_a_term_that_the_site_made_itself_is_kept():
    own = Topic.objects.create(code="y-te", name="Của trường", locale=Locale.get_default())
    counts = load_reference_data()
    assert counts.total(Outcome.KEPT) == 1
    assert Topic.objects.get(code="y-te").translation_key == own.translation_key


def test_loading_tells_a_hub_on_the_same_site():
    seen = []

    def note(sender, instance, **kwargs):
        seen.append(instance)

    published.connect(note)
    try:
        load_reference_data()
    finally:
        published.disconnect(note)
    assert len(seen) == 92


def test_a_dry_run_counts_and_writes_nothing():
    said = run("--dry-run")
    assert "vi: 92 created, 0 updated, 0 unchanged, 0 kept as they were edited." in said
    assert "Nothing was written" in said
    assert every_row() == {}


def test_no_locale_is_ever_made():
    load_reference_data()
    assert [locale.language_code for locale in Locale.objects.all()] == ["vi"]


def test_a_site_in_another_language_gets_the_english_texts_and_is_told(settings):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("fr", "French")]
    settings.LANGUAGE_CODE = "fr"
    Locale.objects.all().update(language_code="fr")
    said = run()
    assert "“fr” gets the English texts" in said
    assert Topic.objects.get(code="y-te").name == "Public health"
