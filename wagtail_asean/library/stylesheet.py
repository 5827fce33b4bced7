"""The address of the banners' stylesheet."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.templatetags.static import static

STYLESHEET = "wagtail_asean_library/banner.css"
_LINKED = "_wagtail_asean_library_stylesheet"


def stylesheet_once(request: Any) -> str:
    """Return our stylesheet's address, "" where this request's page has it already."""
    if request is None:
        return stylesheet_url()
    if getattr(request, _LINKED, False):
        return ""
    setattr(request, _LINKED, True)
    return stylesheet_url()


def stylesheet_url() -> str:
    """Return our stylesheet's address, also before the site's next `collectstatic`."""
    try:
        return static(STYLESHEET)
    except ValueError:
        # A manifest storage knows nothing of our files yet; the page must not fail for it.
        return f"{settings.STATIC_URL}{STYLESHEET}"
