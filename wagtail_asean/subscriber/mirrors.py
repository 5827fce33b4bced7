"""Writing the objects that mirror items: pages born published, and snippets.

A page saved and then published costs 67 queries; one born published, with its revision and the
same signals, costs 24 and is as true: it has its dates, a live revision and a history.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from functools import partial
from typing import Any

import swapper
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from modelcluster.models import get_serializable_data_for_fields
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.log_actions import log
from wagtail.models import (
    DraftStateMixin,
    Locale,
    PageLogEntry,
    ReferenceIndex,
    Revision,
    RevisionMixin,
)
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail.signals import page_published, published

from wagtail_asean.exceptions import ItemError
from wagtail_asean.moments import storable
from wagtail_asean.protocol import Item

from . import recall, translations
from .models import MirroredItem, Subscription

Page = swapper.load_model("wagtailcore", "Page")


def translation_key(subscription: Subscription, item: Item) -> uuid.UUID:
    """Return the key that links the translations of a mirrored page.

    It is the subscription's own, so that two columns of one hub can live in one installation.
    """
    return uuid.uuid5(subscription.uid, str(item.id))


def pages_here(subscription: Subscription, items: Iterable[Item]) -> set[tuple[uuid.UUID, Any]]:
    """Return the translation keys and locales of the pages that sit where mirrors must go."""
    keys = {translation_key(subscription, item) for item in items}
    pages = Page.objects.filter(translation_key__in=keys)
    return set(pages.values_list("translation_key", "locale_id"))


def find_page(subscription: Subscription, item: Item, locale: Locale) -> Any:
    """Return the page that sits where the mirror must go, turned from alias to page.

    A page that the site has translated itself keeps what it says, and makes room.
    """
    key = translation_key(subscription, item)
    page = Page.objects.filter(translation_key=key, locale=locale).first()
    if page is None:
        return None
    page = page.specific
    if page.alias_of_id:
        page = ConvertAliasPageAction(page).execute(skip_permission_checks=True) or page
        page.refresh_from_db()
    elif not MirroredItem.objects.for_object(page).exists():
        translations.make_own(page)
        return None
    translations.forget_translations_into(page)
    return page


def create_page(
    page: Any, parent: Any, item: Item, subscription: Subscription, locale: Locale
) -> None:
    """Add a page, its content already set, under `parent`, published from the start.

    Raises `ItemError` where the site's rules forbid the page there.
    """
    if not type(page).can_exist_under(parent):
        raise ItemError(
            _(
                "The page type “%(type)s” is not allowed under the page “%(parent)s”. Add it to"
                " that page type's subpage_types, or choose another place."
            )
            % {"type": type(page)._meta.verbose_name, "parent": parent.title},
            code="place-forbidden",
        )
    now = storable(timezone.now())
    page.locale = locale
    page.translation_key = translation_key(subscription, item)
    page.slug = free_slug(parent, item)
    page.draft_title = page.title
    page.live = True
    page.has_unpublished_changes = False
    page.first_published_at = storable(item.published_at) or now
    page.last_published_at = now
    page.latest_revision_created_at = now
    _lock(page)
    # A page that is new and has a key of ours is no site's root: spares a query.
    page._is_site_root = False
    # Taken before the page is saved, labels and comments cost no query.
    content = page.serializable_data()
    links = _take_links(page)
    with disable_reference_index_auto_update():
        _save_checked(page, parent)
    _insert_links(page, links)
    revision = _add_revision(page, content | get_serializable_data_for_fields(page))
    Page.objects.filter(pk=page.pk).update(latest_revision=revision, live_revision=revision)
    page.latest_revision = page.live_revision = revision
    _index_new_references(page)
    _announce(page, revision)


def update_page(page: Any, item: Item, *, is_live: bool = True) -> None:
    """Publish a page anew with the content just set; slug and place stay the site's.

    One that the site hides takes the content and stays unpublished.
    """
    now = storable(timezone.now())
    page.draft_title = page.title
    page.live = is_live
    page.expired = False
    page.has_unpublished_changes = not is_live
    page.first_published_at = storable(item.published_at) or page.first_published_at or now
    page.last_published_at = now
    page.latest_revision_created_at = now
    _lock(page)
    revision = _add_revision(page)
    page.latest_revision = revision
    page.live_revision = revision if is_live else None
    with disable_reference_index_auto_update():
        page.save(clean=False)
    recall.prune_revisions(page)
    _index_references(page)
    if is_live:
        _announce(page, revision)


def change_slug(page: Any, slug: str, *, user: Any = None) -> None:
    """Give a mirrored page another address; the addresses below follow, and redirects know."""
    page.slug = slug
    page.save(clean=False)
    for revision in page.revisions.all():
        revision.content |= {"slug": page.slug, "url_path": page.url_path}
        revision.save(update_fields=["content"])
    log(instance=page, action="wagtail.edit", user=user)


def put_up(instance: Any) -> None:
    """Publish a mirror again that the site had hidden, as it is."""
    now = storable(timezone.now())
    instance.live = True
    instance.expired = False
    instance.has_unpublished_changes = False
    instance.live_revision = instance.latest_revision
    instance.last_published_at = now
    if isinstance(instance, Page):
        instance.save(clean=False)
        _announce(instance, instance.latest_revision)
    else:
        instance.save()
        published.send(sender=type(instance), instance=instance, revision=instance.latest_revision)


def release(instance: Any) -> None:
    """Give a mirror into the hands of the site's editors."""
    if hasattr(instance, "locked"):
        instance.locked = False
        instance.locked_by = instance.locked_at = None
    # Saved as a whole, so that what keeps lists of pages hears of it.
    if isinstance(instance, Page):
        instance.save(clean=False)
    else:
        instance.save()


