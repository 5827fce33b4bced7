"""What the site's choices let its pages say; registered at `wagtail_asean.local_say`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import swapper
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model

from wagtail_asean.local_say import Link, LocalSay

from .models import LocalChoice

Page = swapper.load_model("wagtailcore", "Page")
MOST_PINNED = 12


def find(instance: Model) -> LocalSay | None:
    """Return what the site says about a mirrored page, None for nothing."""
    choice = LocalChoice.objects.for_object(instance).first()
    if choice is None:
        return None
    links = tuple(Link(title=link["title"], url=link["url"]) for link in choice.links)
    return LocalSay(note=choice.note, links=links, is_pinned=choice.is_pinned)


def find_pinned() -> Iterator[Any]:
    """Yield the keys of the pinned pages, the one pinned last first."""
    rows = LocalChoice.objects.filter(
        is_pinned=True,
        is_hidden=False,
        subscription__items__item_id=F("item_id"),
        subscription__items__locale=F("locale"),
        subscription__items__state="live",
        subscription__items__content_type__isnull=False,
    ).order_by("-changed_at")
    names = "subscription__items__content_type_id", "subscription__items__object_id"
    for content_type, key in rows.values_list(*names)[:MOST_PINNED]:
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None and issubclass(model, Page):
            yield Page._meta.pk.to_python(key)
