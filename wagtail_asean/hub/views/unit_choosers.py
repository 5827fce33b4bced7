"""Choosing a unit by its name or code."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from wagtail_asean.hub.models import Unit
from wagtail_asean.hub.units.verbs import today

from .screens import ANY_ACTION


class UnitSearchForm(BaseFilterForm):
    """Finds units by words of their names, or by their codes."""

    q = forms.CharField(
        label=_("Name or code"), required=False, widget=forms.TextInput(attrs={"id": "id_q"})
    )

    def filter(self, objects):
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        return search_units(objects, self.search_query)


def search_units(units, text: str):
    """Return the units whose name or code has a text in it."""
    return units.filter(Q(name__icontains=text) | Q(code__icontains=text)) if text else units


class UnitsMixin:
    """Lists the units that exist, for those who may see them."""

    filter_form_class = UnitSearchForm
    ordering = "path"

    def dispatch(self, request, *args, **kwargs):
        policy = ModelPermissionPolicy(Unit)
        if not policy.user_has_any_permission(request.user, ANY_ACTION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_object_list(self):
        return Unit.objects.valid_on(today()).select_related("level")

    @property
    def columns(self):
        return [
            *super().columns,
            Column("code", label=_("Code")),
            Column("level", label=_("Level")),
        ]


class ChooseUnitView(UnitsMixin, ChooseView):
    pass


class ChooseUnitResultsView(UnitsMixin, ChooseResultsView):
    pass


class UnitChooserViewSet(ChooserViewSet):
    """Chooses one of the units that exist."""

    model = Unit
    icon = "group"
    register_widget = False
    choose_view_class = ChooseUnitView
    choose_results_view_class = ChooseUnitResultsView
    choose_one_text = _("Choose a unit")
    choose_another_text = _("Choose another unit")


unit_chooser = UnitChooserViewSet("asean_unit_chooser", url_prefix="asean-hub/units/choose")
