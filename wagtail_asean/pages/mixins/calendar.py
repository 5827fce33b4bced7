"""A page that calendars can take over, at an address of its own below it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404
from wagtail.url_routing import RouteResult

from ..feeds.routes import CALENDAR, is_calendar
from ..standards.addresses import below


class CalendarMixin(models.Model):
    """Answers below the page, at `calendar/`, with the page as iCalendar."""

    class Meta:
        abstract = True

    def route(self, request: Any, path_components: list[str]) -> Any:
        if not is_calendar(path_components):
            return super().route(request, path_components)
        if not self.live:
            raise Http404("This page is not shown now.")
        return RouteResult(self, kwargs={"as_calendar": True})

    def serve(self, request: Any, *args: Any, as_calendar: bool = False, **kwargs: Any) -> Any:
        if not as_calendar:
            return super().serve(request, *args, **kwargs)
        # What is written there needs the models to be ready.
        from ..feeds import views

        if not self.is_shown:
            raise Http404("This page is not shown now.")
        return views.serve_calendar(self, request)

    def calendar_url(self, request: Any = None, *, full: bool = False) -> str:
        """Return the address of the page as a calendar file, "" where the page has none.

        With `full` it names the host too.
        """
        base = self.get_full_url(request) if full else self.get_url(request)
        return below(base, CALENDAR) if base else ""
