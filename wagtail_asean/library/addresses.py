"""Where a work stands on this site: below the page that shows the library in its language.

Which models are such pages is told by their attribute `shows_asean_library`, because the pages
stand above the library and a site may have its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

_KNOWN = "_wagtail_asean_library_pages"


def library_url(work: Any, *, request: HttpRequest | None = None, full: bool = False) -> str:
    """Return the address of a work's page, "" where the site has no library page for it.

    With `full` it names the host too, as mails and QR codes need it.
    """
    page = find_library_page(work.locale_id, request)
    if page is None:
        return ""
    return work_url(page, work.kind, work.translation_key, request=request, full=full)


def work_url(
    page: Any,
    kind: str,
    uid: UUID,
    *,
    file: str = "",
    request: HttpRequest | None = None,
    full: bool = False,
) -> str:
    """Return the address of a work, or of one of its files, below a library page."""
    base = page.get_full_url(request) if full else page.get_url(request)
    if not base:
        return ""
    address = "/".join(part for part in (base.rstrip("/"), kind, str(uid), file) if part)
    return f"{address}/" if getattr(settings, "WAGTAIL_APPEND_SLASH", True) else address


def find_library_page(locale_id: Any, request: HttpRequest | None = None) -> Any:
    """Return the page that shows the library of a language: the request's site goes first.

    It is looked up once a request. None where there is none.
    """
    if request is None:
        return next(_pages(locale_id, None), None)
    known: dict[Any, Any] = getattr(request, _KNOWN, {})
    if locale_id not in known:
        known[locale_id] = next(_pages(locale_id, request), None)
        setattr(request, _KNOWN, known)
    return known[locale_id]


def _pages(locale_id: Any, request: HttpRequest | None) -> Iterator[Any]:
    now = timezone.now()
    found = [
        page
        for model in apps.get_models()
        if getattr(model, "shows_asean_library", False)
        for page in model._default_manager.filter(
            Q(expire_at=None) | Q(expire_at__gt=now), live=True, locale_id=locale_id
        ).order_by("path")
    ]
    # An address of this site is a path alone.
    found.sort(key=lambda page: not (page.get_url(request) or "").startswith("/"))
    yield from (page for page in found if page.get_url(request))
