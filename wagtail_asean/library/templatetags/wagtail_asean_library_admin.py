"""What our templates of the admin say of works."""

from __future__ import annotations

from typing import Any

from django import template

from ..admin.editing.withdrawing import consequences

register = template.Library()


@register.inclusion_tag("wagtail_asean_library/admin/placements_uses.html", takes_context=True)
def asean_consequences(context: dict[str, Any], work: Any) -> dict[str, Any]:
    """Say what depends on a work; nothing for what is no work."""
    return {"found": consequences(work, context["request"].user)}