def write_snippet(instance: Any, item: Item, locale: Locale, *, is_live: bool = True) -> None:
    """Save a snippet with the content just set, published where it knows drafts.

    One that the site hides stays unpublished.
    """
    if instance._state.adding:
        instance.locale = locale
        instance.translation_key = item.id
    elif instance.translation_key != item.id:
        _link_translations(instance, item, locale)
    now = storable(timezone.now())
    if isinstance(instance, DraftStateMixin):
        instance.live = is_live
        instance.expired = False
        instance.has_unpublished_changes = not is_live
        instance.first_published_at = storable(item.published_at) or now
        instance.last_published_at = now
    _lock(instance)
    instance.save()
    if not isinstance(instance, RevisionMixin):
        return
    revision = _add_revision(instance)
    instance.latest_revision = revision
    names = ["latest_revision"]
    if isinstance(instance, DraftStateMixin) and is_live:
        instance.live_revision = revision
        names.append("live_revision")
    type(instance).objects.filter(pk=instance.pk).update(**dict.fromkeys(names, revision))
    recall.prune_revisions(instance)
    if isinstance(instance, DraftStateMixin) and is_live:
        published.send(sender=type(instance), instance=instance, revision=revision)


def save_new(instance: Model) -> None:
    """Save a new object with its references; Wagtail's own task would first read it again."""
    with disable_reference_index_auto_update():
        instance.save()
    _index_new_references(instance)


def take_down(instance: Any) -> None:
    """Take a mirror off the site; what knows no drafts is deleted."""
    if isinstance(instance, DraftStateMixin):
        if instance.live:
            instance.unpublish(log_action=True)
    else:
        instance.delete()


