"""What the plain frame asks for: whose site this is, and what its menu holds."""

from django import template
from django.conf import settings
from wagtail.models import Page, Site

register = template.Library()


@register.simple_tag
def site_title() -> str:
    return settings.SITE_TITLE


@register.simple_tag
def site_name() -> str:
    return settings.NAME


@register.simple_tag(takes_context=True)
def home_page(context) -> Page | None:
    """Return the home page in the language of the request."""
    site = Site.find_for_request(context["request"])
    return site.root_page.localized if site else None
