"""One list of all pages of the columns: what each is, where it comes from, how far it has come."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, LocaleColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale
from wagtail.permissions import page_permission_policy

from wagtail_asean.adapters import Page
from wagtail_asean.library.choices import Pillar
from wagtail_asean.library.folding import fold
from wagtail_asean.listings import WIDE, StackedTitleColumn, wide_facts

from ..choices import KINDS
from ..models import ListedEntry
from ..page_types import column_models, content_types, entry_models

EXPLORING = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
ANY = _("All")


# -- what a row says -------------------------------------------------------------------------


def describe_kind(page: Any) -> str:
    """Say what a page is: its type, and its kind where it has one."""
    kind = getattr(page, "get_kind_display", str)()
    return " · ".join(str(part) for part in (capfirst(page.get_verbose_name()), kind) if part)


def describe_origin(page: Any) -> str:
    """Say where a page was written."""
    if not page.came_from_elsewhere:
        return str(_("Our own"))
    return str(_("From %(site)s")) % {"site": page.origin_site or page.origin_url}


def describe_section(page: Any) -> str:
    """Name the section that a page lies in."""
    return str(page.section_title)


def describe_showing(page: Any) -> str:
    """Say of a published page why readers don't see it, "" where they do."""
    if not page.live:
        return ""
    if page.is_listed_withheld:
        return str(_("Withheld"))
    return "" if page.is_due() else str(_("Shown later"))


# -- by what it is filtered ------------------------------------------------------------------


def _with_field(name: str) -> list[Any]:
    return [model for model in entry_models() if _has_field(model, name)]


def _has_field(model: Any, name: str) -> bool:
    return any(field.name == name for field in model._meta.concrete_fields)


def _among(name: str, **conditions: Any) -> Q:
    """Return the condition that a page of any type meets these conditions on a field of its own."""
    found = Q(pk__in=())
    for model in _with_field(name):
        found |= Q(pk__in=model._default_manager.filter(**conditions).values("pk"))
    return found


def type_choices() -> list[tuple[str, str]]:
    """Return the types of pages of this site."""
    return [(m._meta.label_lower, str(capfirst(m._meta.verbose_name))) for m in entry_models()]


def kind_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the kinds, each type's under its name; a value is "type:kind"."""
    return [
        (
            str(capfirst(model._meta.verbose_name)),
            [
                (f"{model._meta.label_lower}:{code}", str(name))
                for code, name in KINDS[model.entry_type].choices
            ],
        )
        for model in _with_field("kind")
        if model.entry_type in KINDS
    ]


def section_choices() -> list[tuple[str, str]]:
    """Return the columns and their sections, in the order of the tree."""
    found = Page.objects.type(*column_models()).order_by("path")
    rows = list(found.values_list("pk", "depth", "draft_title", "title"))
    top = min((depth for _pk, depth, _draft, _title in rows), default=0)
    return [
        (str(pk), "\u00a0\u00a0" * (depth - top) + (draft or title))
        for pk, depth, draft, title in rows
    ]


