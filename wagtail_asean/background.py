"""Whether this site has somebody who works while nobody waits.

Django's and django-tasks' own backends run a task where it is enqueued, or not at all. A
backend of any other kind has a worker, or is meant to.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_WITHOUT_WORKER = ("immediate.ImmediateBackend", "dummy.DummyBackend")
_PACKAGES = ("django_tasks.backends", "django.tasks.backends")


def has_worker(task: Any) -> bool:
    """Tell whether an enqueued task is run by somebody else than the one who enqueues it."""
    return not isinstance(task.get_backend(), _backends_without_worker())


def can_wait(task: Any) -> bool:
    """Tell whether a task may be enqueued for later (`run_after`)."""
    return bool(task.get_backend().supports_defer)


def _backends_without_worker() -> tuple[type, ...]:
    found = []
    for package in _PACKAGES:
        for name in _WITHOUT_WORKER:
            module, __, backend = name.partition(".")
            try:
                found.append(getattr(import_module(f"{package}.{module}"), backend))
            except ImportError:
                # Django has tasks of its own from 6.0 on.
                continue
    return tuple(found)
