"""The levels of units, in the deployment's own words."""

from __future__ import annotations

from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from wagtail_asean.hub.models import UnitLevel


class DeleteLevelView(generic.DeleteView):
    """Keeps a level that units have."""

    def dispatch(self, request, *args, **kwargs):
        if self.object.units.exists():
            said = gettext("Units have the level “%(level)s”. Give them another one first.")
            messages.error(request, said % {"level": self.object})
            return redirect(self.index_url_name)
        return super().dispatch(request, *args, **kwargs)


class UnitLevelViewSet(ModelViewSet):
    name = "asean_unit_levels"
    url_prefix = "asean-hub/unit-levels"
    model = UnitLevel
    icon = "list-ol"
    menu_label = _("Levels of units")
    list_display = ["name", "order"]
    form_fields = ["name", "order"]
    ordering = "order"
    search_fields = ["name"]
    search_backend_name = None
    delete_view_class = DeleteLevelView
