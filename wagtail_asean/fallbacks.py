"""An item of a type that this site lacks, as one that it has.

A document may bring its content along a second time, as an article: its `fallback`. A site that
does not know the item's own type shows that. `stand_in` and `restore` are a pair: what one takes
away the other gives back, so that the mirror still says what the hub has said, byte for byte.
"""

from __future__ import annotations

import dataclasses

from .adapters import ItemAdapter, adapter_for_type, with_named
from .protocol import Fallback, Item

# What may stand for something else. A work has an approval of its own, a column holds others:
# that an unknown type is one of these no document can say.
FALLBACK_TYPES = frozenset({"article"})


def carrier(type: str, kind: str, fallback: str) -> ItemAdapter | None:
    """Return the adapter that carries items of a type, by itself or by their fallback's type."""
    own = adapter_for_type(type, kind)
    if own is not None or fallback not in FALLBACK_TYPES:
        return own
    return adapter_for_type(fallback)


def stand_in(item: Item) -> Item:
    """Return the item as this site carries it: itself, or its fallback in its place."""
    fallback = item.fallback
    if (
        fallback is None
        or fallback.type not in FALLBACK_TYPES
        or adapter_for_type(item.type, item.labels.kind) is not None
    ):
        return item
    return dataclasses.replace(
        item,
        type=fallback.type,
        content=fallback.content,
        fallback=None,
        labels=dataclasses.replace(item.labels, kind=""),
    )


def restore(made: Item, received: Item) -> Item:
    """Return what a mirror of `stand_in(received)` says as the item that was received."""
    fallback = received.fallback
    if fallback is None or made.type == received.type:
        return made
    item = with_named(made, received, received.content)
    return dataclasses.replace(
        item,
        type=received.type,
        content=received.content,
        fallback=Fallback(type=made.type, content=made.content, extra=fallback.extra),
        labels=dataclasses.replace(made.labels, kind=made.labels.kind or received.labels.kind),
    )
