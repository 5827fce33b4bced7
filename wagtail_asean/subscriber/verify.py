"""Is a mirror true? Its document is made again from the page and compared with the hub's."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import swapper
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.images.models import AbstractImage

from wagtail_asean import protocol
from wagtail_asean.adapters import Envelope, adapter_for_type
from wagtail_asean.exceptions import WagtailAseanError
from wagtail_asean.fallbacks import carrier, restore, stand_in
from wagtail_asean.protocol import (
    Asset,
    Change,
    Item,
    ItemKey,
    Reference,
    State,
    canonical,
    digest,
    to_json,
)
from wagtail_asean.references import Outward

from .client import HubClient
from .languages import site_policy
from .models import MirroredAsset, MirroredItem, Subscription
from .plan import Action, decide

Page = swapper.load_model("wagtailcore", "Page")


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A mirror that is not true, and in what."""

    key: str
    title: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A site against its hub: how many items it should carry, which of them are not true.

    `state` is the digest over the keys and digests of all items that should be carried: it is
    the same for two sites that carry the same.
    """

    carried: int
    differences: tuple[Difference, ...]
    hub_state: str
    state: str

    @property
    def is_true(self) -> bool:
        """Tell whether the site is exactly as the hub says."""
        return not self.differences and self.state == self.hub_state

    @property
    def true(self) -> int:
        """Return how many items are as the hub has them."""
        return self.carried - len(self.differences)

    def to_json(self) -> dict[str, Any]:
        """Return the comparison as a JSON object."""
        return {
            "is_true": self.is_true,
            "carried": self.carried,
            "true": self.true,
            "state": self.state,
            "hub_state": self.hub_state,
            "differences": [vars(found) for found in self.differences],
        }


def compare_with_hub(subscription: Subscription, client: HubClient | None = None) -> Comparison:
    """Read the hub's whole feed, without documents, and compare every mirror with it.

    What waits to be accepted or was declined counts as it was accepted last, what the site has
    made its own not at all.
    """
    client = client or HubClient(subscription.hub_url, subscription.key)
    policy = site_policy(subscription)
    hidden, detached = subscription.choices.hidden_keys(), subscription.choices.detached_keys()
    held = dict(_held_digests(subscription))
    rows = {
        row.key: row
        for row in subscription.items.live().select_related("subscription", "content_type")
        if row.key not in detached
    }
    expected = {
        change.key: _as_accepted(change, rows.get(change.key), held)
        for change in _all_changes(client)
        if change.state is State.LIVE
        and change.key not in detached
        and decide(change, None, policy).action in (Action.APPLY, Action.HOLD)
        and (change.key in rows or held.get(change.key) != change.digest)
    }
    found = [
        _difference_from(change, rows.get(key), is_hidden=key in hidden)
        for key, change in expected.items()
    ]
    found += [
        Difference(key=str(key), title="", message=_("The hub does not have it any more."))
        for key in rows.keys() - expected.keys()
    ]
    return Comparison(
        carried=len(expected),
        differences=tuple(one for one in found if one is not None),
        hub_state=protocol.state_digest(
            {str(key): change.digest for key, change in expected.items()}
        ),
        state=protocol.state_digest({str(key): _rebuilt_digest(row) for key, row in rows.items()}),
    )


def _all_changes(client: HubClient) -> Iterator[Change]:
    after = ""
    while True:
        page = client.changes(after=after, limit=500, documents=False).page
        if page is None:
            return
        yield from page.changes
        if not page.has_more:
            return
        after = page.next


def _held_digests(subscription: Subscription) -> Iterator[tuple[ItemKey, str]]:
    for row in subscription.held.defer("change"):
        yield row.key, row.digest


def _as_accepted(change: Change, row: MirroredItem | None, held: dict[ItemKey, str]) -> Change:
    """Return the change that a site should show: the accepted one where the newest waits."""
    if row is None or held.get(change.key) != change.digest:
        return change
    return dataclasses.replace(change, version=row.version, digest=row.digest)


def _difference_from(
    change: Change, row: MirroredItem | None, *, is_hidden: bool
) -> Difference | None:
    if row is None:
        return Difference(key=str(change.key), title="", message=_("It is not here."))
    if row.digest != change.digest:
        return Difference(key=str(change.key), title="", message=_("The hub has a newer version."))
    return difference(row, read_files=True, is_hidden=is_hidden)


def _rebuilt_digest(row: MirroredItem) -> str:
    """Return the digest of what the object here says: the hub's own where that is the same."""
    received, rebuilt = stored_item(row), rebuild(row, read_files=True)
    if rebuilt is None or received is None:
        return ""
    is_same = canonical(to_json(rebuilt)) == canonical(to_json(received))
    return row.digest if is_same else rebuilt.digest()


def stored_item(mirrored: MirroredItem) -> Item | None:
    """Return the document that a mirror was made of, None where there is none."""
    return protocol.read_item(protocol.parse(mirrored.document)) if mirrored.document else None


