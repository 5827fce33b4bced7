"""How a page's approval stands, at the end of its form; to read only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.forms import Media
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

APPROVAL_STYLESHEET = "wagtail_asean_library/approval.css"


class EntryApprovalPanel(Panel):
    """Who has approved the page, what it still waits for, and who has decided what."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["heading"] = kwargs.get("heading") or _("Approval")
        kwargs["icon"] = kwargs.get("icon") or "check"
        super().__init__(*args, **kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_asean_pages/admin/approval_panel.html"
        media = Media(css={"all": [APPROVAL_STYLESHEET]})

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from wagtail_asean.library.admin.approving.standing import decisions

            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {
                "sentences": list(sentences(self.instance)),
                "is_well": not needs_approval(self.instance),
                "decisions": decisions(self.instance),
            }


def needs_approval(page: Any) -> bool:
    """Tell whether the newest version of a page must still be approved before it is shown."""
    if page.is_kept_elsewhere or not page.approving_step:
        return False
    return not page.has_valid_approval()


def leads_to_approval(page: Any) -> bool:
    """Tell whether the workflow of a page's place has the step that its kind needs."""
    from wagtail_asean.library.models import AseanApprovalTask

    workflow = page.get_workflow()
    if workflow is None:
        return False
    steps = AseanApprovalTask.objects.filter(
        workflow_tasks__workflow=workflow, active=True, step=page.approving_step
    )
    return bool(steps.exists())


def sentences(page: Any) -> Iterator[str]:
    """Say how the newest version of a page stands, and what that means for readers."""
    from wagtail_asean.library.admin.approving.standing import approved_by

    record = page.approval_record()
    if page.came_from_elsewhere:
        yield gettext("It comes from %(site)s, where it was looked at.") % {
            "site": page.origin_site or page.origin_url
        }
    if record is not None:
        yield approved_by(record)
    if page.is_kept_elsewhere:
        return
    if record is not None and not page.has_valid_approval():
        yield gettext("It was changed since: the approval is not of what stands here now.")
    if needs_approval(page):
        yield gettext(
            "A page of this kind is shown, and goes out to other sites, once the leaders of the"
            " Department have approved it as it stands."
        )
        yield how_to_approval(page)
    elif record is None:
        yield gettext("A page of this kind needs no approval by the leaders of the Department.")


def how_to_approval(page: Any) -> str:
    """Say how a page gets the approval that it needs."""
    workflow = page.get_workflow()
    if workflow is not None and leads_to_approval(page):
        return gettext("Submit it to “%(workflow)s”.") % {"workflow": workflow.name}
    return gettext(
        "No workflow of this section ends with the leaders of the Department. Move it to a section"
        " whose workflow does, or ask the administrator of the site."
    )
