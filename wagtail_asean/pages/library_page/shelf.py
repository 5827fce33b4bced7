"""The list on a library's page: what was asked for, what can be chosen, and the cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import (
    Case,
    CharField,
    F,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.images import get_image_model

from wagtail_asean.library.addresses import work_url
from wagtail_asean.library.files.formats import asset_formats, format_name
from wagtail_asean.library.folding import fold
from wagtail_asean.library.models import CatalogueEntry, Occasion
from wagtail_asean.library.sharing import offers

from ..column.listing import Slice, slice_of

# As in library/card.html.
CARD_FILTER = "max-480x480"
LONGEST_SEARCH = 100
# What people come for stands first.
ORDER = ("poster", "banner", "campaign", "slogan", "led-message")
# The words that stand for a work in a list, by kind.
WORDS = {"banner": "alt_text", "poster": "alt_text", "slogan": "text", "led-message": "text"}


@dataclass(frozen=True)
class Choice:
    """A value to choose, its name, and whether it is chosen."""

    code: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Card:
    """A work in a list."""

    title: str
    kind: str
    kind_name: str
    url: str
    thumbnail: Any
    words: str
    formats: tuple[str, ...]
    occasion: str


class Shelf:
    """What the library of a page's language offers, as `request` asks for it."""

    def __init__(self, page: Any, request: HttpRequest) -> None:
        self.page = page
        self.request = request

    @property
    def words(self) -> str:
        """The words that were searched for."""
        return self._asked("q")

    @cached_property
    def kinds(self) -> list[Choice]:
        """The kinds of which there is something."""
        here = {kind for kind, *_rest in self._facets}
        return [
            Choice(kind, _kind_name(kind, many=True), kind == self._asked("kind"))
            for kind in ORDER
            if kind in here
        ]

    @cached_property
    def occasions(self) -> list[Choice]:
        """The occasions for which there is something."""
        asked = self._asked("occasion")
        names = sorted(self._occasion_names.items(), key=lambda pair: fold(pair[1]))
        return [Choice(code, name, code == asked) for code, name in names]

    @cached_property
    def formats(self) -> list[Choice]:
        """The sizes in which there is something, in the order of the reference data."""
        here = {code for _kind, formats, *_rest in self._facets for code in _codes(formats)}
        order = [code for code in asset_formats() if code in here]
        asked = self._asked("size")
        return [
            Choice(code, format_name(code), code == asked)
            for code in [*order, *sorted(here.difference(order))]
        ]

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything was asked for."""
        return bool(self._query)

    @cached_property
    def slice(self) -> Slice:
        """One page of cards, for the page number in the address."""
        found = slice_of(self._entries(), self.request.GET.get("page"))
        return replace(found, items=self.cards(found.items))

    @property
    def previous_query(self) -> str:
        """The query of the page before, with what was asked for."""
        return urlencode({**self._query, "page": self.slice.previous or 1})

    @property
    def next_query(self) -> str:
        """The query of the page after, with what was asked for."""
        return urlencode({**self._query, "page": self.slice.next or 1})

    def cards_of(self, works: Iterable[Any]) -> list[Card]:
        """Return the cards of those works that are offered here, in their order."""
        order = [(work.kind, work.translation_key) for work in works]
        keys = {uid for _kind, uid in order}
        entries = self._with_pictures(self._offered().filter(translation_key__in=keys))
        found = {(entry.kind, entry.translation_key): entry for entry in entries}
        return self.cards([found[key] for key in dict.fromkeys(order) if key in found])

    def cards(self, entries: Sequence[CatalogueEntry]) -> list[Card]:
        """Return the cards of entries."""
        words = _words(entries)
        return [
            Card(
                title=entry.title,
                kind=entry.kind,
                kind_name=_kind_name(entry.kind),
                url=work_url(self.page, entry.kind, entry.translation_key, request=self.request),
                thumbnail=entry.thumbnail,
                words=words.get((entry.kind, entry.object_id), ""),
                formats=tuple(format_name(code) for code in _codes(entry.formats)),
                occasion=self._occasion_names.get(entry.occasion_code, ""),
            )
            for entry in entries
        ]

    def _asked(self, name: str) -> str:
        text = self.request.GET.get(name, "")[:LONGEST_SEARCH]
        return "".join(letter for letter in text if letter.isprintable()).strip()

    @cached_property
    def _query(self) -> dict[str, str]:
        asked = {name: self._asked(name) for name in ("q", "kind", "occasion", "size")}
        return {name: value for name, value in asked.items() if value}

    @cached_property
    def _facets(self) -> list[tuple[str, str, str, str | None]]:
        """(kind, formats, occasion's code and name), each once, of all that is offered."""
        occasions = Occasion.objects.filter(
            code=OuterRef("occasion_code"), locale_id=self.page.locale_id, live=True
        )
        name = Subquery(occasions.order_by().values("name")[:1])
        rows = self._offered().order_by().values_list("kind", "formats", "occasion_code", name)
        return list(rows.distinct())

    @cached_property
    def _occasion_names(self) -> dict[str, str]:
        return {code: name for _kind, _formats, code, name in self._facets if code and name}

    def _offered(self, words: str = "", **filters: Any) -> QuerySet[CatalogueEntry]:
        return offers.offered(self.page.locale_id, words, **filters)

    def _entries(self) -> QuerySet[CatalogueEntry]:
        asked = self._query
        found = self._offered(
            self.words,
            kinds=[asked["kind"]] if "kind" in asked else (),
            occasion=asked.get("occasion", ""),
            format=asked.get("size", ""),
        )
        place = Case(
            *(When(kind=kind, then=at) for at, kind in enumerate(ORDER)), default=len(ORDER)
        )
        return self._with_pictures(found.order_by(place, "-updated_at", "-pk"))

    def _with_pictures(self, entries: QuerySet[CatalogueEntry]) -> QuerySet[CatalogueEntry]:
        renditions = get_image_model().get_rendition_model()._default_manager
        wanted = renditions.filter(filter_spec=CARD_FILTER)
        return entries.select_related("thumbnail").prefetch_related(
            Prefetch("thumbnail__renditions", queryset=wanted, to_attr="prefetched_renditions")
        )


def _words(entries: Iterable[CatalogueEntry]) -> dict[tuple[str, str], str]:
    """Fetch the words of all entries in one query."""
    keys: dict[str, list[str]] = {}
    for entry in entries:
        if entry.kind in WORDS:
            keys.setdefault(entry.kind, []).append(entry.object_id)
    queries = [
        offers.MODELS[kind]
        ._default_manager.filter(pk__in=pks)
        .order_by()
        .values_list(
            Value(kind, output_field=CharField()),
            Cast(F("pk"), CharField()),
            Cast(F(WORDS[kind]), TextField()),
        )
        for kind, pks in keys.items()
    ]
    if not queries:
        return {}
    rows = queries[0].union(*queries[1:], all=True) if queries[1:] else queries[0]
    return {(kind, pk): text for kind, pk, text in rows}


def _kind_name(kind: str, *, many: bool = False) -> str:
    meta = offers.MODELS[kind]._meta
    return str(capfirst(meta.verbose_name_plural if many else meta.verbose_name))


def _codes(formats: str) -> list[str]:
    return [code for code in formats.split("|") if code]
