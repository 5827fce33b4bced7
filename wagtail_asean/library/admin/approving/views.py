"""The views of works in which something is approved; the rest is done by hooks."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from wagtail.snippets.views.snippets import EditView, WorkflowActionView

from ...models import AseanApprovalTask
from ..addresses import edit_url
from ..editing import editions
from . import guards


class ApprovalEditMixin:
    """An editor that says why something can't be approved, and offers drafts of what is."""

    def workflow_action_action(self) -> HttpResponse | None:
        """Approve or send back what was just saved; where it can't be, it stays as saved."""
        try:
            response: HttpResponse | None = super().workflow_action_action()  # type: ignore[misc]
        except ValidationError as error:
            guards.say_not_approved(self.request, self.object, error.messages)
        except PermissionDenied as error:
            # What was saved just now may have made it the user's own; the editor says so.
            if not str(error):
                raise
            guards.say_not_approved(self.request, self.object)
        else:
            return response
        self.action = "edit"
        return None

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        offered = editions.buttons(self.object, self.request.user)
        return [*super().header_more_buttons, *offered]  # type: ignore[misc]


class ApprovalEditView(ApprovalEditMixin, EditView):
    pass


class ApprovalActionView(WorkflowActionView):
    """Approving from the dashboard, with a sentence where it can't be done."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.action_name == "approve" and self.object.workflow_in_progress:
            refusal = self._refuse()
            if refusal is not None:
                return refusal
        return super().dispatch(request, *args, **kwargs)

    def _refuse(self) -> HttpResponse | None:
        task, user = self.task, self.request.user
        if not isinstance(task, AseanApprovalTask) or task.locked_for_user(self.object, user):
            return None
        if not guards.say_why_not(self.request, task, self.object):
            return None
        url = edit_url(self.object)
        if self.request.headers.get("x-requested-with") == "XMLHttpRequest":
            answer: HttpResponse = self.render_modal_json(
                self.request, {"step": "success", "redirect": url}
            )
            return answer
        return redirect(url)


class ApprovalViewSetMixin:
    """The views of a kind that is approved, for its `SnippetViewSet`."""

    edit_view_class = ApprovalEditView
    workflow_action_view_class = ApprovalActionView
