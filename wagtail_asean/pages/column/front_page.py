"""A column's page as it is asked for: what can be chosen, what is found, what these days are.

Templates know it as `asean.column`. On its first page, and as long as nothing is asked for, it
is a front page: a lead story, the theme of the year, the occasion of these days, what comes next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_asean import local_say
from wagtail_asean.conf import settings
from wagtail_asean.library.choices import Pillar
from wagtail_asean.library.dates.windows import day_begins, today

from ..choices import TYPES, kind_name, pillar_name, told_kinds
from ..mixins import ColumnMixin
from . import listing, tree
from .asked import HUB, OWN, Asked
from .overview import Marked, Overview, Theme, overview

UPCOMING = 3


@dataclass(frozen=True)
class Choice:
    """A value to choose, its name, and whether it is chosen."""

    code: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    """Something to choose by: its name in the address, what it is called, and its values."""

    name: str
    label: str
    choices: list[Choice]


@dataclass(frozen=True)
class Chosen:
    """Something that is asked for, and the query of an address without it."""

    name: str
    label: str
    value: str
    query_without: str


class FrontPage:
    """What `request` asks the page of a column for.

    `closed` are the paths of pages that not everybody may see.
    """

    def __init__(self, page: Any, request: Any, closed: list[str]) -> None:
        self.page = page
        self.request = request
        self.closed = closed

    # -- what is found ---------------------------------------------------------------------

    @cached_property
    def asked(self) -> Asked:
        """What is asked for."""
        return Asked.of(self.request.GET)

    @cached_property
    def slice(self) -> listing.Slice:
        """One page of what is found."""
        found = self.asked.apply(self._entries, self.page, self._around)
        found = listing.with_cards(self.asked.rank(found))
        if not self.pinned:
            return listing.slice_of(found, self.request.GET.get("page"))
        # What is pinned stands on the first page, and there alone.
        found = found.exclude(pk__in=[entry.pk for entry in self.pinned])
        rest = listing.slice_of(found, self.request.GET.get("page"))
        return rest if rest.number > 1 else replace(rest, items=[*self.pinned, *rest.items])

    @cached_property
    def pinned(self) -> list[Any]:
        """What this site lets stand first, as long as nothing is asked for."""
        keys = local_say.pinned_pages() if self.asked.is_empty else []
        if not keys:
            return []
        found = listing.with_cards(self._entries.filter(pk__in=keys))
        return sorted(found, key=lambda entry: keys.index(entry.pk))

    @property
    def is_front(self) -> bool:
        """Tell whether it is the first page with nothing asked for."""
        return self.asked.is_empty and self.slice.number == 1

    @property
    def count(self) -> int | None:
        """How many there are, None where they are more than a page: they are not counted."""
        is_all = self.slice.number == 1 and not self.slice.has_next
        return len(self.slice.items) if is_all else None

    @property
    def previous_query(self) -> str:
        """The query of the page before, with what is asked for."""
        return self.asked.query(self.slice.previous)

    @property
    def next_query(self) -> str:
        """The query of the page after, with what is asked for."""
        return self.asked.query(self.slice.next)

    @cached_property
    def sections(self) -> list[Any]:
        """The sections right below, and the library."""
        return listing.sections(self.page, self.closed, self._around)

    @property
    def is_topmost(self) -> bool:
        """Tell whether it is no section of another."""
        return listing.is_topmost(self.page, self._around)

    # -- what can be chosen ----------------------------------------------------------------

    @cached_property
    def filters(self) -> list[Filter]:
        """What entries can be chosen by, each where there is something to choose."""
        held = self._overview
        found = (
            ("section", self._section_names, 1),
            ("kind", _kind_names(held.kinds), 2),
            ("pillar", [(code, pillar_name(code)) for code in _in_order(held.pillars)], 1),
            ("topic", held.topics, 1),
            ("country", held.countries, 1),
            ("audience", held.audiences, 1),
            ("theme", held.themes, 1),
            ("occasion", held.occasions, 1),
            ("year", [(str(year), str(year)) for year in held.years], 2),
            ("origin", _origin_names() if self.is_mixed else [], 2),
        )
        return [
            self._filter(name, names)
            for name, names, least in found
            if len(names) >= least or getattr(self.asked, name)
        ]

    @cached_property
    def chosen(self) -> list[Chosen]:
        """What is asked for, in words, each to be taken back."""
        names = {each.name: {c.code: c.name for c in each.choices} for each in self.filters}
        return [
            Chosen(
                name=name,
                label=_label(name),
                value=names.get(name, {}).get(value, value),
                query_without=self.asked.without(name).query(),
            )
            for name, value in self.asked.given.items()
        ]

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but words is asked for."""
        return not self.asked.without("words").is_empty

    @property
    def is_mixed(self) -> bool:
        """Tell whether there are entries of this site and of others."""
        return self._overview.has_own and self._overview.has_shared

    @property
    def own_name(self) -> str:
        """What this site's own entries are said to be from, "" where all are of one kind."""
        return (settings.SITE_NAME or _("This site")) if self.is_mixed else ""

    # -- what these days are ---------------------------------------------------------------

    @property
    def theme(self) -> Theme | None:
        """The theme of this year."""
        return self._overview.theme if self.is_front and self.is_topmost else None

    @property
    def occasion(self) -> Marked | None:
        """The occasion of these days."""
        return self._overview.occasion if self.is_front and self.is_topmost else None

    @property
    def occasion_query(self) -> str:
        """The query of an address that asks for what is about it, "" where there is nothing."""
        code = self.occasion.code if self.occasion else ""
        is_told_of = code in dict(self._overview.occasions)
        return Asked(occasion=code).query() if is_told_of else ""

    @cached_property
    def upcoming(self) -> list[Any]:
        """The next events and contests, those that go on now among them."""
        if not self.is_front or not self._overview.has_dates:
            return []
        goes_on = Q(ends_at__gte=timezone.now())
        begins = Q(ends_at=None, starts_at__gte=day_begins(today()))
        found = self._entries.filter(goes_on | begins, starts_at__isnull=False)
        return list(
            found.select_related("page").defer("text").order_by("starts_at", "page_id")[:UPCOMING]
        )

    @property
    def lead(self) -> Any:
        """The story that leads the front page: the newest that does not stand under what comes."""
        stories = self._stories
        return stories[0] if stories else None

    @property
    def others(self) -> list[Any]:
        """What follows the lead on the front page."""
        return self._stories[1:]

    @cached_property
    def _stories(self) -> list[Any]:
        upcoming = {entry.pk for entry in self.upcoming}
        return [entry for entry in self.slice.items if entry.pk not in upcoming]

    @property
    def last_news_at(self) -> Any:
        """When the newest entry was published, where that is long ago; else None."""
        if not self.is_front or not self.slice.items:
            return None
        newest = max(entry.published_at for entry in self.slice.items)
        limit = timezone.now() - timedelta(days=settings.STALE_COLUMN_DAYS)
        return newest if newest < limit else None

    # ----------------------------------------------------------------------------------------

    @cached_property
    def _around(self) -> list[Any]:
        return listing.columns_around(self.page)

    @cached_property
    def _entries(self) -> Any:
        return listing.entries(self.page, self.closed, self._around)

    @cached_property
    def _overview(self) -> Overview:
        return overview(self.page, self._entries)

    @property
    def _section_names(self) -> list[tuple[str, str]]:
        return [(page.slug, page.title) for page in self.sections if isinstance(page, ColumnMixin)]

    def _filter(self, name: str, names: Iterable[tuple[str, str]]) -> Filter:
        asked = getattr(self.asked, name)
        choices = [Choice(code, label, code == asked) for code, label in names]
        if asked and not any(choice.is_chosen for choice in choices):
            choices.append(Choice(asked, self._name_of_other(name, asked), True))
        return Filter(name, _label(name), choices)

    def _name_of_other(self, name: str, code: str) -> str:
        """Return the name of what is asked for and not there."""
        if name == "section":
            called = (page for page in self._around if page.slug == code)
            shown = (page.title for page in called if tree.is_shown(page, self.closed))
            return next(shown, code)
        if name == "kind":
            return kind_name(code, "") or code
        if name == "origin":
            return dict(_origin_names())[code]
        return pillar_name(code) if name == "pillar" else code


