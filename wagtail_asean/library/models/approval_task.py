from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, Task, Workflow
from wagtail.permission_policies import ModelPermissionPolicy

from wagtail_asean import conf

from .approval import RECORD, ApprovedContentMixin
from .authorship import has_corrected, has_written

# The fields that an approval fills in.
RECORDED = (*(f"approval_{name}" for name in RECORD), "approved_digest", "is_approved")


class ApprovalForm(TaskStateCommentForm):
    """What the last step asks for: the decision's number, and a note."""

    number = forms.CharField(
        label=_("Number of the decision"),
        max_length=100,
        required=False,
        help_text=_("As on paper, for example 12/QĐ-SGDĐT."),
    )
    comment = forms.CharField(
        label=_("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("It stays with the record of the approval, and goes out with it."),
    )

    field_order = ("number", "comment")


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
    # By this `setup` knows a step again that was renamed or given to another group.
    step = models.CharField(max_length=20, blank=True, editable=False)

    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "role"]

    class Meta:
        verbose_name = _("ASEAN approval")
        verbose_name_plural = _("ASEAN approvals")
        # They allow nothing: by them `setup` knows its groups again. Wagtail's form for groups
        # neither shows nor takes away a permission that is not registered with it.
        permissions = [
            ("board_writer", "Is a writer of the editorial board"),
            ("board_editor", "Is an editor of the editorial board"),
            ("board_head", "Is a head of the editorial board"),
            ("board_office", "Is of the Department's office"),
            ("board_leaders", "Is of the Department's leaders"),
        ]

    @classmethod
    def get_description(cls) -> Any:
        return _("Members of a group approve; nobody approves what they have written themselves")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        actions = super().get_actions(obj, user)
        others = [action for action in actions if action[0] != "approve"]
        if len(others) == len(actions):
            return others
        if self.why_not_by(obj, user) or self.why_not_yet(obj):
            return others
        # The record is asked for, so that there is no approving without a look at its form.
        return [*others, ("approve", _("Approve"), True)] if self.is_last_for(obj) else actions

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ApprovalForm if action == "approve" and self._is_last() else TaskStateCommentForm

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Approve or send back.

        Raises `PermissionDenied` for a work that the user may not approve, `ValidationError`
        with all that stands against the approval.
        """
        comment = str(kwargs.get("comment", ""))
        if action_name == "approve":
            work = _specific(task_state.workflow_state.content_object)
            if refusal := self.why_not_by(work, user):
                raise PermissionDenied(refusal)
            if obstacles := self.why_not_yet(work):
                raise ValidationError(obstacles)
            if self.is_last_for(work):
                comment = self._record(work, number=str(kwargs.get("number", "")), note=comment)
        return super().on_action(task_state, user, action_name, comment=comment)

    def why_not_by(self, work: Any, user: Any) -> str:
        """Say why it is not for a user to approve a work in this step, "" where it is."""
        work = _specific(work)
        if own := self.why_never_by(work, user):
            return own
        is_last = self.is_last_for(work)
        if is_last and not conf.settings.SELF_APPROVAL and has_corrected(work, user):
            return gettext(
                "You have changed it yourself, and nobody would look at that after you. Let"
                " somebody else approve it, or request changes: once it is submitted again, you"
                " can."
            )
        if is_last and not _may_publish(work, user):
            return gettext(
                "The last step publishes, and you have no permission to publish this. Ask the"
                " administrator of the site for it."
            )
        return ""

    def why_never_by(self, work: Any, user: Any) -> str:
        """Say that a work is the user's own, "" where it is not, or where that is no matter."""
        if conf.settings.SELF_APPROVAL or not has_written(_specific(work), user):
            return ""
        return gettext("Nobody approves what they have written themselves.")

    def why_not_yet(self, work: Any) -> list[str]:
        """Say all that stands against the approval of the newest version of a work."""
        work = _specific(work)
        if not isinstance(work, ApprovedContentMixin):
            return []
        newest = _newest(work)
        obstacles = list(newest.approval_obstacles())
        if newest.approving_step not in ("", self.step) and self.is_last_for(work):
            obstacles.append(
                gettext(
                    "Its kind needs the approval of the Department's leaders, and the workflow of"
                    " its place ends before them. Move it to a section whose workflow ends there."
                )
            )
        return obstacles

    def is_last_for(self, work: Any) -> bool:
        """Tell whether this step's approval is the last that a work waits for."""
        state = work.current_workflow_state
        if state is None:
            return False
        steps = Task.objects.filter(workflow_tasks__workflow=state.workflow_id, active=True)
        done = state.successful_task_states
        return not steps.exclude(task_states__in=done).exclude(pk=self.pk).exists()

    def _is_last(self) -> bool:
        """Tell whether this is the last step of any workflow."""
        return any(
            workflow.tasks.filter(active=True).last() == self.task_ptr
            for workflow in Workflow.objects.filter(workflow_tasks__task=self)
        )

    def _record(self, work: Any, *, number: str, note: str) -> str:
        """Write the record into the revision that will be published; return it for the log."""
        # What comes with a request through the editor has passed no form yet.
        form = ApprovalForm({"number": number, "comment": note})
        if not form.is_valid():
            raise ValidationError([str(e) for errors in form.errors.values() for e in errors])
        number, note = form.cleaned_data["number"], form.cleaned_data["comment"]
        if isinstance(work, ApprovedContentMixin):
            # What knows of days needs the models loaded.
            from ..dates.windows import today

            revision = work.get_latest_revision()
            approved = revision.as_object()
            approved.record_approval(role=self.role, day=today(), number=number, note=note)
            values = approved.serializable_data()
            revision.content = {**revision.content, **{name: values[name] for name in RECORDED}}
            revision.save(update_fields=["content"])
        decision = gettext("Decision %(number)s.") % {"number": number} if number else ""
        return " ".join(filter(None, (decision, note)))


def _specific(work: Any) -> Any:
    # A workflow knows of a page only that it is one.
    return getattr(work, "specific", work)


def _newest(work: Any) -> Any:
    revision = work.get_latest_revision()
    return revision.as_object() if revision else work


def _may_publish(work: Any, user: Any) -> bool:
    if hasattr(work, "permissions_for_user"):
        return bool(work.permissions_for_user(user).can_publish())
    return bool(ModelPermissionPolicy(type(work)).user_has_permission(user, "publish"))
