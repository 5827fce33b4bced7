"""The feed as editors see it: what is out, what was taken back, and since when."""

from __future__ import annotations

import django_filters
from django.urls import NoReverseMatch, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from wagtail_asean.adapters import Page
from wagtail_asean.hub.models import Change
from wagtail_asean.listings import WIDE, StackedTitleColumn, wide_facts

from .screens import ScreenViewSet, may_see_carriage
from .take_back import TakeBackView, may_take_back_any, take_back_url


class FeedFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=Change.STATES)
    type = django_filters.AllValuesFilter(label=_("Type"))
    locale = django_filters.AllValuesFilter(label=_("Language"))

    class Meta:
        model = Change
        fields = ["state", "type", "locale"]


def edit_url(change: Change) -> str | None:
    """Return where to edit what an item was made of, None where that is gone or has no editor."""
    model = change.content_type.model_class() if change.content_type and change.is_live else None
    if model is None:
        return None
    try:
        if issubclass(model, Page):
            return reverse("wagtailadmin_pages:edit", args=[change.object_id])
        viewset = getattr(model, "snippet_viewset", None)
        return reverse(viewset.get_url_name("edit"), args=[change.object_id]) if viewset else None
    except NoReverseMatch:
        return None


def _model_name(change: Change) -> str:
    return change.content_type.name if change.content_type else change.type


class FeedView(generic.IndexView):
    page_title = _("Feed")
    default_ordering = "-sequence"
    paginate_by = 50
    search_fields = ["title"]
    search_backend_name = None
    filterset_class = FeedFilterSet
    facts = [
        Column("model", label=_("Type"), accessor=_model_name, sort_key="type", classname=WIDE),
        Column("locale", label=_("Language"), sort_key="locale", classname=WIDE),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            primary=lambda change: change.is_live,
            sort_key="state",
            classname=WIDE,
        ),
        Column("version", label=_("Version"), classname=WIDE),
        Column("update", label=_("Last change"), accessor="get_update_display", classname=WIDE),
        DateColumn("changed_at", label=_("When"), sort_key="sequence", classname=WIDE),
    ]

    @property
    def columns(self):
        title = self._get_title_column_class(StackedTitleColumn)(
            "title",
            label=_("Title"),
            accessor=str,
            get_url=edit_url,
            facts=lambda change: wide_facts(self.facts, change),
        )
        return [title, *self.facts]

    def get_list_more_buttons(self, instance):
        return [*self._carriage_buttons(instance), *self._take_back_buttons(instance)]

    def _carriage_buttons(self, instance):
        if not may_see_carriage(self.request.user):
            return []
        attributes = {"aria-label": _("Who carries it: %(title)s") % {"title": instance}}
        url = reverse("asean_carriage:item", args=[instance.pk])
        return [Button(_("Who carries it"), url=url, icon_name="tasks", attrs=attributes)]

    def _take_back_buttons(self, instance):
        model = instance.content_type.model_class() if instance.content_type else None
        if not instance.is_live or not may_take_back_any(self.request.user, model):
            return []
        attributes = {"aria-label": _("Take back: %(title)s") % {"title": instance}}
        url = take_back_url(instance.content_type_id, instance.object_id)
        return [Button(_("Take back"), url=url, icon_name="download", attrs=attributes)]

    def get_base_queryset(self):
        # The texts that go out are large, and nobody reads them here.
        found = super().get_base_queryset().defer("announcement", "document")
        return found.select_related("content_type")


class FeedViewSet(ScreenViewSet):
    name = "asean_feed"
    url_prefix = "asean-hub/feed"
    model = Change
    icon = menu_icon = "list-ul"
    menu_label = _("Feed")

    def get_urlpatterns(self):
        return [
            *self.list_paths("", FeedView),
            path(
                "take-back/<int:content_type>/<str:pk>/",
                self.construct_view(TakeBackView, any_permission_required=None),
                name="take_back",
            ),
        ]
