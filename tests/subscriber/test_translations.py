"""The hub's translations: in any order, with aliases in the way, in languages that come and go."""

from __future__ import annotations

import dataclasses
import random
from uuid import UUID, uuid4

import pytest
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from tests.host.models import HomePage
from wagtail_asean.pages.models import ArticlePage
from wagtail_asean.subscriber import aside, sync
from wagtail_asean.subscriber.models import MirroredItem

from .conftest import COLUMN, article, assert_same_as, column

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_school")]

SECTION = UUID("00000000-0000-4000-8000-0000000005ec")


def pull(subscription, hub, **options):
    return sync.pull(subscription, client=hub.client(), **options)


def in_two_languages():
    """A column, a section in it and an article in that, each in Vietnamese and in English."""
    section = column(id=SECTION, parent=COLUMN, title="Tin", slug="tin")
    news = article(id=uuid4(), parent=SECTION)
    vietnamese = [column(), section, news]
    english = [
        dataclasses.replace(item, locale="en", title=f"{item.title} (en)", slug=f"{item.slug}-en")
        for item in vietnamese
    ]
    return [*vietnamese, *english]


def tree(subscription):
    """The mirrored tree by the names of its items, with what is linked to what."""
    found = {}
    for row in subscription.items.live():
        page = row.get_object()
        above = MirroredItem.objects.for_pages([page.get_parent().pk]).first()
        others = page.get_translations().filter(alias_of=None)
        found[str(row.key)] = (
            page.title,
            str(above.key) if above else "",
            sorted(other.title for other in others),
        )
    return found


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_arrival_gives_the_same_tree_with_linked_translations(hub, subscription, seed):
    items = in_two_languages()
    order = random.Random(seed).sample(items, len(items))  # noqa: S311
    with_aliases = seed % 2
    for item in order:
        hub.publish(item)
        pull(subscription, hub)
        if with_aliases:
            make_aliases(item)
    aside.retry_now(subscription)
    pull(subscription, hub)

    expected = {
        str(item.key): (
            item.title,
            str(item.parent_key) if item.parent_key else "",
            [other.title for other in items if other.id == item.id and other.locale != item.locale],
        )
        for item in items
    }
    assert tree(subscription) == expected
    assert_same_as(hub, subscription)


def make_aliases(item):
    """Do what tree synchronisation does: an alias in the other language, where it has a place."""
    row = MirroredItem.objects.for_key(item.key).first()
    page = row.get_object() if row is not None else None
    if page is None:
        return
    other = Locale.objects.exclude(pk=page.locale_id).get()
    place = page.get_parent().get_translation_or_none(other)
    if place is not None and page.get_translation_or_none(other) is None:
        page.copy_for_translation(other, alias=True)


def test_a_place_that_is_translated_later_gets_the_column_in_that_language(hub, subscription, home):
    english = Page.objects.get(slug="school")
    english.delete()
    for item in in_two_languages():
        hub.publish(item)
    pull(subscription, hub)
    assert subscription.set_aside.filter(code="place-untranslated").exists()
    Page.get_first_root_node().add_child(
        instance=HomePage(
            title="School",
            slug="school-2",
            locale=Locale.objects.get(language_code="en"),
            translation_key=home.translation_key,
        )
    )
    aside.retry_now(subscription)
    pull(subscription, hub)

    assert_same_as(hub, subscription)
    assert not subscription.set_aside.exists()


def test_a_language_that_is_added_later_fetches_what_was_skipped(hub, subscription, home):
    Page.objects.get(slug="school").delete()
    Locale.objects.filter(language_code="en").delete()
    for item in in_two_languages():
        hub.publish(item)
    result = pull(subscription, hub)
    assert result.run.skipped == 3
    english = Locale.objects.create(language_code="en")
    pull(subscription, hub)
    assert subscription.set_aside.filter(code="place-untranslated").exists()
    Page.get_first_root_node().add_child(
        instance=HomePage(
            title="School", slug="school-2", locale=english, translation_key=home.translation_key
        )
    )
    aside.retry_now(subscription)
    pull(subscription, hub)

    assert_same_as(hub, subscription)
    assert len(tree(subscription)) == 6


# While a tree is being deleted the hub's side looks at pages whose own rows have just gone.
@pytest.mark.filterwarnings("ignore:Specific versions of the following items")
def test_a_language_that_is_removed_again_leaves_the_other_as_it_is(hub, subscription):
    items = in_two_languages()
    for item in items:
        hub.publish(item)
    pull(subscription, hub)
    english = Locale.objects.get(language_code="en")
    Page.objects.get(slug="school").delete()
    Page.objects.filter(locale=english).delete()
    english.delete()
    hub.publish(dataclasses.replace(items[0], title="Cột mới"))
    hub.publish(dataclasses.replace(items[3], title="New column"))
    pull(subscription, hub)

    assert not Locale.objects.filter(language_code="en").exists()
    assert Page.objects.filter(title="Cột mới", live=True).exists()
    assert not Page.objects.filter(title="New column").exists()
    assert not subscription.set_aside.exists()


def test_what_the_school_translated_itself_stays_when_the_hubs_translation_comes(hub, subscription):
    hub.publish(column())
    hub.publish(column(locale="en", title="ASEAN column"))
    item = article()
    hub.publish(item)
    pull(subscription, hub)
    page = ArticlePage.objects.get()
    english = Locale.objects.get(language_code="en")
    source, __ = TranslationSource.get_or_create_from_instance(page)
    Translation.objects.create(source=source, target_locale=english).save_target(publish=True)
    own = ArticlePage.objects.get(locale=english)
    ArticlePage.objects.filter(pk=own.pk).update(title="Translated by the school", live=True)
    hub.publish(dataclasses.replace(item, locale="en", title="Hello", slug="hello"))
    pull(subscription, hub)
    own.refresh_from_db()

    assert own.title == "Translated by the school"
    assert own.live
    assert page.get_translation(english).title == "Hello"
    assert not Translation.objects.exists()
    assert_same_as(hub, subscription)
