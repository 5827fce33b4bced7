"""What has left a column or a section, so that its feeds can say so."""

from __future__ import annotations

import operator
from functools import reduce
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from wagtail_asean.adapters import Page

from ..column.tree import is_kin_of
from ..models import Departure, ListedEntry
from ..page_types import column_models


class Left:
    """What has left `column`; `closed` are the paths of pages that not everybody may see."""

    def __init__(self, column: Any, closed: list[str]) -> None:
        self.column = column
        self.closed = [
            path for path in closed if path.startswith(column.path) and path != column.path
        ]
        self._place = _place(column)

    def departures(self) -> QuerySet[Departure]:
        """Return what is to be seen there no more, the last first.

        What left one section for another, or was closed to the readers of another, is still there.
        """
        shown = ListedEntry.objects.shown().filter(self._place, locale=self.column.locale_id)
        for path in self.closed:
            shown = shown.exclude(page__path__startswith=path)
        still_there = Q(
            locale=self.column.locale_id,
            translation_key__in=shown.order_by().values("translation_key"),
        )
        found = Departure.objects.filter(self._place).exclude(still_there)
        if self.closed:
            hidden = reduce(operator.or_, (Q(path__startswith=path) for path in self.closed))
            sections = Page.objects.filter(hidden)
            found = found.exclude(section_id__in=sections.values("pk"))
        return found

    def unshown(self) -> QuerySet[ListedEntry]:
        """Return what is published and not shown any more: past its time, or withheld."""
        found = ListedEntry.objects.filter(self._place, page__live=True)
        found = found.filter(Q(is_withheld=True) | Q(page__expire_at__lte=timezone.now()))
        for path in self.closed:
            found = found.exclude(page__path__startswith=path)
        return found


def _place(column: Any) -> Q:
    """Return the condition for what lies in a column or a section, of entries and departures."""
    found = Page.objects.filter(is_kin_of(column)).type(*column_models()).order_by()
    pairs = list(found.values_list("pk", "depth"))
    if any(depth < column.depth for _, depth in pairs):
        return Q(section_id__in=[pk for pk, depth in pairs if depth >= column.depth])
    return Q(column_id=column.pk)
