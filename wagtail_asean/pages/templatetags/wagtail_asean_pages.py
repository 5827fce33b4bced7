"""What the templates of the pages need and Django and Wagtail do not have.

For the site's own templates: `{% asean_latest %}`, `{% asean_menu %}` and `{% asean_style %}`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import NoReverseMatch
from django.utils.html import format_html

from wagtail_asean.library.dates.days import say_day
from wagtail_asean.library.dates.windows import day_of
from wagtail_asean.library.rendering.stylesheet import stylesheet_once

from .. import when
from ..column import insets
from ..languages import direction_of, language_name
from ..pictures import SHAPES, Picture, picture_of

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


@register.filter
def asean_host(address: str) -> str:
    """Return the host of an address, for people: without "www."."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


# -- when something takes place, and which way something is written ----------------------


@register.filter
def asean_weekday(moment: datetime | None) -> str:
    """Return the day of a moment with its weekday, as the page's language writes it."""
    return when.words_of_day(day_of(moment)) if moment else ""


@register.filter
def asean_hour(moment: datetime | None) -> str:
    """Return the time of day of a moment."""
    return when.words_of_hour(moment) if moment else ""


@register.filter
def asean_moment(moment: datetime | None) -> str:
    """Return the day of a moment with its weekday, and the time."""
    return when.words_of_moment(moment) if moment else ""


@register.filter
def asean_machine_day(moment: datetime | None) -> str:
    """Return the day of a moment for the attribute of a `time` element."""
    return day_of(moment).isoformat() if moment else ""


@register.filter
def asean_machine_moment(moment: datetime | None) -> str:
    """Return a moment for the attribute of a `time` element."""
    return when.machine_form(moment) if moment else ""


@register.filter
def asean_direction(tag: str) -> str:
    """Return "rtl" for a language that is written from right to left, else ""."""
    return direction_of(tag)
