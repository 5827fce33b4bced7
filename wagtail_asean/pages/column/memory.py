"""What is worked out once for all readers, and for a short time only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

from wagtail_asean import __version__
from wagtail_asean.conf import settings

Found = TypeVar("Found")


def remember(name: str, make: Callable[[], Found]) -> Found:
    """Return what `make` gives, out of the site's cache where it was made a moment ago.

    A cache that is down stops Wagtail itself (`Site.get_site_root_paths`); one that keeps nothing
    makes the page slower, no more.
    """
    # What another version of the package has put there may be of another shape.
    key = f"wagtail_asean_pages:{__version__}:{name}"
    known: Found | None = cache.get(key)
    if known is not None:
        return known
    found = make()
    cache.set(key, found, settings.COLUMN_CACHE_SECONDS)
    return found
