"""`{% asean_banner %}` and `{% asean_work %}`: approved works in a page's template."""

from __future__ import annotations

from typing import Any

from django import template

from ..placements.slots import slots
from ..rendering.displays import find_display, is_repeated
from ..rendering.renderings import render_work
from ..rendering.stylesheet import stylesheet_once

register = template.Library()


@register.inclusion_tag("wagtail_asean_library/banner.html", takes_context=True)
def asean_banner(
    context: template.Context, chosen: Any = None, *, occasion: str = "", format: str = ""
) -> dict[str, Any]:
    """Show a banner, the current one of an occasion, or the current one; or nothing.

    {% asean_banner banner %}, {% asean_banner "asean-day" %}, {% asean_banner format="web-hero" %}
    """
    request = context.get("request")
    display = find_display(
        chosen, occasion=occasion, format=format, page=context.get("page"), request=request
    )
    if display is None:
        return {"display": None}
    if isinstance(chosen, str) and chosen in slots() and is_repeated(display, chosen, request):
        return {"display": None}
    return {"display": display, "stylesheet": stylesheet_once(request)}


@register.simple_tag(takes_context=True)
def asean_work(context: template.Context, work: Any) -> str:
    """Show a banner, poster, slogan, LED message or campaign; or nothing.

    {% asean_work page.poster %}
    """
    return render_work(work, request=context.get("request"), page=context.get("page"))
