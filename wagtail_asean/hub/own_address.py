"""Where this hub's API is, as its sites reach it."""

from __future__ import annotations

from django.conf import settings as site_settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_asean.exceptions import ConfigurationError


def api_address(name: str = "root", root: str = "") -> str:
    """Return the public address of a view of the API, below the site's own address or `root`.

    Raises `ConfigurationError` where the site does not offer the API, or nobody knows where.
    """
    try:
        path = reverse(f"wagtail_asean_hub:{name}")
    except NoReverseMatch as error:
        raise ConfigurationError(
            _("This site does not offer the hub's API: include wagtail_asean.hub.urls in its urls.")
        ) from error
    return f"{(root or _own_root()).rstrip('/')}{path}"


def _own_root() -> str:
    configured = getattr(site_settings, "WAGTAILADMIN_BASE_URL", "")
    if configured:
        return str(configured)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        raise ConfigurationError(
            _("Nobody knows this site's address: set WAGTAILADMIN_BASE_URL in its settings.")
        )
    return str(site.root_url)
