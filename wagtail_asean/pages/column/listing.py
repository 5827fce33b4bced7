"""The entries and sections of a column, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from wagtail.images import get_image_model

from wagtail_asean.conf import settings

from ..models import ListedEntry
from ..pictures import CARD

RELATED = 3
# Among so many of the newest of a column are those looked for that are about the same.
CONSIDERED = 300


@dataclass(frozen=True)
class Related:
    """Other entries to read on with, and whether all of them are on the same topic."""

    items: Sequence[Any]
    is_on_topic: bool


@dataclass(frozen=True)
class Slice:
    """One page of a list. How many there are is not counted: it would take longest of all."""

    items: Sequence[Any]
    number: int
    has_next: bool

    @property
    def previous(self) -> int | None:
        """The number of the page before, None on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The number of the page after, None on the last."""
        return self.number + 1 if self.has_next else None


def entries(column: Any, closed: list[str]) -> QuerySet[ListedEntry]:
    """Return what readers may see below a column or a section, the newest first.

    `closed` are the paths of pages that not everybody may see.
    """
    found = ListedEntry.objects.shown().filter(_below(column))
    for path in closed:
        if path.startswith(column.path) and path != column.path:
            found = found.exclude(page__path__startswith=path)
    return found.order_by("-published_at", "-page_id")


def _below(column: Any) -> Q:
    if column.pk is None:
        return Q(pk__in=())
    # One of the two has an index that is in the list's order.
    return Q(column_id=column.pk) if is_topmost(column) else Q(section_id__in=_sections(column))


def is_topmost(column: Any) -> bool:
    """Tell whether a column is no section of another."""
    from .index import column_models

    above = column.get_ancestors().type(*column_models())
    return not above.exists()


def _sections(column: Any) -> list[Any]:
    from .index import column_models

    below = column.get_descendants(inclusive=True).type(*column_models())
    return list(below.values_list("pk", flat=True))


def related(page: Any, closed: list[str]) -> Related:
    """Return the entries of a page's column that share most topics and countries with it.

    Of those that share as many, the newest come first. Where too few share any, the newest of its
    section follow, and then those of the column.
    """
    own = ListedEntry.objects.filter(pk=page.pk).defer("text").first()
    if own is None:
        return Related([], is_on_topic=False)
    labels = _split(own.topics, own.countries)
    others = _without(closed, page, ListedEntry.objects.shown().exclude(pk=page.pk))
    newest = others.order_by("-published_at", "-page_id")
    rows = list(
        newest.filter(column_id=own.column_id).values_list(
            "pk", "section_id", "topics", "countries"
        )[:CONSIDERED]
    )
    shared = {pk: len(labels & _split(topics, countries)) for pk, _, topics, countries in rows}
    # Sorting keeps the order of those that share as many.
    chosen = sorted((pk for pk in shared if shared[pk]), key=lambda pk: -shared[pk])[:RELATED]
    is_on_topic = bool(chosen)
    if len(chosen) < RELATED:
        beside = newest.filter(section_id=own.section_id).exclude(pk__in=chosen)
        more = [*beside.values_list("pk", flat=True)[:RELATED], *shared]
        chosen, before = list(dict.fromkeys([*chosen, *more]))[:RELATED], len(chosen)
        is_on_topic = is_on_topic and len(chosen) == before
    found = with_cards(ListedEntry.objects.filter(pk__in=chosen))
    return Related(sorted(found, key=lambda entry: chosen.index(entry.pk)), is_on_topic)


def _without(closed: list[str], page: Any, found: Any) -> Any:
    """Leave out what lies below a closed page, except where the reader was let in already."""
    for path in closed:
        if not page.path.startswith(path):
            found = found.exclude(page__path__startswith=path)
    return found


def _split(*codes: str) -> set[str]:
    return {code for part in codes for code in part.split("|") if code}


def slice_of(found: QuerySet[ListedEntry], number: str | None) -> Slice:
    """Return one page of entries, ready for cards.

    A number that is none, or is past the end, gives the first page.
    """
    size = settings.PAGE_SIZE
    wanted = max(int(number) if number and number.isdecimal() and len(number) < 6 else 1, 1)
    rows = list(with_cards(found)[(wanted - 1) * size :][: size + 1])
    if wanted > 1 and not rows:
        wanted, rows = 1, list(with_cards(found)[: size + 1])
    return Slice(rows[:size], wanted, len(rows) > size)


def with_cards(found: QuerySet[ListedEntry]) -> QuerySet[ListedEntry]:
    """Fetch along what a card shows: the page, the lead image and its renditions."""
    model = get_image_model().get_rendition_model()
    wanted = model._default_manager.filter(filter_spec__in=CARD.specs())
    # What Wagtail's prefetch_renditions does, one foreign key further away.
    renditions = Prefetch(
        "lead_image__renditions", queryset=wanted, to_attr="prefetched_renditions"
    )
    return found.select_related("page", "lead_image").defer("text").prefetch_related(renditions)


def sections(column: Any, closed: list[str]) -> list[Any]:
    """Return the sections right below a column, and its library, in the order of the tree."""
    from ..mixins import ColumnMixin, LibraryMixin

    if column.pk is None:
        return []
    below = _shown(column.get_children(), column, closed)
    return list(below.type(ColumnMixin, LibraryMixin).specific(defer=True))


def _shown(pages: Any, above: Any, closed: list[str]) -> Any:
    """Leave out what is not live, past its time, or closed somewhere below `above`."""
    pages = pages.live().filter(Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))
    for path in closed:
        if path.startswith(above.path) and path != above.path:
            pages = pages.exclude(path__startswith=path)
    return pages
