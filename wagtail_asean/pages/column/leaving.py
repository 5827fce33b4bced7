"""Notes what has left a column or a section of it, so that feeds can say so (`Departure`).

A departure stands at the section out of which readers lost sight of an entry: the feeds of that
section and of all above it tell of it. So it does where an entry is taken down or moved away, and
where a page is closed after its entries were listed: then the section is the one above the closed
page, and whoever may read below it is told nothing. What was closed from the start, or ends while
it is closed, is nobody's business outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.utils import timezone
from wagtail.models import PageViewRestriction

from wagtail_asean.adapters import Page

from ..models import Departure, ListedEntry

PIECE = 200


def note_departure(entry: ListedEntry) -> None:
    """Note that an entry left the section that it was in, unless it was closed by itself."""
    if not PageViewRestriction.objects.filter(page_id=entry.pk).exists():
        _note([entry], entry.column_id, entry.section_id)


def note_return(page: Any, column_id: Any, section_id: Any) -> None:
    """Forget that a page left a section in which it is shown again."""
    own = PageViewRestriction.objects.filter(page_id=page.pk)
    left = _departures_of([page], column_id, section_id)
    left.exclude(Exists(own)).delete()


def note_move(page: Any, parent_before: Any) -> None:
    """Note what left with a page that was moved away from below `parent_before`."""
    parent = Page.objects.filter(pk=parent_before.pk).first()
    place = _section_at(parent.path) if parent is not None else None
    if place is not None:
        _note(_listed_below(page, _closed_paths()), *place)


def note_closing(page: Any) -> None:
    """Note what readers of the sections above lost sight of as a page was closed just now."""
    place = _section_above(page)
    if place is None:
        return
    others = _closed_paths().exclude(page_id=page.pk)
    if not _is_hidden(page, others, place[1]):
        _note(_listed_below(page, others), *place)


def note_opening(page: Any) -> None:
    """Forget what had left as a page was closed that is open again."""
    place = _section_above(page)
    if place is None:
        return
    still = _closed_paths()
    if not _is_hidden(page, still, place[1]):
        for piece in _in_pieces(_listed_below(page, still)):
            _departures_of(piece, *place).delete()


def forget_closed(page: Any) -> None:
    """Forget what had left below a closed page that is deleted: only its readers were told."""
    below = Page.objects.filter(path__startswith=page.path)
    Departure.objects.filter(section_id__in=below.values("pk")).delete()


# ----------------------------------------------------------------------------------------------


def _note(entries: Iterable[ListedEntry], column_id: Any, section_id: Any) -> None:
    now = timezone.now()
    for piece in _in_pieces(entries):
        _departures_of(piece, column_id, section_id).delete()
        Departure.objects.bulk_create(
            Departure(
                column_id=column_id,
                section_id=section_id,
                translation_key=entry.translation_key,
                locale_id=entry.locale_id,
                type=entry.type,
                starts_at=entry.starts_at,
                ends_at=entry.ends_at,
                sequence=entry.sequence,
                left_at=now,
            )
            for entry in piece
        )


def _departures_of(entries: Iterable[Any], column_id: Any, section_id: Any) -> QuerySet[Departure]:
    keys: dict[Any, list[Any]] = {}
    for entry in entries:
        keys.setdefault(entry.locale_id, []).append(entry.translation_key)
    wanted = Q(pk__in=())
    for locale_id, own in keys.items():
        wanted |= Q(locale_id=locale_id, translation_key__in=own)
    return Departure.objects.filter(wanted, column_id=column_id, section_id=section_id)


def _in_pieces(entries: Iterable[Any]) -> Iterator[list[Any]]:
    found = list(entries)
    for start in range(0, len(found), PIECE):
        yield found[start : start + PIECE]


def _listed_below(page: Any, closed: QuerySet[Any]) -> QuerySet[ListedEntry]:
    """Return what is shown at or below a page and below none of the closed ones."""
    found = ListedEntry.objects.shown().filter(page__path__startswith=page.path).order_by()
    for path in closed.filter(page__path__startswith=page.path).values_list(
        "page__path", flat=True
    ):
        found = found.exclude(page__path__startswith=path)
    return found.defer("text", "summary")


def _closed_paths() -> QuerySet[PageViewRestriction]:
    return PageViewRestriction.objects.order_by("page__path")


def _is_hidden(page: Any, closed: QuerySet[Any], section_id: Any) -> bool:
    """Tell whether the readers of a section above a page may not see the page anyway."""
    depth = Page.objects.filter(pk=section_id).values_list("depth", flat=True).get()
    steps = range(page.steplen * (depth + 1), len(page.path) + 1, page.steplen)
    return bool(closed.filter(page__path__in=[page.path[:end] for end in steps]).exists())


def _section_above(page: Any) -> tuple[Any, Any] | None:
    return _section_at(page.path[: -page.steplen])


def _section_at(path: str) -> tuple[Any, Any] | None:
    """Return the column and the section that lie at or above a path, None where none does."""
    from .index import columns_at

    steps = range(Page.steplen, len(path) + 1, Page.steplen)
    return columns_at([path[:end] for end in steps])
