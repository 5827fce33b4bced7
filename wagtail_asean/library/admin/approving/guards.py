"""What the editor of a work says of its approval, and what it does not let pass.

Publishing alone shows a work nowhere; where a workflow leads to its approval, the editor does
not offer it either, and takes what was to be published as a draft.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.snippets.action_menu import PublishMenuItem, SubmitForModerationMenuItem

from ...models import Approvable, AseanApprovalTask
from ..addresses import edit_url
from ..editing import editions
from . import standing


def before_edit(request: HttpRequest, draft: Approvable) -> HttpResponse | None:
    """Tell how the approval stands; refuse to approve what is the user's own.

    Raises `PermissionDenied` before anything is saved.
    """
    if request.method == "GET":
        _tell(request, draft)
    elif wants_to_approve(request):
        task = draft.current_workflow_task
        if isinstance(task, AseanApprovalTask):
            say_why_not(request, task, draft)
    return None


def before_publish(request: HttpRequest, draft: Approvable) -> HttpResponse | None:
    """Leave as a draft what a workflow has yet to approve."""
    workflow = draft.get_workflow()
    if workflow is None or draft.has_valid_approval():
        return None
    messages.warning(
        request,
        _(
            "“%(title)s” was saved as a draft, and not published: as it stands now, it has not been"
            " approved. Submit it to “%(workflow)s”."
        )
        % {"title": draft.title, "workflow": workflow.name},
    )
    return redirect(edit_url(draft))


def arrange(menu_items: list[Any], context: Any) -> None:
    """Offer to submit what has to be approved first, and not to publish it."""
    draft = context.get("instance")
    workflow = draft.get_workflow() if draft else context["model"].get_default_workflow()
    if workflow is None or (draft and draft.has_valid_approval()):
        return
    menu_items[:] = [item for item in menu_items if not isinstance(item, PublishMenuItem)]
    menu_items.sort(key=lambda item: not isinstance(item, SubmitForModerationMenuItem))


def wants_to_approve(request: HttpRequest) -> bool:
    """Tell whether a request from the editor is to approve what it saves."""
    return (
        bool(request.POST.get("action-workflow-action"))
        and request.POST.get("workflow-action-name") == "approve"
    )


def say_why_not(request: HttpRequest, task: AseanApprovalTask, draft: Approvable) -> bool:
    """Tell that a work can't be approved in a step, and whether that is so.

    Raises `PermissionDenied` for what is the user's own.
    """
    if own := task.why_never_by(draft, request.user):
        if request.headers.get("x-requested-with") != "XMLHttpRequest":
            messages.error(request, own)
        raise PermissionDenied(own)
    if task.why_not_by(draft, request.user) or task.why_not_yet(draft):
        say_not_approved(request, draft)
        return True
    return False


def say_not_approved(request: HttpRequest, draft: Approvable, reasons: Iterable[str] = ()) -> None:
    """Tell that nothing was approved; what stands against it is said by the editor anyway."""
    said = _("“%(title)s” was not approved.") % {"title": draft.title}
    known = list(draft.approval_obstacles())
    others = [reason for reason in reasons if reason not in known]
    messages.error(request, _listed(said, others) if others else said)


def _tell(request: HttpRequest, draft: Approvable) -> None:
    if draft.origin_site:
        return
    if editions.REPLACING in request.GET:
        messages.info(request, editions.what_replacing_does(draft))
    elif draft.approval_record() and not draft.has_valid_approval() or _is_out_unapproved(draft):
        messages.warning(request, " ".join(standing.sentences(draft)))
    if draft.workflow_in_progress:
        _tell_reviewer(request, draft)


def _tell_reviewer(request: HttpRequest, draft: Approvable) -> None:
    obstacles = list(draft.approval_obstacles())
    if obstacles:
        messages.warning(request, _listed(_("It can't be approved yet:"), obstacles))
    elif reason := standing.why_not_yours(draft, request.user):
        messages.warning(request, reason)


def _is_out_unapproved(draft: Approvable) -> bool:
    model = type(draft)
    return model._default_manager.filter(pk=draft.pk, live=True, is_approved=False).exists()


def _listed(said: str, reasons: list[str]) -> str:
    items = format_html_join("", "<li>{}</li>", ((reason,) for reason in reasons))
    return format_html("{}<ul>{}</ul>", said, items)
