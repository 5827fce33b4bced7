"""Turning a page into one of another type, in its place.

It happens where a type arrives that a site has so far shown by its fallback, and where a hub
gives an item another type. The page keeps its key, its place, its address and its history, and
whatever points to it; only the row of its own table is exchanged for one of the other's.
"""

from __future__ import annotations

from typing import Any

import swapper
from django.contrib.contenttypes.models import ContentType
from django.db import models, router
from django.db.models.deletion import Collector, get_candidate_relations_to_delete
from django.utils.translation import gettext as _
from wagtail.models import Revision
from wagtail.search import index

from wagtail_asean.exceptions import ItemError

Page = swapper.load_model("wagtailcore", "Page")


def change_type(page: Any, model: type[Any]) -> Any:
    """Return `page` as a page of `model`, its old type's own row deleted.

    What both types inherit from the same table stays as it is; all else is for the caller to
    set, who then calls `write_own_row` and saves it. No signal tells of a deletion, since the
    page isn't deleted. Raises `ItemError` where the site's rules forbid such a page there.
    """
    _refuse_forbidden(page, model)
    index.remove_object(page)
    for table in _own_tables(type(page), model):
        _delete_row(table, page)
    made = model()
    for field in model._meta.concrete_fields:
        if isinstance(page, field.model):
            setattr(made, field.attname, getattr(page, field.attname))
        elif getattr(field.remote_field, "parent_link", False):
            setattr(made, field.attname, page.pk)
    made._state.adding, made._state.db = False, page._state.db
    made.content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
    _keep_history(page, made)
    return made


def write_own_row(page: Any, old: type[Any]) -> None:
    """Write the row of a page that was of the type `old`, so that it can be saved as any other."""
    for table in reversed(_own_tables(type(page), old)):
        # Just this row, and no signals: saving the page, which follows, needs it to be there.
        page._save_table(raw=True, cls=table, force_insert=True, using=page._state.db)
    # Wagtail 7 looks, before it saves a page, at what the page is until then.
    Page.objects.filter(pk=page.pk).update(content_type=page.content_type)


def _refuse_forbidden(page: Any, model: type[Any]) -> None:
    below = {child.specific_class for child in page.get_children()}
    if model.can_exist_under(page.get_parent()) and below.issubset(model.allowed_subpage_models()):
        return
    raise ItemError(
        _(
            "“%(page)s” is to become a page of the type “%(type)s”, which is not allowed there, or"
            " not above the pages that lie below it."
        )
        % {"page": page.title, "type": model._meta.verbose_name},
        code="type-changed",
    )


def _own_tables(old: type[Any], new: type[Any]) -> list[type[Any]]:
    """Return the models between a type and what it shares with the other, from the type up."""
    line = [old, *old._meta.get_parent_list()]
    return [model for model in line if issubclass(model, Page) and not issubclass(new, model)]


def _delete_row(table: type[Any], page: Any) -> None:
    """Delete a page's row in one table, with what hangs on that row alone."""
    using = router.db_for_write(table, instance=page)
    collector = Collector(using=using, origin=page)
    for relation in get_candidate_relations_to_delete(table._meta):
        if relation.model is not table or getattr(relation, "parent_link", False):
            continue
        manager = relation.related_model._base_manager.using(using)
        hanging = manager.filter(**{f"{relation.field.name}_id": page.pk})
        if hanging.exists():
            relation.on_delete(collector, relation.field, hanging, using)
    collector.delete()
    row = models.QuerySet(table, using=using).filter(pk=page.pk)
    row._raw_delete(using)


def _keep_history(page: Any, made: Any) -> None:
    """Let the page's revisions be those of a page of its new type, which opens them."""
    revisions = Revision.objects.filter(
        base_content_type=page.get_base_content_type(), object_id=str(page.pk)
    )
    revisions.update(content_type=made.content_type)
