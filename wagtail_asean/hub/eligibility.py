"""Which objects may leave the hub, and why the others may not.

A page goes out when it lies in a column: the topmost page above it (or itself) whose wire type
is "column". From there down every page must be an item that is live, and nothing above may be
private. A snippet goes out when it is live and its adapter lets it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.models import PageViewRestriction

from wagtail_asean import provenance
from wagtail_asean.adapters import Page, adapter_for_model, to_bcp47
from wagtail_asean.protocol import ItemKey, WithdrawalKind
from wagtail_asean.provenance import Name, Received

COLUMN_TYPE = "column"


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why an object may not go out, in a sentence for editors, and what that is to readers."""

    reason: str
    kind: WithdrawalKind = WithdrawalKind.GONE


@dataclass(frozen=True, kw_only=True)
class Place:
    """What holds for a page by where it lies."""

    column: UUID | None = None
    key: ItemKey | None = None
    is_private: bool = False
    refusal: Refusal | None = None
    refusal_below: Refusal | None = None


_OUTSIDE = Place()


def item_key(instance: Any) -> ItemKey:
    """Return the name that an object has in the feed: of a mirror that of its origin."""
    received = provenance.received_of(instance)
    return received.key if received is not None else _own_key(instance)


def _own_key(instance: Any) -> ItemKey:
    locale = to_bcp47(instance.locale.language_code)
    return ItemKey(id=UUID(str(instance.translation_key)), locale=locale)


class Eligibility:
    """Answers for many objects; remembers the pages above, so make a new one for each action."""

    def __init__(self) -> None:
        self._places: dict[str, Place] = {}
        self._received: dict[Name, Received | None] = {}

    def prepare(self, instances: Iterable[Any]) -> None:
        """Learn at once which of these objects come from other hubs."""
        instances = list(instances)
        found = provenance.find_received(instances)
        for name in map(provenance.name_of, instances):
            self._received[name] = found.get(name)

    def received(self, instance: Any) -> Received | None:
        """Return what an object mirrors, None for the site's own."""
        name = provenance.name_of(instance)
        if name not in self._received:
            self.prepare([instance])
        return self._received[name]

    def key(self, instance: Any) -> ItemKey:
        """Return the name that an object has in the feed: of a mirror that of its origin."""
        received = self.received(instance)
        return received.key if received is not None else _own_key(instance)

    def refusal(self, instance: Any) -> Refusal | None:
        """Return why an object may not go out, None where it may. Files are not looked at."""
        if isinstance(instance, Page):
            place = self._place(instance)
            is_in_column = place.column or self.received(instance) is not None
            return place.refusal or (None if is_in_column else _in_no_column())
        received = self.received(instance)
        if received is not None:
            return _relayed_refusal(instance, received, is_private=False)
        return _own_refusal(instance, is_private=False)

    def column(self, instance: Any) -> UUID | None:
        """Return the uid of the column that a page lies in."""
        return self._place(instance).column if isinstance(instance, Page) else None

    def parent_key(self, page: Any) -> ItemKey | None:
        """Return the name of the item above a page, None for the column itself."""
        self._place(page)
        above = self._places.get(_path_above(page), _OUTSIDE)
        return above.key if above.column else None

    def _place(self, page: Any) -> Place:
        if page.path not in self._places:
            self._learn_above(page)
            self._learn(page, self._private_pks([page.pk]))
        return self._places[page.path]

    def _learn_above(self, page: Any) -> None:
        paths = [path for path in _paths_above(page) if path not in self._places]
        pages = Page.objects.filter(path__in=paths).order_by("path").specific() if paths else ()
        private = self._private_pks([above.pk for above in pages])
        self.prepare(pages)
        for above in pages:
            self._learn(above, private)

    def _learn(self, page: Any, private: set[Any]) -> None:
        above = self._places.get(_path_above(page), _OUTSIDE)
        is_private = above.is_private or page.pk in private
        received = self.received(page)
        if received is not None:
            self._places[page.path] = _relayed_place(page, received, above, is_private=is_private)
            return
        adapter = adapter_for_model(type(page))
        column = above.column
        if column is None and adapter is not None and adapter.type == COLUMN_TYPE:
            column = UUID(str(page.translation_key))
        refusal = above.refusal_below
        if column is not None and refusal is None:
            refusal = _own_refusal(page, is_private=is_private)
        self._places[page.path] = Place(
            column=column,
            key=_own_key(page) if column else None,
            is_private=is_private,
            refusal=refusal,
            refusal_below=above.refusal_below or _below(refusal),
        )

    def _private_pks(self, pks: Iterable[Any]) -> set[Any]:
        public = PageViewRestriction.NONE
        restrictions = PageViewRestriction.objects.exclude(restriction_type=public)
        return set(restrictions.filter(page_id__in=list(pks)).values_list("page_id", flat=True))


def _own_refusal(instance: Any, *, is_private: bool) -> Refusal | None:
    adapter = adapter_for_model(type(instance))
    if adapter is None:
        kind = type(instance)._meta.verbose_name
        reason = _("Objects of the type “%(type)s” are not shared.") % {"type": kind}
        return Refusal(reason=reason, kind=WithdrawalKind.MOVED_OUT)
    if getattr(instance, "alias_of_id", None):
        return Refusal(reason=_("It is an alias; what it shows belongs to another page."))
    if is_private:
        return Refusal(reason=_("It is private, or a page above it is."))
    if not getattr(instance, "live", True) and _has_expired(instance):
        return Refusal(reason=_("It has expired."), kind=WithdrawalKind.EXPIRED)
    reason = adapter.refusal(instance)
    return Refusal(reason=str(reason)) if reason else None


def _relayed_place(page: Any, received: Received, above: Place, *, is_private: bool) -> Place:
    """Return the place of a mirror: what is above it at its origin, its document says."""
    column = received.column or above.column
    if column is None and received.type == COLUMN_TYPE:
        column = received.key.id
    refusal = _relayed_refusal(page, received, is_private=is_private)
    return Place(
        column=column,
        key=received.key,
        is_private=is_private,
        refusal=refusal,
        refusal_below=_below(refusal),
    )


def _relayed_refusal(instance: Any, received: Received, *, is_private: bool) -> Refusal | None:
    if not received.is_carried:
        reason = _("This site does not pass it on as it came: it is hidden or detached here.")
        return Refusal(reason=reason, kind=WithdrawalKind.MOVED_OUT)
    if is_private:
        return Refusal(reason=_("It is private, or a page above it is."))
    if getattr(instance, "live", True):
        return None
    if _has_expired(instance):
        return Refusal(reason=_("It has expired."), kind=WithdrawalKind.EXPIRED)
    return Refusal(reason=_("It is not published."))


def _has_expired(instance: Any) -> bool:
    return bool(getattr(instance, "expired", False))


def _in_no_column() -> Refusal:
    return Refusal(reason=_("It does not lie in an ASEAN column."), kind=WithdrawalKind.MOVED_OUT)


def _below(above: Refusal | None) -> Refusal | None:
    if above is None:
        return None
    reason = _("A page above it is not shared: %(reason)s") % {"reason": above.reason}
    return Refusal(reason=reason, kind=above.kind)


def _path_above(page: Any) -> str:
    return str(page.path[: -page.steplen])


def _paths_above(page: Any) -> list[str]:
    return [page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)]
