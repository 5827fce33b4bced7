from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, WorkflowTask

from wagtail_asean import conf

from .approval import ApprovedContentMixin


class ApprovalForm(TaskStateCommentForm):
    """What the last step asks for: the decision's number, and a note."""

    number = forms.CharField(
        label=_("Number of the decision"),
        max_length=100,
        required=False,
        help_text=_("As on paper, for example 12/QĐ-SGDĐT."),
    )


class AseanApprovalTask(AbstractGroupApprovalTask):
    """A step of the approval by a group, in which nobody approves their own work.

    The step that is the last of its workflow writes the record of the approval: the role that
    the step stands for, the day, the decision's number and the note.
    """

    role = models.CharField(
        _("role"),
        max_length=255,
        help_text=_("Who approves in this step, as it stands in the record of the approval."),
    )

    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "role"]

    class Meta:
        verbose_name = _("ASEAN approval")
        verbose_name_plural = _("ASEAN approvals")

    @classmethod
    def get_description(cls) -> Any:
        return _("Members of a group approve; nobody approves what they have written themselves")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        actions = super().get_actions(obj, user)
        if not is_own_work(obj, user):
            return actions
        return [action for action in actions if action[0] != "approve"]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ApprovalForm if action == "approve" else TaskStateCommentForm

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Approve or send back; raises `PermissionDenied` for somebody's own work."""
        number = kwargs.pop("number", "")
        if action_name == "approve":
            work = task_state.workflow_state.content_object
            if is_own_work(work, user):
                raise PermissionDenied(_("Nobody approves what they have written themselves."))
            if self._is_last(task_state) and isinstance(work, ApprovedContentMixin):
                self._record(task_state, number=number, note=kwargs.get("comment", ""))
        return super().on_action(task_state, user, action_name, **kwargs)

    def _is_last(self, task_state: Any) -> bool:
        tasks = WorkflowTask.objects.filter(workflow=task_state.workflow_state.workflow)
        last = tasks.filter(task__active=True).order_by("sort_order").last()
        return last is not None and last.task_id == self.pk

    def _record(self, task_state: Any, *, number: str, note: str) -> None:
        """Write the record into the revision that is about to be published."""
        revision = task_state.revision
        work = revision.as_object()
        work.record_approval(
            role=self.role, day=timezone.localdate(), number=number, note=note[:2000]
        )
        revision.content = work.serializable_data()
        revision.save(update_fields=["content"])


def is_own_work(work: Any, user: Any) -> bool:
    """Tell whether a user had a hand in what is to be approved.

    That is whoever submitted it or made a revision since it was last published.
    """
    if conf.settings.SELF_APPROVAL:
        return False
    state = getattr(work, "current_workflow_state", None)
    if state is not None and state.requested_by_id == user.pk:
        return True
    revisions = work.revisions.filter(user_id=user.pk)
    since: datetime | None = work.last_published_at
    return bool((revisions.filter(created_at__gt=since) if since else revisions).exists())
