"""Our pages in sitemaps: those of Wagtail and, by `AseanSitemap`, Django's.

What readers can't see, or should be known by its address at its origin, is left out.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.conf import settings as site_settings
from wagtail.contrib.sitemaps import Sitemap

from wagtail_asean.adapters import Page, to_bcp47

from ..models import ListedEntry
from ..page_types import column_models, entry_models
from .addresses import address_at_origin, full_url

_CACHE = "_asean_sitemap_languages"


def urls_of(page: Any, request: Any = None) -> list[dict[str, Any]]:
    """Return what a sitemap says of a page, as Wagtail's `get_sitemap_urls` does."""
    url = full_url(page, request)
    if not url or not getattr(page, "is_shown", True) or address_at_origin(page):
        return []
    others = _languages(request).get(page.translation_key, [])
    alternates = [{"lang_code": tag, "location": full_url(other, request)} for tag, other in others]
    return [
        {
            "location": url,
            "lastmod": page.last_published_at or page.latest_revision_created_at,
            "alternates": alternates if len(alternates) > 1 else [],
        }
    ]


def _languages(request: Any) -> dict[Any, list[tuple[str, Any]]]:
    """Return the public languages of all our pages, looked for once a request."""
    if not getattr(site_settings, "WAGTAIL_I18N_ENABLED", False):
        return {}
    known = getattr(request, _CACHE, None)
    if known is not None:
        return dict(known)
    found: dict[Any, list[tuple[str, Any]]] = defaultdict(list)
    for page in _public_pages():
        found[page.translation_key].append((to_bcp47(page.locale.language_code), page))
    if request is not None:
        setattr(request, _CACHE, found)
    return found


def _public_pages() -> Any:
    ours = Page.objects.live().public().filter(alias_of=None).order_by("locale__language_code")
    ours = ours.type(*column_models(), *entry_models())
    hidden = ListedEntry.objects.exclude(pk__in=ListedEntry.objects.shown().values("pk"))
    return ours.exclude(pk__in=hidden.values("pk")).select_related("locale")


class AseanSitemap(Sitemap):  # type: ignore[misc]
    """The columns of a site and what lies in them, for sites whose sitemaps are their own.

    Hand it to `django.contrib.sitemaps.views.sitemap`, or Wagtail's, under any name.
    """

    def items(self) -> Any:
        return super().items().type(*column_models(), *entry_models())

    def lastmod(self, page: Any) -> Any:
        return page.last_published_at or page.latest_revision_created_at
