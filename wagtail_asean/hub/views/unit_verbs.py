"""What can be done to a unit, each on a screen of its own."""

from __future__ import annotations

from django.db import router, transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from wagtail_asean.exceptions import UnitError
from wagtail_asean.hub.models import Subscriber, Unit
from wagtail_asean.hub.units import verbs

from .unit_forms import (
    FACTS,
    AddUnitForm,
    CloseForm,
    EditUnitForm,
    MergeForm,
    MoveForm,
    RenameForm,
    SplitForm,
)


class UnitFormView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks with a form; a verb that can't be undone is asked about once more."""

    permission_required = "change"
    any_permission_required = None
    index_url_name = inspect_url_name = ""
    template_name = "wagtail_asean_hub/unit_form.html"
    button_label = ""
    # What is asked, where it is asked about once more.
    question = ""
    said = ""
    object = None
    _show_breadcrumbs = True

    @cached_property
    def form(self):
        """The form as it was sent, or a new one."""
        data = self.request.POST if self.request.method == "POST" else None
        return self.form_class(data, unit=self.object, initial=self.get_initial())

    def get_initial(self) -> dict:
        return {}

    def get_page_subtitle(self):
        return str(self.object) if self.object else ""

    @property
    def back_url(self) -> str:
        """Where the user goes after it."""
        if self.object is None:
            return reverse(self.index_url_name)
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_breadcrumbs_items(self):
        above = [{"url": reverse(self.index_url_name), "label": _("Units")}]
        if self.object:
            above.append({"url": self.back_url, "label": str(self.object)})
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, *above, here]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {"form": self.form, "media": self.form.media, "back_url": self.back_url, **context}

    def post(self, request, *args, **kwargs):
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        must_ask = self.question and "confirmed" not in request.POST
        try:
            with verbs.atomic():
                self.apply(self.form.cleaned_data)
                if must_ask:
                    # Done only to hear what would be in the way.
                    transaction.set_rollback(True, using=router.db_for_write(Unit))
        except UnitError as error:
            self.form.add_error(None, str(error))
            return self.render_to_response(self.get_context_data(), status=422)
        if must_ask:
            asked = {"asked": True, "consequences": self.consequences()}
            return self.render_to_response(self.get_context_data(**asked))
        messages.success(request, self.said % {"unit": self.object})
        return redirect(self.back_url)

    def apply(self, data: dict) -> None:
        """Do it; raises `UnitError`."""
        raise NotImplementedError

    def consequences(self) -> list[str]:
        """Say what it does, sentence by sentence."""
        return []


class AddUnitView(UnitFormView):
    permission_required = "add"
    form_class = AddUnitForm
    page_title = _("Add a unit")
    button_label = _("Add")
    said = _("“%(unit)s” was added.")

    def apply(self, data):
        self.object = verbs.add_unit(user=self.request.user, **data)


class UnitVerbView(BaseObjectMixin, UnitFormView):
    """A verb about one unit."""

    def get_event(self, data: dict) -> dict:
        return {"day": data["day"], "note": data["note"], "user": self.request.user}


class EditUnitView(UnitVerbView):
    form_class = EditUnitForm
    page_title = _("Edit")
    button_label = _("Save")
    said = _("“%(unit)s” was saved.")

    @cached_property
    def form(self):
        data = self.request.POST if self.request.method == "POST" else None
        return EditUnitForm(data, instance=self.object)

    def apply(self, data):
        # Not the whole row: its place in the tree may have changed meanwhile.
        self.object.save(update_fields=["code", "level", *FACTS, "valid_from", "valid_until"])
        log(instance=self.object, action="wagtail.edit", user=self.request.user)


class RenameView(UnitVerbView):
    form_class = RenameForm
    page_title = _("Rename")
    button_label = _("Rename")
    said = _("“%(unit)s” has another name now.")

    def get_initial(self):
        return {"name": self.object.name}

    def apply(self, data):
        verbs.rename(self.object, data["name"], **self.get_event(data))


class MoveView(UnitVerbView):
    form_class = MoveForm
    page_title = pgettext_lazy("a unit", "Move")
    button_label = pgettext_lazy("a unit", "Move")
    said = _("“%(unit)s” has another place now.")

    def get_initial(self):
        return {"parent": self.object.get_parent()}

    def apply(self, data):
        verbs.move(self.object, data["parent"], **self.get_event(data))


class MergeView(UnitVerbView):
    form_class = MergeForm
    page_title = _("Merge others into it")
    button_label = _("Merge")
    question = _("Merge these units?")
    said = _("The units were merged into “%(unit)s”.")

    def apply(self, data):
        verbs.merge(self.form.units, self.object, **self.get_event(data))
        if data["name"]:
            verbs.rename(self.object, data["name"], **self.get_event(data))

    def consequences(self):
        units = self.form.units
        sites = Subscriber.objects.filter(unit__in=units).count()
        names = ", ".join(unit.name for unit in units)
        return [
            gettext("These units end: %(names)s.") % {"names": names},
            gettext("What lies below them will lie below “%(unit)s”.") % {"unit": self.object},
            ngettext(
                "%(count)d site goes along and keeps its key.",
                "%(count)d sites go along and keep their keys.",
                sites,
            )
            % {"count": sites},
        ]


class SplitView(UnitVerbView):
    form_class = SplitForm
    page_title = _("Split")
    button_label = _("Split")
    question = _("Split this unit?")
    said = _("“%(unit)s” was split.")

    def apply(self, data):
        event = self.get_event(data)
        verbs.split(self.object, self.form.parts, goes_on=data["goes_on"], **event)

    def consequences(self):
        names = ", ".join(name for _code, name in self.form.parts)
        said = [gettext("These units begin: %(names)s.") % {"names": names}]
        if self.form.cleaned_data["goes_on"]:
            return said
        first = self.form.parts[0][1]
        return [
            *said,
            gettext("“%(unit)s” ends.") % {"unit": self.object},
            gettext("Its sites and what lies below it go to “%(first)s”.") % {"first": first},
        ]


class CloseView(UnitVerbView):
    form_class = CloseForm
    page_title = pgettext_lazy("a unit", "Close")
    button_label = _("Close the unit")
    question = _("Close this unit?")
    said = _("“%(unit)s” was closed.")

    def apply(self, data):
        revoke = data["revoke_keys"]
        verbs.close(self.object, revoke_keys=revoke, **self.get_event(data))

    def consequences(self):
        said = [gettext("“%(unit)s” ends without a successor.") % {"unit": self.object}]
        if self.form.cleaned_data["revoke_keys"]:
            said.append(gettext("The keys of its sites end now."))
        return said
