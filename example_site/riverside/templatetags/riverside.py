"""The school's menu, as its maker built it: the notices marked for it, and every section."""

from django import template
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, Site

from ..models import SchoolPage

register = template.Library()


@register.simple_tag(takes_context=True)
def school_home(context) -> Page | None:
    """Return the school's home page."""
    site = Site.find_for_request(context["request"])
    return site.root_page if site else None


@register.simple_tag
def school_menu(home: Page):
    """Return what the menu shows."""
    notice = ContentType.objects.get_for_model(SchoolPage)
    return home.get_children().live().filter(Q(show_in_menus=True) | ~Q(content_type=notice))
