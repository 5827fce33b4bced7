"""A column, or a section of one."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail.url_routing import RouteResult

from ..blocks import FEATURES
from ..feeds.routes import find_feed
from ..frame import FramedMixin


class ColumnMixin(FramedMixin):
    """A column, or a section of one: it lists the articles below it, the newest first."""

    summary = models.TextField(
        _("summary"),
        max_length=600,
        blank=True,
        help_text=_("One or two sentences on what readers find here."),
    )
    introduction = RichTextField(_("introduction"), features=FEATURES, blank=True)

    class Meta:
        abstract = True

    asean_panels = [FieldPanel("summary"), FieldPanel("introduction")]
    asean_search_fields = [index.SearchField("summary"), index.SearchField("introduction")]

    def route(self, request: Any, path_components: list[str]) -> Any:
        feed = find_feed(path_components)
        if not feed:
            return super().route(request, path_components)
        if not self.live:
            raise Http404("This column is not shown now.")
        return RouteResult(self, kwargs={"feed": feed})

    def serve(self, request: Any, *args: Any, feed: str = "", **kwargs: Any) -> Any:
        # What goes into a feed needs the models to be ready.
        from ..feeds import views

        if feed:
            return views.serve_feed(self, request, feed)
        return super().serve(request, *args, **kwargs)
