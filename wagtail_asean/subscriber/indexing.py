"""Search indexing of many mirrors at once, in place of one by one inside their transactions.

Wagtail indexes what is saved by a task, which by default runs on the spot: for a page and its
picture that is a third of all queries of a mirror, and on SQLite each reads the whole index.
Within `gather` such tasks wait, and `Gathered.index` does them together. Where a worker does the
site's tasks, or Wagtail hands its tasks out in another way, they go their usual way.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django_tasks
from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django_tasks.backends.immediate import ImmediateBackend
from wagtail.search.backends import get_search_backends_with_name

logger = logging.getLogger(__name__)

INDEXING_TASK = "insert_or_update_object_task"


class Gathered:
    """The objects that wait to be indexed, by model."""

    def __init__(self) -> None:
        self._keys: dict[tuple[str, str], set[str]] = {}

    def add(self, app_label: str, model_name: str, pk: str) -> None:
        """Let an object wait, as Wagtail's task names it."""
        self._keys.setdefault((app_label, model_name), set()).add(pk)

    def add_object(self, model: type[Model], pk: str) -> None:
        """Let an object wait that is not saved now."""
        if hasattr(model, "get_indexed_objects"):
            self.add(model._meta.app_label, model._meta.model_name or "", pk)

    def index(self) -> None:
        """Index what waits and is still there."""
        for (app_label, model_name), pks in self._keys.items():
            model: Any = apps.get_model(app_label, model_name)
            objects = list(model.get_indexed_objects().filter(pk__in=pks))
            for name, backend in get_search_backends_with_name(with_auto_update=True):
                with transaction.atomic():
                    _add(name, backend, model, objects)
        self._keys.clear()


def _add(name: str, backend: Any, model: type[Model], objects: list[Any]) -> None:
    try:
        backend.add_bulk(model, objects)
    except Exception:
        # As Wagtail does: a search server that is down must not keep content from coming.
        logger.exception(
            "asean: the search backend %r did not take %d objects.", name, len(objects)
        )
        if not getattr(backend, "catch_indexing_errors", False):
            raise


@contextmanager
def gather() -> Iterator[Gathered]:
    """Let Wagtail's indexing tasks of this thread wait in a `Gathered`, which the caller does."""
    gathered = Gathered()
    handler = getattr(django_tasks, "task_backends", None) or django_tasks.tasks
    usual = handler["default"]
    if type(usual) is not ImmediateBackend:
        yield gathered
        return
    # The handler keeps its backends by thread.
    handler["default"] = _GatheringBackend(usual, gathered)
    try:
        yield gathered
    finally:
        handler["default"] = usual


class _GatheringBackend(ImmediateBackend):
    """Does tasks on the spot, but for those that index an object."""

    def __init__(self, usual: ImmediateBackend, gathered: Gathered) -> None:
        self.__dict__.update(vars(usual))
        self._usual = usual
        self._gathered = gathered

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        if task.func.__name__ == INDEXING_TASK:
            self._gathered.add(*args, **kwargs)
            return None
        return self._usual.enqueue(task, args, kwargs)
