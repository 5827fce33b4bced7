"""Taking down what the hub has taken back, whatever the site has decided about it (law 6).

What goes: the object, its aliases, a date on which it would have come back, a workflow that it is
in, and the versions that say what was taken back. What stays is the page with its address, which
tells readers; the pages of the site's own below it, which nobody has taken back; and copies, which
are the site's own and which only the site can take down.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import swapper
from django.db.models import DO_NOTHING, Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import (
    DraftStateMixin,
    PageLogEntry,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from wagtail_asean import protocol
from wagtail_asean.exceptions import DocumentError
from wagtail_asean.moments import storable
from wagtail_asean.withdrawals import Notice, notice_of

from .models import MirroredItem

Page = swapper.load_model("wagtailcore", "Page")

# How a copy of a mirror is noted in Wagtail's own history of the copy.
COPIED = "wagtail_asean.copy_of_mirror"


def take_down(instance: Any) -> None:
    """Take a mirror off the site for good; what knows no drafts is deleted."""
    if not isinstance(instance, DraftStateMixin):
        instance.delete()
        return
    _end_workflow(instance)
    if instance.live:
        instance.unpublish(log_action=True)
    _take_down_aliases(instance)
    _lock_for_good(instance)
    prune_revisions(instance, is_for_good=True)


def prune_revisions(instance: Any, *, is_for_good: bool = False) -> None:
    """Delete the versions of a mirror that are no longer its latest, with what they still say.

    Names whose consent was withdrawn would otherwise live on at every school. What editors here
    have written while a page was detached is theirs, and goes only with the item (`is_for_good`).
    """
    if not isinstance(instance, RevisionMixin):
        return
    kept = {instance.latest_revision_id, getattr(instance, "live_revision_id", None)} - {None}
    old = Revision.objects.filter(
        object_id=str(instance.pk), base_content_type=instance.get_base_content_type()
    ).exclude(pk__in=kept)
    if not is_for_good:
        old = old.filter(user=None)
    if old.filter(_is_referred_to()).exists():
        old.delete()
    else:
        # Nothing else hangs on them, and Django would ask the table of every type with drafts.
        old._raw_delete(old.db)


def _is_referred_to() -> Q:
    """Return the condition for versions on which steps of workflows, comments or the like hang.

    What has versions itself refers to its own alone.
    """
    condition = Q(pk__in=())
    for relation in Revision._meta.related_objects:
        model = relation.related_model
        if issubclass(model, RevisionMixin) or relation.on_delete is DO_NOTHING:
            continue
        rows = model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        condition |= Q(Exists(rows))
    return condition


def find_notice(page: Any) -> Notice | None:
    """Return what readers are told of a mirror that the hub has taken back."""
    row = MirroredItem.objects.for_object(page).withdrawn().first()
    withdrawal = read_withdrawal(row) if row is not None else None
    if row is None or withdrawal is None:
        return None
    return notice_of(
        withdrawal,
        withdrawn_at=row.applied_at,
        replacement=_replacement(row, withdrawal.replaced_by),
    )


def read_withdrawal(row: MirroredItem) -> protocol.Withdrawal | None:
    """Return why an item was taken back, as the hub has said."""
    try:
        return protocol.read_withdrawal(row.withdrawal) if row.withdrawal else None
    except DocumentError:
        return None


# -- copies --------------------------------------------------------------------------------


def note_copies(page: Any, copy: Any, user: Any) -> int:
    """Note which pages of a copied tree are copies of mirrors; return how many.

    Copies lie in the order of their originals, so that the two trees are read side by side.
    """
    pairs = _side_by_side(page, copy)
    rows = {
        row.object_id: row
        for row in MirroredItem.objects.for_pages([original.pk for original, __ in pairs])
    }
    entries = [
        _copy_entry(rows[str(original.pk)], copied, user)
        for original, copied in pairs
        if str(original.pk) in rows
    ]
    PageLogEntry.objects.bulk_create(entries)
    return len(entries)


def copies_of(row: MirroredItem) -> QuerySet:
    """Return the copies of a mirror that are known of: those made in the admin."""
    noted = PageLogEntry.objects.filter(
        action=COPIED, data__item=str(row.item_id), data__locale=row.locale
    )
    return Page.objects.filter(pk__in=noted.values("page_id"))


def original_of(page: Any) -> MirroredItem | None:
    """Return what a page is a copy of, None where it is no copy that is known of."""
    entry = PageLogEntry.objects.filter(page_id=page.pk, action=COPIED).first()
    if entry is None:
        return None
    rows = MirroredItem.objects.filter(
        item_id=entry.data.get("item"), locale=entry.data.get("locale")
    )
    return rows.select_related("subscription").order_by("-applied_at").first()


def _side_by_side(page: Any, copy: Any) -> list[tuple[Any, Any]]:
    originals = list(Page.objects.descendant_of(page).order_by("path"))
    copied = list(Page.objects.descendant_of(copy).order_by("path"))
    if not copied or len(originals) != len(copied):
        return [(page, copy)]
    return [(page, copy), *zip(originals, copied, strict=True)]


def _copy_entry(row: MirroredItem, copy: Any, user: Any) -> PageLogEntry:
    return PageLogEntry(
        page=copy,
        content_type=copy.cached_content_type,
        label=copy.get_admin_display_title(),
        action=COPIED,
        user=user,
        timestamp=storable(timezone.now()),
        data={"item": str(row.item_id), "locale": row.locale},
        content_changed=False,
    )


# -- the steps of taking down --------------------------------------------------------------


def _end_workflow(instance: Any) -> None:
    if isinstance(instance, WorkflowMixin):
        state = instance.current_workflow_state
        if state is not None:
            state.cancel()


def _take_down_aliases(instance: Any) -> None:
    # Unpublishing does it for a page that was live; one that was hidden may have live aliases.
    aliases: Iterable[Any] = instance.aliases.filter(live=True) if _is_page(instance) else ()
    for alias in aliases:
        alias.specific.unpublish(log_action=False)


def _lock_for_good(instance: Any) -> None:
    """Lock what was taken back, and let no date bring it back."""
    names: dict[str, Any] = {"go_live_at": None}
    if hasattr(instance, "locked"):
        names |= {"locked": True, "locked_by": None}
    for name, value in names.items():
        setattr(instance, name, value)
    type(instance).objects.filter(pk=instance.pk).update(**names)
    instance.revisions.update(approved_go_live_at=None)


def _is_page(instance: Model) -> bool:
    return isinstance(instance, Page)


def _replacement(row: MirroredItem, item_id: Any) -> Any:
    if item_id is None:
        return None
    rows = list(
        MirroredItem.objects.live()
        .filter(subscription_id=row.subscription_id, item_id=item_id)
        .select_related("content_type")
    )
    rows.sort(key=lambda other: other.locale != row.locale)
    found = (other.get_object() for other in rows)
    return next((page for page in found if isinstance(page, Page)), None)
