"""Whether somebody fetches what is new: the schedule, the last run, and a worker."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_asean.background import has_worker
from wagtail_asean.moments import storable

from .. import tasks
from ..models import Run
from .findings import Finding, attention, good, register, wrong
from .visit import Visit

LATE = timedelta(days=1)
WAITING = timedelta(minutes=10)
# The apps of the backends that keep their tasks in the database.
_QUEUES = ("django_tasks_database", "django_tasks_db")


@register(gettext_lazy("Schedule"))
def check_schedule(visit: Visit) -> Iterator[Finding]:
    """Find a site that nobody brings up to date."""
    subscription = visit.subscription
    last, late = subscription.scheduled_at, storable(timezone.now() - LATE)
    if last is not None and last >= late:
        yield good(_("What is new is fetched by itself."))
        return
    if not subscription.is_active:
        yield attention(_("This subscription is not active: nothing is fetched by itself."))
        return
    said = (
        _("What is new was last fetched by itself on %(day)s.") % {"day": date_format(last)}
        if last is not None
        else _("What is new was never fetched by itself.")
    )
    advice = _("Let your host run this line every quarter of an hour: %(line)s") % {
        "line": cron_line()
    }
    is_new = subscription.created_at >= late
    yield (attention if is_new else wrong)(f"{said} {advice}")


@register(gettext_lazy("Last run"))
def check_last_run(visit: Visit) -> Iterator[Finding]:
    """Find a last run that failed, and items that could not be taken."""
    last = visit.subscription.runs.first()
    if last is not None and last.state == Run.State.FAILED:
        yield attention(_("The last run failed: %(reason)s") % {"reason": last.message})
    elif last is not None:
        yield good(_("The last run came to its end."))
    aside = visit.subscription.set_aside.count()
    if aside:
        yield attention(
            _(
                "%(number)d items could not be taken. They are tried again by themselves; the"
                " subscription's screen says why."
            )
            % {"number": aside}
        )


@register(gettext_lazy("Worker"))
def check_worker(visit: Visit) -> Iterator[Finding]:
    """Find tasks that nobody does."""
    if not has_worker(tasks.pull_subscription):
        yield good(_("Tasks are done at once: this site needs no worker."))
        return
    oldest = _oldest_waiting()
    if oldest is not None and oldest < storable(timezone.now() - WAITING):
        yield wrong(
            _(
                "A task has been waiting since %(time)s: the worker does not run. Start it, or"
                " take TASKS out of the settings; the schedule works without."
            )
            % {"time": date_format(oldest, "SHORT_DATETIME_FORMAT")}
        )
    else:
        yield good(_("Tasks are done by a worker, and none has been waiting for long."))


def cron_line() -> str:
    """Return the line that brings the site up to date every quarter of an hour."""
    folder = Path(getattr(settings, "BASE_DIR", "") or Path.cwd())
    while not (folder / "manage.py").exists() and folder != folder.parent:
        folder = folder.parent
    if not (folder / "manage.py").exists():
        folder = Path.cwd()
    python, place = shlex.quote(sys.executable), shlex.quote(str(folder))
    return f"*/15 * * * * cd {place} && {python} manage.py asean_sync"


def _oldest_waiting():
    for label in _QUEUES:
        if label not in apps.app_configs:
            continue
        try:
            results = apps.get_model(label, "DBTaskResult")
        except LookupError:
            continue
        waiting = results._default_manager.filter(status="READY")
        return waiting.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    return None