class EntryFilterSet(PageFilterSet):
    """Filters the pages of the columns."""

    type = django_filters.ChoiceFilter(
        label=_("Type"), choices=type_choices, method="keep_type", empty_label=ANY
    )
    kind = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a page", "Kind"),
        choices=kind_choices,
        method="keep_kind",
        empty_label=ANY,
    )
    section = django_filters.ChoiceFilter(
        label=_("Column or section"),
        choices=section_choices,
        method="keep_section",
        empty_label=ANY,
    )
    pillar = django_filters.ChoiceFilter(
        label=_("Pillar"),
        choices=[*Pillar.choices, ("none", _("None chosen"))],
        method="keep_pillar",
        empty_label=ANY,
    )
    origin = django_filters.ChoiceFilter(
        label=_("Where from"),
        choices=[("own", _("Our own")), ("elsewhere", _("From another site"))],
        method="keep_origin",
        empty_label=ANY,
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            ("live", pgettext_lazy("pages", "Published")),
            ("changed", _("Published, with a changed draft")),
            ("withheld", _("Published, and withheld")),
            ("draft", pgettext_lazy("pages", "Not published")),
        ],
        method="keep_state",
        empty_label=ANY,
    )

    class Meta:
        model = Page
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # All of these pages are alike in it.
        self.filters.pop("has_child_pages", None)

    def keep_type(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(content_type=_content_type(value))

    def keep_kind(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        label, _colon, kind = value.partition(":")
        model = next(m for m in _with_field("kind") if m._meta.label_lower == label)
        return rows.filter(pk__in=model._default_manager.filter(kind=kind).values("pk"))

    def keep_section(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        section = Page.objects.filter(pk=value).first()
        return rows.descendant_of(section) if section else rows.none()

    def keep_pillar(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(_among("pillar", pillar="" if value == "none" else value))

    def keep_origin(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        own = _among("origin_site", origin_site="", origin_url="")
        return rows.filter(own) if value == "own" else rows.exclude(own)

    def keep_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        conditions = {
            "live": Q(live=True),
            "changed": Q(live=True, has_unpublished_changes=True),
            "withheld": Q(
                live=True, pk__in=ListedEntry.objects.filter(is_withheld=True).values("pk")
            ),
            "draft": Q(live=False),
        }
        return rows.filter(conditions[value])


def language_choices() -> list[tuple[str, str]]:
    """Return the languages that this site has."""
    names = get_content_languages()
    codes = Locale.objects.order_by("pk").values_list("pk", "language_code")
    return [(str(pk), names.get(code, code)) for pk, code in codes]


class EntryFilterSetWithLanguage(EntryFilterSet):
    """The same, where the site has several languages."""

    language = django_filters.ChoiceFilter(
        label=_("Language"), field_name="locale_id", choices=language_choices, empty_label=ANY
    )

    class Meta(EntryFilterSet.Meta):
        pass


def _content_type(label: str) -> ContentType:
    model = next(model for model in entry_models() if model._meta.label_lower == label)
    return ContentType.objects.get_for_model(model, for_concrete_model=False)


# -- the list --------------------------------------------------------------------------------


class EntryIndexView(IndexView):
    """All pages of the columns that the user may explore, the last changed first."""

    page_title = _("ASEAN pages")
    any_permission_required = set(EXPLORING)

    @cached_property
    def columns(self) -> list[Any]:
        own = [
            Column(
                "kind",
                label=pgettext_lazy("of a page", "Kind"),
                accessor=describe_kind,
                classname=WIDE,
            ),
            Column("section", label=_("Section"), accessor=describe_section, classname=WIDE),
            Column("pillar", label=_("Pillar"), accessor="pillar_name", classname=WIDE),
            Column("origin", label=_("Where from"), accessor=describe_origin, classname=WIDE),
            DateColumn(
                "latest_revision_created_at",
                label=_("Changed"),
                sort_key="latest_revision_created_at",
                classname=WIDE,
            ),
        ]
        if self.i18n_enabled:
            own.append(LocaleColumn(label=_("Language"), classname=WIDE))
        title = StackedTitleColumn(
            "title",
            label=_("Title"),
            accessor="get_admin_display_title",
            sort_key="title",
            get_url=self.get_edit_url,
            notes=lambda page: [describe_showing(page)],
            facts=lambda page: wide_facts(own, page),
        )
        state = PageStatusColumn("status", label=_("State"), sort_key="live")
        return [BulkActionsColumn("bulk_actions"), title, *own, state]

    @cached_property
    def filterset_class(self) -> type[EntryFilterSet]:
        return EntryFilterSetWithLanguage if self.i18n_enabled else EntryFilterSet

    @cached_property
    def show_locale_labels(self) -> bool:
        # The language has a column of its own.
        return False

    def get_edit_url(self, page: Any) -> str | None:
        if page.permissions_for_user(self.request.user).can_edit():
            return reverse("wagtailadmin_pages:edit", args=[page.pk])
        return reverse("wagtailadmin_explore", args=[page.get_parent().pk])

    def get_base_queryset(self) -> QuerySet[Any]:
        user = self.request.user
        explorable = page_permission_policy.explorable_instances(user).values("pk")
        pages = Page.objects.filter(
            content_type__in=content_types(entry_models()), pk__in=explorable
        )
        return self.annotate_queryset(pages)

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep what has all the words, in the title or anywhere in what is published."""
        if not self.is_searching:
            return queryset
        words = fold(self.search_query).split()
        listed = ListedEntry.objects.all()
        for word in words:
            listed = listed.filter(text__contains=word)
        titles = queryset.order_by().values_list("pk", "title", "draft_title")
        found = {pk for pk, *texts in titles if _has_all(words, texts)}
        return queryset.filter(Q(pk__in=found) | Q(pk__in=listed.values("pk")))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        _add_facts(context["object_list"])
        return context

    def get_add_url(self) -> str | None:
        # There is a button for each type.
        return None

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        if not page_permission_policy.user_has_permission(self.request.user, "add"):
            return []
        return [
            Button(
                _("Add: %(type)s") % {"type": model._meta.verbose_name},
                url=reverse(ADD_URL, args=[model._meta.app_label, model._meta.model_name]),
                icon_name="plus",
                priority=number,
            )
            for number, model in enumerate(entry_models())
            if model.is_creatable
        ]


ADD_URL = "asean_entries:add"


def _has_all(words: Iterable[str], texts: Iterable[str]) -> bool:
    text = fold(" ".join(texts))
    return all(word in text for word in words)


def _add_facts(pages: Any) -> None:
    """Give each page the title of the page above it, and whether it is withheld, for all at once.

    The page itself would look into its streams for the second, which were not fetched.
    """
    listed = ListedEntry.objects.filter(pk__in=[page.pk for page in pages], is_withheld=True)
    withheld = set(listed.values_list("pk", flat=True))
    above = {page.path[: -page.steplen] for page in pages}
    titles = dict(Page.objects.filter(path__in=above).values_list("path", "title"))
    for page in pages:
        page.section_title = titles.get(page.path[: -page.steplen], "")
        page.is_listed_withheld = page.pk in withheld


class AddEntryView(ChooseParentView):
    """Asks in which section a new page goes, where there are several."""

    index_url_name = "asean_entries:index"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        names = (kwargs["app_label"], kwargs["model_name"])
        models = {(m._meta.app_label, m._meta.model_name): m for m in entry_models()}
        if names not in models:
            raise Http404
        self.model = models[names]
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]


class EntryMenuItem(MenuItem):
    """Shown to those who may do something with a page."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(page_permission_policy.user_has_any_permission(request.user, set(EXPLORING)))


class EntriesViewSet(PageListingViewSet):
    """All pages of the columns in one list."""

    name = "asean_entries"
    url_prefix = "asean-pages"
    url_namespace = "asean_entries"
    model = Page
    icon = menu_icon = "doc-full-inverse"
    menu_label = _("All pages")
    menu_item_class = EntryMenuItem
    index_view_class = EntryIndexView

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        given = super().get_index_view_kwargs(**kwargs)
        # The view makes its own, by the languages of the site.
        for name in ("columns", "filterset_class", "list_display", "list_filter"):
            given.pop(name, None)
        return given

    def get_urlpatterns(self) -> list[Any]:
        add = self.construct_view(AddEntryView)
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("add/<str:app_label>/<str:model_name>/", add, name="add"),
        ]
