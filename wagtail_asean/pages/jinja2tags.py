"""The tags for sites whose templates are Jinja2's: add `wagtail_asean.pages.jinja2tags.asean`.

    {{ asean_latest(5, section="van-hoa") }}   {{ asean_menu() }}   {{ asean_banner("header") }}

What they print is made by our templates all the same, in Django's language, which every Wagtail
site has for its admin.
"""

from __future__ import annotations

from typing import Any

import jinja2
from django.template.loader import render_to_string
from jinja2.ext import Extension

from wagtail_asean.library.templatetags import wagtail_asean_library as library

from .column import insets
from .frame import engine_name
from .templatetags import wagtail_asean_pages as pages

BANNER = "wagtail_asean_library/banner.html"


class AseanExtension(Extension):
    """Gives templates `asean_latest`, `asean_menu`, `asean_style` and `asean_banner`."""

    def __init__(self, environment: jinja2.Environment) -> None:
        super().__init__(environment)
        environment.globals.update(
            asean_latest=asean_latest,
            asean_menu=asean_menu,
            asean_style=asean_style,
            asean_banner=asean_banner,
        )


@jinja2.pass_context
def asean_latest(context: Any, *args: Any, **options: Any) -> insets.Latest:
    """Return the newest entries of the site's column: to print, or to go through."""
    return pages.asean_latest(context, *args, **options)


@jinja2.pass_context
def asean_menu(context: Any, **options: Any) -> insets.Menu:
    """Return the menu of the site's column."""
    return pages.asean_menu(context, **options)


@jinja2.pass_context
def asean_style(context: Any) -> str:
    """Return a link to our style, once a page."""
    return pages.asean_style(context)


@jinja2.pass_context
def asean_banner(context: Any, *args: Any, **options: Any) -> str:
    """Return a banner; nothing where there is none."""
    found = library.asean_banner(context, *args, **options)
    return render_to_string(BANNER, found, using=engine_name())


asean = AseanExtension
