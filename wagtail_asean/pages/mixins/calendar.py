"""What takes place at a time, and can be taken over into a calendar."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

CALENDAR = "calendar"


class CalendarMixin(models.Model):
    """A page with a calendar file below its own address."""

    class Meta:
        abstract = True

    def calendar_url(self, request: Any = None, *, full: bool = False) -> str:
        """Return the address of the page as a calendar file, "" where the page has none.

        With `full` it names the host too.
        """
        base = self.get_full_url(request) if full else self.get_url(request)
        if not base:
            return ""
        address = f"{base.rstrip('/')}/{CALENDAR}"
        return f"{address}/" if getattr(settings, "WAGTAIL_APPEND_SLASH", True) else address
