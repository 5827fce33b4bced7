"""Full addresses of our pages, with the scheme that the reader has come by."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings as site_settings

from wagtail_asean.conf import settings


def full_url(page: Any, request: Any = None) -> str:
    """Return the full address of a page, "" where it has none.

    Wagtail writes http wherever the site's port is 80, also behind a proxy that speaks https; a
    page of the host that was asked gets the scheme and the port that it was asked by.
    """
    url = str(page.get_full_url(request) or "") if page.pk is not None else ""
    return as_requested(url, request) if url else ""


def as_requested(url: str, request: Any) -> str:
    """Write an address of one of this server's sites as the request would."""
    if request is None:
        return url
    parts, host = urlsplit(url), request.get_host()
    if parts.hostname == urlsplit(f"//{host}").hostname:
        return urlunsplit(parts._replace(scheme=request.scheme, netloc=host))
    if request.is_secure() and parts.scheme == "http" and parts.port is None:
        return urlunsplit(parts._replace(scheme="https"))
    return url


def address_at_origin(page: Any) -> str:
    """Return the address that search engines should know a mirrored page by, "" for its own."""
    if not settings.CANONICAL_TO_ORIGIN or not getattr(page, "came_from_elsewhere", False):
        return ""
    return str(page.origin_url)


def below(url: str, path: str) -> str:
    """Return an address below that of a page, ended as Wagtail ends addresses here."""
    address = f"{url.rstrip('/')}/{path}"
    return f"{address}/" if getattr(site_settings, "WAGTAIL_APPEND_SLASH", True) else address


def with_query(url: str, query: str) -> str:
    """Return an address with a query, if there is one."""
    return f"{url}?{query}" if query else url
