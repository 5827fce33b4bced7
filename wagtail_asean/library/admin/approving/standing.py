"""What an editor is told of the approval of a work: how it stands, what is missing, who decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.admin.utils import get_user_display_name
from wagtail.models import TaskState

from ...dates.days import say_day
from ...dates.windows import day_of
from ...models import Approvable, AseanApprovalTask


@dataclass(frozen=True)
class Decision:
    """What somebody decided in one step of the approval."""

    when: datetime
    who: str
    step: str
    what: str
    comment: str


@dataclass(frozen=True)
class Standing:
    """How a work's newest version stands: in sentences, and what stands against approving it."""

    is_approved: bool
    sentences: list[str]
    obstacles: list[str]
    decisions: list[Decision]


def standing_of(draft: Approvable) -> Standing:
    """Return how the newest version of a work stands."""
    is_approved = draft.has_valid_approval()
    return Standing(
        is_approved=is_approved,
        sentences=sentences(draft),
        obstacles=[] if is_approved or draft.origin_site else list(draft.approval_obstacles()),
        decisions=decisions(draft),
    )


def sentences(draft: Approvable) -> list[str]:
    """Say how the newest version of a work stands, and what that means for readers."""
    live = type(draft)._default_manager.filter(pk=draft.pk).first()
    if live is None:
        return [_("It is shown, and goes out to other sites, once it has been approved.")]
    return [text for text in (_state(draft, live), _what_is_shown(draft, live)) if text]


def approved_by(record: Any) -> str:
    """Write a record of an approval as one sentence."""
    words = {
        "day": say_day(date.fromisoformat(record.date)) if record.date else "",
        "role": record.role,
        "number": record.number,
    }
    if record.date and record.role and record.number:
        return _("Approved on %(day)s by %(role)s, decision %(number)s.") % words
    if record.date and record.role:
        return _("Approved on %(day)s by %(role)s.") % words
    return _("Approved: %(words)s.") % {"words": ", ".join(filter(None, words.values()))}


def decisions(work: Approvable) -> list[Decision]:
    """Return what was decided on a work, the newest first."""
    states = (
        TaskState.objects.filter(
            workflow_state__in=work.workflow_states.all(),
            status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED),
            finished_at__isnull=False,
        )
        .select_related("task", "finished_by")
        .order_by("-finished_at")
    )
    return [_decision(state) for state in states]


def why_not_yours(work: Approvable, user: Any) -> str:
    """Say why somebody who is asked to approve a work can't, "" for all others."""
    task = work.current_workflow_task
    if not isinstance(task, AseanApprovalTask) or task.locked_for_user(work, user):
        return ""
    return task.why_not_by(work, user)


def _state(draft: Approvable, live: Approvable) -> str:
    record = draft.approval_record()
    if draft.origin_site:
        said = approved_by(record) if record else ""
        origin = _("It comes from %(site)s, where it was approved.") % {"site": draft.origin_site}
        return " ".join(filter(None, (origin, said)))
    if record is None:
        return _("It has not been approved yet.")
    if draft.has_valid_approval():
        return approved_by(record)
    changed = _("It was changed since, and needs approval again before it is shown and goes out.")
    return f"{approved_by(record)} {changed}"


def _what_is_shown(draft: Approvable, live: Approvable) -> str:
    is_valid = draft.has_valid_approval()
    scheduled = draft.scheduled_revision
    if is_valid and scheduled is not None:
        day = say_day(day_of(scheduled.approved_go_live_at))
        return _("It will be published on %(day)s, as it was approved.") % {"day": day}
    if live.live and live.is_approved:
        return "" if is_valid else _("Until then, what was approved before stays where it is.")
    if live.live:
        return _("It is published without approval: it is shown nowhere and goes to no other site.")
    return _("It is not published.") if is_valid else ""


def _decision(state: TaskState) -> Decision:
    approved = state.status == TaskState.STATUS_APPROVED
    return Decision(
        when=state.finished_at,
        who=get_user_display_name(state.finished_by) if state.finished_by else "",
        step=state.task.name,
        what=pgettext("of a decision", "Approved") if approved else _("Sent back"),
        comment=state.comment,
    )
