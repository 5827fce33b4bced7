"""The library's reports, under Wagtail's own: what is used, what expires soon, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import django_filters
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from wagtail_asean.listings import WIDE, StackedTitleColumn

from ...dates.days import say_day
from ...dates.windows import day_begins, day_of, today
from ...inventory.catalogue import CATALOGUED
from ...inventory.gaps import Gap, gaps_of, lacking, missing_languages, with_gaps
from ...inventory.states import state_of
from ...inventory.uses import Stand, stands, unused, with_uses
from ...models import Banner, CatalogueEntry
from ...placements.slots import slots
from ..choosing.filters import kind_choices, language_choices
from ..screens import may, may_see
from .filters import OriginFilterSet, occasion_choices
from .progress import describe_origin

LONGEST = timedelta(days=90)
KINDS = tuple(model.kind for model in CATALOGUED)


def _all_kinds() -> list[tuple[str, Any]]:
    return kind_choices(KINDS)


# -- what all have in common ---------------------------------------------------------------


class ReportFilterSet(OriginFilterSet):
    """Filters works of all kinds."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=_all_kinds, empty_label=_("All"))
    occasion = django_filters.ChoiceFilter(
        label=_("Occasion"),
        field_name="occasion_code",
        choices=occasion_choices,
        empty_label=_("All"),
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"),
        field_name="locale__language_code",
        choices=language_choices,
        empty_label=_("All"),
    )

    class Meta:
        model = CatalogueEntry
        fields: list[str] = []


class LibraryReport(ReportView):  # type: ignore[misc]
    """A report on works of all kinds, each of which it knows by its entry in the catalogue."""

    model = CatalogueEntry
    header_icon = "folder-open-inverse"
    filterset_class = ReportFilterSet
    default_ordering: Any = "title"
    is_searchable = False
    name: str
    # Further columns: name, label, and by what the list is ordered.
    facts: tuple[tuple[str, Any, str | None], ...] = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see(request.user, *CATALOGUED):
            raise PermissionDenied
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    @property
    def index_url_name(self) -> str:
        return self.name

    @property
    def index_results_url_name(self) -> str:
        return f"{self.name}_results"

    @property
    def export_filename(self) -> str:
        return self.name.replace("_", "-")

    @cached_property
    def columns(self) -> list[Any]:
        title = StackedTitleColumn(
            "title",
            label=_("Title"),
            sort_key="title",
            get_url=self.edit_url,
            notes=_notes,
            facts=self.told,
        )
        others = [
            Column(name, label=label, sort_key=sort_key, classname=WIDE)
            for name, label, sort_key in self.facts
        ]
        return [title, *others]

    @property
    def list_export(self) -> list[str]:
        return [*self.export_headings]

    @cached_property
    def export_headings(self) -> dict[str, Any]:
        return {
            "title": _("Title"),
            "kind_name": _("Kind"),
            "locale": _("Language"),
            **{name: label for name, label, _sort_key in self.facts},
            "origin": _("Where from"),
        }

    def get_base_queryset(self) -> QuerySet[CatalogueEntry]:
        return CatalogueEntry.objects.select_related("locale")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        # The table holds this very list: what is added to its entries is what it shows.
        entries: list[Any] = list(object_list)
        for entry in entries:
            entry.kind_name = str(self.models[entry.kind]._meta.verbose_name)
            entry.state = state_of(entry).words
            entry.origin = describe_origin(entry)
        self.add_facts(entries)
        return object_list

    def add_facts(self, entries: list[Any]) -> None:
        """Give the entries of a page what the columns show."""
        raise NotImplementedError

    def told(self, entry: Any) -> Iterator[str]:
        """Return what a narrow screen shows under a title."""
        for name, label, _sort_key in self.facts:
            value = getattr(entry, name)
            if value not in ("", None):
                yield f"{label}: {value}"

    @cached_property
    def models(self) -> dict[str, Any]:
        """The models by their kinds."""
        return {model.kind: model for model in CATALOGUED}

    @cached_property
    def changeable(self) -> set[str]:
        """The kinds that this user may change."""
        return {model.kind for model in CATALOGUED if may(self.request.user, model, "change")}

    def edit_url(self, entry: Any) -> str | None:
        """Return where an entry's work is edited, None where this user may not."""
        if entry.kind not in self.changeable:
            return None
        viewset = self.models[entry.kind].snippet_viewset
        return reverse(viewset.get_url_name("edit"), args=[quote(entry.object_id)])


def _notes(entry: Any) -> Iterable[str]:
    return (f"{entry.kind_name}, {entry.locale}", entry.origin)


# -- use -----------------------------------------------------------------------------------


