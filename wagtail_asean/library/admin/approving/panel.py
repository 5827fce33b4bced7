from __future__ import annotations

from typing import Any

from django.forms import Media
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from .standing import standing_of

STYLESHEET = "wagtail_asean_library/approval.css"


class ApprovalPanel(Panel):
    """How the approval stands, what is missing for it, and who has decided what; to read only."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["heading"] = kwargs.get("heading") or _("Approval")
        kwargs["icon"] = kwargs.get("icon") or "clipboard-list"
        super().__init__(*args, **kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_asean_library/admin/approval_panel.html"
        media = Media(css={"all": [STYLESHEET]})

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            workflow = self.instance.get_workflow()
            return context | {"standing": standing_of(self.instance), "workflow": workflow}
