"""Plants the tree: the column, its sections, and the page of the library, in each language.

A section that is not there beside a column that is, was deleted by the site, and is left out. A
column in a language that is new gets the sections that the site has in others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale

from wagtail_asean.adapters import Page
from wagtail_asean.exceptions import PlantingError
from wagtail_asean.library.actions import own_locales
from wagtail_asean.library.setup import Level

from . import board, outlines, places
from .outlines import Outline, in_language


def plant(
    level: Level,
    *,
    parent: int | None = None,
    languages: Sequence[str] = (),
    complete: bool = False,
    beside: bool = False,
    with_board: bool = True,
    dry_run: bool = False,
) -> list[str]:
    """Plant a column; return what was done, in words.

    `complete` also plants what the site has deleted, `beside` also where the site has a column
    already, its own or a hub's. Raises `PlantingError`, and then nothing was written.
    """
    model = places.column_model()
    place = places.find_parent(parent, model) if parent is not None else _own_place()
    with transaction.atomic():
        if place is None:
            place = places.find_home(model)
            instead = (
                [] if beside else list(_instead(place, with_board=with_board, dry_run=dry_run))
            )
            if instead:
                return instead
        planting = _Planting(model, place, level, complete=complete, dry_run=dry_run)
        return [
            said
            for locale in _locales(languages, place)
            for said in planting.in_language(locale, with_board=with_board)
        ]


def find_planted(code: str, locale: Locale) -> Any:
    """Return the page that was planted under a code, None where it was not or was deleted."""
    keys = [places.key_of(code, home) for home in [*places.homes(), Page.get_first_root_node()]]
    page = Page.objects.filter(translation_key__in=keys, locale=locale).first()
    return page.specific if page else None


def _locales(languages: Sequence[str], place: Any) -> list[Locale]:
    """Return the languages to plant in; raises `PlantingError` for one that the site lacks."""
    if getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        own = list(Locale.objects.all())
        usual = own_locales()
    else:
        own = usual = [Locale.get_default() if place.is_root() else place.locale]
    by_code = {locale.language_code: locale for locale in own}
    for code in languages:
        if code not in by_code:
            raise PlantingError(
                _("This site has no content in the language “%(code)s”; it has %(own)s.")
                % {"code": code, "own": ", ".join(sorted(by_code))}
            )
    return [by_code[code] for code in languages] or usual


def _own_place() -> Any:
    """Return where this site's column was planted before, None where none was."""
    column, *others = (outlines.column(), *outlines.sections(Level.DEPARTMENT))
    for home in [*places.homes(), Page.get_first_root_node()]:
        for outline in (column, *others):
            key = places.key_of(outline.code, home)
            found = Page.objects.filter(translation_key=key).order_by("pk").first()
            above = found.get_parent().specific if found else None
            # A section that was moved elsewhere tells nothing.
            if above is not None and (outline == column or places.column_of(above)):
                return above
    return None


def _instead(place: Any, *, with_board: bool, dry_run: bool) -> Iterator[str]:
    """Say why nothing is planted: what the site has already, or is to get; else say nothing.

    A column that comes from a hub is handed to this site's board, for the pages of its own.
    """
    columns = places.columns_of(place)
    for column in columns:
        names = {"title": column.title, "id": column.pk}
        if not places.is_mirror(column):
            yield (
                _(
                    "This site has the column “%(title)s” already. --parent %(id)d plants the"
                    " sections in it, --beside plants another column."
                )
                % names
            )
            continue
        yield (
            _(
                "The column “%(title)s” comes from a hub, with its sections: nothing was planted"
                " beside it. This site's own pages can be written in its sections."
            )
            % names
        )
        if with_board:
            is_first = not board.was_handed_over(column)
            yield from board.hand_over(column, is_first=is_first, dry_run=dry_run)
            yield from board.assign(
                column, column.title, "head", is_first=is_first, dry_run=dry_run
            )
    if not columns and places.awaits_column():
        yield _(
            "This site follows a hub: its column comes by itself, with asean_sync. Nothing was"
            " planted; --beside plants one of this site's own."
        )


