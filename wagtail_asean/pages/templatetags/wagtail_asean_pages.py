"""What the templates of the pages need and Django and Wagtail do not have.

For the site's own templates: `{% asean_latest %}`, `{% asean_menu %}` and `{% asean_style %}`.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import NoReverseMatch
from django.utils.html import format_html

from wagtail_asean.library.rendering.stylesheet import stylesheet_once

from ..column import insets

register = template.Library()


@register.simple_tag(takes_context=True)
def asean_latest(
    context: template.Context,
    number: Any = insets.DEFAULT_NUMBER,
    *,
    heading: str = "",
    section: str = "",
    kind: str = "",
    pillar: str = "",
    topic: str = "",
    country: str = "",
    audience: str = "",
    theme: str | int = "",
    occasion: str = "",
    year: str | int = "",
    origin: str = "",
) -> insets.Latest:
    """Show the newest entries of the site's column in the page's language; or nothing.

    {% asean_latest 5 section="van-hoa" topic="hoc-bong" %}
    {% asean_latest 3 origin="own" as entries %}{% for entry in entries %} … {% endfor %}
    """
    return insets.latest(
        context,
        number,
        heading=heading,
        section=section,
        kind=kind,
        pillar=pillar,
        topic=topic,
        country=country,
        audience=audience,
        theme=theme,
        occasion=occasion,
        year=year,
        origin=origin,
    )


@register.simple_tag(takes_context=True)
def asean_menu(context: template.Context, *, heading: str = "") -> insets.Menu:
    """Show the sections of the site's column, the current one marked; or nothing."""
    return insets.menu(context, heading=heading)


@register.simple_tag(takes_context=True)
def asean_style(context: template.Context) -> str:
    """Link to our style, once a page: in the head, or where something of ours stands first."""
    address = stylesheet_once(context.get("request"), insets.STYLESHEET)
    return format_html('<link rel="stylesheet" href="{}">', address) if address else ""


@register.simple_tag
def asean_static(path: str) -> str:
    """Return the address of one of our static files, also before `collectstatic` ran.

    Manifest storages raise for a file they do not know; a page without its style is better
    than no page.
    """
    try:
        return str(static(path))
    except ValueError:
        return urljoin(settings.STATIC_URL or "/", path)


@register.simple_tag(takes_context=True)
def asean_url(context: Any, page: Any) -> str:
    """Return the address of a page, "" where it has none or is not live."""
    if page is None or not page.live:
        return ""
    return page.get_url(context.get("request")) or ""


@register.filter
def asean_document_url(document: Any) -> str:
    """Return the address of a document, "" where the site offers none."""
    try:
        return str(document.url)
    except NoReverseMatch:
        return ""
