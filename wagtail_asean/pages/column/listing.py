"""The entries and sections of a column, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from wagtail.images import get_image_model

from wagtail_asean.adapters import Page
from wagtail_asean.conf import settings

from ..mixins import ColumnMixin, LibraryMixin
from ..models import ListedEntry
from ..pictures import CARD
from .tree import closed_below, is_kin_of, is_shown


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


def columns_around(column: Any) -> list[Any]:
    """Return the columns above a column, itself, and the columns and libraries below it."""
    if column.pk is None:
        return []
    found = Page.objects.filter(is_kin_of(column)).type(ColumnMixin, LibraryMixin)
    return list(found.order_by("path").specific(defer=True))


def entries(
    column: Any, closed: list[str], around: list[Any] | None = None
) -> QuerySet[ListedEntry]:
    """Return what readers may see below a column or a section, the newest first.

    `closed` are the paths of pages that not everybody may see, `around` the columns around the
    column where they are known already.
    """
    around = columns_around(column) if around is None else around
    found = ListedEntry.objects.shown().filter(_below(column, around))
    for path in closed_below(column, closed):
        found = found.exclude(page__path__startswith=path)
    return found.order_by("-published_at", "-page_id")


def _below(column: Any, around: list[Any]) -> Q:
    if column.pk is None:
        return Q(pk__in=())
    # One of the two has an index that is in the list's order.
    if is_topmost(column, around):
        return Q(column_id=column.pk)
    return Q(section_id__in=_at_or_below(column, around))


def is_topmost(column: Any, around: list[Any]) -> bool:
    """Tell whether a column is no section of another."""
    return not any(other.depth < column.depth for other in around)


def sections_called(column: Any, slug: str, around: list[Any] | None = None) -> list[Any]:
    """Return the keys of the sections below a column whose slug is `slug`, and of theirs."""
    around = columns_around(column) if around is None else around
    called = [other for other in around if other.depth > column.depth and other.slug == slug]
    return [pk for section in called for pk in _at_or_below(section, around)]


def _at_or_below(column: Any, around: list[Any]) -> list[Any]:
    return [other.pk for other in around if other.path.startswith(column.path)]


def slice_of(found: QuerySet[Any], number: str | None) -> Slice:
    """Return one page of what is found, for its number in an address.

    A number that is none, or is past the end, gives the first page.
    """
    size, wanted = settings.PAGE_SIZE, page_number(number)
    rows = list(found[(wanted - 1) * size :][: size + 1])
    if wanted > 1 and not rows:
        wanted, rows = 1, list(found[: size + 1])
    return Slice(rows[:size], wanted, len(rows) > size)


def page_number(text: str | None) -> int:
    """Read the number of a page out of an address, 1 where it is none."""
    return max(int(text), 1) if text and text.isdecimal() and len(text) < 6 else 1


def with_cards(found: QuerySet[ListedEntry]) -> QuerySet[ListedEntry]:
    """Fetch along what a card shows: the page, the lead image and its renditions."""
    model = get_image_model().get_rendition_model()
    wanted = model._default_manager.filter(filter_spec__in=CARD.specs())
    # What Wagtail's prefetch_renditions does, one foreign key further away.
    renditions = Prefetch(
        "lead_image__renditions", queryset=wanted, to_attr="prefetched_renditions"
    )
    return found.select_related("page", "lead_image").defer("text").prefetch_related(renditions)


def sections(column: Any, closed: list[str], around: list[Any] | None = None) -> list[Any]:
    """Return the sections right below a column, and its library, in the order of the tree."""
    around = columns_around(column) if around is None else around
    below = [other for other in around if column.pk and other.depth == column.depth + 1]
    inside = closed_below(column, closed)
    return [page for page in below if is_shown(page, inside)]
