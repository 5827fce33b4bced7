"""Units from a spreadsheet: what would happen first, then so."""

from __future__ import annotations

from django import forms
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from wagtail_asean.exceptions import UnitError
from wagtail_asean.hub.units.handing_out import template_file
from wagtail_asean.hub.units.importing import ImportPlan, import_units, plan_import
from wagtail_asean.hub.units.sheets import XLSX, read_sheet

KEPT_FOR = 3600
SALT = "wagtail_asean.hub.import"
# What a form may carry at most, by Django's default.
MOST_CARRIED = 2_000_000
MOST_SHOWN = 200


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("An xlsx file, or CSV in UTF-8."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class ImportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Takes a file, says what it would do, and does it when that is confirmed.

    Between the two the rows travel with the form, signed, so that nothing is stored meanwhile.
    """

    permission_required = "add"
    any_permission_required = None
    index_url_name = ""
    template_name = "wagtail_asean_hub/unit_import.html"
    page_title = _("Import a spreadsheet")
    _show_breadcrumbs = True

    @cached_property
    def form(self):
        """The form with the file, or an empty one."""
        if "file" in self.request.FILES or (
            self.request.method == "POST" and "rows" not in self.request.POST
        ):
            return ImportForm(self.request.POST, self.request.FILES)
        return ImportForm()

    def get_breadcrumbs_items(self):
        above = {"url": reverse(self.index_url_name), "label": _("Units")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        return {
            "form": self.form,
            "index_url": reverse(self.index_url_name),
            "template_url": reverse("asean_units:template"),
            **super().get_context_data(**kwargs),
        }

    def post(self, request, *args, **kwargs):
        # Both verbs: a file adds units and changes others.
        if not self.user_has_permission("change"):
            return redirect(self.index_url_name)
        try:
            if "rows" in request.POST:
                return self._import(request.POST["rows"])
            return self._try()
        except UnitError as error:
            return self._refuse(str(error))

    def _try(self):
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        rows = read_sheet(self.form.cleaned_data["file"])
        plan = plan_import(rows)
        carried = "" if plan.problems else signing.dumps(rows, salt=self._salt, compress=True)
        if len(carried) > MOST_CARRIED:
            raise UnitError(
                gettext("The file is too large for this screen. Use the command asean_units.")
            )
        return self.render_to_response(self.get_context_data(carried=carried, **_shown(plan)))

    def _import(self, carried: str):
        try:
            rows = signing.loads(carried, salt=self._salt, max_age=KEPT_FOR)
        except signing.BadSignature:
            return self._refuse(gettext("Choose the file once more: it was too long ago."))
        plan = import_units([(line, cells) for line, cells in rows], user=self.request.user)
        said = gettext("%(made)d units were made, %(changed)d changed, %(left)d left as they were.")
        counts = {"made": len(plan.made), "changed": len(plan.changed), "left": plan.left}
        messages.success(self.request, said % counts)
        return redirect(self.index_url_name)

    def _refuse(self, reason: str):
        for line in reason.splitlines()[:10]:
            messages.error(self.request, line)
        return self.render_to_response(self.get_context_data(form=ImportForm()), status=422)

    @property
    def _salt(self) -> str:
        return f"{SALT}.{self.request.user.pk}"


def _shown(plan: ImportPlan) -> dict:
    return {
        "plan": plan,
        "made": plan.made[:MOST_SHOWN],
        "changed": [
            {"unit": change.unit, "line": change.line, "values": _values(change)}
            for change in plan.changed[:MOST_SHOWN]
        ],
        "problems": plan.problems[:MOST_SHOWN],
        "most": MOST_SHOWN,
        "is_empty": not plan.made and not plan.changed,
    }


def _values(change) -> list[dict]:
    return [
        {"before": change.before[name] or "–", "after": value}
        for name, value in change.after.items()
    ]


class TemplateFileView(PermissionCheckedMixin, TemplateView):
    """A spreadsheet with the headings that an import looks for."""

    permission_required = "add"
    any_permission_required = None

    def get(self, request, *args, **kwargs):
        headers = {"Content-Disposition": 'attachment; filename="units.xlsx"'}
        return HttpResponse(template_file(), content_type=XLSX, headers=headers)
