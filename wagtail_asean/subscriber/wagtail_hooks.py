"""Where the subscriber takes part in the admin: one line each."""

from __future__ import annotations

from wagtail import hooks

from . import guards
from .views import subscription_viewset


@hooks.register("register_admin_viewset")
def register_subscriptions():
    return subscription_viewset


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
