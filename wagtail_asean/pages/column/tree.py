"""Where pages lie in the tree, and which of them not everybody may see: told by their paths."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageViewRestriction


def paths_above(page: Any) -> list[str]:
    """Return the paths of the pages above a page, from the root down."""
    return [page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)]


def is_kin_of(page: Any) -> Q:
    """Return the condition for the pages above a page, itself, and those below it."""
    return Q(path__in=paths_above(page)) | Q(path__startswith=page.path)


def closed_paths() -> list[str]:
    """Return the paths of the pages that not everybody may see; what lies below is closed too."""
    return list(PageViewRestriction.objects.values_list("page__path", flat=True))


def is_closed(page: Any, closed: Iterable[str]) -> bool:
    """Tell whether a page lies at or below one of the closed paths."""
    return any(page.path.startswith(path) for path in closed)


def closed_below(page: Any, closed: Iterable[str]) -> list[str]:
    """Return the closed paths below a page; who reads the page was let in above already."""
    return [path for path in closed if path.startswith(page.path) and path != page.path]


def is_shown(page: Any, closed: Iterable[str]) -> bool:
    """Tell whether everybody may see a page now, by its own dates and the closed paths."""
    is_over = page.expire_at is not None and page.expire_at <= timezone.now()
    return page.live and not is_over and not is_closed(page, closed)
