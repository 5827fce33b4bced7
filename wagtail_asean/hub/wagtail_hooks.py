"""Where the hub takes part in the admin: one line each."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from wagtail import hooks

from .notices import say_why_not_shared
from .views import HubViewSetGroup
from .views.restored import RestoredPanel, is_shown_to
from .views.take_back import item_chooser
from .views.take_back_items import TakeBackPageItem, TakeBackSnippetItem


@hooks.register("register_admin_viewset")
def register_hub():
    return HubViewSetGroup()


@hooks.register("register_admin_viewset")
def register_item_chooser():
    return item_chooser


# After "unpublish", which tells nobody why.
@hooks.register("register_page_action_menu_item")
def register_take_back_of_pages():
    return TakeBackPageItem(order=25)


@hooks.register("register_snippet_action_menu_item")
def register_take_back_of_snippets(model):
    return TakeBackSnippetItem(order=25)


@hooks.register("register_permissions")
def register_permissions():
    codenames = ["view_change", "view_subscriber", "add_subscriber", "change_subscriber"]
    codenames += ["view_hubkey", "add_hubkey", "change_hubkey"]
    return Permission.objects.filter(
        content_type__app_label="wagtail_asean_hub", codename__in=codenames
    )


@hooks.register("construct_homepage_panels")
def tell_of_a_restore(request, panels):
    if is_shown_to(request.user):
        panels.append(RestoredPanel())


@hooks.register("after_publish_page")
def tell_why_not_shared(request, page):
    say_why_not_shared(request, page)
