"""How far works have come on their way to be shown: in words, and as conditions to find them by.

`inventory.states` says what a work is by itself. A list also knows of the workflow that it is in.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from ...dates.days import say_day
from ...dates.occasion_years import coming_years
from ...dates.windows import day_of, today
from ...inventory.states import Stage, state_of

ACTIVE = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


class Progress(models.TextChoices):
    """By what a list of works is filtered: whether they may be shown, or what they wait for."""

    SHOWN = "shown", _("Approved, may be shown now")
    LATER = "later", _("Approved, for later")
    OVER = "over", _("Approved, its time is over")
    WAITING = "waiting", _("Waiting for approval")
    UNAPPROVED = "unapproved", _("Published without approval")
    DRAFT = "draft", _("Draft")


def with_workflow(works: QuerySet[Any]) -> QuerySet[Any]:
    """Fetch with each work the status of the workflow that it is in, as `workflow_status`."""
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(works.model),
        object_id=Cast(OuterRef("pk"), CharField()),
        status__in=ACTIVE,
    )
    return works.annotate(workflow_status=Subquery(states.values("status")[:1]))


def keep(works: QuerySet[Any], progress: str, at: datetime | None = None) -> QuerySet[Any]:
    """Keep the works from `with_workflow` that have come so far."""
    at = at or timezone.now()
    approved = Q(live=True, is_approved=True)
    waiting = Q(workflow_status__isnull=False)
    begun = Q(effective_at=None) | Q(effective_at__lte=at)
    not_over = Q(expires_at=None) | Q(expires_at__gt=at)
    conditions = {
        Progress.SHOWN: approved & begun & not_over,
        Progress.LATER: approved & ~begun & not_over,
        Progress.OVER: approved & ~not_over,
        # A work that is shown may wait with a changed version.
        Progress.WAITING: waiting,
        Progress.UNAPPROVED: Q(live=True, is_approved=False) & ~waiting,
        Progress.DRAFT: Q(live=False) & ~waiting,
    }
    return works.filter(conditions[Progress(progress)])


def describe(work: Any, at: datetime | None = None) -> str:
    """Say how far a work from `with_workflow` has come."""
    state = state_of(work, at)
    status = work.workflow_status
    if state.stage not in (Stage.DRAFT, Stage.UNAPPROVED):
        return f"{state.words} {_changed(status)}" if _is_changed(work) else state.words
    if status == WorkflowState.STATUS_NEEDS_CHANGES:
        return gettext("Sent back: changes are asked for.")
    return gettext("Waiting for approval.") if status else state.words


def describe_publication(row: Any) -> str:
    """Say whether something that needs no approval is published."""
    if not row.live:
        return gettext("Draft")
    if row.has_unpublished_changes:
        return gettext("Published, with a changed draft")
    return gettext("Published")


def describe_dates(work: Any) -> str:
    """Say from when to when a work is shown, "" for one without dates."""
    first = say_day(day_of(work.effective_at)) if work.effective_at else ""
    # What ends at midnight is last shown on the day before.
    end = work.expires_at and day_of(work.expires_at - timedelta(seconds=1))
    last = say_day(end) if end else ""
    if first and last:
        return gettext("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return gettext("From %(first)s") % {"first": first}
    return gettext("Until %(last)s") % {"last": last} if last else ""


def describe_origin(work: Any) -> str:
    """Say where a work was made."""
    if work.origin_site:
        return gettext("From %(site)s") % {"site": work.origin_site}
    return gettext("Our own")


def describe_next(occasion: Any) -> str:
    """Say when an occasion is marked next, "" where its day is not known."""
    years = coming_years(occasion, today())
    return " ".join(years[0].sentences()) if years else ""


def _is_changed(work: Any) -> bool:
    return bool(work.live and work.has_unpublished_changes)


def _changed(status: str | None) -> str:
    if status:
        return gettext("A changed version waits for approval.")
    return gettext("There is a changed draft.")
