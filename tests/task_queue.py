"""A task backend with a worker, which works when a test says so."""

from django_tasks.backends.base import BaseTaskBackend


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
