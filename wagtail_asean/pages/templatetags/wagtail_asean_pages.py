"""What the templates of the pages need and Django and Wagtail do not have."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import NoReverseMatch
from django.utils.html import format_html

from wagtail_asean.library.dates.days import say_day

from ..choices import language_name
from ..pictures import SHAPES, Picture, picture_of

register = template.Library()


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


@register.simple_tag(takes_context=True)
def asean_picture(context: Any, image: Any, shape: str) -> Picture | None:
    """Return an image in a shape ("text", "card"), None where there is none or no file of it.

    {% asean_picture page.lead_image "text" as picture %}
    """
    around = context.get("asean")
    return around.picture(image, shape) if around else picture_of(image, SHAPES[shape])


@register.filter
def asean_language(code: str) -> str:
    """Return what a language is called in the language of the page, its code where unknown."""
    return language_name(code)


@register.simple_tag
def asean_time(day: Any) -> str:
    """Return the `<time>` of a day, "" where there is none."""
    return (
        format_html('<time datetime="{}">{}</time>', day.isoformat(), say_day(day)) if day else ""
    )


@register.filter(expects_localtime=True)
def asean_day(day: Any) -> str:
    """Write a day as within a sentence, "" where there is none."""
    return say_day(day) if day else ""


@register.filter
def asean_size(document: Any) -> int | None:
    """Return the bytes of a document's file, None where the file is missing."""
    try:
        return document.get_file_size()
    except OSError:
        return None


@register.filter
def asean_document_url(document: Any) -> str:
    """Return the address of a document, "" where the site offers none."""
    try:
        return str(document.url)
    except NoReverseMatch:
        return ""
