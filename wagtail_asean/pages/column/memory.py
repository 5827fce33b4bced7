"""What is worked out once for all readers, and for a short time only."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache

from wagtail_asean import __version__
from wagtail_asean.conf import settings

Found = TypeVar("Found")
logger = logging.getLogger(__name__)


def remember(name: str, make: Callable[[], Found]) -> Found:
    """Return what `make` gives, out of the site's cache where it was made a moment ago.

    A page must not fail because the cache does: a Redis that is down, a table never made.
    """
    # What another version of the package has put there may be of another shape.
    key = f"wagtail_asean_pages:{__version__}:{name}"
    known = _ask(lambda: cache.get(key))
    if known is not None:
        return known  # type: ignore[no-any-return]
    found = make()
    _ask(lambda: cache.set(key, found, settings.COLUMN_CACHE_SECONDS))
    return found


def _ask(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except Exception as error:  # Each cache has exceptions of its own.
        logger.warning("The site's cache does not answer: %s", error)
        return None
