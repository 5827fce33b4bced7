"""Whether readers may see a work, in an editor's words: for choosers and previews.

It asks for four attributes that the works and their rows in the catalogue share: `live`,
`is_approved`, `effective_at` and `expires_at`. The lists of the admin say more, about the
workflow too: `admin.listing.progress`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ..dates.days import say_day


class Stage(Enum):
    """How far a work has come, from its draft to its end."""

    DRAFT = "draft"
    UNAPPROVED = "unapproved"
    UNPUBLISHED = "unpublished"
    LATER = "later"
    NOW = "now"
    OVER = "over"


@dataclass(frozen=True)
class State:
    """A work's stage, and a sentence on it."""

    stage: Stage
    words: str

    @property
    def is_shown(self) -> bool:
        """Tell whether readers may see the work."""
        return self.stage is Stage.NOW


def state_of(work: Any, at: datetime | None = None) -> State:
    """Return where a work, or its row in the catalogue, stands at a moment, now by default."""
    stage = _stage(work, at or timezone.now())
    return State(stage, _words(stage, work))


def _stage(work: Any, now: datetime) -> Stage:
    if not work.is_approved:
        return Stage.UNAPPROVED if work.live else Stage.DRAFT
    if work.expires_at is not None and work.expires_at <= now:
        return Stage.OVER
    if not work.live:
        return Stage.UNPUBLISHED
    begun = work.effective_at is None or work.effective_at <= now
    return Stage.NOW if begun else Stage.LATER


def first_day(work: Any) -> str:
    """Return the first day on which a work is shown, "" where none is set."""
    return _day(work.effective_at) if work.effective_at else ""


def last_day(work: Any) -> str:
    """Return the last day on which a work is shown, "" where none is set."""
    # What ends at midnight is shown on the day before.
    return _day(work.expires_at - timedelta(seconds=1)) if work.expires_at else ""


def _words(stage: Stage, work: Any) -> str:
    if stage is Stage.LATER:
        return _("Approved, shown from %(first)s.") % {"first": first_day(work)}
    if stage is Stage.OVER:
        return _("Approved, was shown until %(last)s.") % {"last": last_day(work)}
    if stage is Stage.NOW and work.expires_at is not None:
        return _("Approved, shown until %(last)s.") % {"last": last_day(work)}
    return {
        Stage.DRAFT: _("Draft."),
        Stage.UNAPPROVED: _("Published without approval: it is shown nowhere."),
        Stage.UNPUBLISHED: _("Approved, but not published."),
        Stage.NOW: _("Approved, shown without an end."),
    }[stage]


def _day(moment: datetime) -> str:
    here = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return say_day(here)