def _label(name: str) -> str:
    labels = {
        "words": pgettext("of a list", "Words"),
        "section": _("Section"),
        "kind": pgettext("of an entry", "Kind"),
        "pillar": _("Pillar"),
        "topic": _("Topic"),
        "country": _("Country"),
        "audience": pgettext("of an entry", "For whom"),
        "theme": _("ASEAN theme of the year"),
        "occasion": _("Occasion"),
        "year": pgettext("of publication", "Year"),
        "origin": pgettext("of an entry", "From"),
    }
    return labels[name]


def _origin_names() -> list[tuple[str, str]]:
    own = settings.SITE_NAME or _("This site")
    return [(OWN, own), (HUB, _("Other sites of the network"))]


def _in_order(pillars: Iterable[str]) -> list[str]:
    known = [code for code in Pillar.values if code in pillars]
    return [*known, *(code for code in pillars if code not in known)]


def _kind_names(kinds: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the types and kinds that readers can choose, a type before its kinds."""
    names = []
    for type in [*TYPES, *sorted({type for type, _kind in kinds} - set(TYPES))]:
        here = {kind for other, kind in kinds if other == type}
        if not here:
            continue
        told = [kind for kind in told_kinds(type) if kind in here]
        if len(told) != 1 or here != set(told):
            names.append((type, capfirst(kind_name(type, "") or type)))
        names += [(kind, kind_name(type, kind)) for kind in told]
    return names
