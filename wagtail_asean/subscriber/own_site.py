"""Who this site is, as its hub hears it: when it enrols and with each report."""

from __future__ import annotations

import platform
from urllib.parse import urlsplit

import django
import wagtail
from django.conf import settings as site_settings
from django.urls import NoReverseMatch, reverse
from wagtail.models import Locale, Site

import wagtail_asean
from wagtail_asean import conf
from wagtail_asean.adapters import to_bcp47
from wagtail_asean.addresses import looks_public
from wagtail_asean.protocol import SiteReport

from .models import Subscription


def introduce(subscription: Subscription) -> SiteReport:
    """Say who this site is, when it has nothing else to report."""
    site = _site(subscription)
    return SiteReport(
        instance=subscription.instance,
        name=conf.settings.SITE_NAME or (site.site_name if site else ""),
        url=site.root_url if site else "",
        webhook_url=notification_address(subscription, site),
        policy=subscription.policy,
        languages=tuple(
            to_bcp47(code) for code in Locale.objects.values_list("language_code", flat=True)
        ),
        software={
            "wagtail_asean": wagtail_asean.__version__,
            "wagtail": wagtail.__version__,
            "django": django.get_version(),
            "python": platform.python_version(),
        },
    )


def webhook_address(subscription: Subscription, site: Site | None = None) -> str:
    """Return where a hub can notify this site of a subscription now, "" where it can't.

    It can't where the subscription is not active or has no secret, nor without an address.
    """
    if not subscription.is_active or not subscription.encrypted_webhook_secret:
        return ""
    return notification_address(subscription, site)


def notification_address(subscription: Subscription, site: Site | None = None) -> str:
    """Return the address at which notifications of a subscription come in, "" where none does.

    None does where `wagtail_asean.subscriber.urls` is in no URLconf, and where the site has no
    public address with https; one that `ALLOWED_PRIVATE_HOSTS` names may do without.
    """
    site = site or _site(subscription)
    root = _public_root(site) if site is not None else ""
    if not root:
        return ""
    try:
        return root + reverse("wagtail_asean_subscriber:notify", args=[subscription.uid])
    except NoReverseMatch:
        return ""


def _site(subscription: Subscription) -> Site | None:
    place = subscription.parent_page
    site: Site | None = place.get_site() if place else None
    return site or Site.objects.order_by("-is_default_site", "pk").first()


def _public_root(site: Site) -> str:
    """Return scheme and host of a site; behind a proxy the site's port says http where it isn't."""
    root = str(site.root_url)
    parts = urlsplit(root)
    admin = urlsplit(getattr(site_settings, "WAGTAILADMIN_BASE_URL", None) or "")
    if (admin.scheme, admin.hostname) == ("https", parts.hostname):
        root = f"https://{admin.netloc}"
    return root if looks_public(root) else ""
