"""What Wagtail and Django tell us, each handed to the action it calls for.

`page_published` stands for pages because copying a live page sends it and not `published`;
`published` stands for everything else. A page that code creates with `live=True` sends nothing
at all, and neither does a change of a site's address: `rebuild_feed` finds both. What is just
becoming a mirror is looked at when it is written down whose it is.
"""

from __future__ import annotations

from typing import Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import DraftStateMixin

from wagtail_asean.adapters import Page, adapter_for_model
from wagtail_asean.provenance import is_settling, when_settled
from wagtail_asean.references import is_file_model

from . import actions


def may_matter(model: Any) -> bool:
    """Tell whether a model can be an item's or a file's, before its adapter is registered.

    Listening to all models would cost the site Django's fast deletions.
    """
    return hasattr(model, "translation_key") or is_file_model(model)


def on_page_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    when_settled(actions.record_change, instance)


def on_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    if not isinstance(instance, Page):
        when_settled(actions.record_change, instance)


def on_unpublished(sender: Any, instance: Any, **kwargs: Any) -> None:
    actions.record_unpublished(instance)


def on_page_moved(sender: Any, instance: Any, **kwargs: Any) -> None:
    when_settled(actions.record_tree, instance)


def on_slug_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    when_settled(actions.record_tree, instance)


def on_saved(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if raw:
        return
    if is_file_model(sender):
        # A file that comes with a mirror is nobody else's yet.
        if not is_settling():
            actions.record_users_of([instance])
    elif adapter_for_model(sender) and not issubclass(sender, DraftStateMixin):
        when_settled(actions.record_change, instance)


def on_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    if is_file_model(sender):
        actions.forget_file(instance)
    elif adapter_for_model(sender):
        actions.record_withdrawal(instance)


def on_page_restriction(sender: Any, instance: Any, **kwargs: Any) -> None:
    if _is_about(sender, kwargs.get("origin")):
        actions.record_tree(instance.page)


def on_collection_restriction(sender: Any, instance: Any, **kwargs: Any) -> None:
    if not _is_about(sender, kwargs.get("origin")):
        return
    for model in (get_image_model(), get_document_model()):
        within = instance.collection.get_descendants(inclusive=True)
        actions.record_users_of(model._base_manager.filter(collection__in=within))


def _is_about(sender: Any, origin: Any) -> bool:
    """Tell whether it is the restriction itself that is saved or deleted.

    `origin` is what a deletion began with: while a private page is being deleted its
    restriction goes first, and for a moment the page looks public.
    """
    return origin is None or isinstance(origin, sender) or getattr(origin, "model", None) is sender
