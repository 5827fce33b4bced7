"""Who has written what is up for approval, and who only looked at it.

Every save in the editor makes a revision, also where nothing was changed, and whoever approves
in the editor saves first. So a revision counts as writing only where its content differs from
the one before. What reviewers change while it is their turn is a correction: whoever approves
after them looks at it, but in the last step nobody does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Revision, TaskState

from .approval import NOT_CONTENT, ApprovedContentMixin

# To confirm a rule and to attach the permission is to review, not to write.
REVIEWED = {"confirmed_rules", "permission_document"}
# What Wagtail notes about a page: where it lies, whose it is, what was remarked on it.
NOTED = {
    "latest_revision_created_at",
    "draft_title",
    "path",
    "depth",
    "numchild",
    "url_path",
    "owner",
    "content_type",
    COMMENTS_RELATION_NAME,
}
# A form has no seconds.
MINUTES = len("2027-08-08T00:00")
NOT_WRITTEN = NOT_CONTENT | REVIEWED | NOTED


def has_written(work: Any, user: Any) -> bool:
    """Tell whether a user submitted a work, or wrote in it since it was last approved."""
    state = work.current_workflow_state
    if state is not None and state.requested_by_id == user.pk:
        return True
    reviews = list(_task_states(work).values_list("started_at", "finished_at"))
    return any(
        not _lies_in(reviews, revision.created_at)
        for revision in _changes(work, user, since=_last_approved_at(work))
    )


def has_corrected(work: Any, user: Any) -> bool:
    """Tell whether a user changed a work since it was last submitted."""
    submitted_at = _submitted_at(work.current_workflow_state)
    return any(_changes(work, user, since=submitted_at))


def _changes(work: Any, user: Any, *, since: datetime | None) -> Iterator[Revision]:
    revisions = work.revisions.filter(user_id=user.pk)
    for revision in revisions.filter(created_at__gt=since) if since else revisions:
        try:
            before = revision.get_previous()
        except Revision.DoesNotExist:
            yield revision
        else:
            if _written(revision) != _written(before):
                yield revision


def _written(revision: Revision) -> dict[str, Any]:
    """Return what somebody wrote in a revision, as far as a form shows it."""
    model = revision.content_type.model_class()
    fields = {field.name: field for field in model._meta.concrete_fields}
    return {
        name: _value(fields.get(name), value)
        for name, value in revision.content.items()
        # An older revision lacks the fields of a later version, which then are empty.
        if value and name not in NOT_WRITTEN
    }


def _value(field: Any, value: Any) -> Any:
    if isinstance(field, DateTimeField):
        return value[:MINUTES]
    if isinstance(field, StreamField) and isinstance(value, str):
        # A database may give the members of its blocks back in another order.
        return json.loads(value)
    return value


def _last_approved_at(work: Any) -> datetime | None:
    """Return when what is published was published, None where that was never approved."""
    # Not from `work`, which may be a draft, with the dates of its revision.
    row = type(work)._default_manager.filter(pk=work.pk).first()
    if row is None or (isinstance(row, ApprovedContentMixin) and not row.is_approved):
        return None
    return row.last_published_at


def _submitted_at(state: Any) -> datetime | None:
    """Return when a work was last handed in: at first, or again after it was sent back."""
    steps = TaskState.objects.filter(workflow_state=state).order_by("started_at", "pk")
    sent_back = steps.filter(status=TaskState.STATUS_REJECTED).last()
    if sent_back is not None:
        steps = steps.filter(started_at__gt=sent_back.finished_at)
    first = steps.first()
    return first.started_at if first else None


def _task_states(work: Any) -> Any:
    return TaskState.objects.filter(workflow_state__in=work.workflow_states.all())


def _lies_in(spans: list[tuple[datetime, datetime | None]], moment: datetime) -> bool:
    return any(start < moment and (end is None or moment <= end) for start, end in spans)
