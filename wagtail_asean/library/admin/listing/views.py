"""The lists of the library: works and campaigns, and all else that has words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.images import get_image_model
from wagtail.snippets.views.snippets import IndexView

from wagtail_asean.listings import WIDE, StackedTitleColumn, wide_facts

from ...files.formats import asset_formats
from ...folding import fold
from ...inventory import catalogue
from ...models import CatalogueEntry
from .filters import found_in
from .progress import describe, describe_dates, describe_origin, with_workflow

THUMBNAIL = "max-165x100"
# More sizes than these are counted, not named.
NAMED_SIZES = 3


class LibraryIndexView(IndexView):
    """A list that can be read on a phone, and is searched whatever marks are typed.

    `searched` are the fields that hold its words: these lists are short enough to be read.
    """

    default_ordering: Any = None
    # Short: on a phone the list's own name stands beside it.
    add_item_label = _("Add")
    empty_sentence: Any = ""
    searched: tuple[str, ...] = ()

    def _get_title_column(self, field_name: str, *args: Any, **kwargs: Any) -> Any:
        return super()._get_title_column(
            field_name, StackedTitleColumn, notes=self.notes, facts=self.facts, **kwargs
        )

    def notes(self, row: Any) -> Iterable[Any]:
        """Return what stands under a title."""
        return ()

    def facts(self, row: Any) -> Iterable[Any]:
        """Return what a narrow screen shows under a title: what the other columns say."""
        return wide_facts(self.columns, row)

    @cached_property
    def columns(self) -> list[Any]:
        columns = super().columns
        return (
            [*columns, LocaleColumn(label=_("Language"), classname=WIDE)]
            if self.i18n_enabled
            else columns
        )

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        words = fold(self.search_query).split()
        texts = queryset.order_by().values_list("pk", *self.searched)
        found = [pk for pk, *parts in texts if _has_all(words, parts)]
        return queryset.filter(pk__in=found)


class TermIndexView(LibraryIndexView):
    """The list of the terms of a vocabulary."""

    def notes(self, row: Any) -> Iterable[Any]:
        yield row.code if row.code != str(row) else ""


class WorkIndexView(LibraryIndexView):
    """The list of the works of a kind, with thumbnails."""

    @cached_property
    def columns(self) -> list[Any]:
        self.list_display = [
            "title",
            Column("state", label=_("State"), accessor=describe, classname=WIDE),
            Column(
                "dates",
                label=_("Shown"),
                accessor=describe_dates,
                sort_key="effective_at",
                classname=WIDE,
            ),
            Column("origin", label=_("Where from"), accessor=describe_origin, classname=WIDE),
        ]
        return super().columns

    def _get_title_column(self, field_name: str, *args: Any, **kwargs: Any) -> Any:
        return super()._get_title_column(field_name, get_thumbnail=_thumbnail, **kwargs)

    def notes(self, row: Any) -> Iterable[Any]:
        yield describe_sizes(row.catalogue_entry)
        yield row.occasion

    def facts(self, row: Any) -> Iterable[Any]:
        yield describe(row)
        yield from wide_facts(self.columns[3:], row)

    def get_base_queryset(self) -> QuerySet[Any]:
        return with_workflow(super().get_base_queryset().select_related("occasion"))

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.is_searching:
            return queryset
        return found_in(queryset, catalogue.search(self.search_query, kinds=[self.model.kind]))

    def paginate_queryset(self, queryset: QuerySet[Any], page_size: int) -> Any:
        paginator, page, rows, has_more = super().paginate_queryset(queryset, page_size)
        page.object_list = add_entries(list(rows), self.model)
        return paginator, page, page.object_list, has_more


def add_entries(works: list[Any], model: Any) -> list[Any]:
    """Give each work its catalogue entry, which knows its sizes and its thumbnail."""
    images = get_image_model().objects.prefetch_renditions(THUMBNAIL)
    entries = CatalogueEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=[str(work.pk) for work in works],
    ).prefetch_related(Prefetch("thumbnail", queryset=images))
    by_id = {entry.object_id: entry for entry in entries}
    for work in works:
        work.catalogue_entry = by_id.get(str(work.pk))
    return works


def describe_sizes(entry: CatalogueEntry | None) -> str:
    """Name the sizes of a work, or say how many there are."""
    codes = [code for code in entry.formats.split("|") if code] if entry else []
    names = ", ".join(short_name(code) for code in codes[:NAMED_SIZES])
    more = len(codes) - NAMED_SIZES
    if more <= 0:
        return names
    return str(_("%(names)s and %(more)d more") % {"names": names, "more": more})


def short_name(code: str) -> str:
    """Return a format's name without its size; an unknown code as it is."""
    found = asset_formats().get(code)
    return found.name() if found else code


def _thumbnail(work: Any) -> Any:
    return work.catalogue_entry.thumbnail if work.catalogue_entry else None


def _has_all(words: list[str], parts: Iterable[Any]) -> bool:
    text = fold(" ".join(" ".join(part) if isinstance(part, list) else str(part) for part in parts))
    return all(word in text for word in words)
