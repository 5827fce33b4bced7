"""What nobody may do to a mirrored object, said where it is tried.

Wagtail's lock and the permissions of our own pages stop a part of it. Snippets, the pages of the
site's own types, deleting, bulk actions and wagtail-localize's editor know neither: for them
these functions stand behind Wagtail's hooks. Place, address and privacy are the site's.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import swapper
from django.contrib import messages
from django.db.models import Exists, Model, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_asean.locks import ManagedLock

from . import panel, recall, translations
from .models import LocalChoice, MirroredItem

Page = swapper.load_model("wagtailcore", "Page")

GUARDED_ACTIONS = frozenset({"delete", "unpublish", "publish"})
# These reach what lies below a page only where their form asks for it.
SHALLOW_ACTIONS = frozenset({"unpublish", "publish"})


def managing_item(instance: Model) -> MirroredItem | None:
    """Return what `instance` is a mirror of, None where it is the site's own to edit.

    A detached item is the site's own until the hub takes it back.
    """
    rows = MirroredItem.objects.for_object(instance)
    return _under_the_hub(rows).select_related("subscription").first()


def explanation(item: MirroredItem) -> str:
    """Say who manages a mirror and what may be done with it."""
    return panel.render(item)


def find_lock(instance: Model) -> ManagedLock | None:
    """Return the lock of a mirror, None for what is the site's own."""
    item = managing_item(instance)
    if item is None:
        return None
    is_withdrawn = item.state == MirroredItem.State.WITHDRAWN
    return ManagedLock(instance, lambda: explanation(item), may_delete=is_withdrawn)


# -- where it is edited ----------------------------------------------------------------------


def before_edit(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Say above the form of a mirror who manages it; refuse to save what is sent all the same."""
    item = managing_item(instance)
    if item is None:
        _tell_of_original(request, instance)
        return None
    translations.forget_translations_into(instance)
    if request.method == "GET":
        if not _says_so_itself(instance):
            messages.info(request, explanation(item))
        return None
    messages.error(request, explanation(item))
    return redirect(request.path)


def before_copy(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Say what a copy of a mirror is; refuse to copy what the hub has taken back."""
    item = managing_item(page)
    if item is None:
        return None
    if item.state == MirroredItem.State.WITHDRAWN:
        messages.error(request, explanation(item))
        return redirect("wagtailadmin_pages:edit", page.pk)
    if request.method == "GET":
        messages.info(
            request,
            _(
                "The copy will be a page of your own: nobody updates it, and when %(hub)s takes"
                " the original back you have to take down the copy yourself. An alias follows it."
            )
            % {"hub": item.subscription.name},
        )
    return None


def after_copy(request: HttpRequest, page: Any, copy: Any) -> None:
    """Make copies of mirrors the site's own pages, and note whose copies they are."""
    if copy.alias_of_id or not recall.note_copies(page, copy, request.user):
        return
    pages = Page.objects.descendant_of(copy, inclusive=True).filter(locked_by=None)
    pages.update(locked=False, locked_at=None)


def before_convert_alias(request: HttpRequest, alias: Any) -> HttpResponse | None:
    """Note that an alias of a mirror becomes a page of the site's own."""
    item = managing_item(alias.alias_of.specific)
    if item is None:
        return None
    if item.state == MirroredItem.State.WITHDRAWN:
        messages.error(request, explanation(item))
        return redirect("wagtailadmin_pages:edit", alias.pk)
    if request.method == "POST":
        recall.note_copies(alias.alias_of, alias, request.user)
        Page.objects.filter(pk=alias.pk, locked_by=None).update(locked=False, locked_at=None)
        alias.locked = False
    return None


# -- where it would go or come back ----------------------------------------------------------


def refuse(
    request: HttpRequest, instances: Iterable[Model], action: str = "delete"
) -> HttpResponse | None:
    """Refuse to delete, unpublish or publish mirrors; None where there are none."""
    goes_below = action not in SHALLOW_ACTIONS or bool(request.POST.get("include_descendants"))
    for instance in instances:
        item = _first_mirror(instance, action, goes_below=goes_below)
        if item is not None:
            messages.error(request, _why_not(item, instance))
            return redirect("wagtailadmin_home")
    return None


def _why_not(item: MirroredItem, instance: Model) -> str:
    facts = {"title": instance, "hub": item.subscription.name}
    if item.state == MirroredItem.State.WITHDRAWN:
        return _("%(hub)s has taken back %(title)s, or what lies below it.") % facts
    return (
        _(
            "%(title)s comes from %(hub)s. It goes from this site when it is withdrawn"
            " there, or when the subscription ends."
        )
        % facts
    )


def _first_mirror(instance: Model, action: str, *, goes_below: bool) -> MirroredItem | None:
    """Return the first mirror in an object, or in a page with what is below it, that is kept."""
    rows: Any = MirroredItem.objects.for_object(instance)
    if isinstance(instance, Page) and goes_below:
        pages = Page.objects.descendant_of(instance, inclusive=True)
        rows = MirroredItem.objects.for_pages(pages.values_list("pk", flat=True))
    elif isinstance(instance, Page):
        rows = MirroredItem.objects.for_pages([instance.pk])
    kept = _under_the_hub(rows)
    if action != "publish":
        # What was taken back may go for good.
        kept = kept.live()
    return kept.select_related("subscription").first()


def _under_the_hub(rows: Any) -> Any:
    detached = LocalChoice.objects.filter(
        subscription=OuterRef("subscription"),
        item_id=OuterRef("item_id"),
        locale=OuterRef("locale"),
        is_detached=True,
    )
    return rows.managed().exclude(Q(state=MirroredItem.State.LIVE) & Exists(detached))


def _says_so_itself(instance: Any) -> bool:
    get_lock = getattr(instance, "get_lock", None)
    return get_lock is not None and isinstance(get_lock(), ManagedLock)


def _tell_of_original(request: HttpRequest, instance: Any) -> None:
    if request.method != "GET" or not isinstance(instance, Page):
        return
    item = recall.original_of(instance)
    if item is None or item.state != MirroredItem.State.WITHDRAWN:
        return
    withdrawal = recall.read_withdrawal(item)
    messages.warning(
        request,
        _(
            "This is a copy of a page that %(hub)s has taken back. Reason: %(reason)s Look whether"
            " the copy has to go as well."
        )
        % {
            "hub": item.subscription.name,
            "reason": (withdrawal.reason if withdrawal else "") or "–",
        },
    )


def edit_url(page: Any) -> str:
    """Return where a page is edited."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
