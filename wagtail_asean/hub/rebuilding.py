"""The whole feed anew, from all that has an adapter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import router, transaction

from wagtail_asean.adapters import Page, adapter_for_model, adapters
from wagtail_asean.protocol import Withdrawal, WithdrawalKind

from .eligibility import Eligibility, item_key
from .models import Change, Feed
from .pieces import rows_in_pieces
from .recording import record
from .rows import atomic, take_back
from .sources import find_stored, page_types


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """One step of `rebuild_feed`: what was looked at and what came of it."""

    title: str
    change: Change | None = None


def count_candidates() -> int:
    """Return about how many steps `rebuild_feed` will take."""
    models = [adapter.model for adapter in adapters()]
    return sum(model._base_manager.count() for model in models) + Change.objects.live().count()


def rebuild_feed(*, dry_run: bool = False) -> Iterator[Rebuilt]:
    """Bring the feed up to date with everything that has an adapter, one step an object.

    Snippets come before pages and pages from the top down, so that what is pointed to goes
    first. At the end what is out and has no object any more is taken back. Doing it again
    changes nothing. A `dry_run` writes nothing.
    """
    for instance in _candidates():
        yield Rebuilt(title=str(instance), change=_rebuild(instance, dry_run=dry_run))
    for change in rows_in_pieces(Change.objects.live().order_by("sequence")):
        yield Rebuilt(title=str(change), change=_take_back_orphan(change, dry_run=dry_run))


def _candidates() -> Iterator[Any]:
    for adapter in adapters():
        if not issubclass(adapter.model, Page):
            yield from rows_in_pieces(adapter.model._base_manager.order_by("pk"))
    yield from rows_in_pieces(Page.objects.filter(content_type__in=page_types()).order_by("path"))


def _rebuild(instance: Any, *, dry_run: bool) -> Change | None:
    with atomic():
        Feed.objects.lock()
        stored = find_stored(instance)
        change = record(stored, Eligibility()) if stored is not None else None
        _roll_back_if(dry_run)
        return change


def _take_back_orphan(change: Change, *, dry_run: bool) -> Change | None:
    source = change.source
    if source is not None and adapter_for_model(type(source)) and item_key(source) == change.key:
        return None
    with atomic():
        Feed.objects.lock()
        taken = take_back(change, Withdrawal(kind=WithdrawalKind.GONE))
        _roll_back_if(dry_run)
        return taken


def _roll_back_if(dry_run: bool) -> None:
    if dry_run:
        transaction.set_rollback(True, using=router.db_for_write(Change))
