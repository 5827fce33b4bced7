"""The mirrored items of a site, and the screen on which it chooses about one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_filters
import swapper
from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button

from wagtail_asean.exceptions import WagtailAseanError
from wagtail_asean.listings import WIDE, StackedTitleColumn, wide_facts

from .. import decisions
from ..models import Decision, LocalChoice, MirroredItem, Subscription
from . import words
from .forms import ChoiceForm
from .permissions import CHOOSE, may_choose, may_review

Page = swapper.load_model("wagtailcore", "Page")
ROWS = 20
CHOICES = {
    "hidden": {"is_hidden": True},
    "pinned": {"is_pinned": True},
    "detached": {"is_detached": True},
}


def item_url(item: MirroredItem) -> str:
    """Return the address of the screen about an item."""
    return reverse("asean_items:item", args=[item.pk])


def page_button(page: Any, user: Any) -> Iterator[Button]:
    """Yield the button from a mirrored page's editor to the screen about it."""
    if not page.pk or not may_choose(user):
        return
    item = MirroredItem.objects.for_object(page.specific_deferred).first()
    if item is not None:
        yield Button(gettext("ASEAN: this page"), item_url(item), icon_name="globe", priority=90)


class ItemFilterSet(WagtailFilterSet):
    """By subscription, what it is, where it stands, and what the site chose."""

    subscription = django_filters.ModelChoiceFilter(
        label=_("Subscription"), queryset=Subscription.objects.all(), empty_label=_("All")
    )
    type = django_filters.ChoiceFilter(label=_("Type"), empty_label=_("All"))
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=MirroredItem.State.choices, empty_label=_("All")
    )
    choice = django_filters.ChoiceFilter(
        label=_("Choice of this site"),
        choices=[
            ("hidden", _("Hidden")),
            ("pinned", _("Pinned")),
            ("detached", _("Detached")),
            ("annotated", _("With a note or links")),
        ],
        method="keep_choice",
        empty_label=_("All"),
    )

    class Meta:
        model = MirroredItem
        fields = ["subscription", "type", "state", "choice"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = MirroredItem.objects.order_by().values_list("type", flat=True).distinct()
        self.filters["type"].extra["choices"] = sorted(
            ((one, words.type_name(one)) for one in types), key=lambda choice: choice[1]
        )

    def keep_choice(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        made = LocalChoice.objects.filter(
            subscription=OuterRef("subscription"),
            item_id=OuterRef("item_id"),
            locale=OuterRef("locale"),
        )
        if value in CHOICES:
            return rows.filter(Exists(made.filter(**CHOICES[value])))
        return rows.filter(Exists(made.exclude(note="", links=[])))


class ItemIndexView(generic.IndexView):
    """Every item that came from a hub."""

    page_title = _("Items from the hub")
    results_template_name = "wagtail_asean_subscriber/local_say/items_results.html"
    default_ordering = "-applied_at"
    paginate_by = 50
    search_fields = ["title"]
    search_backend_name = None
    filterset_class = ItemFilterSet
    facts = [
        Column(
            "type",
            label=_("Type"),
            accessor=lambda row: words.type_name(row.type, row.kind, row.fallback),
            classname=WIDE,
        ),
        Column(
            "locale",
            label=_("Language"),
            accessor=lambda row: words.language_name(row.locale),
            classname=WIDE,
        ),
        Column("state", label=_("State"), accessor="get_state_display", classname=WIDE),
        Column(
            "choice",
            label=_("Choice of this site"),
            accessor=lambda row: row.chosen,
            classname=WIDE,
        ),
        Column("version", label=_("Version"), classname=WIDE),
        DateColumn("applied_at", label=_("Since"), sort_key="applied_at", classname=WIDE),
    ]

    @property
    def columns(self) -> list[Any]:
        title = StackedTitleColumn(
            "title",
            label=_("Title"),
            sort_key="title",
            accessor=str,
            get_url=item_url,
            facts=lambda row: wide_facts(self.facts, row),
        )
        return [title, *self.facts]

    def get_base_queryset(self) -> QuerySet[MirroredItem]:
        rows = MirroredItem.objects.defer("document", "attestation")
        return rows.select_related("subscription")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        rows = list(context["object_list"])
        made = LocalChoice.objects.filter(item_id__in={row.item_id for row in rows})
        choices = {(one.subscription_id, one.item_id, one.locale): one for one in made}
        for row in rows:
            row.chosen = told_choice(choices.get((row.subscription_id, row.item_id, row.locale)))
        context["object_list"] = rows
        context["table"].data = rows
        return context


def told_choice(choice: LocalChoice | None) -> str:
    """Say in words what a site chose, "" for nothing."""
    if choice is None:
        return ""
    said = [
        (choice.is_hidden, gettext("hidden")),
        (choice.is_pinned, gettext("pinned")),
        (choice.is_detached, gettext("detached")),
        (choice.note, gettext("with a note")),
        (choice.links, gettext("with links")),
    ]
    return ", ".join(words for is_so, words in said if is_so)


class ItemScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A screen about one item."""

    permission_required = "change"
    permission_policy = CHOOSE
    header_icon = "globe"
    index_url_name = ""

    @cached_property
    def item(self) -> MirroredItem:
        rows = MirroredItem.objects.select_related("subscription", "content_type")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def choice(self) -> LocalChoice:
        return decisions.choice_of(self.item)

    def get_page_title(self) -> str:
        return gettext("ASEAN: this page")

    def get_page_subtitle(self) -> str:
        return str(self.item)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse(self.index_url_name), "label": gettext("Items from the hub")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": str(self.item)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"item": self.item, "choice": self.choice}


class ItemView(ItemScreen):
    """What the site chose about an item, who decided what about it, and the form for it."""

    template_name = "wagtail_asean_subscriber/local_say/item.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item = self.item
        instance = item.get_object()
        form = kwargs.pop("form", None) or ChoiceForm(
            self.choice, can_hide=decisions.can_hide(item, instance)
        )
        held = item.subscription.held.for_key(item.key).first()
        made = Decision.objects.filter(
            subscription=item.subscription, item_id=item.item_id, locale=item.locale
        )
        return super().get_context_data(**kwargs) | {
            "form": form,
            "type_name": words.type_name(item.type, item.kind, item.fallback),
            "language_name": words.language_name(item.locale),
            "is_live": item.state == MirroredItem.State.LIVE,
            "can_detach": decisions.can_detach(item, instance),
            "edit_url": _edit_url(instance),
            "held": held if held and may_review(self.request.user) else None,
            "decisions": made.select_related("user")[:ROWS],
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Carry out what was changed."""
        form = ChoiceForm(
            self.choice,
            request.POST,
            can_hide=decisions.can_hide(self.item, self.item.get_object()),
        )
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            form.save(self.item, request.user)
        except WagtailAseanError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, gettext("Your choices are saved."))
        return redirect(item_url(self.item))


class DetachView(ItemScreen):
    """Asks before an item becomes the site's own copy."""

    template_name = "wagtail_asean_subscriber/local_say/detach.html"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Detach it."""
        return _carry_out(
            request, self.item, decisions.detach, gettext("This page is the site's own now.")
        )


class AttachView(ItemScreen):
    """Asks before a site's own copy follows the hub again."""

    template_name = "wagtail_asean_subscriber/local_say/attach.html"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Attach it."""
        return _carry_out(
            request, self.item, decisions.attach, gettext("This page follows the hub again.")
        )


def _carry_out(request: HttpRequest, item: MirroredItem, verb: Any, said: str) -> HttpResponse:
    try:
        verb(item, request.user)
    except WagtailAseanError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect(item_url(item))


def _edit_url(instance: Any) -> str:
    if not isinstance(instance, Page):
        return ""
    return reverse("wagtailadmin_pages:edit", args=[instance.pk])


class ItemViewSet(ViewSet):
    name = "asean_items"
    url_prefix = "asean-items"
    icon = "globe"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(
            model=MirroredItem,
            permission_policy=CHOOSE,
            header_icon=self.icon,
            index_url_name=self.get_url_name("index"),
            index_results_url_name=self.get_url_name("index_results"),
            **kwargs,
        )
        return common

    def get_urlpatterns(self) -> list[Any]:
        index = {"any_permission_required": ["change"]}
        return [
            path("", self.construct_view(ItemIndexView, **index), name="index"),
            path(
                "results/",
                self.construct_view(ItemIndexView, results_only=True, **index),
                name="index_results",
            ),
            path("<int:pk>/", self.construct_view(ItemView), name="item"),
            path("<int:pk>/detach/", self.construct_view(DetachView), name="detach"),
            path("<int:pk>/attach/", self.construct_view(AttachView), name="attach"),
        ]


item_viewset = ItemViewSet()