class _Planting:
    """One run: what is planted where, and what was there before."""

    def __init__(
        self, model: Any, place: Any, level: Level, *, complete: bool, dry_run: bool
    ) -> None:
        self.model = model
        self.place = place
        self.level = level
        self.complete = complete
        self.dry_run = dry_run
        self.is_first = not any(
            self._is_anywhere(outline) for outline in (outlines.column(), *self._outlines())
        )

    def in_language(self, locale: Locale, *, with_board: bool) -> Iterator[str]:
        parent = places.parent_in(self.place, locale)
        if parent is None:
            yield _(
                "The page “%(title)s” is not translated into “%(code)s”, so the column has no"
                " place in that language. Translate that page, then run this again."
            ) % {"title": self.place.title, "code": locale.language_code}
            return
        if not outlines.speaks(locale):
            yield _("There are no texts in “%(code)s”; the pages get the English ones.") % {
                "code": locale.language_code
            }
        column, is_new = places.column_of(parent), self.is_first
        if column is None:
            outline = outlines.column()
            column = self._find(outline, locale)
            is_new = column is None
            if column is None:
                column = self._make(outline, parent, locale)
                yield self._said(outline, parent, locale)
            else:
                yield _("The column “%(title)s” is there already.") % {"title": column.title}
        yield from self._sections(column, locale, is_new=is_new, with_board=with_board)

    def _sections(
        self, column: Any, locale: Locale, *, is_new: bool, with_board: bool
    ) -> Iterator[str]:
        made: list[Outline] = []
        absent: list[Outline] = []
        pages: dict[str, Any] = {}
        for outline in self._outlines():
            found = self._find(outline, locale)
            if found is not None:
                pages[outline.code] = found
            elif self.complete or (is_new and (self.is_first or self._is_anywhere(outline))):
                pages[outline.code] = self._make(outline, column, locale)
                made.append(outline)
            else:
                absent.append(outline)
        if made:
            yield ngettext(
                "%(count)d page was made in it: %(titles)s.",
                "%(count)d pages were made in it: %(titles)s.",
                len(made),
            ) % {"count": len(made), "titles": _titles(made, locale)}
        if absent:
            yield _("Not there, and left so: %(titles)s. --complete plants them.") % {
                "titles": _titles(absent, locale)
            }
        if with_board:
            yield from self._board(column, pages, locale, is_new=is_new)

    def _board(
        self, column: Any, pages: dict[str, Any], locale: Locale, *, is_new: bool
    ) -> Iterator[str]:
        is_first = is_new or self.complete or not board.was_handed_over(column)
        yield from board.hand_over(column, is_first=is_first, dry_run=self.dry_run)
        pages = {outlines.column().code: column, **pages}
        for outline in (outlines.column(), *self._outlines()):
            if outline.last_step and outline.code in pages:
                page = pages[outline.code]
                yield from board.assign(
                    page,
                    page.title if page else in_language(outline.title, locale),
                    outline.last_step,
                    is_first=is_first,
                    dry_run=self.dry_run,
                )

    # -- pages ---------------------------------------------------------------------------

    def _outlines(self) -> list[Outline]:
        library = outlines.library(self.level)
        found = outlines.sections(self.level)
        return [*found, library] if library and places.library_model() else found

    def _find(self, outline: Outline, locale: Locale) -> Any:
        key = places.key_of(outline.code, self.place)
        page = Page.objects.filter(translation_key=key, locale=locale).first()
        return page.specific if page else None

    def _is_anywhere(self, outline: Outline) -> bool:
        key = places.key_of(outline.code, self.place)
        return bool(Page.objects.filter(translation_key=key).exists())

    def _make(self, outline: Outline, parent: Any, locale: Locale) -> Any:
        """Publish a page; returns None in a dry run."""
        if self.dry_run:
            return None
        summary = in_language(outline.summary, locale)
        values: dict[str, Any] = {
            "title": in_language(outline.title, locale),
            "slug": _free_slug(parent, in_language(outline.slug, locale)),
            "search_description": summary,
            "show_in_menus": True,
            "locale": locale,
            "translation_key": places.key_of(outline.code, self.place),
            "live": False,
        }
        if outline == outlines.library(Level.DEPARTMENT):
            page = places.library_model()(introduction=f"<p>{escape(summary)}</p>", **values)
        else:
            page = self.model(summary=summary, **values)
        if not type(page).can_exist_under(parent):
            raise PlantingError(
                _("The page “%(title)s” may not stand under “%(parent)s” on this site.")
                % {"title": page.title, "parent": parent.title}
            )
        try:
            parent.add_child(instance=page)
        except ValidationError as error:
            raise PlantingError(
                _("The page “%(title)s” can't be made: %(reasons)s")
                % {"title": page.title, "reasons": " ".join(error.messages)}
            ) from error
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    def _said(self, outline: Outline, parent: Any, locale: Locale) -> str:
        return _("The column “%(title)s” was made under “%(parent)s”.") % {
            "title": in_language(outline.title, locale),
            "parent": parent.title,
        }


def _titles(found: list[Outline], locale: Locale) -> str:
    return ", ".join(f"“{in_language(outline.title, locale)}”" for outline in found)


def _free_slug(parent: Any, wanted: str) -> str:
    taken = set(parent.get_children().values_list("slug", flat=True))
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