def free_slug(parent: Any, item: Item) -> str:
    """Return the item's slug, or the next free one where a sibling has it."""
    wanted = item.slug or slugify(item.title, allow_unicode=True) or str(item.id)
    siblings = Page.objects.child_of(parent)
    # By itself, this finds its row by an index; what begins alike has to be looked for.
    if not siblings.filter(slug=wanted).exists():
        return wanted
    taken = set(siblings.filter(slug__startswith=wanted).values_list("slug", flat=True))
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _link_translations(instance: Any, item: Item, locale: Locale) -> None:
    """Give a snippet that was here before the item's key, unless another row has it."""
    others = type(instance).objects.filter(translation_key=item.id, locale=locale)
    if not others.exists():
        instance.translation_key = item.id


def _lock(instance: Any) -> None:
    # In nobody's name: an editor's own lock would say that the editor keeps it.
    if hasattr(instance, "locked") and not (instance.locked and instance.locked_by_id is None):
        instance.locked = True
        instance.locked_by = None
        instance.locked_at = storable(timezone.now())


def _take_links(page: Any) -> list[tuple[Any, list[Any]]]:
    """Take a new page's many-to-many relations from it: saving would look for old ones."""
    waiting = page.__dict__.get("_cluster_related_objects") or {}
    fields = [field for field in page._meta.many_to_many if field.name in waiting]
    return [(field, waiting.pop(field.name)) for field in fields if _has_plain_links(field)]


def _has_plain_links(field: Any) -> bool:
    return bool(field.remote_field.through._meta.auto_created)


def _insert_links(page: Any, links: list[tuple[Any, list[Any]]]) -> None:
    """Write the links of a new page, and let it know them without a question."""
    for field, targets in links:
        page._cluster_related_objects[field.name] = targets
        through = field.remote_field.through
        here, there = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        through.objects.bulk_create(
            [through(**{here: page.pk, there: target.pk}) for target in targets]
        )


def _save_checked(page: Any, parent: Any) -> None:
    """Add a page that the adapter and `create_page` have checked, and note that it was made.

    Wagtail would check it again, and then the entry in the history: eleven queries.
    """
    page.save = partial(page.save, clean=False, log_action=None)
    try:
        parent.add_child(instance=page)
    finally:
        del page.save
    entry = PageLogEntry(
        page=page,
        content_type=ContentType.objects.get_for_model(page, for_concrete_model=False),
        label=page.get_admin_display_title(),
        action="wagtail.create",
        timestamp=timezone.now(),
        data={},
        content_changed=True,
    )
    PageLogEntry.objects.bulk_create([entry])


def _add_revision(instance: Any, content: dict[str, Any] | None = None) -> Revision:
    content_type = ContentType.objects.get_for_model(instance, for_concrete_model=False)
    revision = Revision(
        content_type=content_type,
        base_content_type=instance.get_base_content_type(),
        object_id=str(instance.pk),
        created_at=storable(timezone.now()),
        content=content or instance.serializable_data(),
        object_str=str(instance)[:255],
    )
    # Revision.save() looks for scheduled revisions, of which a mirror has none.
    revision.save_base(force_insert=True)
    return revision


def _index_references(instance: Model) -> None:
    if ReferenceIndex.model_is_indexable(type(instance)):
        ReferenceIndex.create_or_update_for_object(instance)


def _index_new_references(instance: Model) -> None:
    """Note what a new object refers to, without a look at what it referred to before."""
    if not ReferenceIndex.model_is_indexable(type(instance)):
        return
    models = [type(instance), *instance._meta.get_parent_list()]
    types = [ContentType.objects.get_for_model(m, for_concrete_model=False) for m in models]
    rows = [
        ReferenceIndex(
            content_type=types[0],
            base_content_type=types[-1],
            object_id=str(instance.pk),
            to_content_type_id=to_content_type,
            to_object_id=to_object,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )
        for to_content_type, to_object, model_path, content_path in set(
            ReferenceIndex._extract_references_from_object(instance)
        )
    ]
    if rows:
        ReferenceIndex.objects.bulk_create(rows)


def _announce(page: Any, revision: Revision) -> None:
    published.send(sender=type(page), instance=page, revision=revision)
    page_published.send(sender=type(page), instance=page, revision=revision)
