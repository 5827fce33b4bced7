"""What was taken back, and which sites have followed: with the contact of each that is silent."""

from __future__ import annotations

from typing import Any

import django_filters
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic

from wagtail_asean.hub import recalls
from wagtail_asean.hub.models import Change, Subscriber
from wagtail_asean.hub.recalls import Answer
from wagtail_asean.hub.withdrawn import read_withdrawal
from wagtail_asean.listings import WIDE, StackedTitleColumn, wide_facts
from wagtail_asean.protocol import WithdrawalKind

from .exports import PlainExportMixin
from .screens import ScreenViewSet

KINDS = [
    (WithdrawalKind.GONE.value, _("no longer offered")),
    (WithdrawalKind.SUPERSEDED.value, _("something else takes its place")),
    (WithdrawalKind.CORRECTION.value, _("a mistake")),
    (WithdrawalKind.EXPIRED.value, _("its time was over")),
    (WithdrawalKind.MOVED_OUT.value, _("moved out of the column")),
]
_KIND_NAMES = dict(KINDS)


# -- the withdrawals -----------------------------------------------------------------------


class WithdrawalFilterSet(WagtailFilterSet):
    withdrawal_kind = django_filters.ChoiceFilter(label=_("Why"), choices=KINDS)
    type = django_filters.AllValuesFilter(label=_("Type"))
    locale = django_filters.AllValuesFilter(label=_("Language"))

    class Meta:
        model = Change
        fields = ["withdrawal_kind", "type", "locale"]


def kind_of(change: Change) -> str:
    """Return why an item was taken back, in the office's words."""
    return str(_KIND_NAMES.get(change.withdrawal_kind, change.withdrawal_kind))


def reason_of(change: Change) -> str:
    """Return the reason that the public was told."""
    withdrawal = read_withdrawal(change)
    return withdrawal.reason if withdrawal is not None else ""


def _late(change: Any) -> str:
    if not change.waiting:
        return gettext("done")
    if recalls.is_overdue(change):
        return gettext("past the deadline")
    return gettext("on its way")


class WithdrawalsView(PlainExportMixin, generic.IndexView):
    page_title = _("Withdrawals")
    default_ordering = "-sequence"
    paginate_by = 50
    search_fields = ["title"]
    search_backend_name = None
    filterset_class = WithdrawalFilterSet
    results_template_name = "wagtail_asean_hub/withdrawals_results.html"
    sites_url_name = ""
    export_filename = "asean-withdrawals"
    list_export = ["title", "locale", "why", "reason", "changed_at", "deadline"]
    list_export += ["acknowledged", "waiting", "silent", "replacement"]
    facts = [
        Column("why", label=_("Why"), accessor=kind_of, classname=WIDE),
        Column("reason", label=_("Reason"), accessor=reason_of, classname=WIDE),
        DateColumn("changed_at", label=_("When"), sort_key="sequence", classname=WIDE),
        DateColumn("deadline", label=_("Deadline"), sort_key="deadline", classname=WIDE),
        Column("acknowledged", label=_("Taken down"), classname=WIDE),
        Column("waiting", label=pgettext_lazy("not taken down", "Not yet"), classname=WIDE),
    ]

    @property
    def export_headings(self):
        return {
            "why": _("Why"),
            "reason": _("Reason"),
            "changed_at": _("When"),
            "acknowledged": _("Taken down"),
            "waiting": pgettext_lazy("not taken down", "Not yet"),
            "silent": _("Silent past the deadline"),
            "replacement": _("What stands for it now"),
        }

    @cached_property
    def columns(self):
        title = self._get_title_column_class(StackedTitleColumn)(
            "title",
            label=_("Title"),
            accessor=str,
            get_url=lambda change: reverse(self.sites_url_name, args=[change.pk]),
            facts=lambda change: wide_facts(self.facts, change),
        )
        state = StatusTagColumn(
            "late",
            label=_("State"),
            accessor=_late,
            primary=lambda change: bool(change.waiting and recalls.is_overdue(change)),
        )
        return [title, state, *self.facts]

    def get_base_queryset(self):
        return recalls.withdrawals()

    def to_row_dict(self, item):
        withdrawal = read_withdrawal(item)
        replaced_by = withdrawal.replaced_by if withdrawal else None
        item.why = kind_of(item)
        item.reason = withdrawal.reason if withdrawal else ""
        item.silent = item.waiting if recalls.is_overdue(item) else 0
        item.replacement = self._titles.get(replaced_by, str(replaced_by or ""))
        return super().to_row_dict(item)

    @cached_property
    def _titles(self) -> dict[Any, str]:
        return dict(Change.objects.live().values_list("item_id", "title"))


# -- the sites of one ----------------------------------------------------------------------


class SiteFilterSet(WagtailFilterSet):
    answer = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a site", "Answer"), choices=Answer.choices
    )

    class Meta:
        model = Subscriber
        fields: list[str] = []


