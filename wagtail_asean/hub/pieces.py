"""Reading many objects in pieces, so that memory and queries stay small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet

PIECE = 200


def pieces_of(instances: Iterable[Any]) -> Iterator[list[Any]]:
    """Give objects in lists of at most `PIECE`."""
    rest = iter(instances)
    while piece := list(islice(rest, PIECE)):
        yield piece


def rows_in_pieces(found: QuerySet) -> Iterator[Any]:
    """Read a queryset whose rows may change meanwhile: the keys at once, the rows in pieces."""
    pks = list(found.values_list("pk", flat=True))
    for start in range(0, len(pks), PIECE):
        piece = pks[start : start + PIECE]
        rows = found.model._base_manager.in_bulk(piece)
        yield from (rows[pk] for pk in piece if pk in rows)
