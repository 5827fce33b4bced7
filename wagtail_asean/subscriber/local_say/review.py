"""The review queue: what waits, what each version would change, and the decision."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet

from wagtail_asean.exceptions import DocumentError, HubError, ItemError
from wagtail_asean.listings import WIDE, StackedTitleColumn, wide_facts

from .. import reviewing
from ..assets import check_image, staging_folder
from ..client import HubClient
from ..models import HeldItem, MirroredItem
from ..verify import stored_item
from . import comparing, words
from .deciding import DecideView
from .permissions import REVIEW, may_review

MEDIA_TYPES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
}


class CheckboxColumn(Column):
    """The box by which a row is chosen; its form stands outside of the list."""

    cell_template_name = "wagtail_asean_subscriber/local_say/checkbox_cell.html"


class HeldFilterSet(WagtailFilterSet):
    """By what it is, in which language, and whether the site has it already."""

    type = django_filters.ChoiceFilter(label=_("Type"), empty_label=_("All"))
    locale = django_filters.ChoiceFilter(label=_("Language"), empty_label=_("All"))
    news = django_filters.ChoiceFilter(
        label=_("New or changed"),
        choices=[("new", _("New")), ("changed", _("Changed"))],
        method="keep_news",
        empty_label=_("All"),
    )
    standing = django_filters.ChoiceFilter(
        label=_("Standing"),
        choices=[("declined", _("Declined"))],
        method="keep_standing",
        empty_label=_("Waiting"),
    )

    class Meta:
        model = HeldItem
        fields = ["type", "locale", "news", "standing"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = HeldItem.objects.order_by()
        types = sorted(set(rows.values_list("type", flat=True)))
        locales = sorted(set(rows.values_list("locale", flat=True)))
        self.filters["type"].extra["choices"] = [(one, words.type_name(one)) for one in types]
        self.filters["locale"].extra["choices"] = [
            (one, words.language_name(one)) for one in locales
        ]

    def keep_news(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(is_changed=value == "changed")

    def keep_standing(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows


class HeldIndexView(generic.IndexView):
    """What waits to be looked at, the newest first."""

    page_title = _("To review")
    template_name = "wagtail_asean_subscriber/local_say/queue.html"
    results_template_name = "wagtail_asean_subscriber/local_say/queue_results.html"
    default_ordering = "-held_at"
    paginate_by = 50
    search_fields = ["title"]
    search_backend_name = None
    filterset_class = HeldFilterSet
    review_url_name = ""
    decide_url_name = ""

    facts = [
        Column(
            "type",
            label=_("Type"),
            accessor=lambda row: words.type_name(row.type, row.kind),
            classname=WIDE,
        ),
        Column(
            "locale",
            label=_("Language"),
            accessor=lambda row: words.language_name(row.locale),
            classname=WIDE,
        ),
        Column(
            "news",
            label=_("New or changed"),
            accessor=lambda row: gettext("Changed") if row.is_changed else gettext("New"),
            classname=WIDE,
        ),
        Column("version", label=_("Version"), classname=WIDE),
        Column("subscription", label=pgettext_lazy("of an item", "From"), classname=WIDE),
        DateColumn("held_at", label=_("Since"), sort_key="held_at", classname=WIDE),
    ]

    @property
    def columns(self) -> list[Any]:
        title = StackedTitleColumn(
            "title",
            label=_("Title"),
            accessor=str,
            get_url=lambda row: reverse(self.review_url_name, args=[row.pk]),
            facts=lambda row: wide_facts(self.facts, row),
        )
        return [CheckboxColumn("choose", label=_("Choose")), title, *self.facts]

    def get_base_queryset(self) -> QuerySet[HeldItem]:
        here = MirroredItem.objects.live().filter(
            subscription=OuterRef("subscription"),
            item_id=OuterRef("item_id"),
            locale=OuterRef("locale"),
        )
        is_declined = self.request.GET.get("standing") == "declined"
        rows = HeldItem.objects.filter(is_declined=is_declined).defer("change")
        return rows.annotate(is_changed=Exists(here)).select_related("subscription")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {
            "decide_url": reverse(self.decide_url_name),
            "may_review": may_review(self.request.user),
        }


class ReviewView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One version that waits: what it would change, or what a new item looks like."""

    permission_required = "change"
    permission_policy = REVIEW
    template_name = "wagtail_asean_subscriber/local_say/review.html"
    header_icon = "view"
    index_url_name = ""
    decide_url_name = ""
    file_url_name = ""

    @cached_property
    def held(self) -> HeldItem:
        rows = HeldItem.objects.select_related("subscription")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return gettext("Review")

    def get_page_subtitle(self) -> str:
        return str(self.held)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [{"url": reverse(self.index_url_name), "label": gettext("To review")}]
        return [*self.breadcrumbs_items, *items, {"url": "", "label": str(self.held)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        held = self.held
        return (
            context
            | self._compared()
            | {
                "held": held,
                "type_name": words.type_name(held.type, held.kind),
                "language_name": words.language_name(held.locale),
                "decide_url": reverse(self.decide_url_name),
            }
        )

    def _compared(self) -> dict[str, Any]:
        held = self.held
        try:
            item = reviewing.held_item(held)
        except DocumentError as error:
            return {"problem": str(error)}
        mirrored = held.subscription.items.for_key(held.key).live().first()
        before = stored_item(mirrored) if mirrored is not None else None
        parts = comparing.parts(before, item, words.term_names(held.subscription))
        return {
            "item": item,
            "is_new": before is None,
            "shown_version": mirrored.version if mirrored else None,
            "parts": parts if before is None else [part for part in parts if part.is_changed],
            "same": 0 if before is None else sum(not part.is_changed for part in parts),
            "pictures": [
                (picture, self._file_url(picture)) for picture in comparing.pictures(before, item)
            ],
        }

    def _file_url(self, picture: comparing.Picture) -> str:
        if picture.new is None or picture.there is not None:
            return ""
        return reverse(self.file_url_name, args=[self.held.pk, picture.new.sha256])


class FileView(PermissionCheckedMixin, View):
    """A picture of a version that waits, fetched now and looked into before it is shown."""

    permission_required = "change"
    permission_policy = REVIEW

    def get(self, request: HttpRequest, pk: int, sha256: str) -> HttpResponse:
        """Answer with the picture, 404 where the item names none such or it can't be had."""
        held = get_object_or_404(HeldItem.objects.select_related("subscription"), pk=pk)
        try:
            content, media_type = _picture(held, sha256)
        except (DocumentError, HubError, ItemError, OSError) as error:
            raise Http404(str(error)) from error
        response = HttpResponse(content, content_type=media_type)
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response


def _picture(held: HeldItem, sha256: str) -> tuple[bytes, str]:
    assets = {one.sha256: one for one in reviewing.held_item(held).assets}
    asset = assets.get(sha256)
    if asset is None:
        raise ItemError(gettext("The item has no such file."), code="asset-missing")
    subscription = held.subscription
    client = HubClient(subscription.hub_url, subscription.key, attempts=1)
    try:
        staged = client.download(held.key, asset, staging_folder(subscription))
    finally:
        client.close()
    media_type = MEDIA_TYPES.get(check_image(staged, asset))
    if media_type is None:
        raise ItemError(gettext("The file is no picture that can be shown."), code="asset-wrong")
    return staged.read_bytes(), media_type


class ReviewMenuItem(MenuItem):
    """The queue in the menu, with how many wait."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_review(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        waiting = HeldItem.objects.waiting().count()
        if waiting:
            component.label = gettext("To review (%(number)d)") % {"number": waiting}
        return component


class ReviewViewSet(ViewSet):
    name = "asean_review"
    url_prefix = "asean-review"
    icon = menu_icon = "check"
    menu_label = _("To review")
    # Wagtail marks every entry whose name is the beginning of the open one's.
    menu_name = "review-of-asean"
    menu_order = 301
    add_to_admin_menu = True
    menu_item_class = ReviewMenuItem

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(
            model=HeldItem,
            permission_policy=REVIEW,
            header_icon=self.icon,
            index_url_name=self.get_url_name("index"),
            index_results_url_name=self.get_url_name("index_results"),
            review_url_name=self.get_url_name("review"),
            decide_url_name=self.get_url_name("decide"),
            file_url_name=self.get_url_name("file"),
            **kwargs,
        )
        return common

    def get_urlpatterns(self) -> list[Any]:
        index = {"any_permission_required": ["change"]}
        file = never_cache(self.construct_view(FileView))
        return [
            path("", self.construct_view(HeldIndexView, **index), name="index"),
            path(
                "results/",
                self.construct_view(HeldIndexView, results_only=True, **index),
                name="index_results",
            ),
            path("decide/", self.construct_view(DecideView), name="decide"),
            path("<int:pk>/", self.construct_view(ReviewView), name="review"),
            path("<int:pk>/files/<str:sha256>/", file, name="file"),
        ]


review_viewset = ReviewViewSet()
