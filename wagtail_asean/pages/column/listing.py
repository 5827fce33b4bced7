"""The entries and sections of a column, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction

from wagtail_asean.adapters import Page
from wagtail_asean.conf import settings
from wagtail_asean.moments import storable

from ..models import ListedEntry
from ..pictures import CARD

RELATED = 3
# Among so many of the newest of a column are those looked for that are about the same.
CONSIDERED = 300
EVER = datetime(1900, 1, 1, tzinfo=timezone.get_fixed_timezone(0))


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


def related(page: Any, labels: set[str]) -> Related:
    """Return the entries of a page's column that share most of its labels, the newest first.

    `labels` are the codes of its topics and countries. Where too few share any, the newest of its
    section follow, and then those of the column. All in one query, over the newest `CONSIDERED`.
    """
    if page.pk is None:
        return Related([], is_on_topic=False)
    own = ListedEntry.objects.filter(pk=page.pk).order_by()
    newest = ListedEntry.objects.filter(column_id=Subquery(own.values("column_id"))).order_by(
        "-published_at"
    )
    since = Subquery(newest.values("published_at")[CONSIDERED : CONSIDERED + 1])
    oldest = Coalesce(since, storable(EVER), output_field=DateTimeField())
    others = newest.shown().exclude(pk=page.pk).filter(published_at__gte=oldest)
    ranked = others.exclude(_is_closed_to_readers_of(page)).annotate(
        shared=_count_of(labels),
        beside=Case(When(section_id=Subquery(own.values("section_id")), then=1), default=0),
    )
    found = with_cards(ranked.order_by("-shared", "-beside", "-published_at", "-page_id"))
    items = list(found[:RELATED])
    return Related(items, is_on_topic=all(entry.shared for entry in items))


def _count_of(labels: set[str]) -> Any:
    """Count in SQL how many of the codes an entry has."""
    count: Any = Value(0)
    for code in sorted(labels):
        has_it = Q(topics__contains=f"|{code}|") | Q(countries__contains=f"|{code}|")
        count = count + Case(When(has_it, then=1), default=0, output_field=IntegerField())
    return count


def _is_closed_to_readers_of(page: Any) -> Any:
    """Tell in SQL whether an entry lies below a closed page that is not above `page` as well.

    Who reads `page` was let in there already.
    """
    steps = range(page.steplen, len(page.path) + 1, page.steplen)
    other = PageViewRestriction.objects.exclude(page__path__in=[page.path[:end] for end in steps])
    listed = ExpressionWrapper(OuterRef("page__path"), output_field=CharField())
    return Exists(other.annotate(listed=listed).filter(listed__startswith=F("page__path")))


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
