"""The page that shows the library of its site."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail.url_routing import RouteResult

from ..blocks import FEATURES
from ..frame import FramedMixin
from ..library_page.routes import find_route


class LibraryMixin(FramedMixin):
    """Shows the library of the site that it stands in: a list, and a page for each work."""

    introduction = RichTextField(_("introduction"), features=FEATURES, blank=True)

    # By this `library.addresses` knows such pages.
    shows_asean_library = True

    class Meta:
        abstract = True

    asean_panels = [FieldPanel("introduction")]
    asean_search_fields = [index.SearchField("introduction")]

    def route(self, request: Any, path_components: list[str]) -> Any:
        if not path_components:
            return super().route(request, path_components)
        route = find_route(path_components)
        if route is None or not self.live:
            raise Http404("The library has no such address.")
        return RouteResult(self, kwargs={"route": route})

    def serve(self, request: Any, *args: Any, route: Any = None, **kwargs: Any) -> Any:
        # What is shown there, and how, needs the models to be ready.
        from ..library_page import views

        if route is not None:
            return views.serve(self, request, route)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..library_page.shelf import Shelf

        context = super().get_context(request, *args, **kwargs)
        return {**context, "shelf": Shelf(self, request)}
