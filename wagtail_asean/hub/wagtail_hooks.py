"""Where the hub takes part in the admin: one line each."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks

from .notices import say_why_not_shared
from .views import HubViewSetGroup
from .views.notifications import notification_viewset
from .views.restored import RestoredPanel, is_shown_to
from .views.take_back import item_chooser
from .views.take_back_items import TakeBackPageItem, TakeBackSnippetItem
from .views.unit_choosers import unit_chooser


@hooks.register("register_admin_viewset")
def register_hub():
    return HubViewSetGroup()


@hooks.register("register_admin_viewset")
def register_item_chooser():
    return item_chooser


@hooks.register("register_admin_viewset")
def register_unit_chooser():
    return unit_chooser


@hooks.register("register_admin_viewset")
def register_notifications():
    return notification_viewset


# After "unpublish", which tells nobody why.
@hooks.register("register_page_action_menu_item")
def register_take_back_of_pages():
    return TakeBackPageItem(order=25)


@hooks.register("register_snippet_action_menu_item")
def register_take_back_of_snippets(model):
    return TakeBackSnippetItem(order=25)


@hooks.register("register_permissions")
def register_permissions():
    codenames = [
        "view_change",
        "view_carriage",
        *(f"{action}_subscriber" for action in ("view", "add", "change")),
        *(f"{action}_unit" for action in ("view", "add", "change")),
        *(f"{action}_unitlevel" for action in ("view", "add", "change", "delete")),
        "add_invitation",
        *(f"{action}_hubkey" for action in ("view", "add", "change")),
    ]
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


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("asean_hub.merge", _("Merge units"), _("Merged with other units"))
    actions.register_action("asean_hub.split", _("Split a unit"), _("Split into several units"))
    actions.register_action("asean_hub.close", _("Close a unit"), pgettext_lazy("a unit", "Closed"))
    actions.register_action("asean_hub.invite", _("Invite a site"), _("Site invited by a link"))
    actions.register_action("asean_hub.uninvite", _("Revoke a link"), _("Link revoked"))
    actions.register_action("asean_hub.enrol", _("Enrol"), _("Enrolled by its link"))
    actions.register_action("asean_hub.rotate", _("Give a new key"), _("New key given"))
    actions.register_action("asean_hub.revoke", _("Revoke"), _("Key revoked"))
    actions.register_action("asean_hub.wish", _("Ask for new keys"), _("Asked for a new key"))
