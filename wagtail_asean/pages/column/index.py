"""Keeps the rows that columns list (`ListedEntry`) as true as the pages they are made of.

A row is written whenever a page is published, saved or moved, in the same transaction; what
leaves a column leaves a `Departure` behind for the feeds (see `leaving`). A page that code makes
with `live=True` sends no signal that would tell; `rebuild` finds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from wagtail_asean.adapters import Page
from wagtail_asean.library.dates.windows import day_of
from wagtail_asean.library.folding import fold

from ..models import ListedEntry
from ..page_types import column_models, content_types, entry_models
from . import leaving
from .words import words_of

PIECE = 200
# What readers see of an entry, as far as its row has it.
READ = ("title", "summary", "text", "kind", "lead_image_id", "starts_at", "ends_at", "sequence")


def write_entry(page: Any, *, is_told: bool = False) -> None:
    """Write the row of a page as it was just saved, or delete it where it is in no column.

    `is_told` where it is noted already that the page left the place it was in.
    """
    place = _place(page) if page.live else None
    if place is None:
        forget_entry(page, is_told=is_told)
        return
    values = {**_values(page), "column_id": place[0], "section_id": place[1]}
    before = ListedEntry.objects.filter(pk=page.pk).first()
    if before is None:
        ListedEntry.objects.create(page_id=page.pk, **values)
    else:
        _follow(before, values, is_told=is_told)
    leaving.note_return(page, *place)


def _follow(before: ListedEntry, values: dict[str, Any], *, is_told: bool) -> None:
    """Write new values over a row, which may have been in another column or section."""
    place = (before.column_id, before.section_id)
    if place != (values["column_id"], values["section_id"]) and not is_told:
        leaving.note_departure(before)
    if all(getattr(before, name) == values[name] for name in READ):
        # Published again without a change that readers could see: feeds don't call it new.
        values = {**values, "changed_at": before.changed_at}
    ListedEntry.objects.filter(pk=before.pk).update(**values)


def forget_entry(page: Any, *, is_told: bool = False) -> None:
    """Delete the row of a page that is not shown any more; its column's feeds say so."""
    entry = ListedEntry.objects.filter(pk=page.pk).first()
    if entry is not None:
        if not is_told:
            leaving.note_departure(entry)
        entry.delete()


def follow_move(page: Any, parent_before: Any) -> None:
    """Write the rows of a page and of all below it anew, which lay below another parent."""
    leaving.note_move(page, parent_before)
    for entry in _pages_below(page):
        write_entry(entry, is_told=True)


def rebuild() -> Iterator[Any]:
    """Write all rows anew, and drop those without a page; yields each page when it is done."""
    ListedEntry.objects.exclude(page__content_type__in=content_types(entry_models())).delete()
    for page in _in_pieces(_entry_pages()):
        write_entry(page)
        yield page


def shown_pages() -> Iterator[Any]:
    """Yield every page that columns list, as its own type, the newest first."""
    newest = ListedEntry.objects.shown().order_by("-published_at", "-page_id")
    pks = list(newest.values_list("pk", flat=True))
    for start in range(0, len(pks), PIECE):
        piece = pks[start : start + PIECE]
        found = {page.pk: page for page in Page.objects.filter(pk__in=piece).specific()}
        yield from (found[pk] for pk in piece if pk in found)


def count_pages() -> int:
    """Return at how many pages `rebuild` looks."""
    return int(_entry_pages().count())


def _entry_pages() -> Any:
    return Page.objects.filter(content_type__in=content_types(entry_models()))


# -- a row ---------------------------------------------------------------------------------


def _values(page: Any) -> dict[str, Any]:
    published_at = page.first_published_at or timezone.now()
    return {
        "locale_id": page.locale_id,
        "translation_key": page.translation_key,
        "type": page.entry_type,
        "kind": getattr(page, "kind", ""),
        "title": page.title,
        "folded_title": fold(page.title),
        "summary": page.summary,
        "text": fold(" ".join(_words(page))),
        "lead_image_id": page.lead_image_id,
        "pillar": page.pillar,
        "topics": _codes(topic.code for topic in page.topics.all()),
        "countries": _codes(page.country_codes()),
        "audiences": _codes(audience.code for audience in page.audiences.all()),
        "theme_year": page.theme_year,
        "occasion": page.occasion.code if page.occasion else "",
        "author": page.author,
        "origin_site": page.origin_site,
        "origin_url": page.origin_url,
        "published_at": published_at,
        "changed_at": page.last_published_at or published_at,
        "year": day_of(published_at).year,
        "effective_at": page.effective_at,
        "starts_at": getattr(page, "starts_at", None),
        "ends_at": getattr(page, "ends_at", None),
        "sequence": getattr(page, "sequence", 0),
        "shows_pupils": page.shows_pupils,
        "place": getattr(page, "place", ""),
        "status": getattr(page, "status", ""),
        "is_withheld": page.is_withheld,
    }


def _words(page: Any) -> Iterator[str]:
    yield page.title
    yield page.summary
    yield from page.folded_words()
    yield from words_of(page.body.stream_block, page.body.get_prep_value())


def _codes(codes: Iterable[str]) -> str:
    found = sorted({code for code in codes if code})
    return f"|{'|'.join(found)}|" if found else ""


def _place(page: Any) -> tuple[Any, Any] | None:
    """Return the column and the section that a page lies in, None where it lies in none."""
    steps = range(page.steplen, len(page.path), page.steplen)
    return columns_at([page.path[:end] for end in steps])


def columns_at(paths: Iterable[str]) -> tuple[Any, Any] | None:
    """Return the first and the last column of those on the way down `paths`, None without any."""
    found = Page.objects.filter(path__in=paths, content_type__in=content_types(column_models()))
    pks = list(found.order_by("path").values_list("pk", flat=True))
    return (pks[0], pks[-1]) if pks else None


def _pages_below(page: Any) -> Iterator[Any]:
    yield from _in_pieces(_entry_pages().filter(path__startswith=page.path))


def _in_pieces(pages: Any) -> Iterator[Any]:
    pks = list(pages.order_by("path").values_list("pk", flat=True))
    for start in range(0, len(pks), PIECE):
        yield from Page.objects.filter(pk__in=pks[start : start + PIECE]).specific()
