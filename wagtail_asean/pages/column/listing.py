"""The entries and sections of a column, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from wagtail.images import get_image_model

from wagtail_asean.adapters import Page
from wagtail_asean.conf import settings

from ..models import ListedEntry

# As in components/card.html.
CARD_FILTERS = ("fill-480x270", "fill-960x540")
RELATED = 3


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
    above, below = _columns_around(column)
    # One of the two has an index that is in the list's order.
    return Q(section_id__in=below) if above else Q(column_id=column.pk)


def _columns_around(column: Any) -> tuple[list[Any], list[Any]]:
    """Return the keys of the columns above a column, and of itself and the sections below it."""
    from .index import column_models

    steps = range(column.steplen, len(column.path), column.steplen)
    family = Q(path__in=[column.path[:end] for end in steps])
    family |= Q(path__startswith=column.path)
    found = Page.objects.filter(family).type(*column_models()).values_list("pk", "depth")
    pairs = list(found.order_by())
    return (
        [pk for pk, depth in pairs if depth < column.depth],
        [pk for pk, depth in pairs if depth >= column.depth],
    )


def sections_called(column: Any, slug: str) -> list[Any]:
    """Return the keys of the sections below a column whose slug is `slug`, and of theirs."""
    if column.pk is None:
        return []
    called = column.get_descendants().filter(slug=slug)
    return [pk for section in called for pk in _columns_around(section)[1]]


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
    wanted = model._default_manager.filter(filter_spec__in=CARD_FILTERS)
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
