"""The tree of units, and one unit with its history and its sites."""

from __future__ import annotations

from django.contrib.admin.utils import quote
from django.db.models import Prefetch
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button, HeaderButton, ListingButton

from wagtail_asean.hub.models import Invitation, Unit
from wagtail_asean.hub.units.verbs import today
from wagtail_asean.listings import WIDE, StackedTitleColumn, wide_facts

from .invitations import (
    InviteUnitsView,
    InviteUnitView,
    LinksFileView,
    RevokeLinkView,
    may_invite,
)
from .screens import ScreenViewSet
from .unit_filters import ENDED_WORD, EXISTS_WORD, NO_SITE, UnitFilterSet
from .unit_import import ImportView, TemplateFileView
from .unit_verbs import (
    AddUnitView,
    CloseView,
    EditUnitView,
    MergeView,
    MoveView,
    RenameView,
    SplitView,
)


def _state(unit) -> str:
    return EXISTS_WORD if unit.exists_on(today()) else ENDED_WORD


def _site(unit) -> str:
    names = [site.name for site in unit.subscribers.all() if not site.is_revoked]
    if names:
        return ", ".join(names)
    return _("invited") if unit.invitations.all() else NO_SITE


class TreeTitleColumn(StackedTitleColumn):
    """A unit's name with, before it, how deep it lies."""

    def get_value(self, unit):
        depth = "– " * (unit.depth - 1)
        return format_html('<span aria-hidden="true">{}</span>{}', depth, unit.name)


class UnitIndexView(generic.IndexView):
    page_title = _("Units")
    default_ordering = "path"
    paginate_by = 50
    search_fields = ["name", "code"]
    search_backend_name = None
    filterset_class = UnitFilterSet
    results_template_name = "wagtail_asean_hub/units_results.html"
    invite_url_name = invite_many_url_name = import_url_name = ""

    @cached_property
    def columns(self):
        return [
            self._get_title_column_class(TreeTitleColumn)(
                "name",
                label=_("Name"),
                sort_key="name",
                get_url=self.get_inspect_url,
                notes=lambda unit: [getattr(unit, "above", "")],
                facts=lambda unit: wide_facts(self.columns, unit),
            ),
            Column("code", label=_("Code"), sort_key="code", classname=WIDE),
            Column("level", label=_("Level"), classname=WIDE),
            Column(
                "site",
                label=pgettext_lazy("that follows the hub", "Site"),
                accessor=_site,
                classname=WIDE,
            ),
            StatusTagColumn(
                "state",
                label=_("Existence"),
                accessor=_state,
                primary=lambda unit: unit.exists_on(today()),
                classname=WIDE,
            ),
        ]

    def get_base_queryset(self):
        found = super().get_base_queryset().select_related("level")
        open_ones = Prefetch("invitations", queryset=Invitation.objects.open())
        return found.prefetch_related("subscribers", open_ones)

    def decorate_paginated_queryset(self, object_list):
        units = list(super().decorate_paginated_queryset(object_list))
        above = Unit.objects.filter(path__in={unit.parent_path for unit in units})
        names = {unit.path: unit.name for unit in above}
        for unit in units:
            unit.above = names.get(unit.parent_path, "")
        return units

    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("add"):
            url = reverse(self.import_url_name)
            buttons.append(Button(_("Import a spreadsheet"), url=url, icon_name="upload"))
        if may_invite(self.request.user):
            url = f"{reverse(self.invite_many_url_name)}?{self.request.GET.urlencode()}"
            buttons.append(Button(_("Make links for those listed"), url=url, icon_name="mail"))
        return buttons

    def get_list_more_buttons(self, unit):
        if not may_invite(self.request.user) or not unit.exists_on(today()):
            return []
        url = reverse(self.invite_url_name, args=[quote(unit.pk)])
        attributes = {"aria-label": _("Make a link: %(unit)s") % {"unit": unit}}
        return [ListingButton(_("Make a link"), url=url, icon_name="mail", attrs=attributes)]

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        if context.get("can_add"):
            context["import_url"] = reverse(self.import_url_name)
        return context


