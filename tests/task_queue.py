"""A task backend with a worker, which works when a test says so."""

from contextlib import contextmanager

import django_tasks
from django.test import override_settings
from django_tasks.backends.base import BaseTaskBackend

# Its name before Wagtail 7.1.
_handler = getattr(django_tasks, "task_backends", None) or django_tasks.tasks


class QueueBackend(BaseTaskBackend):
    supports_defer = True

    def __init__(self, alias, params):
        super().__init__(alias, params)
        self.waiting = []

    def enqueue(self, task, args, kwargs):
        self.waiting.append((task, args, kwargs))

    def work(self):
        while self.waiting:
            task, args, kwargs = self.waiting.pop(0)
            task.call(*args, **kwargs)


@contextmanager
def task_backend(path):
    """Let tasks go to another backend for a while."""
    with override_settings(TASKS={"default": {"BACKEND": path}}):
        _forget()
        yield _handler["default"]
    _forget()


def _forget():
    # Older releases do not notice that the settings have changed.
    _handler._settings = None
    _handler.__dict__.pop("settings", None)
    if hasattr(_handler._connections, "default"):
        del _handler["default"]
