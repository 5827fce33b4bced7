"""What the office is told on the admin's first page after the hub was restored from a backup."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.permission_policies import ModelPermissionPolicy

from wagtail_asean.hub.models import Change, Feed
from wagtail_asean.hub.restores import SHOWN
from wagtail_asean.moments import storable

from .screens import ANY_ACTION


class RestoredPanel(Component):
    """Says that the hub has noticed it by itself, when, and what to look after."""

    name = "asean_restored"
    template_name = "wagtail_asean_hub/restored.html"
    order = 20

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"restored_at": Feed.objects.current().restored_at}


def is_shown_to(user: Any) -> bool:
    """Tell whether there is something to say, and to somebody who can do something about it."""
    if not ModelPermissionPolicy(Change).user_has_any_permission(user, ANY_ACTION):
        return False
    return Feed.objects.filter(restored_at__gte=storable(timezone.now() - SHOWN)).exists()
