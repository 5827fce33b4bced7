"""Where the hub takes part in the admin: one line each."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from wagtail import hooks

from .notices import say_why_not_shared
from .views import HubViewSetGroup


@hooks.register("register_admin_viewset")
def register_hub():
    return HubViewSetGroup()


@hooks.register("register_permissions")
def register_permissions():
    codenames = ["view_change", "view_subscriber", "add_subscriber", "change_subscriber"]
    return Permission.objects.filter(
        content_type__app_label="wagtail_asean_hub", codename__in=codenames
    )


@hooks.register("after_publish_page")
def tell_why_not_shared(request, page):
    say_why_not_shared(request, page)
