"""The hub's screens in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from .carriage import CarriageViewSet
from .feed import FeedViewSet
from .subscribers import SubscriberViewSet
from .unit_levels import UnitLevelViewSet
from .units import UnitViewSet
from .withdrawals import WithdrawalViewSet


class HubViewSetGroup(ViewSetGroup):
    """The group in the menu; shown to those who may see one of its screens."""

    items = (
        FeedViewSet,
        CarriageViewSet,
        WithdrawalViewSet,
        UnitViewSet,
        UnitLevelViewSet,
        SubscriberViewSet,
    )
    menu_label = _("ASEAN hub")
    # Not "asean-hub": the sidebar marks every item whose name the open one begins with.
    menu_name = "wagtail-asean-hub"
    menu_icon = "site"
    menu_order = 850
