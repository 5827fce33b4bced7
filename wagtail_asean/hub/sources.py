"""The objects that items are made of, and how to find them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import ReferenceIndex

from wagtail_asean.adapters import Page, adapter_for_model, adapters

from .models import Asset, Change

PIECE = 200

# The type and the key of an object, as `Change` and Wagtail's reference index store them.
Source = tuple[int, str]


def page_types() -> list[ContentType]:
    """Return the types of page that can be items."""
    models = [adapter.model for adapter in adapters() if issubclass(adapter.model, Page)]
    return list(ContentType.objects.get_for_models(*models).values())


def pages_from(instance: Any, *, inclusive: bool = True) -> Iterator[Any]:
    """Return a page and those below it that can be items, from the top down, as stored.

    Anything but a page has nothing below it.
    """
    if not isinstance(instance, Page):
        return iter(())
    below = Page.objects.descendant_of(instance, inclusive=inclusive)
    pages = below.filter(content_type__in=page_types()).order_by("path").specific()
    return iter(pages.iterator(chunk_size=PIECE))


def find_stored(instance: Any) -> Any:
    """Return an object as the database has it: the one in hand may know more or less.

    None where it is gone or can't be an item.
    """
    model = instance.specific_class if isinstance(instance, Page) else type(instance)
    if model is None or adapter_for_model(model) is None:
        return None
    return model._base_manager.using(instance._state.db).filter(pk=instance.pk).first()


def find_sources(sources: Iterable[Source]) -> Iterator[Any]:
    """Return the objects that can be items, those that are gone left out."""
    for content_type_id, object_id in sorted(sources):
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if adapter_for_model(model) is not None:
            yield from model._base_manager.filter(pk=object_id)


def users_of(files: list[Any]) -> set[Source]:
    """Return what uses images or documents of one model: in the feed, or by the index."""
    if not files:
        return set()
    model, pks = type(files[0]), [str(file.pk) for file in files]
    used = Change.objects.filter(assets__in=Asset.objects.of(model, *pks))
    used = used.exclude(content_type=None).values_list("content_type_id", "object_id")
    return {*used.distinct()} | referring_to(model, pks)


def referring_to(model: type[Model], pks: list[str]) -> set[Source]:
    """Return what refers to objects of a model by a link, a chooser or a foreign key."""
    content_type = ReferenceIndex._get_base_content_type(model)
    found = ReferenceIndex.objects.filter(to_content_type=content_type, to_object_id__in=pks)
    return {*found.values_list("content_type_id", "object_id").distinct()}
