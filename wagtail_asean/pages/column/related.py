"""What a reader of an entry may want to read next: what is about the same."""

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
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import PageViewRestriction

from wagtail_asean.moments import storable

from ..models import ListedEntry
from .listing import with_cards
from .tree import paths_above

MOST = 3
# Among so many of the newest of a column are those looked for that are about the same.
CONSIDERED = 300
EVER = datetime(1900, 1, 1, tzinfo=timezone.get_fixed_timezone(0))


@dataclass(frozen=True)
class Related:
    """Other entries to read on with, and whether all of them are on the same topic."""

    items: Sequence[Any]
    is_on_topic: bool


def find(page: Any, labels: set[str]) -> Related:
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
    items = list(found[:MOST])
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
    known = [*paths_above(page), page.path]
    other = PageViewRestriction.objects.exclude(page__path__in=known)
    listed = ExpressionWrapper(OuterRef("page__path"), output_field=CharField())
    return Exists(other.annotate(listed=listed).filter(listed__startswith=F("page__path")))
