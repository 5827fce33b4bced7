"""How far a withdrawal has come: which sites have followed, and which are silent.

A site that has never reported the item has nothing to take down, and counts apart.
"""

from __future__ import annotations

from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_asean.protocol import ReceiptState, State

from .models import Carriage, Change, Subscriber

WITHDRAWN, SKIPPED = ReceiptState.WITHDRAWN.value, ReceiptState.SKIPPED.value


class Answer(TextChoices):
    """What a site has answered to a withdrawal."""

    SILENT = "silent", _("silent past the deadline")
    WAITING = "waiting", _("not yet taken down")
    ACKNOWLEDGED = "acknowledged", _("taken down")
    NEVER = "never", _("never carried it")


def withdrawals() -> QuerySet[Change]:
    """Return the withdrawals, each with how many active sites have followed and have not."""
    acknowledged = Q(state=WITHDRAWN, version__gte=OuterRef("version"))
    return (
        Change.objects.filter(state=State.WITHDRAWN.value)
        .annotate(
            acknowledged=_count(acknowledged),
            waiting=_count(~acknowledged & ~Q(state=SKIPPED)),
        )
        .defer("document")
    )


def is_overdue(change: Change) -> bool:
    """Tell whether the deadline of a withdrawal has passed."""
    now = timezone.now()
    return change.deadline is not None and change.deadline <= now


def sites(change: Change) -> QuerySet[Subscriber]:
    """Return the active sites, each with its `answer` to a withdrawal and since when."""
    late = Answer.SILENT if is_overdue(change) else Answer.WAITING
    acknowledged = Q(told__state=WITHDRAWN, told__version__gte=change.version)
    return (
        Subscriber.objects.filter(revoked_at=None)
        .annotate(told=FilteredRelation("carriages", condition=Q(carriages__change=change.pk)))
        .annotate(
            answer=Case(
                When(acknowledged, then=Value(Answer.ACKNOWLEDGED.value)),
                When(Q(told__pk=None) | Q(told__state=SKIPPED), then=Value(Answer.NEVER.value)),
                default=Value(late.value),
                output_field=CharField(),
            ),
            answered_at=F("told__reported_at"),
            shown_at=F("told__url"),
        )
        .select_related("unit")
    )


def count_answers(change: Change) -> dict[str, int]:
    """Return how many sites have given each answer."""
    rows = sites(change).order_by().values_list("answer").annotate(number=Count("pk"))
    found: dict[str, int] = dict(rows)
    return {answer.value: found.get(answer.value, 0) for answer in Answer}


def _count(condition: Any) -> Any:
    rows = (
        Carriage.objects.filter(condition, change=OuterRef("pk"), subscriber__revoked_at=None)
        .order_by()
        .values("change")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(rows), 0)
