"""What the library's screens beside the lists share: permission, breadcrumbs, the menu."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

ANY_ACTION = ("add", "change", "delete", "view")


class Screen(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """A screen of its own; `trail` names the screens above it, as (address, label)."""

    any_permission_required: Any = ANY_ACTION
    _show_breadcrumbs = True
    trail: tuple[tuple[str, Any], ...] = ()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [{"url": reverse(name), "label": label} for name, label in self.trail]
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, *above, here]


class ScreenViewSet(ViewSet):  # type: ignore[misc]
    """Screens about one or several models, in the menu of those who may do anything with one."""

    models: tuple[Any, ...] = ()

    @property
    def menu_item_class(self) -> type[MenuItem]:
        models = self.models

        class ScreenMenuItem(MenuItem):  # type: ignore[misc]
            def is_shown(self, request: Any) -> bool:
                return may_see(request.user, *models)

        return ScreenMenuItem


def may_see(user: Any, *models: Any) -> bool:
    """Tell whether a user may do anything with one of these models."""
    return any(
        ModelPermissionPolicy(model).user_has_any_permission(user, ANY_ACTION) for model in models
    )


def may(user: Any, model: Any, *actions: str) -> bool:
    """Tell whether a user may do all of this with a model."""
    policy = ModelPermissionPolicy(model)
    return all(policy.user_has_permission(user, action) for action in actions)
