"""What anybody may do with a page that something else manages: superusers as well.

The admin, Wagtail's API and its actions ask these permissions; what only looks at the lock is
kept by the lock.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.models import PagePermissionTester

from wagtail_asean.locks import ManagedLock, find_lock


class ManagedPagePermissions(PagePermissionTester):  # type: ignore[misc]
    """The permissions of one of our pages: what is the site's own stays the site's own.

    Place and privacy of a managed page are the site's; its content, its dates and whether it is
    published are not.
    """

    @cached_property
    def managed_by(self) -> ManagedLock | None:
        """The lock of what manages the page, None where it is the site's own."""
        return find_lock(self.page)

    def can_delete(self, ignore_bulk: bool = False) -> Any:
        if self.managed_by is not None and not self.managed_by.may_delete:
            return False
        return super().can_delete(ignore_bulk)

    def can_move(self) -> Any:
        return super().can_delete(ignore_bulk=True)

    def can_publish(self) -> Any:
        return self.managed_by is None and super().can_publish()

    def can_set_view_restrictions(self) -> Any:
        return super().can_publish()

    def can_lock(self) -> Any:
        return self.managed_by is None and super().can_lock()

    def can_unlock(self) -> Any:
        return self.managed_by is None and super().can_unlock()
