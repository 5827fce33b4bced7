"""What the hub's screens share: one model, and a place in the menu for those who may see it."""

from __future__ import annotations

from django.urls import URLPattern, path
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from wagtail_asean.hub.models import Carriage

ANY_ACTION = ("add", "change", "view")


def may_see_carriage(user) -> bool:
    """Tell whether somebody may see what the sites carry."""
    return ModelPermissionPolicy(Carriage).user_has_any_permission(user, ANY_ACTION)


class ScreenViewSet(ViewSet):
    """A screen about one model, in the menu of those who may see its rows."""

    model: type

    @property
    def permission_policy(self) -> ModelPermissionPolicy:
        return ModelPermissionPolicy(self.model)

    @property
    def menu_item_class(self) -> type[MenuItem]:
        policy = self.permission_policy

        class ScreenMenuItem(MenuItem):
            def is_shown(self, request) -> bool:
                return policy.user_has_any_permission(request.user, ANY_ACTION)

        return ScreenMenuItem

    def list_paths(self, route: str, view: type, name: str = "index", **facts) -> list[URLPattern]:
        """Return the paths of a listing: the screen, and the rows that its search fetches."""
        return [
            path(route, self.construct_view(view, **facts), name=name),
            path(
                f"{route}results/",
                self.construct_view(view, results_only=True, **facts),
                name=f"{name}_results",
            ),
        ]

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(
            **{
                "model": self.model,
                "permission_policy": self.permission_policy,
                "any_permission_required": ANY_ACTION,
                "header_icon": self.icon,
                "index_url_name": self.get_url_name("index"),
                "index_results_url_name": self.get_url_name("index_results"),
                **kwargs,
            }
        )
