"""A page that calendars can take over, at an address of its own below it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404
from wagtail.url_routing import RouteResult

from ..feeds.routes import CALENDAR_PATH, is_calendar


class CalendarMixin(models.Model):
    """Answers below the page, at `calendar/`, with the page as iCalendar."""

    class Meta:
        abstract = True

    def route(self, request: Any, path_components: list[str]) -> Any:
        if not is_calendar(path_components):
            return super().route(request, path_components)  # type: ignore[misc]
        if not self.live:  # type: ignore[attr-defined]
            raise Http404("This page is not shown now.")
        return RouteResult(self, kwargs={"as_calendar": True})

    def serve(self, request: Any, *args: Any, as_calendar: bool = False, **kwargs: Any) -> Any:
        if not as_calendar:
            return super().serve(request, *args, **kwargs)  # type: ignore[misc]
        # What is written there needs the models to be ready.
        from ..feeds import views

        if not self.is_shown:  # type: ignore[attr-defined]
            raise Http404("This page is not shown now.")
        return views.serve_calendar(self, request)

    def get_calendar_url(self, request: Any = None) -> str:
        """Return the address of its calendar, "" where the page or its dates have none."""
        url = self.get_url(request)  # type: ignore[attr-defined]
        return f"{url}{CALENDAR_PATH}" if url and self.starts_at else ""  # type: ignore[attr-defined]
