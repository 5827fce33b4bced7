"""The ways from one of our pages to those above it and to its other languages."""

from __future__ import annotations

from typing import Any

import swapper
from django.utils import timezone, translation
from wagtail.coreutils import get_content_languages
from wagtail.models import Site

from wagtail_asean.adapters import to_bcp47


def language_tag(page: Any) -> str:
    """Return a page's language as HTML wants it (BCP 47)."""
    return to_bcp47(page.locale.language_code)


def breadcrumbs(page: Any, request: Any) -> list[Any]:
    """Return the pages above a page, from the site's home page down."""
    site = Site.find_for_request(request)
    if site is None or page.pk is None:
        return []
    above = page.get_ancestors().live().filter(depth__gte=site.root_page.depth)
    return list(above.filter(path__startswith=site.root_page.path).specific(defer=True))


def languages(page: Any) -> list[tuple[str, str, Any]]:
    """Return (BCP 47 tag, the language's own name, page) for each language of a page.

    Empty where there is just one: then there is nothing to choose.
    """
    base_page = swapper.load_model("wagtailcore", "Page")
    others = base_page.objects.filter(
        translation_key=page.translation_key, alias_of__isnull=True
    ).exclude(pk=page.pk)
    others = others.live().public().exclude(expire_at__lte=timezone.now())
    found = [page, *others.select_related("locale")]
    if len(found) == 1:
        return []
    return [
        (to_bcp47(code), _own_name(code), other)
        for code, other in sorted(
            ((other.locale.language_code, other) for other in found), key=lambda pair: pair[0]
        )
    ]


def _own_name(code: str) -> str:
    try:
        return str(translation.get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return str(get_content_languages().get(code, code))
