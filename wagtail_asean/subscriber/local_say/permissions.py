"""Who may review what waits, and who may choose about an item."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from ..models import HeldItem, LocalChoice

REVIEW = ModelPermissionPolicy(HeldItem)
CHOOSE = ModelPermissionPolicy(LocalChoice)


def may_review(user: Any) -> bool:
    """Tell whether somebody may accept and decline."""
    return bool(REVIEW.user_has_permission(user, "change"))


def may_choose(user: Any) -> bool:
    """Tell whether somebody may hide, pin, annotate and detach."""
    return bool(CHOOSE.user_has_permission(user, "change"))
