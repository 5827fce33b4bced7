"""What follows from a change in the library, each handed to the verb it calls for.

All run in the transaction of the change, so that the derived rows are as true as the works.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, ReferenceIndex, Site
from wagtail.signals import unpublished

from . import actions
from .inventory import catalogue
from .models import Banner, Campaign, MourningPeriod, Occasion, Placement
from .placements import showings

# What Wagtail saves by itself, beside the content.
_BOOKKEEPING = frozenset(
    {
        "latest_revision",
        "live_revision",
        "has_unpublished_changes",
        "locked",
        "locked_at",
        "locked_by",
    }
)


def connect() -> None:
    """Listen to all that the derived rows depend on."""
    for model in catalogue.CATALOGUED:
        post_save.connect(on_work_saved, sender=model)
        post_delete.connect(on_work_deleted, sender=model)
    for model in (Banner, Campaign, Occasion, MourningPeriod, Placement, Site, Locale):
        post_save.connect(on_plan_changed, sender=model)
        post_delete.connect(on_plan_changed, sender=model)
    for model in (get_image_model(), get_document_model()):
        post_save.connect(on_file_saved, sender=model)
        post_delete.connect(on_file_deleted, sender=model)
    post_save.connect(on_occasion_saved, sender=Occasion)
    post_delete.connect(on_occasion_deleted, sender=Occasion)
    for model in catalogue.CATALOGUED:
        unpublished.connect(on_unpublished, sender=model)
    # Wagtail keeps the uses of pages and snippets by itself.
    ReferenceIndex.register_model(Placement)


def on_work_saved(
    sender: Any, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    if raw or _is_bookkeeping(update_fields):
        return
    # The instance that Wagtail saves a part of holds a draft.
    whole = instance if update_fields is None else sender._base_manager.get(pk=instance.pk)
    catalogue.write_entry(whole)


def on_work_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    catalogue.forget_entry(instance)


def on_plan_changed(
    sender: Any, raw: bool = False, update_fields: Any = None, origin: Any = None, **kwargs: Any
) -> None:
    # A site that is being deleted takes its placements along before it is gone itself.
    if raw or _is_bookkeeping(update_fields) or not _begins_with(sender, origin):
        return
    showings.refresh()


def on_file_saved(
    sender: Any,
    instance: Any,
    created: bool,
    raw: bool = False,
    update_fields: Any = None,
    **kwargs: Any,
) -> None:
    if not raw and not created and (update_fields is None or "file" in update_fields):
        actions.look_again_at_users_of(instance)


def on_file_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    actions.look_again_at_users_of(instance)


def on_occasion_saved(
    sender: Any,
    instance: Any,
    created: bool,
    raw: bool = False,
    update_fields: Any = None,
    **kwargs: Any,
) -> None:
    if not raw and not created and update_fields is None:
        catalogue.follow_occasion(instance)


def on_occasion_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    actions.let_go_of_occasion(instance)


def on_unpublished(sender: Any, instance: Any, **kwargs: Any) -> None:
    actions.end_taken_over_approval(instance)


def _is_bookkeeping(update_fields: Any) -> bool:
    return update_fields is not None and _BOOKKEEPING.issuperset(update_fields)


def _begins_with(sender: Any, origin: Any) -> bool:
    """Tell whether it is an object of `sender` that is being deleted, or nothing is."""
    return origin is None or isinstance(origin, sender) or getattr(origin, "model", None) is sender
