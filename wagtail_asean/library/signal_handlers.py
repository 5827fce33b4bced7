"""What follows from a change in the library, each handed to the verb it calls for.

All run in the transaction of the change, so that the derived rows are as true as the works.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Site

from . import actions, catalogue, showings
from .models import Banner, Campaign, MourningPeriod, Occasion, Placement


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


def on_work_saved(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        catalogue.write_entry(instance)


def on_work_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    catalogue.forget_entry(instance)


def on_plan_changed(sender: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        showings.refresh()


def on_file_saved(
    sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    if not raw and not created:
        actions.look_again_at_users_of(instance)
