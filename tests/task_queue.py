"""A task backend with a worker, which works when a test says so."""

import django_tasks
from django_tasks.backends.base import BaseTaskBackend

# Its name before Wagtail 7.1.
task_backends = getattr(django_tasks, "task_backends", None) or django_tasks.tasks


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
