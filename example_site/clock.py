"""A clock that can be set, so that a story tells of days to come.

It is for the example sites alone: `manage.py` puts it in the place of Django's before anything
else has seen that one. All processes of the three sites read the same file, which says by how
many seconds they are ahead; without the file it is the time of day.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone


def follow(file: Path) -> None:
    """Let `django.utils.timezone.now` be ahead as the file says at each moment."""
    real_now: Any = timezone.now

    def now() -> datetime:
        moment: datetime = real_now()
        return moment + time_ahead(file)

    timezone.now = now


def time_ahead(file: Path) -> timedelta:
    """Return by how much the file moves the clock."""
    try:
        return timedelta(seconds=float(file.read_text(encoding="ascii")))
    except FileNotFoundError:
        return timedelta()


def set_clock(file: Path, moment: datetime) -> None:
    """Let it be `moment` now, for all who follow the file."""
    ahead = (moment - datetime.now(moment.tzinfo)).total_seconds()
    # Renamed into its place, so that nobody reads half a number.
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(str(ahead), encoding="ascii")
    fresh.replace(file)
