"""Choosing a work: thumbnails, filters, and a search that folds Vietnamese marks.

The list comes out of the catalogue, so that a page of it costs the same among fifty works as
among thousands. `WorkChooserViewSet` is the chooser of one kind: set it as the
`chooser_viewset_class` of the kind's SnippetViewSet. `any_work_chooser` offers all kinds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic.base import View
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.chooser import (
    BaseChooseView,
    ChooseResultsViewMixin,
    ChooseViewMixin,
    ChosenView,
    CreationFormMixin,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.images import get_image_model
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from ...files.formats import format_name
from ...inventory.catalogue import CATALOGUED
from ...inventory.states import State, state_of
from ...models import CatalogueEntry
from ...rendering.stylesheet import stylesheet_url
from .filters import CatalogueFilterForm
from .looks import look_context

THUMBNAIL = "max-165x100"
STYLESHEET = "wagtail_asean_library/chooser.css"
TEMPLATES = "wagtail_asean_library/choosers"
ANY_WORK = "wagtail_asean_library_any_work"
PAGE_TITLE = _("Choose from the ASEAN library")


@dataclass(frozen=True, kw_only=True)
class Card:
    """A work as a chooser lists it."""

    entry: CatalogueEntry
    kind: str
    state: State
    sizes: list[str]
    occasion: str
    thumbnail: Any
    choice: str
    choose_url: str
    look_url: str


class WorksPaginator(WagtailPaginator):  # type: ignore[misc]
    """Counts works, not rows of the catalogue."""

    @cached_property
    def items_count_label(self) -> str:
        return ngettext("%(count)d work", "%(count)d works", self.count) % {"count": self.count}


class CatalogueChooseMixin:
    """Lists the catalogue where Wagtail's chooser lists the rows of a model."""

    kinds: tuple[str, ...] = ()
    # Whether what is chosen is named by its row in the catalogue, or by its own id.
    chooses_entries = False
    template_name = f"{TEMPLATES}/chooser.html"
    results_template_name = f"{TEMPLATES}/results.html"
    paginator_class = WorksPaginator
    per_page = 12

    request: HttpRequest
    results: Any
    filter_form: CatalogueFilterForm

    def get_filter_form(self) -> CatalogueFilterForm:
        return CatalogueFilterForm(self.request.GET, kinds=self.kinds)

    def get_object_list(self) -> Any:
        return CatalogueEntry.objects.filter(kind__in=self.kinds)

    def filter_object_list(self, objects: Any) -> Any:
        return self.filter_form.search().select_related("locale")

    @property
    def columns(self) -> list[Any]:
        # Cards stand in the place of a table.
        return []

    @property
    def page_subtitle(self) -> Any:
        return _model_of(self.kinds[0])._meta.verbose_name if len(self.kinds) == 1 else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {
            "cards": self.cards(),
            "is_narrowed": self.filter_form.is_narrowed,
            "is_empty": not self.results and not self.get_object_list().exists(),
            "add_url": self.add_url(),
            "has_kinds": len(self.kinds) > 1,
            "has_languages": "locale" in self.filter_form.fields,
            "chooser_stylesheet": stylesheet_url(STYLESHEET),
        }

    def cards(self) -> list[Card]:
        """Return the works of this page of the list."""
        entries = list(self.results)
        fetch_thumbnails(entries)
        return [self._card(entry) for entry in entries]

    def add_url(self) -> str:
        """Return where this user makes a work of the one kind that is listed, "" where nowhere."""
        model = _model_of(self.kinds[0]) if len(self.kinds) == 1 else None
        viewset = getattr(model, "snippet_viewset", None)
        if viewset is None:
            return ""
        may_add = viewset.permission_policy.user_has_permission(self.request.user, "add")
        return reverse(viewset.get_url_name("add")) if may_add else ""

    def _card(self, entry: CatalogueEntry) -> Card:
        choice = str(entry.pk) if self.chooses_entries else entry.object_id
        address = reverse(self.chosen_url_name, args=(quote(choice),))  # type: ignore[attr-defined]
        return Card(
            entry=entry,
            kind=_model_of(entry.kind)._meta.verbose_name,
            state=state_of(entry),
            sizes=[format_name(code) for code in entry.formats.split("|") if code],
            occasion=self.filter_form.occasions.get(entry.occasion_code, entry.occasion_code),
            thumbnail=thumbnail_of(entry),
            choice=choice,
            choose_url=self.append_preserved_url_parameters(address),  # type: ignore[attr-defined]
            look_url=reverse(f"{ANY_WORK}:look", args=(entry.pk,)),
        )


