"""The column of a site, from any page of it: found by the request's site and the language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings as site_settings
from django.db.models import Q
from wagtail.models import Locale, Site, TranslatableMixin

from wagtail_asean.adapters import Page

from ..mixins import ColumnMixin, LibraryMixin
from . import listing, tree

_KNOWN = "_wagtail_asean_pages_columns"


@dataclass(frozen=True)
class Whereabouts:
    """A site's column, the columns around it, and what not everybody may see."""

    column: Any
    around: list[Any]
    closed: list[str]

    @property
    def sections(self) -> list[Any]:
        """Its sections, and its library."""
        return listing.sections(self.column, self.closed, self.around)

    @property
    def entries(self) -> Any:
        """What it lists, the newest first."""
        return listing.entries(self.column, self.closed, self.around)


def find_column(request: Any, page: Any = None) -> Whereabouts | None:
    """Return where the column is in the language of `page`, or else of the moment, or None.

    Asked for once a request and language, however many tags ask.
    """
    locale_id = _locale_id(page)
    known: dict[Any, Whereabouts | None] = getattr(request, _KNOWN, {})
    if locale_id not in known:
        known = {**known, locale_id: _look(request, locale_id)}
        if request is not None:
            setattr(request, _KNOWN, known)
    return known[locale_id]


def whereabouts_of(column: Any) -> Whereabouts | None:
    """Return the whereabouts of a column or section that is known, None where it is closed."""
    closed = tree.closed_paths()
    if not tree.is_shown(column, closed):
        return None
    return Whereabouts(column, listing.columns_around(column), closed)


def _look(request: Any, locale_id: Any) -> Whereabouts | None:
    site = Site.find_for_request(request) if request is not None else None
    site = site or Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return None
    homes = Page.objects.filter(translation_key=site.root_page.translation_key)
    below = Q(path__startswith=site.root_page.path)
    for path in homes.exclude(pk=site.root_page.pk).values_list("path", flat=True):
        below |= Q(path__startswith=path)
    found = Page.objects.filter(below).type(ColumnMixin, LibraryMixin)
    if locale_id is not None:
        found = found.filter(locale_id=locale_id)
    pages = list(found.order_by("path").specific(defer=True))
    closed = tree.closed_paths()
    columns = (page for page in pages if isinstance(page, ColumnMixin))
    open_columns = (page for page in columns if tree.is_shown(page, closed))
    # Of several columns, that nearest to the home page.
    column = min(open_columns, key=lambda page: (page.depth, page.path), default=None)
    if column is None:
        return None
    around = [page for page in pages if page.path.startswith(column.path)]
    return Whereabouts(column, around, closed)


def _locale_id(page: Any) -> Any:
    if isinstance(page, TranslatableMixin):
        return page.locale_id
    if not getattr(site_settings, "WAGTAIL_I18N_ENABLED", False):
        return None
    return Locale.get_active().pk
