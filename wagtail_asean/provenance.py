"""Where an object of this site comes from: from an editor here, or from another hub.

A site that follows a hub and is one itself passes on what it has received, as it came. The part
that follows (the `Follower`) says what is received; the part that publishes (the `Publisher`)
asks, and is told of what no signal tells. Neither knows the other. Without a follower all is the
site's own, and no question is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from .protocol import ItemKey, Update

# The type and the key of an object, by which both parts know it.
Name = tuple[int, str]


@dataclass(frozen=True, kw_only=True)
class Received:
    """What this site has of an item of another hub.

    `key` is the item's name at its origin, `document` the text as it came. `withdrawal` is what
    the origin has signed of a withdrawal, None for a live item and for one that is gone without
    the origin's word. What is not `is_carried` this site does not show as the origin's any more,
    by its own decision or for want of a language or type.
    """

    key: ItemKey
    type: str
    kind: str
    version: int
    digest: str
    document: str
    attestation: str
    column: UUID | None
    is_carried: bool
    withdrawal: Mapping[str, Any] | None
    source: Name


@dataclass(frozen=True, kw_only=True)
class Introduced:
    """A key by which the items of a hub are signed, as this site trusts it or did.

    `statement` is what the hub itself has signed of it with its key before, where that is known.
    """

    hub: UUID
    jwk: Mapping[str, Any]
    is_revoked: bool = False
    statement: str = ""


class Follower(Protocol):
    """What the part that follows hubs answers."""

    def find(self, names: Iterable[Name]) -> dict[Name, Received]:
        """Return what those of the objects mirror that are mirrors."""

    def find_item(self, key: ItemKey) -> Received | None:
        """Return what is here of an item of another hub."""

    def find_files(self, digests: Iterable[str]) -> dict[str, Any]:
        """Return the images and documents that came under these digests."""

    def keys(self) -> list[Introduced]:
        """Return the keys by which the items of other hubs are believed here."""


class Publisher(Protocol):
    """What the part that publishes answers."""

    def uid(self) -> UUID | None:
        """Return the identity of this site as a hub, None before it has one."""

    def pass_on(self, key: ItemKey) -> None:
        """Bring the feed up to date with an item of another hub."""

    def forget(self) -> None:
        """Take back what came from another hub and is not known here any more."""

    def vouch(self) -> None:
        """Vouch for the keys by which the items of other hubs are believed here."""


@dataclass
class _Parts:
    follower: Follower | None = None
    publisher: Publisher | None = None


_parts = _Parts()


def register_follower(follower: Follower) -> None:
    """Make known how to find what this site has received."""
    _parts.follower = follower


def register_publisher(publisher: Publisher) -> None:
    """Make known how to pass on what this site has received."""
    _parts.publisher = publisher


# -- what the publishing part asks ---------------------------------------------------------


def name_of(instance: Any) -> Name:
    """Return the name of an object; of a page it is that of its own type."""
    # A page at hand may be but its base row, which knows its type.
    known = getattr(instance, "content_type_id", None) if _is_page(instance) else None
    if known is None:
        known = ContentType.objects.get_for_model(instance, for_concrete_model=False).pk
    return known, str(instance.pk)


def _is_page(instance: Any) -> bool:
    return hasattr(instance, "specific_class")


def find_received(instances: Iterable[Model]) -> dict[Name, Received]:
    """Return what those of the objects mirror that are mirrors, in a question or two."""
    if _parts.follower is None:
        return {}
    return find_named(map(name_of, instances))


def find_named(names: Iterable[Name]) -> dict[Name, Received]:
    """Return what those of the objects with these names mirror that are mirrors."""
    return _parts.follower.find(names) if _parts.follower is not None else {}


def received_of(instance: Model) -> Received | None:
    """Return what an object mirrors, None for the site's own."""
    return next(iter(find_received([instance]).values()), None)


def received_item(key: ItemKey) -> Received | None:
    """Return what is here of an item of another hub."""
    return _parts.follower.find_item(key) if _parts.follower is not None else None


def find_files(digests: Iterable[str]) -> dict[str, Any]:
    """Return the images and documents that came under these digests."""
    return _parts.follower.find_files(digests) if _parts.follower is not None else {}


def introduced_keys() -> list[Introduced]:
    """Return the keys by which the items of other hubs are believed here."""
    return _parts.follower.keys() if _parts.follower is not None else []


# -- what the following part asks and says -------------------------------------------------


def passes_on() -> bool:
    """Tell whether this site passes on what it receives."""
    return _parts.publisher is not None


def own_uid() -> UUID | None:
    """Return the identity of this site as a hub, None where it is none."""
    return _parts.publisher.uid() if _parts.publisher is not None else None


def pass_on(key: ItemKey) -> None:
    """Let the feed be brought up to date with an item; call it when the bookkeeping is written."""
    if _parts.publisher is not None:
        _parts.publisher.pass_on(key)


def forget() -> None:
    """Let the feed forget what came from a hub that this site follows no longer."""
    if _parts.publisher is not None:
        _parts.publisher.forget()


def vouch() -> None:
    """Let those who follow this site believe the keys that it believes now."""
    if _parts.publisher is not None:
        _parts.publisher.vouch()


@dataclass
class _Settling:
    update: Update
    is_open: bool = True
    waiting: dict[Hashable, Callable[[], object]] = field(default_factory=dict)


_settling: ContextVar[_Settling | None] = ContextVar("settling", default=None)


@contextmanager
def settling(update: Update) -> Iterator[None]:
    """Keep the publishing part waiting while an object becomes a mirror.

    Signals tell of the object before it is written down whose it is. What they call for is done
    at the end, once for each object; `update` is how loud the version is at its origin.
    """
    current = _Settling(update=update)
    token = _settling.set(current)
    try:
        yield
        current.is_open = False
        for act in current.waiting.values():
            act()
    finally:
        _settling.reset(token)


def is_settling() -> bool:
    """Tell whether an object is just becoming a mirror."""
    current = _settling.get()
    return current is not None and current.is_open


def when_settled(act: Callable[[Any], object], instance: Any) -> None:
    """Do something with an object now, or when it is written down whose it is."""
    current = _settling.get()
    if current is None or not current.is_open:
        act(instance)
    else:
        current.waiting[(act, *name_of(instance))] = partial(act, instance)


def received_update() -> Update | None:
    """Return how loud the version that has just been received is at its origin."""
    current = _settling.get()
    return current.update if current is not None else None
