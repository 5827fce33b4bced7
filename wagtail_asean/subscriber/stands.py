"""Where the items of a hub stand here, in the words of the wire: receipts, and the whole state."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import swapper
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Site

from wagtail_asean.moments import aware
from wagtail_asean.protocol import ItemKey, Receipt, ReceiptState, state_digest

from .models import HeldItem, LocalChoice, MirroredItem, SetAsideItem, Subscription

Page = swapper.load_model("wagtailcore", "Page")

_LOCALE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_SHA256 = re.compile(r"[0-9a-f]{64}")
LONGEST_ERROR = 2000


@dataclass(frozen=True, kw_only=True)
class Stand:
    """All that is known here of one item."""

    mirrored: MirroredItem | None = None
    set_aside: SetAsideItem | None = None
    held: HeldItem | None = None
    choice: LocalChoice | None = None

    @property
    def state(self) -> ReceiptState | None:
        """Where the item stands, None where nothing is known of it any more."""
        if self.set_aside is not None:
            return ReceiptState.FAILED
        if self.held is not None:
            return ReceiptState.HELD
        if self.mirrored is None:
            return None
        if self.mirrored.state == MirroredItem.State.WITHDRAWN:
            return ReceiptState.WITHDRAWN
        if self.mirrored.state == MirroredItem.State.SKIPPED:
            return ReceiptState.SKIPPED
        if self.choice is not None and self.choice.is_detached:
            return ReceiptState.DETACHED
        if self.choice is not None and self.choice.is_hidden:
            return ReceiptState.HIDDEN
        return ReceiptState.APPLIED


@dataclass(kw_only=True)
class Stands:
    """The stands of some items, and the addresses of their pages by the pages' keys."""

    by_key: dict[ItemKey, Stand] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)

    def receipts(self) -> tuple[Receipt, ...]:
        """Return a receipt for each item that the hub can know."""
        found = (self._receipt(key, stand) for key, stand in self.by_key.items())
        return tuple(receipt for receipt in found if receipt is not None)

    def _receipt(self, key: ItemKey, stand: Stand) -> Receipt | None:
        state = stand.state
        # A row that broke the wire format may have any name.
        if state is None or not _LOCALE.fullmatch(key.locale):
            return None
        facts = _FACTS[state](stand)
        if state is ReceiptState.APPLIED and stand.mirrored is not None:
            facts["url"] = self.addresses.get(_page_key(stand.mirrored), "")
        return Receipt(id=key.id, locale=key.locale, state=state, **facts)


def find_stands(subscription: Subscription, keys: Collection[ItemKey]) -> Stands:
    """Return where these items stand here, in a few queries for all of them."""
    mirrored = _by_key(subscription.items.defer("document", "attestation"), keys)
    set_aside = _by_key(subscription.set_aside.all(), keys)
    held = _by_key(subscription.held.all(), keys)
    choices = _by_key(subscription.choices.all(), keys)
    stands = {
        key: Stand(
            mirrored=mirrored.get(key),
            set_aside=set_aside.get(key),
            held=held.get(key),
            choice=choices.get(key),
        )
        for key in keys
    }
    shown = [
        row
        for key, row in mirrored.items()
        if stands[key].state is ReceiptState.APPLIED and _page_key(row)
    ]
    return Stands(by_key=stands, addresses=_addresses(shown))


def whole_state(subscription: Subscription) -> tuple[str, int]:
    """Return the digest over all that is carried here as the hub has it, and how many items.

    Left out is what the hub leaves out as well: what it was told is held, has failed, is not
    chosen or has become the site's own (`protocol.NOT_COUNTED`).
    """
    left_out = {
        *subscription.set_aside.values_list("item_id", "locale"),
        *subscription.held.values_list("item_id", "locale"),
        *subscription.choices.filter(is_detached=True).values_list("item_id", "locale"),
    }
    rows = subscription.items.live().values_list("item_id", "locale", "digest")
    state = {
        f"{uid}/{locale}": digest
        for uid, locale, digest in rows.iterator()
        if (uid, locale) not in left_out
    }
    return state_digest(state), len(state)


def _by_key(rows: Any, keys: Collection[ItemKey]) -> dict[ItemKey, Any]:
    found = rows.filter(item_id__in={key.id for key in keys})
    return {row.key: row for row in found if row.key in keys}


# -- what a receipt says, by the state -----------------------------------------------------


def _of_mirror(stand: Stand, **facts: Any) -> dict[str, Any]:
    row = stand.mirrored
    assert row is not None
    return {
        "version": max(row.version, 1),
        "digest": row.digest,
        "since": aware(row.applied_at),
        **facts,
    }


def _of_choice(stand: Stand) -> dict[str, Any]:
    assert stand.choice is not None
    return _of_mirror(stand, since=aware(stand.choice.changed_at))


def _of_skipped(stand: Stand) -> dict[str, Any]:
    return _of_mirror(stand, decision=stand.mirrored.reason if stand.mirrored else "")


def _of_withdrawn(stand: Stand) -> dict[str, Any]:
    return _of_mirror(stand, digest="")


def _of_held(stand: Stand) -> dict[str, Any]:
    row = stand.held
    assert row is not None
    return {
        "version": max(row.version, 1),
        "digest": _digest_in(row.change),
        "since": aware(row.held_at),
        "decision": "declined" if row.is_declined else "",
    }


def _of_failed(stand: Stand) -> dict[str, Any]:
    row = stand.set_aside
    assert row is not None
    return {
        "version": _version_in(row.change),
        "digest": _digest_in(row.change),
        "since": aware(row.first_at),
        "decision": row.code,
        "error": row.message.replace("\0", "")[:LONGEST_ERROR],
    }


_FACTS: dict[ReceiptState, Callable[[Stand], dict[str, Any]]] = {
    ReceiptState.APPLIED: _of_mirror,
    ReceiptState.HIDDEN: _of_choice,
    ReceiptState.DETACHED: _of_choice,
    ReceiptState.SKIPPED: _of_skipped,
    ReceiptState.WITHDRAWN: _of_withdrawn,
    ReceiptState.HELD: _of_held,
    ReceiptState.FAILED: _of_failed,
}


def _version_in(change: Any) -> int:
    version = change.get("version") if isinstance(change, Mapping) else None
    return version if isinstance(version, int) and 0 < version < 2**53 else 1


def _digest_in(change: Any) -> str:
    digest = change.get("digest") if isinstance(change, Mapping) else None
    return digest if isinstance(digest, str) and _SHA256.fullmatch(digest) else ""


# -- addresses -----------------------------------------------------------------------------


def _page_key(row: MirroredItem) -> str:
    """Return the key of the page that mirrors an item, "" where it is not a page."""
    if row.content_type_id is None:
        return ""
    model = ContentType.objects.get_for_id(row.content_type_id).model_class()
    return row.object_id if model is not None and issubclass(model, Page) else ""


def _addresses(rows: Iterable[MirroredItem]) -> dict[str, str]:
    """Return the public addresses of the pages that mirror items, for all in two queries."""
    pks = [row.object_id for row in rows]
    if not pks:
        return {}
    roots = Site.get_site_root_paths()
    found = {}
    for page in Page.objects.filter(pk__in=pks, live=True):
        # Each page would ask for the roots of the sites by itself.
        page._wagtail_cached_site_root_paths = roots
        address = page.full_url or ""
        if len(address) <= 2000 and _ADDRESS.fullmatch(address):
            found[str(page.pk)] = address
    return found
