"""Where the subscriber takes part in the admin: one line each."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from . import guards
from .local_say.items import item_viewset, page_button
from .local_say.review import review_viewset
from .models import Decision
from .views import subscription_viewset


@hooks.register("register_admin_viewset")
def register_subscriptions():
    return subscription_viewset


@hooks.register("register_admin_viewset")
def register_local_say():
    return [review_viewset, item_viewset]


@hooks.register("register_page_header_buttons")
def register_page_button(page, user, view_name=None, next_url=None):
    yield from page_button(page, user)


@hooks.register("before_edit_page")
def explain_mirrored_page(request, page):
    if request.method == "GET":
        guards.explain(request, page)


@hooks.register("before_edit_snippet")
def explain_mirrored_snippet(request, instance):
    if request.method == "GET":
        guards.explain(request, instance)


@hooks.register("before_delete_page")
def keep_mirrored_page(request, page):
    return guards.refuse(request, [page])


@hooks.register("before_delete_snippet")
def keep_mirrored_snippets(request, instances):
    return guards.refuse(request, instances)


@hooks.register("before_unpublish")
def keep_mirrored_snippet_published(request, instance):
    return guards.refuse(request, [instance])


@hooks.register("before_bulk_action")
def keep_mirrors_in_bulk(request, action_type, objects, action_class_instance):
    if action_type in guards.GUARDED_ACTIONS:
        return guards.refuse(request, objects)
    return None


@hooks.register("register_permissions")
def register_permissions():
    return Permission.objects.filter(
        content_type__app_label="wagtail_asean_subscriber",
        codename__in=["change_helditem", "change_localchoice"],
    )


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for value, label in Decision.Action.choices:
        said = _("ASEAN: %(decision)s") % {"decision": label}
        actions.register_action(f"wagtail_asean.{value}", label, said)
