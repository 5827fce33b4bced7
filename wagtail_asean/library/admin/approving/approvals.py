"""Where the approval takes part in the admin: its panel, its buttons, and what they refuse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from ...models import Approvable
from ..editing import editions
from . import guards
from .panel import ApprovalPanel
from .views import ApprovalViewSetMixin

__all__ = ["ApprovalPanel", "ApprovalViewSetMixin"]


@hooks.register("before_edit_snippet")
def tell_of_approval(request: HttpRequest, instance: Any) -> HttpResponse | None:
    if isinstance(instance, Approvable):
        return guards.before_edit(request, instance)
    return None


@hooks.register("before_publish")
def keep_unapproved_from_publication(request: HttpRequest, instance: Any) -> HttpResponse | None:
    if isinstance(instance, Approvable):
        return guards.before_publish(request, instance)
    return None


@hooks.register("construct_snippet_action_menu")
def offer_submission_first(menu_items: list[Any], request: HttpRequest, context: Any) -> None:
    if issubclass(context["model"], Approvable):
        guards.arrange(menu_items, context)


@hooks.register("register_snippet_listing_buttons")
def offer_drafts(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from editions.buttons(snippet, user)


@hooks.register("register_admin_urls")
def register_new_edition() -> list[Any]:
    return [
        path(
            "asean/library/<slug:kind>/<int:pk>/new-edition/",
            editions.NewEditionView.as_view(),
            name=editions.URL_NAME,
        )
    ]
