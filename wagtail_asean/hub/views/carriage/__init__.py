"""The screens of what the sites carry: the whole, the sites, one site, one item."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from wagtail_asean.hub.models import Carriage, Subscriber

from ..screens import ScreenViewSet
from .dashboard import DashboardView
from .items import ItemView
from .site import SUBSCRIBERS, OriginalView, RepairView, SiteView
from .sites import SitesView


class CarriageViewSet(ScreenViewSet):
    name = "asean_carriage"
    url_prefix = "asean-hub/carriage"
    model = Carriage
    icon = menu_icon = "tasks"
    menu_label = _("Who carries what")

    def get_urlpatterns(self):
        # What changes something is for those who may change a subscriber.
        own = {
            "model": Subscriber,
            "permission_policy": SUBSCRIBERS,
            "any_permission_required": None,
        }
        return [
            path("", self.construct_view(DashboardView), name="index"),
            *self.list_paths("sites/", SitesView, "sites"),
            *self.list_paths("sites/<int:pk>/", SiteView, "site"),
            *self.list_paths("items/<int:pk>/", ItemView, "item"),
            path("sites/<int:pk>/repair/", self.construct_view(RepairView, **own), name="repair"),
            path(
                "sites/<int:pk>/original/",
                self.construct_view(OriginalView, **own),
                name="original",
            ),
        ]