def contact_of(site: Subscriber) -> Any:
    """Return whom to ask at a site: its unit's name, e-mail and telephone, each with a link."""
    unit = site.unit
    if unit is None:
        return "–"
    email = format_html('<a href="mailto:{0}">{0}</a>', unit.contact_email)
    phone = format_html('<a href="tel:{0}">{0}</a>', unit.contact_phone)
    parts = [unit.contact_name, unit.contact_email and email, unit.contact_phone and phone]
    told = [part for part in parts if part]
    return format_html(" · ".join(["{}"] * len(told)), *told) if told else "–"


def answer_of(site: Any) -> str:
    """Return a site's answer in the office's words."""
    return str(Answer(site.answer).label)


class SitesView(PlainExportMixin, generic.IndexView):
    """The sites, those that are silent first."""

    model = Subscriber
    default_ordering = "name"
    paginate_by = 100
    search_fields = ["name"]
    search_backend_name = None
    filterset_class = SiteFilterSet
    template_name = "wagtail_asean_hub/withdrawal.html"
    results_template_name = "wagtailadmin/generic/index_results.html"
    withdrawals_url_name = sites_url_name = ""
    export_filename = "asean-withdrawal"
    list_export = ["name", "answer_label", "answered_at", "unit_name", "contact_name"]
    list_export += ["contact_email", "contact_phone", "site_url", "last_report_at"]
    facts = [
        Column("contact", label=_("Contact"), accessor=contact_of, classname=WIDE),
        DateColumn("answered_at", label=_("Last heard of it"), classname=WIDE),
        DateColumn("last_report_at", label=_("Last report"), classname=WIDE),
    ]

    @property
    def export_headings(self):
        return {
            "answer_label": pgettext_lazy("of a site", "Answer"),
            "answered_at": _("Last heard of it"),
            "unit_name": _("Unit"),
            "contact_name": _("Contact"),
            "contact_email": _("E-mail"),
            "contact_phone": _("Telephone"),
        }

    @cached_property
    def change(self) -> Change:
        """The withdrawal."""
        return get_object_or_404(Change.objects.exclude(withdrawal_kind=""), pk=self.kwargs["pk"])

    @property
    def page_title(self):
        return str(self.change)

    def get_breadcrumbs_items(self):
        above = {"url": reverse(self.withdrawals_url_name), "label": _("Withdrawals")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": str(self.change)}]

    def get_index_url(self):
        return reverse(self.index_url_name, args=[self.change.pk])

    def get_index_results_url(self):
        return reverse(self.index_results_url_name, args=[self.change.pk])

    @cached_property
    def columns(self):
        title = self._get_title_column_class(StackedTitleColumn)(
            "name",
            label=pgettext_lazy("that follows the hub", "Site"),
            get_url=lambda site: site.site_url or None,
            facts=lambda site: wide_facts(self.facts, site),
        )
        answer = StatusTagColumn(
            "answer",
            label=pgettext_lazy("of a site", "Answer"),
            accessor=answer_of,
            primary=lambda site: site.answer == Answer.SILENT.value,
        )
        return [title, answer, *self.facts]

    def get_base_queryset(self):
        return recalls.sites(self.change)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        numbers = recalls.count_answers(self.change)
        withdrawal = read_withdrawal(self.change)
        return context | {
            "change": self.change,
            "kind": kind_of(self.change),
            "withdrawal": withdrawal,
            "replacement": self._replacement(withdrawal),
            "answers": [(label, numbers[value]) for value, label in Answer.choices],
        }

    def _replacement(self, withdrawal: Any) -> Any:
        if withdrawal is None or withdrawal.replaced_by is None:
            return None
        return Change.objects.live().filter(item_id=withdrawal.replaced_by).first()

    def to_row_dict(self, item):
        unit = item.unit
        item.answer_label = answer_of(item)
        item.unit_name = unit.name if unit else ""
        for name in ("contact_name", "contact_email", "contact_phone"):
            setattr(item, name, getattr(unit, name) if unit else "")
        return super().to_row_dict(item)


class WithdrawalViewSet(ScreenViewSet):
    name = "asean_withdrawals"
    url_prefix = "asean-hub/withdrawals"
    model = Change
    icon = menu_icon = "warning"
    menu_label = _("Withdrawals")

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(
            **{"sites_url_name": self.get_url_name("sites"), **kwargs}
        )

    def get_urlpatterns(self):
        sites = {
            "index_url_name": self.get_url_name("sites"),
            "index_results_url_name": self.get_url_name("sites_results"),
            "withdrawals_url_name": self.get_url_name("index"),
            "model": Subscriber,
        }
        return [
            *self.list_paths("", WithdrawalsView),
            *self.list_paths("<int:pk>/", SitesView, "sites", **sites),
        ]
