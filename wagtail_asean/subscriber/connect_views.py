"""The screens of connecting to a hub: the link, the choices, and what happens next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from wagtail_asean.exceptions import WagtailAseanError

from . import enrolment, places
from .connect_forms import LinkForm, PlaceForm
from .models import Subscription

CHOICES = "choices"


class ConnectScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """What the screens of connecting share."""

    permission_required = "add"
    permission_policy: Any = None
    index_url_name = ""
    header_icon = "globe"
    page_title = _("Connect to a hub")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {
            "url": reverse(self.index_url_name),
            "label": capfirst(Subscription._meta.verbose_name_plural),
        }
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]


class ConnectView(ConnectScreen):
    """Steps 1 and 2. The link goes along in the form: it is kept nowhere until it is used."""

    template_name = "wagtail_asean_subscriber/connect.html"
    connected_url_name = ""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look at the hub of the link; with the choices made, connect to it."""
        link_form = LinkForm(request.POST)
        if not link_form.is_valid():
            return self.ask_for_link(link_form)
        try:
            encounter = enrolment.look(link_form.read)
        except WagtailAseanError as error:
            link_form.add_error("link", str(error))
            return self.ask_for_link(link_form)
        if CHOICES not in request.POST:
            return self.ask_for_place(encounter, self.first_choices(link_form, encounter))
        return self.connect(encounter, PlaceForm(request.POST))

    def connect(self, encounter: enrolment.Encounter, form: PlaceForm) -> HttpResponse:
        """Claim the key, with what was chosen."""
        if not form.is_valid():
            return self.ask_for_place(encounter, form)
        choices = form.cleaned_data
        try:
            subscription = enrolment.enrol(
                encounter, parent=choices["parent"], policy=choices["policy"]
            )
        except WagtailAseanError as error:
            form.add_error(None, str(error))
            return self.ask_for_place(encounter, form)
        log(instance=subscription, action="wagtail.edit", user=self.request.user)
        return redirect(self.connected_url_name, subscription.pk)

    def first_choices(self, link_form: LinkForm, encounter: enrolment.Encounter) -> PlaceForm:
        """Offer what is chosen already where the hub is known, otherwise the topmost place."""
        known = encounter.known
        initial: dict[str, Any] = {"link": link_form.cleaned_data["link"]}
        form = PlaceForm(initial=initial)
        if known is not None:
            listed = {place.page.pk for place in form.places}
            initial["policy"] = known.policy
            initial["place"] = known.parent_page_id or ""
            if known.parent_page_id and known.parent_page_id not in listed:
                initial["other"] = known.parent_page
        elif form.places:
            initial["place"] = form.places[0].page.pk
        return form

    def ask_for_link(self, form: LinkForm) -> HttpResponse:
        """Show step 1."""
        return self.render_to_response(self.get_context_data(form=form, step=1))

    def ask_for_place(self, encounter: enrolment.Encounter, form: PlaceForm) -> HttpResponse:
        """Show step 2: who the hub is, and what is to be chosen."""
        context = self.get_context_data(
            form=form,
            step=2,
            encounter=encounter,
            known=encounter.known,
            media=form.media,
            has_column=places.column_model() is not None,
            refusals=[] if form.places else _refusals(),
        )
        return self.render_to_response(context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.setdefault("form", LinkForm())
        context.setdefault("step", 1)
        return context


class ConnectedView(ConnectScreen):
    """Step 3: what happens next."""

    template_name = "wagtail_asean_subscriber/connected.html"
    page_title = _("Connected")
    permission_required = "change"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subscription = get_object_or_404(Subscription, pk=self.kwargs["pk"])
        place = subscription.parent_page
        return super().get_context_data(
            subscription=subscription,
            untranslated=places.untranslated(place) if place else [],
            asks=subscription.policy != Subscription.Policy.FOLLOW,
            **kwargs,
        )


def _refusals() -> list[str]:
    """Say for each home page why it takes no column, and which line to add."""
    return list(dict.fromkeys(filter(None, (places.refusal(home) for home in places.homes()))))
