"""What follows from a change of a page, each handed to the verb it calls for."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from . import consents
from .column import index, leaving
from .models import Consent
from .page_types import column_models, entry_models


def connect() -> None:
    """Listen to the page types of this site."""
    for model in entry_models():
        post_save.connect(on_entry_saved, sender=model)
        page_published.connect(on_entry_published, sender=model)
    for model in column_models():
        page_published.connect(on_column_published, sender=model)
    # Of what is deleted or unpublished in a tree Wagtail may hand over plain pages.
    page_unpublished.connect(on_page_unpublished)
    post_page_move.connect(on_page_moved)
    post_save.connect(on_page_closed, sender=PageViewRestriction)
    post_delete.connect(on_page_opened, sender=PageViewRestriction)
    post_save.connect(on_consent_saved, sender=Consent)
    pre_delete.connect(before_consent_deleted, sender=Consent)
    post_delete.connect(on_consent_deleted, sender=Consent)


def on_entry_saved(
    sender: Any,
    instance: Any,
    created: bool,
    raw: bool = False,
    update_fields: Any = None,
    **kwargs: Any,
) -> None:
    # With some fields only, the instance may hold a draft.
    if not raw and not created and update_fields is None:
        index.write_entry(instance)
        instance.is_just_listed = True


def on_entry_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    # Whoever publishes a page that was there has saved it a moment before.
    if not instance.__dict__.pop("is_just_listed", False):
        index.write_entry(instance)


def on_column_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    # It may have been an article before; see `subscriber.page_types`.
    index.forget_entry(instance)


def on_page_unpublished(sender: Any, instance: Any, **kwargs: Any) -> None:
    index.forget_entry(instance)


def on_page_moved(sender: Any, instance: Any, parent_page_before: Any, **kwargs: Any) -> None:
    index.follow_move(instance, parent_page_before)


def on_page_closed(
    sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    if created and not raw:
        leaving.note_closing(index.Page.objects.get(pk=instance.page_id))


def on_page_opened(sender: Any, instance: Any, origin: Any = None, **kwargs: Any) -> None:
    page = index.Page.objects.filter(pk=instance.page_id).first()
    if page is None:
        return
    # A restriction goes by itself, or together with its page.
    is_opened = PageViewRestriction in (type(origin), getattr(origin, "model", None))
    (leaving.note_opening if is_opened else leaving.forget_closed)(page)


def on_consent_saved(
    sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    if not raw and not created:
        consents.follow(instance)


def before_consent_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    # Once it is gone, nothing tells any more who pointed to it.
    instance.pages_to_follow = consents.live_pks(instance)


def on_consent_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    consents.tell_of(instance.pages_to_follow)
