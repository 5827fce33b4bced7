"""What an editor may not do to a mirrored object, said where it is tried.

Its lock stops editing, and of a page unpublishing; unpublishing a snippet, deleting and the bulk
actions know no locks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import swapper
from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from wagtail_asean.locks import ManagedLock

from .models import MirroredItem

Page = swapper.load_model("wagtailcore", "Page")

GUARDED_ACTIONS = frozenset({"delete", "unpublish"})


def managing_item(instance: Model) -> MirroredItem | None:
    """Return what `instance` is a live mirror of, None where it is the site's own."""
    rows = MirroredItem.objects.for_object(instance).live()
    return rows.select_related("subscription").first()


def explanation(item: MirroredItem) -> str:
    """Say who manages a mirror and what may be done with it."""
    return _(
        "This comes from %(hub)s (version %(version)d) and follows every change there."
        " It can't be edited here; its address and its place in the site are yours."
    ) % {"hub": item.subscription.name, "version": item.version}


def find_lock(instance: Model) -> ManagedLock | None:
    """Return the lock of a mirror, None for what is the site's own."""
    item = managing_item(instance)
    return None if item is None else ManagedLock(instance, explanation(item))


def explain(request: HttpRequest, instance: Any) -> None:
    """Say above the form of a mirror who manages it, where its lock does not say so."""
    get_lock = getattr(instance, "get_lock", None)
    if get_lock is not None and isinstance(get_lock(), ManagedLock):
        return
    item = managing_item(instance)
    if item is not None:
        messages.info(request, explanation(item))


def refuse(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    """Refuse to delete or unpublish mirrors; None where there are none."""
    for instance in instances:
        item = _first_mirror(instance)
        if item is not None:
            messages.error(
                request,
                _(
                    "%(title)s comes from %(hub)s. It goes from this site when it is withdrawn"
                    " there, or when the subscription ends."
                )
                % {"title": instance, "hub": item.subscription.name},
            )
            return redirect("wagtailadmin_home")
    return None


def _first_mirror(instance: Model) -> MirroredItem | None:
    """Return the first live mirror in an object, or in a page with all that is below it."""
    if not isinstance(instance, Page):
        return managing_item(instance)
    pages = Page.objects.descendant_of(instance, inclusive=True).values_list("pk", flat=True)
    rows: Any = MirroredItem.objects.live().select_related("subscription", "content_type")
    for row in rows.filter(object_id__in=[str(pk) for pk in pages]):
        if row.model is not None and issubclass(row.model, Page):
            return row
    return None