class UnitView(BaseObjectMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One unit: what it is, what can be done to it, its sites and its history."""

    template_name = "wagtail_asean_hub/unit.html"
    page_title = _("Unit")
    any_permission_required = ("add", "change", "view")
    index_url_name = ""
    url_names: dict = {}
    _show_breadcrumbs = True

    def get_page_subtitle(self):
        return str(self.object)

    def get_breadcrumbs_items(self):
        above = {"url": reverse(self.index_url_name), "label": _("Units")}
        here = {"url": "", "label": self.page_title, "sublabel": str(self.object)}
        return [*self.breadcrumbs_items, above, here]

    @cached_property
    def header_buttons(self):
        buttons = []
        if self.user_has_permission("change"):
            buttons.append(self._button(HeaderButton, _("Edit"), "edit", "edit"))
        if may_invite(self.request.user) and self.object.exists_on(today()):
            buttons.append(self._button(HeaderButton, _("Make a link"), "invite", "mail"))
        return buttons

    @cached_property
    def header_more_buttons(self):
        if not self.user_has_permission("change") or self.object.valid_until is not None:
            return []
        verbs = [
            (_("Rename"), "rename", "edit"),
            (pgettext_lazy("a unit", "Move"), "move", "arrow-right"),
            (_("Merge others into it"), "merge", "folder-inverse"),
            (_("Split"), "split", "copy"),
            (pgettext_lazy("a unit", "Close"), "close", "cross"),
        ]
        return [self._button(Button, *verb) for verb in verbs]

    def _button(self, kind, label, name, icon_name):
        url = reverse(self.url_names[name], args=[quote(self.object.pk)])
        return kind(label, url=url, icon_name=icon_name)

    def get_context_data(self, **kwargs):
        unit = self.object
        link = unit.invitations.open().first()
        revoke_url = reverse(self.url_names["revoke_link"], args=[unit.pk]) if link else ""
        return {
            "unit": unit,
            "above": list(unit.get_ancestors()),
            "below": unit.numchild,
            "below_url": f"{reverse(self.index_url_name)}?branch={unit.pk}",
            "sites": unit.subscribers.all(),
            "link": link,
            "revoke_url": revoke_url if may_invite(self.request.user) else "",
            "events": unit.events.select_related("user").prefetch_related("others"),
            **super().get_context_data(**kwargs),
        }


class UnitViewSet(ScreenViewSet):
    name = "asean_units"
    url_prefix = "asean-hub/units"
    model = Unit
    icon = menu_icon = "group"
    menu_label = _("Units")

    VERBS = {
        "edit": EditUnitView,
        "rename": RenameView,
        "move": MoveView,
        "merge": MergeView,
        "split": SplitView,
        "close": CloseView,
    }

    def get_common_view_kwargs(self, **kwargs):
        names = [*self.VERBS, "invite", "revoke_link"]
        return super().get_common_view_kwargs(
            **{
                "inspect_url_name": self.get_url_name("inspect"),
                "url_names": {name: self.get_url_name(name) for name in names},
                **kwargs,
            }
        )

    def get_urlpatterns(self):
        own = {"any_permission_required": None}
        index = {
            "add_url_name": self.get_url_name("add"),
            "import_url_name": self.get_url_name("import"),
            "invite_url_name": self.get_url_name("invite"),
            "invite_many_url_name": self.get_url_name("invite_many"),
        }
        verbs = [
            path(f"<int:pk>/{name}/", self.construct_view(view, **own), name=name)
            for name, view in self.VERBS.items()
        ]
        return [
            *self.list_paths("", UnitIndexView, **index),
            path("new/", self.construct_view(AddUnitView, **own), name="add"),
            path("import/", self.construct_view(ImportView, **own), name="import"),
            path("template/", self.construct_view(TemplateFileView, **own), name="template"),
            path("links/", never_cache(self.construct_view(InviteUnitsView)), name="invite_many"),
            path("links/file/", never_cache(self.construct_view(LinksFileView)), name="links_file"),
            path("<int:pk>/", self.construct_view(UnitView), name="inspect"),
            *verbs,
            path("<int:pk>/link/", never_cache(self.construct_view(InviteUnitView)), name="invite"),
            path("<int:pk>/link/revoke/", self.construct_view(RevokeLinkView), name="revoke_link"),
        ]