class UseFilterSet(ReportFilterSet):
    unused = django_filters.ChoiceFilter(
        label=_("Use"),
        choices=[("yes", _("Only what is unused"))],
        method="keep_unused",
        empty_label=_("All"),
    )

    def keep_unused(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return unused(rows)


class UseReport(LibraryReport):
    """What is used on this site: by how many things, and in which places this year."""

    page_title = _("ASEAN library: use")
    name = "asean_report_use"
    filterset_class = UseFilterSet
    facts = (
        ("state", _("State"), None),
        ("uses", _("Used by"), "uses"),
        ("places", _("Stood this year in"), None),
        ("days", _("Days shown this year"), None),
        ("since", _("Not used since"), "last_shown"),
    )

    def get_base_queryset(self) -> QuerySet[CatalogueEntry]:
        return with_uses(super().get_base_queryset())

    def add_facts(self, entries: list[Any]) -> None:
        banners = [entry.object_id for entry in entries if entry.kind == Banner.kind]
        begin = day_begins(today().replace(month=1, day=1))
        found = {str(pk): one for pk, one in stands(banners, begin, timezone.now()).items()}
        names = {code: str(slot.label) for code, slot in slots().items()}
        for entry in entries:
            is_banner = entry.kind == Banner.kind
            stand = found.get(entry.object_id, Stand()) if is_banner else Stand()
            entry.places = ", ".join(names.get(code, code) for code in stand.slots)
            entry.days = stand.days if is_banner else ""
            entry.since = _since(entry)


def _since(entry: Any) -> str:
    if entry.uses or entry.is_planned:
        return ""
    if entry.last_shown is None:
        return gettext("Never used")
    return say_day(day_of(entry.last_shown - timedelta(seconds=1)))


# -- expiring ------------------------------------------------------------------------------


class ExpiringFilterSet(ReportFilterSet):
    within = django_filters.ChoiceFilter(
        label=_("Within"),
        choices=[("30", _("30 days")), ("60", _("60 days"))],
        method="keep_within",
        empty_label=_("90 days"),
    )

    def keep_within(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(expires_at__lte=timezone.now() + timedelta(days=int(value)))


class ExpiringReport(LibraryReport):
    """What is shown now, or will be, and ends soon."""

    page_title = _("ASEAN library: expiring soon")
    name = "asean_report_expiring"
    filterset_class = ExpiringFilterSet
    default_ordering = "expires_at"
    facts = (
        ("last_day", _("Last day"), "expires_at"),
        ("days_left", _("Days left"), None),
        ("uses", _("Used by"), "uses"),
        ("state", _("State"), None),
    )

    def get_base_queryset(self) -> QuerySet[CatalogueEntry]:
        now = timezone.now()
        entries = super().get_base_queryset().filter(live=True, is_approved=True)
        return with_uses(entries.filter(expires_at__gt=now, expires_at__lte=now + LONGEST))

    def add_facts(self, entries: list[Any]) -> None:
        for entry in entries:
            last = day_of(entry.expires_at - timedelta(seconds=1))
            left = (last - today()).days
            entry.last_day = say_day(last)
            entry.days_left = ngettext("%(days)d day", "%(days)d days", left) % {"days": left}


# -- missing -------------------------------------------------------------------------------


class MissingFilterSet(ReportFilterSet):
    gap = django_filters.ChoiceFilter(
        label=_("What is missing"),
        choices=Gap.choices,
        method="keep_gap",
        empty_label=_("Anything"),
    )

    def keep_gap(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return lacking(rows, [Gap(value)])


class MissingReport(LibraryReport):
    """What lacks words for those who can't see it, a translation, its licence or its credit."""

    page_title = _("ASEAN library: missing")
    name = "asean_report_missing"
    filterset_class = MissingFilterSet
    facts = (
        ("gaps", _("What is missing"), None),
        ("state", _("State"), None),
    )

    def get_base_queryset(self) -> QuerySet[CatalogueEntry]:
        return lacking(with_gaps(super().get_base_queryset()), Gap)

    def add_facts(self, entries: list[Any]) -> None:
        languages = missing_languages(entries)
        for entry in entries:
            entry.gaps = "; ".join(gaps_of(entry, languages[entry.translation_key]))


# -- where they are ------------------------------------------------------------------------

REPORTS = (UseReport, ExpiringReport, MissingReport)


class ReportMenuItem(MenuItem):  # type: ignore[misc]
    """A report in the menu of those who may do anything with a work."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user, *CATALOGUED)


def _menu_item(report: Any, order: int) -> Any:
    def item() -> ReportMenuItem:
        return ReportMenuItem(
            report.page_title,
            reverse(report.name),
            name=report.name.replace("_", "-"),
            icon_name=report.header_icon,
            order=order,
        )

    return item


@hooks.register("register_admin_urls")
def register_reports() -> list[Any]:
    found = []
    for report in REPORTS:
        address = f"reports/{report.name.replace('_', '-')}/"
        found.append(path(address, report.as_view(), name=report.name))
        results = report.as_view(results_only=True)
        found.append(path(f"{address}results/", results, name=f"{report.name}_results"))
    return found


for _order, _report in enumerate(REPORTS, 1400):
    hooks.register("register_reports_menu_item", _menu_item(_report, _order))
