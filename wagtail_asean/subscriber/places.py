"""Where a hub's column may go on this site. No page is ever put where the site forbids it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import swapper
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import Locale, Site

from wagtail_asean.adapters import adapter_for_type

Page = swapper.load_model("wagtailcore", "Page")

COLUMN = "column"
# So many places are offered; any other page can be chosen by hand.
MOST_OFFERED = 50


@dataclass(frozen=True, kw_only=True)
class Place:
    """A page under which the column may go, with its translations."""

    page: Any
    translations: tuple[Any, ...] = ()

    def __str__(self) -> str:
        pages = (self.page, *self.translations)
        return " / ".join(_named(page) for page in pages)


def column_model() -> Any:
    """Return this site's page type for the column, None where it has none."""
    adapter = adapter_for_type(COLUMN)
    return adapter.model if adapter is not None and issubclass(adapter.model, Page) else None


def places() -> list[Place]:
    """Return the places that allow the column, each in its languages once.

    The home pages of the sites come first, then the others from the top.
    """
    model = column_model()
    if model is None:
        return []
    types = [
        ContentType.objects.get_for_model(parent).pk
        for parent in model.allowed_parent_page_models()
        if not issubclass(parent, model)
    ]
    found = Page.objects.filter(content_type__in=types, depth__gt=1, alias_of=None)
    found = found.select_related("locale").order_by("depth", "path")[: MOST_OFFERED * 2]
    together: dict[Any, list[Any]] = {}
    for page in found:
        together.setdefault(page.translation_key, []).append(page)
    first = {home.translation_key for home in homes()}
    keys = sorted(list(together)[:MOST_OFFERED], key=lambda key: key not in first)
    return [_place(together[key]) for key in keys]


def refusal(page: Any) -> str:
    """Say why the column may not go under a page and what to do; "" where it may."""
    model = column_model()
    if model is None:
        return _(
            "This site has no page type for the column, so only banners and posters come. Whoever"
            " maintains the site can add “%(app)s” to its INSTALLED_APPS, or an adapter for a page"
            " type of its own."
        ) % {"app": "wagtail_asean.pages"}
    if model.can_exist_under(page.specific):
        return ""
    return _(
        "The page “%(title)s” does not allow a column under it. Add the line"
        " “%(column)s” to the subpage_types of %(type)s, and start the site anew."
    ) % {
        "title": page.title,
        "column": model._meta.label,
        "type": page.specific_class._meta.label,
    }


def untranslated(page: Any) -> list[Locale]:
    """Return the languages of the site in which a place has no page."""
    here = {page.locale_id, *page.get_translations().values_list("locale_id", flat=True)}
    return [locale for locale in Locale.objects.all() if locale.pk not in here]


def homes() -> list[Any]:
    """Return the home page of each site of this installation."""
    return [site.root_page for site in Site.objects.select_related("root_page").order_by("pk")]


def _place(pages: list[Any]) -> Place:
    """Put the page in the site's own language first."""
    main = Locale.get_default().pk
    first, *others = sorted(pages, key=lambda page: page.locale_id != main)
    return Place(page=first, translations=tuple(others))


def _named(page: Any) -> str:
    return f"{page.title} ({page.locale.language_code})"
