"""Thousands of articles in bulk, true in every row that is read.

Publishing 10,000 articles one by one would take longer than all the measures. Instead the
articles that were really published, and really mirrored, are copied row by row: the page, its
labels, its revision, its row in the column's list and its places in the search and reference
indexes. The hub adds the feed's
rows, the school its bookkeeping, and both then check samples.
"""

from __future__ import annotations

import copy
import random
import uuid
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import F, Max, Model
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backend

from wagtail_asean.library.folding import fold
from wagtail_asean.pages.column.index import write_entry
from wagtail_asean.pages.models import ArticlePage, ColumnPage, ListedEntry
from wagtail_asean.protocol import canonical, parse

NAMESPACE = uuid.UUID("2f0f6b0e-5a0c-5a57-9a58-0b7d4b4a6c21")
PIECE = 500
ENTRY_FIELDS = [field.attname for field in ListedEntry._meta.concrete_fields]


def cloned_document(text: str, number: int) -> str:
    """Return the document of an article's copy."""
    document = parse(text)
    slug = clone_slug(document["slug"], number)
    url = document["origin"]["url"].replace(f"/{document['slug']}/", f"/{slug}/")
    document["origin"]["url"] = url
    document |= {"id": str(clone_id(number)), "slug": slug}
    document["title"] = clone_title(document["title"], number)
    return canonical(document).decode()


def clone_id(number: int) -> uuid.UUID:
    """Return the uid of a copy at the hub."""
    return uuid.uuid5(NAMESPACE, f"clone/{number}")


def clone_slug(slug: str, number: int) -> str:
    """Return the slug of a copy."""
    return f"{slug}-{number}"


def clone_title(title: str, number: int) -> str:
    """Return the title of a copy."""
    return f"{title} [{number}]"


def numbered_sources(count: int) -> Iterator[tuple[int, ArticlePage]]:
    """Return each copy's number and the article that it copies: the same at hub and school."""
    sources = list(ArticlePage.objects.order_by("slug"))
    for number in range(count):
        yield number, sources[number % len(sources)]


def clone_pages(count: int, key_of: Callable[[int], uuid.UUID]) -> list[tuple[Any, Any]]:
    """Copy the articles of the one column until there are `count` more.

    Returns pairs of source and copy, in the order of the copies' numbers.
    """
    column = ColumnPage.objects.get()
    page_key, revision_key = _last_key(Page), _last_key(Revision)
    pairs = []
    for number, source in numbered_sources(count):
        clone = copy.copy(source)
        clone.pk = clone.id = clone.page_ptr_id = page_key + 1 + number
        if source.latest_revision_id:
            clone.latest_revision_id = clone.live_revision_id = revision_key + 1 + number
        clone.path = Page._get_path(column.path, column.depth + 1, column.numchild + 1 + number)
        clone.slug = clone_slug(source.slug, number)
        clone.url_path = f"{column.url_path}{clone.slug}/"
        clone.title = clone.draft_title = clone_title(source.title, number)
        clone.translation_key = key_of(number)
        pairs.append((source, clone))
    Page.objects.filter(pk=column.pk).update(numchild=F("numchild") + count)
    _insert(Page, [_as_page(clone) for _, clone in pairs])
    _insert(ArticlePage, [clone for _, clone in pairs])
    _clone_labels(pairs)
    _clone_revisions(pairs)
    _clone_references(pairs)
    _clone_entries(pairs)
    _count_on()
    _index([clone.pk for _, clone in pairs])
    return pairs


def _last_key(model: type[Model]) -> int:
    return model._base_manager.aggregate(last=Max("pk"))["last"] or 0


def _as_page(article: ArticlePage) -> Page:
    names = [field.attname for field in Page._meta.concrete_fields]
    return Page(**{name: getattr(article, name) for name in names})


def _insert(model: type[Model], rows: Sequence[Model]) -> None:
    # What bulk_create does inside; bulk_create itself refuses models with a parent table.
    for piece in _pieces(rows, 50):
        model._base_manager._insert(
            piece, fields=model._meta.local_concrete_fields, using="default"
        )


def _clone_labels(pairs: Sequence[tuple[Any, Any]]) -> None:
    for field in ArticlePage._meta.many_to_many:
        through = field.remote_field.through
        name, other = field.m2m_column_name(), field.m2m_reverse_name()
        rows: dict[int, list[int]] = {}
        for page_pk, term_pk in through.objects.values_list(name, other):
            rows.setdefault(page_pk, []).append(term_pk)
        through.objects.bulk_create(
            [
                through(**{name: clone.pk, other: term_pk})
                for source, clone in pairs
                for term_pk in rows.get(source.pk, ())
            ],
            batch_size=PIECE,
        )


def _clone_revisions(pairs: Sequence[tuple[Any, Any]]) -> None:
    sources = Revision.objects.in_bulk({source.latest_revision_id for source, _ in pairs})
    names = ("title", "draft_title", "slug", "path", "url_path", "latest_revision", "live_revision")
    rows = []
    for source, clone in pairs:
        if source.latest_revision_id is None:
            continue
        row = copy.copy(sources[source.latest_revision_id])
        row.pk, row.object_id, row.object_str = clone.latest_revision_id, str(clone.pk), clone.title
        shown = {name: clone.serializable_value(name) for name in names}
        key = {"pk": clone.pk, "translation_key": str(clone.translation_key)}
        row.content = {**row.content, **shown, **key}
        rows.append(row)
    Revision.objects.bulk_create(rows, batch_size=PIECE)


def _clone_references(pairs: Sequence[tuple[Any, Any]]) -> None:
    found: dict[str, list[ReferenceIndex]] = {}
    for row in ReferenceIndex.objects.filter(object_id__in={str(source.pk) for source, _ in pairs}):
        found.setdefault(row.object_id, []).append(row)
    rows = []
    for source, clone in pairs:
        for row in found.get(str(source.pk), ()):
            row = copy.copy(row)
            row.pk, row.object_id = None, str(clone.pk)
            rows.append(row)
    ReferenceIndex.objects.bulk_create(rows, batch_size=PIECE)


def _clone_entries(pairs: Sequence[tuple[Any, Any]]) -> None:
    known = ListedEntry.objects.in_bulk()
    rows = []
    for source, clone in pairs:
        row = copy.copy(known[source.pk])
        row.page_id, row.translation_key = clone.pk, clone.translation_key
        row.title, row.folded_title = clone.title, fold(clone.title)
        row.text = row.text.replace(fold(source.title), row.folded_title, 1)
        rows.append(row)
    ListedEntry.objects.bulk_create(rows, batch_size=PIECE)
    for row in random.Random(0).sample(rows, min(10, len(rows))):  # noqa: S311
        write_entry(ArticlePage.objects.get(pk=row.page_id))
        made = ListedEntry.objects.get(pk=row.page_id)
        untrue = [name for name in ENTRY_FIELDS if getattr(made, name) != getattr(row, name)]
        if untrue:
            raise AssertionError(f"The row of {row} is not what its page makes: {untrue}.")


def _count_on() -> None:
    """Let the database give keys behind those that were given here."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Page, Revision]):
            cursor.execute(statement)


def _index(keys: Sequence[int]) -> None:
    index = get_search_backend().get_index_for_model(ArticlePage)
    for piece in _pieces(keys, PIECE):
        index.add_items(ArticlePage, list(ArticlePage.objects.filter(pk__in=piece)))


def _pieces(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