def rebuild(mirrored: MirroredItem, *, read_files: bool = False) -> Item | None:
    """Make the document again from the object here; None where it is gone or of another type.

    With `read_files` the digest of each file is taken from its bytes, not from the bookkeeping.
    """
    received = stored_item(mirrored)
    instance = mirrored.get_object()
    if received is None or instance is None:
        return None
    shown = stand_in(received)
    adapter = adapter_for_type(shown.type, shown.labels.kind)
    if adapter is None or not isinstance(instance, adapter.model):
        return None
    looker = _Looker(mirrored.subscription, received, read_files=read_files)
    outward = Outward(
        reference=looker.reference,
        asset=looker.asset,
        page_address=lambda pk: "",
        pending=_pending(mirrored),
        awaited={str(found.key): found for found in received.references},
    )
    envelope = Envelope.of(received)
    made = adapter.to_item(instance, envelope=envelope, outward=outward, received=shown)
    return restore(made, received)


def difference(
    mirrored: MirroredItem, *, read_files: bool = False, is_hidden: bool = False
) -> Difference | None:
    """Compare a mirror with the document that the hub announced; None where it is true.

    One that the site hides is not to be seen.
    """
    received = stored_item(mirrored)
    title = received.title if received else ""

    def differs(message: str) -> Difference:
        return Difference(key=str(mirrored.key), title=title, message=message)

    if received is None:
        return differs(_("Its document is not here."))
    if digest(mirrored.document.encode()) != mirrored.digest:
        return differs(_("Its stored document is not the one that was announced."))
    if not is_of_its_type(mirrored):
        return differs(_("It is here as a page of another type."))
    try:
        rebuilt = rebuild(mirrored, read_files=read_files)
    except WagtailAseanError as error:
        return differs(str(error))
    if rebuilt is None:
        return differs(_("The object that mirrors it is gone."))
    if is_hidden and _is_live(mirrored):
        return differs(_("It is published here, though it was hidden."))
    if not (is_hidden or mirrored.expired or _is_live(mirrored)):
        return differs(_("It is not published here."))
    if canonical(to_json(rebuilt)) != canonical(to_json(received)):
        members = ", ".join(_members_that_differ(rebuilt, received))
        return differs(_("It differs in %(members)s.") % {"members": members})
    return None


def is_of_its_type(mirrored: MirroredItem) -> bool:
    """Tell whether a mirror is an object of the type that carries such items here now."""
    adapter = carrier(mirrored.type, mirrored.kind, mirrored.fallback)
    model = mirrored.model
    return adapter is None or model is None or issubclass(model, adapter.model)


def differences(subscription: Subscription, *, read_files: bool = False) -> list[Difference]:
    """Return every mirror of a subscription that is not true."""
    hidden, detached = subscription.choices.hidden_keys(), subscription.choices.detached_keys()
    rows = subscription.items.live().select_related("subscription", "content_type")
    found = (
        difference(row, read_files=read_files, is_hidden=row.key in hidden)
        for row in rows.iterator(chunk_size=100)
        if row.key not in detached
    )
    return [one for one in found if one is not None]


def _is_live(mirrored: MirroredItem) -> bool:
    return bool(getattr(mirrored.get_object(), "live", True))


def _members_that_differ(one: Item, other: Item) -> list[str]:
    first, second = to_json(one), to_json(other)
    return sorted(
        name for name in first.keys() | second.keys() if first.get(name) != second.get(name)
    )


def _pending(mirrored: MirroredItem) -> dict[str, Any]:
    return {row.pointer: row.value for row in mirrored.pending.all()}


class _Looker:
    """Finds what `Outward` asks for in the bookkeeping of a subscription."""

    def __init__(self, subscription: Subscription, received: Item, *, read_files: bool) -> None:
        self._subscription = subscription
        self._announced = {asset.sha256: asset for asset in received.assets}
        self._read_files = read_files

    def reference(self, model: type[Model], pk: Any) -> Reference | None:
        """Name the item that an object here is a mirror of."""
        if pk in (None, ""):
            return None
        rows = self._subscription.items.filter(object_id=str(pk))
        if issubclass(model, Page):
            rows = [row for row in rows if row.model and issubclass(row.model, Page)]
        else:
            rows = list(rows.filter(content_type=ContentType.objects.get_for_model(model)))
        if not rows:
            return None
        return Reference(id=rows[0].item_id, locale=rows[0].locale, type=rows[0].type)

    def asset(self, model: type[Model], pk: Any) -> Asset | None:
        """Say of a file here what the hub announced of it, if it is that file."""
        name = "image" if issubclass(model, AbstractImage) else "document"
        rows = MirroredAsset.objects.filter(**{f"{name}_id": pk}).select_related(name)
        row = rows.first()
        if row is None:
            return None
        sha256 = self._digest(getattr(row, name)) if self._read_files else row.sha256
        return self._announced.get(sha256)

    def _digest(self, instance: Any) -> str:
        with instance.file.open("rb") as file:
            return protocol.digest_file(file)
