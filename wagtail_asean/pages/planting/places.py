"""Where a column may go. No page is ever put where the site's rules forbid it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import Locale, Site

from wagtail_asean.adapters import Page
from wagtail_asean.exceptions import PlantingError
from wagtail_asean.locks import find_lock

from ..mixins import ColumnMixin, LibraryMixin
from ..page_types import column_models, content_types, models_of

# So many pages that would allow a column are named.
MOST_NAMED = 10


def column_model() -> Any:
    """Return the site's page type for columns; raises `PlantingError` where it has none."""
    models = column_models()
    if not models:
        raise PlantingError(
            _(
                "This site has no page type for columns. Make one of ColumnMixin, as the"
                " documentation of the installation says."
            )
        )
    return models[0]


def library_model() -> Any:
    """Return the site's page type for the library, None where it has none."""
    return next(iter(models_of(LibraryMixin)), None)


def homes() -> list[Any]:
    """Return the home page of each site of this installation."""
    return [site.root_page.specific for site in Site.objects.select_related("root_page")]


def find_home(model: Any) -> Any:
    """Return the one home page that a column may go under.

    Raises `PlantingError` where there is none, or more than one.
    """
    allowing = [home for home in homes() if model.can_exist_under(home)]
    if not allowing:
        raise PlantingError(_no_place(model))
    if len(allowing) > 1:
        raise PlantingError(
            _(
                "More than one page can have the column under it. Choose one with --parent:"
                " %(pages)s."
            )
            % {"pages": _named(allowing)}
        )
    return allowing[0]


def find_parent(pk: int, model: Any) -> Any:
    """Return a page that was chosen; raises `PlantingError` where no column may go under it."""
    parent = Page.objects.filter(pk=pk).first()
    if parent is None:
        raise PlantingError(_("There is no page %(id)d.") % {"id": pk})
    parent = parent.specific
    if not model.can_exist_under(parent):
        raise PlantingError(_not_under(parent, model))
    return parent


def parent_in(place: Any, locale: Locale) -> Any:
    """Return the place in the language of a locale, None where it was not translated."""
    # Right under the root stand pages of all languages.
    if place.is_root() or place.locale_id == locale.pk:
        return place
    found = Page.objects.filter(translation_key=place.translation_key, locale=locale).first()
    return found.specific if found else None


def column_of(place: Any) -> Any:
    """Return the place itself where it is a column, which then gets the sections, else None."""
    return place if isinstance(place, ColumnMixin) else None


def key_of(code: str, place: Any) -> uuid.UUID:
    """Return the translation key of what is planted there: one in each site and installation.

    It is made from the tree's root, whose key no other installation has, so that the columns of
    two hubs are never taken for one.
    """
    site = _site_of(place)
    root = Page.get_first_root_node()
    return uuid.uuid5(root.translation_key, f"asean/{site.pk if site else 0}/{code}")


def columns_of(place: Any) -> list[Any]:
    """Return the topmost columns of the site that a place belongs to, in all languages."""
    site = _site_of(place)
    found = Page.objects.filter(content_type__in=content_types(column_models())).order_by("path")
    topmost: list[Any] = []
    for page in found:
        if not any(page.path.startswith(above.path) for above in topmost):
            topmost.append(page)
    return [page.specific for page in topmost if _site_of(page) == site]


def is_mirror(column: Any) -> bool:
    """Tell whether a column comes from elsewhere."""
    return find_lock(column) is not None


def awaits_column() -> bool:
    """Tell whether the site follows a hub whose column has a place here and will come by itself."""
    if not apps.is_installed("wagtail_asean.subscriber"):
        return False
    subscriptions = apps.get_model("wagtail_asean_subscriber", "Subscription")._default_manager
    return bool(subscriptions.filter(is_active=True, parent_page__isnull=False).exists())


def _site_of(page: Any) -> Site | None:
    """Return the site that a page belongs to in any language, None outside of all."""
    keys = [page.translation_key]
    if not page.is_root():
        keys += page.get_ancestors().values_list("translation_key", flat=True)
    return (
        Site.objects.filter(root_page__translation_key__in=keys)
        .order_by("-root_page__depth", "-is_default_site", "pk")
        .first()
    )


# -- what is said where there is no place ----------------------------------------------------


def _no_place(model: Any) -> str:
    parts = [_not_under(home, model) for home in homes()]
    others = _pages_allowing(model)
    if others:
        parts.append(
            _("These pages allow it already; choose one with --parent: %(pages)s.")
            % {"pages": _named(others)}
        )
    root = Page.get_first_root_node()
    if model.can_exist_under(root):
        parts.append(
            _(
                "Or give the column a place of its own right under the root with --parent %(id)d;"
                " it then needs an address of its own, in the admin under Settings, Sites."
            )
            % {"id": root.pk}
        )
    return " ".join(parts)


def _not_under(parent: Any, model: Any) -> str:
    return _(
        "The page “%(title)s” does not allow a column under it. Add the line"
        " “%(column)s” to the subpage_types of %(type)s, and start the site anew."
    ) % {
        "title": parent.title,
        "column": model._meta.label,
        "type": parent.specific_class._meta.label,
    }


def _pages_allowing(model: Any) -> list[Any]:
    types = [
        ContentType.objects.get_for_model(parent).pk
        for parent in model.allowed_parent_page_models()
        if not issubclass(parent, ColumnMixin)
    ]
    found = Page.objects.filter(content_type__in=types, depth__gt=1).order_by("path")
    return list(found[:MOST_NAMED])


def _named(pages: Iterable[Any]) -> str:
    return ", ".join(f"{page.pk} “{page.title}”" for page in pages)
