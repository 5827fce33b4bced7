"""Choosing what to carry, on the subscription's form."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.hub_simulator import URL
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.protocol import Labels
from wagtail_asean.subscriber import sync

from . import test_admin
from .conftest import COLUMN, article, column, term
from .test_admin import text

admin, on_line = test_admin.admin, test_admin.on_line


@pytest.fixture
def carried(subscription, on_line):
    teachers = term("teachers", "Thầy cô", labels=Labels(kind="audience"))
    on_line.publish(teachers)
    on_line.publish(column(), column=COLUMN)
    labels = Labels(kind="news", audiences=("teachers",))
    on_line.publish(article(labels=labels), column=COLUMN)
    sync.pull(subscription, client=on_line.client())
    subscription.refresh_from_db()
    return subscription


def test_the_form_offers_in_words_what_there_is(admin, carried):
    page = text(admin.get(reverse("asean_subscriptions:edit", args=[carried.pk])))
    for words in ("Thầy cô", "Chuyên mục ASEAN", "Vietnamese", "Ask me first", "Megabytes"):
        assert words in page, words


def test_another_selection_says_first_what_it_takes_away(admin, carried):
    url = reverse("asean_subscriptions:edit", args=[carried.pk])
    form = {
        "name": "Sở",
        "hub_url": URL,
        "parent_page": carried.parent_page_id,
        "is_active": "on",
        "policy": "ask",
        "columns": ["00000000-0000-4000-8000-0000000000ff"],
    }
    assert "Select a valid choice" in text(admin.post(url, form))
    form["columns"] = []
    form["languages"] = ["vi"]
    assert admin.post(url, form).status_code == 302
    carried.refresh_from_db()
    assert (carried.policy, carried.languages) == ("ask", ["vi"])
    carried.languages = ["en", "vi"]
    carried.save()
    response = admin.post(url, {**form, "languages": ["en"]})
    page = text(response)
    assert "1 items leave the site" in page
    carried.refresh_from_db()
    assert carried.languages == ["en", "vi"]
    seen = response.context["form"]["seen"].value()
    assert admin.post(url, {**form, "languages": ["en"], "seen": seen}).status_code == 302
    carried.refresh_from_db()
    assert carried.languages == ["en"]
    assert ArticlePage.objects.get().live
