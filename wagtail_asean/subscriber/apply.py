"""Applying one change: the object, its files' rows and the bookkeeping in one transaction.

What can't be applied raises `ItemError` and leaves everything as it was; `sync` sets it aside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any
from uuid import UUID

import swapper
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from wagtail_asean import provenance
from wagtail_asean.adapters import ItemAdapter, adapter_for_type
from wagtail_asean.exceptions import DocumentError, ItemError
from wagtail_asean.fallbacks import stand_in
from wagtail_asean.moments import storable
from wagtail_asean.protocol import Change, Item, ItemKey, canonical, to_json
from wagtail_asean.references import Inward

from . import aside, holding, mirrors, page_types, recall
from .assets import AssetStore
from .languages import SiteLanguages
from .models import MirroredItem, PendingReference, Subscription
from .parents import Parents
from .plan import Reason
from .verify import stored_item

Page = swapper.load_model("wagtailcore", "Page")


class Outcome(Enum):
    """What applying an item has done."""

    CREATED = "created"
    UPDATED = "updated"


class Applier:
    """Applies the changes of one run; remembers what does not change between items."""

    def __init__(
        self, subscription: Subscription, languages: SiteLanguages, assets: AssetStore
    ) -> None:
        self.subscription = subscription
        self._languages = languages
        self._assets = assets
        self._memory: dict[Any, Any] = {}
        self._parents = Parents(subscription)
        self._may_wait = self._may_be_aside = self._may_be_held = self._may_be_hidden = True
        self._pages_here: set[tuple[UUID, Any]] | None = None

    @contextmanager
    def page(self, items: Iterable[Item]) -> Iterator[None]:
        """Know for a page of changes what is here at all, is set aside or waits.

        It spares each of its items three or four questions. Under the run's lease no one else
        writes these rows, and what an item of the page leaves waiting is noted.
        """
        self._pages_here = mirrors.pages_here(self.subscription, items)
        waiting = PendingReference.objects.filter(mirrored_item__subscription=self.subscription)
        self._may_wait = waiting.exists()
        self._may_be_aside = self.subscription.set_aside.exists()
        self._may_be_held = self.subscription.held.exists()
        self._may_be_hidden = self.subscription.choices.filter(is_hidden=True).exists()
        try:
            yield
        finally:
            self._may_wait = self._may_be_aside = True
            self._may_be_held = self._may_be_hidden = True
            self._pages_here = None

    def apply(self, change: Change, item: Item, mirrored: MirroredItem | None) -> Outcome:
        """Make or update the object that mirrors `item`, all or nothing.

        Raises `ItemError` with the reason where that can't be done.
        """
        try:
            with transaction.atomic(), provenance.settling(change.update):
                outcome = self._apply(change, item, mirrored)
        except BaseException as error:
            self._forget()
            if isinstance(error, DocumentError):
                raise aside.unusable_document(error) from error
            if isinstance(error, DatabaseError):
                raise _refused_by_database(error) from error
            if isinstance(error, OSError):
                raise _not_stored(error) from error
            raise
        self._assets.keep()
        return outcome

    @transaction.atomic
    def withdraw(self, change: Change, mirrored: MirroredItem | None) -> bool:
        """Take an item off the site and note why; return whether it was shown here."""
        instance = _object_here(mirrored)
        was_shown = mirrored is not None and mirrored.state == MirroredItem.State.LIVE
        withdrawal = to_json(change.withdrawal) if change.withdrawal else None
        self._note(
            change,
            mirrored,
            state=MirroredItem.State.WITHDRAWN,
            withdrawal=withdrawal,
            expires=None,
        )
        if instance is not None:
            recall.take_down(instance)
        provenance.pass_on(change.key)
        self._parents.clear()
        return was_shown and instance is not None

    def note(self, change: Change, mirrored: MirroredItem) -> None:
        """Note a change that says nothing new, or that the site's own copy does not follow.

        The document that is here stays: it is what the copy was made of.
        """
        attestation = mirrored.attestation
        with transaction.atomic():
            self._note(change, mirrored, digest=change.digest)
            self._forget_held(change)
            if mirrored.attestation != attestation:
                provenance.pass_on(change.key)

    def skip(self, change: Change, mirrored: MirroredItem | None, reason: str) -> None:
        """Note an item that this site does not carry; what it carried of it goes."""
        with transaction.atomic():
            instance = _shown_object(mirrored)
            self._note(
                change,
                mirrored,
                state=MirroredItem.State.SKIPPED,
                reason=reason,
                digest=change.digest,
            )
            if instance is not None:
                mirrors.take_down(instance)
                provenance.pass_on(change.key)

    # -- one item ------------------------------------------------------------------------

    def _apply(self, change: Change, item: Item, mirrored: MirroredItem | None) -> Outcome:
        shown = stand_in(item)
        adapter = adapter_for_type(shown.type, shown.labels.kind)
        locale = self._languages.find(item.locale)
        if adapter is None or locale is None:
            raise ItemError(
                _("This site can't carry %(item)s.") % {"item": item.key}, code="not-carried"
            )
        instance = mirrored.get_object() if mirrored is not None else None
        inward = Inward(item=self._find_local, file=self._assets.place, memory=self._memory)
        instance, outcome = self._write(adapter, shown, mirrored, instance, locale, inward)
        if provenance.passes_on():
            # Also those that nothing here shows: who gets the item from this site needs them all.
            self._assets.place_all(item)
        mirrored = self._note(
            change,
            mirrored,
            state=MirroredItem.State.LIVE,
            reason="" if shown is item else Reason.TYPE.value,
            fallback=item.fallback.type if item.fallback else "",
            title=item.title[:255],
            digest=change.digest,
            document=canonical(change.document).decode() if change.document else None,
            withdrawal=None,
            expires=storable(item.expires),
            expired=False,
            content_type=ContentType.objects.get_for_model(instance, for_concrete_model=False),
            object_id=str(instance.pk),
        )
        self._note_pending(mirrored, inward, is_new=outcome is Outcome.CREATED)
        if outcome is Outcome.CREATED:
            self._announce_arrival(adapter, item)
        self._forget_aside(item.key)
        self._forget_held(change)
        return outcome

    def _write(
        self,
        adapter: ItemAdapter,
        item: Item,
        mirrored: MirroredItem | None,
        instance: Any,
        locale: Locale,
        inward: Inward,
    ) -> tuple[Any, Outcome]:
        is_page = issubclass(adapter.model, Page)
        if instance is None:
            instance = (
                self._find_page(item, locale)
                if is_page
                else adapter.find(item, locale) or _find_snippet(adapter, item, locale)
            )
        is_new = instance is None
        old = type(instance)
        if instance is not None and not isinstance(instance, adapter.model):
            instance = _of_type(instance, adapter.model, item)
        parent = self._parents.place(item, locale) if is_page else None
        if instance is None:
            instance = adapter.model(locale=locale)
        adapter.apply(item, instance, inward)
        is_live = not self._is_hidden(item.key)
        if not is_page:
            mirrors.write_snippet(instance, item, locale, is_live=is_live)
        elif is_new:
            mirrors.create_page(instance, parent, item, self.subscription, locale)
            if not is_live:
                mirrors.take_down(instance)
        else:
            if type(instance) is not old:
                page_types.write_own_row(instance, old)
            mirrors.update_page(instance, item, is_live=is_live)
            self._follow_move(instance, item, mirrored, parent)
            self._parents.clear()
        return instance, Outcome.CREATED if is_new else Outcome.UPDATED

    def _follow_move(
        self, page: Any, item: Item, mirrored: MirroredItem | None, parent: Any
    ) -> None:
        """Follow a move at the hub, unless the site has found the page a place of its own."""
        before = stored_item(mirrored) if mirrored is not None else None
        if before is None or before.parent == item.parent:
            return
        old_parent = self._parents.find(before)
        if old_parent is not None and page.get_parent().pk == old_parent.pk:
            page.move(parent, pos="last-child")

    def _find_page(self, item: Item, locale: Locale) -> Any:
        key = mirrors.translation_key(self.subscription, item)
        if self._pages_here is not None and (key, locale.pk) not in self._pages_here:
            return None
        return mirrors.find_page(self.subscription, item, locale)

    # -- bookkeeping ---------------------------------------------------------------------

    def _find_local(self, key: ItemKey, model: type[Model]) -> Any:
        row = self.subscription.items.for_key(key).live().first()
        if row is None or row.model is None or not issubclass(row.model, model):
            return None
        return row.model._meta.pk.to_python(row.object_id)

    def _note(self, change: Change, mirrored: MirroredItem | None, **facts: Any) -> MirroredItem:
        """Write down where an item stands; a fact that is None for `document` is left."""
        if facts.get("document", "") is None:
            del facts["document"]
        if mirrored is None:
            mirrored = MirroredItem(
                subscription=self.subscription,
                item_id=change.id,
                locale=change.locale,
                expires=None,
            )
        mirrored.type = change.type
        mirrored.kind = change.labels.kind
        mirrored.fallback = change.fallback
        mirrored.sequence = change.sequence
        mirrored.version = change.version
        mirrored.column = change.column
        mirrored.audiences = list(change.labels.audiences)
        mirrored.attestation = change.attestation or mirrored.attestation
        mirrored.is_reported = False
        mirrored.applied_at = storable(timezone.now())
        for name, value in facts.items():
            setattr(mirrored, name, value)
        mirrored.save()
        if mirrored.state != MirroredItem.State.LIVE:
            self._forget_aside(change.key)
            self._forget_held(change)
        return mirrored

    def _forget_aside(self, key: ItemKey) -> None:
        if self._may_be_aside:
            aside.forget(self.subscription, key)

    def _forget_held(self, change: Change) -> None:
        """Forget what waits of an item, unless it is newer than what was done now."""
        if self._may_be_held:
            holding.forget(self.subscription, change.key, until=change.sequence)

    def _is_hidden(self, key: ItemKey) -> bool:
        return self._may_be_hidden and (
            self.subscription.choices.for_key(key).filter(is_hidden=True).exists()
        )

    def _note_pending(self, mirrored: MirroredItem, inward: Inward, *, is_new: bool) -> None:
        if not is_new and self._may_wait:
            mirrored.pending.all().delete()
        rows = [
            PendingReference(mirrored_item=mirrored, pointer=pointer, target=target, value=value)
            for pointer, value in inward.pending.items()
            for target in _targets(value)
        ]
        if rows:
            PendingReference.objects.bulk_create(rows)
            self._may_wait = True

    def _announce_arrival(self, adapter: ItemAdapter, item: Item) -> None:
        """Let those know that have been waiting for this item."""
        if not self._may_wait:
            return
        PendingReference.objects.filter(
            mirrored_item__subscription=self.subscription, target__in=adapter.targets(item)
        ).update(is_ready=True)

    def _forget(self) -> None:
        """Forget what may be gone with a transaction that was rolled back."""
        self._assets.forget()
        self._memory.clear()
        self._parents.clear()


def _object_here(mirrored: MirroredItem | None) -> Any:
    """Return the object of an item that was not withdrawn yet.

    What has left the selection may still be here, as a draft.
    """
    is_known = mirrored is not None and mirrored.state != MirroredItem.State.WITHDRAWN
    return mirrored.get_object() if is_known else None


def _shown_object(mirrored: MirroredItem | None) -> Any:
    """Return the object of an item that is carried here."""
    is_carried = mirrored is not None and mirrored.state == MirroredItem.State.LIVE
    return mirrored.get_object() if is_carried else None


def _refused_by_database(error: DatabaseError) -> ItemError:
    return ItemError(_("The database refused it: %(reason)s") % {"reason": error}, code="database")


def _not_stored(error: OSError) -> ItemError:
    return ItemError(_("A file can't be stored: %(reason)s") % {"reason": error}, code="storage")


def _of_type(instance: Any, model: type[Model], item: Item) -> Any:
    """Return a page as one of another type; raises `ItemError` where that can't be."""
    if isinstance(instance, Page) and issubclass(model, Page):
        return page_types.change_type(instance, model)
    raise ItemError(
        _("%(item)s is of the type “%(old)s” here and can't become “%(new)s”.")
        % {
            "item": item.key,
            "old": type(instance)._meta.verbose_name,
            "new": model._meta.verbose_name,
        },
        code="type-changed",
    )


def _find_snippet(adapter: ItemAdapter, item: Item, locale: Locale) -> Model | None:
    return adapter.model._default_manager.filter(translation_key=item.id, locale=locale).first()


def _targets(value: dict[str, Any]) -> list[str]:
    """Return the names of what a pending value is waiting for."""
    if "item" in value:
        return [value["item"]]
    return [f"term:{value['vocabulary']}/{code}" for code in value["terms"]]
