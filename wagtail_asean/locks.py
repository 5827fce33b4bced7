"""Locks that no editor opens: on an object that something else manages.

Our models ask `find_lock` before Wagtail's own locks; what manages objects registers how to
find its lock. A `ManagedLock` has no *unlock* button and says who manages the object.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from wagtail.locks import BaseLock

FindLock = Callable[[Model], "ManagedLock | None"]

_finders: list[FindLock] = []


class ManagedLock(BaseLock):  # type: ignore[misc]
    """The lock of a managed object; `message` says who manages it and what may be done.

    It may be a function, which is asked when somebody wants to read it. `may_delete` for what is
    only kept so that it does not come back.
    """

    def __init__(
        self, instance: Model, message: str | Callable[[], str], *, may_delete: bool = False
    ) -> None:
        super().__init__(instance)
        self._message = message
        self.may_delete = may_delete

    @property
    def message(self) -> str:
        """Say who manages it and what may be done."""
        return self._message() if callable(self._message) else self._message

    def for_user(self, user: Any) -> bool:
        return True

    def get_message(self, user: Any) -> str:
        return self.message


def register(find: FindLock) -> None:
    """Make known how to find the lock of an object that something manages."""
    if find not in _finders:
        _finders.append(find)


def find_lock(instance: Any) -> ManagedLock | None:
    """Return the lock of a managed object, None for one that is the editors' own."""
    # What is managed is locked: the rest need not be asked about.
    if not getattr(instance, "locked", False):
        return None
    found = (find(instance) for find in _finders)
    return next((lock for lock in found if lock is not None), None)
