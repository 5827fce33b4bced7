"""Bringing the feed up to date with many objects: what lies below one, and what points to it.

The caller holds the lock on the feed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail_asean.protocol import Update

from .eligibility import Eligibility
from .models import Change
from .pieces import pieces_of
from .recording import record
from .sources import find_sources, pages_from, referring_to


def record_with_below(instance: Any, update: Update | None) -> Change | None:
    """Record an object and, where it comes or goes, what lies below it and what points there."""
    eligibility = Eligibility()
    was_live = Change.objects.for_key(eligibility.key(instance)).live().exists()
    change = record(instance, eligibility, update)
    if change is None or change.is_live == was_live:
        return change
    below = record_all(pages_from(instance, inclusive=False))
    record_referring([change, *below])
    return change


def record_all(instances: Iterable[Any]) -> list[Change]:
    """Record objects, parents before what is below; return the changes."""
    eligibility, changes = Eligibility(), []
    for piece in pieces_of(instances):
        eligibility.prepare(piece)
        changes += [record(instance, eligibility) for instance in piece]
    return [change for change in changes if change is not None]


def record_referring(changes: list[Change]) -> None:
    """Record anew what points to the items that have just appeared."""
    appeared: dict[Any, list[str]] = {}
    for change in changes:
        if change.is_live and change.update == Update.MAJOR.value:
            appeared.setdefault(change.content_type.model_class(), []).append(change.object_id)
    sources = {source for model, pks in appeared.items() for source in referring_to(model, pks)}
    record_all(find_sources(sources))