def fetch_thumbnails(entries: Iterable[CatalogueEntry]) -> None:
    """Fetch the pictures of entries with their thumbnails, in two queries for all."""
    images = get_image_model()
    known = images.get_rendition_model().objects.filter(filter_spec=THUMBNAIL)
    renditions = Prefetch("renditions", queryset=known, to_attr="prefetched_renditions")
    pictures = Prefetch("thumbnail", queryset=images.objects.prefetch_related(renditions))
    prefetch_related_objects(list(entries), pictures)


def thumbnail_of(entry: CatalogueEntry) -> Any:
    """Return an entry's thumbnail, made if need be, None for what has no picture."""
    if entry.thumbnail is None:
        return None
    return get_rendition_or_not_found(entry.thumbnail, THUMBNAIL)


def _model_of(kind: str) -> Any:
    return next(model for model in CATALOGUED if model.kind == kind)


# -- one kind ------------------------------------------------------------------------------


class WorkChooseView(CatalogueChooseMixin, ChooseViewMixin, CreationFormMixin, BaseChooseView):
    """The whole chooser."""


class WorkChooseResultsView(
    CatalogueChooseMixin, ChooseResultsViewMixin, CreationFormMixin, BaseChooseView
):
    """The list alone, as after a filter or on the next page."""


class WorkChooserViewSet(SnippetChooserViewSet):  # type: ignore[misc]
    """The chooser of one kind of the library."""

    choose_view_class = WorkChooseView
    choose_results_view_class = WorkChooseResultsView
    page_title = PAGE_TITLE

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        # Wagtail's own number of rows is for rows without pictures.
        return common | {"kinds": (self.model.kind,), "per_page": CatalogueChooseMixin.per_page}


# -- all kinds -----------------------------------------------------------------------------


class AnyWorkChooseView(WorkChooseView):
    chooses_entries = True
    kinds = tuple(model.kind for model in CATALOGUED)


class AnyWorkChooseResultsView(WorkChooseResultsView):
    chooses_entries = True
    kinds = AnyWorkChooseView.kinds


class AnyWorkChosenView(ChosenView):  # type: ignore[misc]
    """Answers with what a rich text keeps of a work, and shows of it while it is edited."""

    def get_object(self, pk: str) -> CatalogueEntry:
        if not pk.isdecimal():
            raise Http404
        return get_object_or_404(CatalogueEntry, pk=pk)

    def get_chosen_response_data(self, item: CatalogueEntry) -> dict[str, Any]:
        return describe_entry(item) | {
            "edit_url": AdminURLFinder(user=self.request.user).get_edit_url(item.content_object)
        }


def describe_entry(entry: CatalogueEntry) -> dict[str, Any]:
    """Return what an editor is shown of a work that stands in a rich text."""
    thumbnail = thumbnail_of(entry)
    return {
        "id": entry.object_id,
        "kind": entry.kind,
        "title": entry.title,
        "kind_name": capfirst(str(_model_of(entry.kind)._meta.verbose_name)),
        "state": state_of(entry).words,
        "src": thumbnail.url if thumbnail is not None else "",
    }


class LookView(View):
    """Shows a work with all its sizes and words, before it is chosen."""

    @method_decorator(xframe_options_sameorigin)
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        entry = get_object_or_404(CatalogueEntry, pk=pk)
        work: Any = entry.content_object
        if work is None:
            raise Http404
        context = look_context(work) | {"stylesheet": stylesheet_url(STYLESHEET)}
        return TemplateResponse(request, f"{TEMPLATES}/look.html", context)


class AnyWorkChooserViewSet(ChooserViewSet):  # type: ignore[misc]
    """The chooser of all kinds, as for a rich text."""

    model = CatalogueEntry
    icon = "folder-open-inverse"
    register_widget = False
    choose_view_class = AnyWorkChooseView
    choose_results_view_class = AnyWorkChooseResultsView
    chosen_view_class = AnyWorkChosenView
    per_page = CatalogueChooseMixin.per_page
    page_title = PAGE_TITLE

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("look/<int:pk>/", LookView.as_view(), name="look")]


any_work_chooser = AnyWorkChooserViewSet(ANY_WORK, url_prefix="asean-library/choose")


@hooks.register("register_admin_viewset")
def register_any_work_chooser() -> Any:
    return any_work_chooser
