"""The addresses of the stylesheets of banners and of other works."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.templatetags.static import static

STYLESHEET = "wagtail_asean_library/banner.css"
PREVIEW_STYLESHEET = "wagtail_asean_library/preview.css"
WORKS_STYLESHEET = "wagtail_asean_library/works.css"
_LINKED = "_wagtail_asean_library_stylesheets"


def stylesheet_once(request: Any, path: str = STYLESHEET) -> str:
    """Return a stylesheet's address, "" where this request's page has it already."""
    if request is None:
        return stylesheet_url(path)
    linked: set[str] = getattr(request, _LINKED, set())
    if path in linked:
        return ""
    setattr(request, _LINKED, linked | {path})
    return stylesheet_url(path)


def stylesheet_url(path: str = STYLESHEET) -> str:
    """Return a stylesheet's address, also before the site's next `collectstatic`."""
    try:
        return static(path)
    except ValueError:
        # A manifest storage knows nothing of our files yet; the page must not fail for it.
        return f"{settings.STATIC_URL}{path}"
