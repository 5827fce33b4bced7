"""Where the subscriber takes part in the admin: one line each."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from . import guards, recall
from .local_say.items import item_viewset, page_button
from .local_say.review import review_viewset
from .mirror_views import AddressView
from .models import Decision
from .views import subscription_viewset

# Before wagtail-localize, whose hook takes the edit screen over.
FIRST = -100


@hooks.register("register_admin_viewset")
def register_subscriptions():
    return subscription_viewset


@hooks.register("register_admin_viewset")
def register_local_say():
    return [review_viewset, item_viewset]


@hooks.register("register_page_header_buttons")
def register_page_button(page, user, view_name=None, next_url=None):
    yield from page_button(page, user)


@hooks.register("register_admin_urls")
def register_mirror_addresses():
    return [
        path(
            "asean-mirrors/<int:page_id>/address/",
            AddressView.as_view(),
            name="asean_mirror_address",
        )
    ]


@hooks.register("register_log_actions")
def register_copies(actions):
    actions.register_action(
        recall.COPIED, _("Copy of a page of the hub"), _("Copied from a page of the hub")
    )


@hooks.register("before_edit_page", order=FIRST)
def keep_mirrored_page_as_it_is(request, page):
    return guards.before_edit(request, page)


@hooks.register("before_edit_snippet", order=FIRST)
def keep_mirrored_snippet_as_it_is(request, instance):
    return guards.before_edit(request, instance)


@hooks.register("before_delete_page")
def keep_mirrored_page(request, page):
    return guards.refuse(request, [page])


@hooks.register("before_delete_snippet")
def keep_mirrored_snippets(request, instances):
    return guards.refuse(request, instances)


@hooks.register("before_unpublish_page")
def keep_mirrored_page_published(request, page):
    return guards.refuse(request, [page], "unpublish")


@hooks.register("before_unpublish")
def keep_mirrored_snippet_published(request, instance):
    return guards.refuse(request, [instance], "unpublish")


@hooks.register("before_copy_page")
def say_what_a_copy_is(request, page):
    return guards.before_copy(request, page)


@hooks.register("after_copy_page")
def make_copies_the_sites_own(request, page, new_page):
    guards.after_copy(request, page, new_page)


@hooks.register("before_convert_alias_page")
def note_converted_alias(request, page):
    return guards.before_convert_alias(request, page)


@hooks.register("before_bulk_action")
def keep_mirrors_in_bulk(request, action_type, objects, action_class_instance):
    if action_type in guards.GUARDED_ACTIONS:
        return guards.refuse(request, objects, action_type)
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
