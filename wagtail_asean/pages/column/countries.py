"""What a column has on a country: a page on it, what is written of it, destinations in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber

from ..mixins import CountryMixin
from ..models import ListedEntry
from ..page_types import column_models, models_of
from ..standards.addresses import with_query
from . import listing
from .asked import Asked

# How many of each are shown; the column has them all.
FEW = 6
COUNTRY, DESTINATION = "country", "destination"


@dataclass(frozen=True)
class OnCountry:
    """The newest that a column has on a country."""

    articles: Sequence[ListedEntry]
    destinations: Sequence[ListedEntry]
    # Whether the column has more than these.
    has_more: bool
    # The column, filtered by the country; "" where it has no address.
    address: str


def column_above(page: Any) -> Any:
    """Return the column that an entry lies in, the topmost of several; None outside of any."""
    if page.pk is None:
        return None
    return page.get_ancestors().type(*column_models()).order_by("path").first()


def on_country(column: Any, code: str, *, closed: list[str], request: Any) -> OnCountry:
    """Return what readers may see in a column on the country of a code (ISO 3166-1)."""
    found = _shown_in(column, closed).filter(countries__contains=f"|{code}|")
    # The newest of each of the two lists, in one query.
    is_destination = Case(When(type=DESTINATION, then=1), default=0, output_field=IntegerField())
    at = Window(RowNumber(), partition_by=is_destination, order_by=("-published_at", "-page_id"))
    newest = found.exclude(type=COUNTRY).annotate(nth=at).filter(nth__lte=FEW + 1)
    rows = list(listing.with_cards(newest))
    articles = [row for row in rows if row.type != DESTINATION]
    destinations = [row for row in rows if row.type == DESTINATION]
    address = column.get_url(request)
    return OnCountry(
        articles=articles[:FEW],
        destinations=destinations[:FEW],
        has_more=len(articles) > FEW or len(destinations) > FEW,
        address=with_query(address, Asked(country=code).query()) if address else "",
    )


def page_on_country(column: Any, code: str, *, closed: list[str]) -> ListedEntry | None:
    """Return the column's page on the country of a code, None where readers may see none."""
    # A page on one country may be filed under others too: its row does not tell them apart.
    pages = Q(pk__in=())
    for model in models_of(CountryMixin):
        own = model._default_manager.filter(country__code=code, path__startswith=column.path)
        pages |= Q(page_id__in=own.values("pk"))
    rows = _shown_in(column, closed).filter(pages, type=COUNTRY)
    return rows.select_related("page").first()


def _shown_in(column: Any, closed: list[str]) -> QuerySet[ListedEntry]:
    # It is the topmost: what else is around it does not matter.
    return listing.entries(column, closed, [column])
