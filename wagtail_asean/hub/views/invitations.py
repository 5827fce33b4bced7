"""Links for the sites of units: made, shown once on a page to print, taken back."""

from __future__ import annotations

from django import forms
from django.contrib.auth import get_permission_codename
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.log_actions import log

from wagtail_asean import conf
from wagtail_asean.exceptions import ConfigurationError, EnrolmentError
from wagtail_asean.hub.invitations import (
    Slip,
    invite,
    revoke_invitations,
    units_to_invite,
)
from wagtail_asean.hub.models import Invitation, Unit
from wagtail_asean.hub.own_address import api_address
from wagtail_asean.hub.units.handing_out import as_csv, as_xlsx, good_until, qr_code
from wagtail_asean.hub.units.sheets import CSV, XLSX

from .unit_filters import chosen_units

# As many as a person picks from a list, and as many QR codes as are drawn while they wait.
MOST_LISTED = 200
SHOWN_FOR = 3600
SALT = "wagtail_asean.hub.links"


def may_invite(user) -> bool:
    """Tell whether a user may hand out links."""
    codename = get_permission_codename("add", Invitation._meta)
    return user.has_perm(f"{Invitation._meta.app_label}.{codename}")


class InvitingView(WagtailAdminTemplateMixin, TemplateView):
    """What all of these screens share: who may, and where they lie."""

    index_url_name = inspect_url_name = ""
    page_title = _("Links for websites")
    header_icon = "mail"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        if not may_invite(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        above = {"url": reverse(self.index_url_name), "label": _("Units")}
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, above, here]


class LinksForm(forms.Form):
    """Which units, and how the slips lie on the paper."""

    units = forms.ModelMultipleChoiceField(
        label=_("Units"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    apart = forms.ChoiceField(
        label=_("On paper"),
        choices=[("", _("Several on one page")), ("1", _("Each on a page of its own"))],
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )

    def __init__(self, *args, units, is_listed: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if is_listed:
            self.fields["units"].queryset = units
            self.initial["units"] = [unit.pk for unit in units]
        else:
            del self.fields["units"]


class InviteUnitsView(InvitingView):
    """Makes links for units that have no site: those of the list, or some of them."""

    template_name = "wagtail_asean_hub/invite.html"
    object = None

    @cached_property
    def units(self):
        """The units to choose from."""
        return units_to_invite(chosen_units(self.request))

    @cached_property
    def count(self) -> int:
        return self.units.count()

    @cached_property
    def form(self):
        data = self.request.POST if self.request.method == "POST" else None
        return LinksForm(data, units=self.units, is_listed=self.count <= MOST_LISTED)

    def get_context_data(self, **kwargs):
        return {
            "form": self.form,
            "count": self.count,
            "most": MOST_LISTED,
            "days": conf.settings.ENROLMENT_DAYS,
            "is_open": Invitation.objects.open().filter(unit__in=self.units).exists(),
            "back_url": reverse(self.index_url_name),
            **super().get_context_data(**kwargs),
        }

    def post(self, request, *args, **kwargs):
        if not self.count or not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        units = self.form.cleaned_data.get("units", self.units)
        try:
            address = api_address("enrolment", request.build_absolute_uri("/"))
            slips = invite(units.select_related(None), address, user=request.user)
        except (ConfigurationError, EnrolmentError) as error:
            messages.error(request, str(error))
            return redirect(self.index_url_name)
        return self._show(slips)

    def _show(self, slips: list[Slip]) -> HttpResponse:
        # Not a redirect: the codes are kept nowhere, so this answer is the only one to show them.
        with_codes = len(slips) <= MOST_LISTED
        shown = [
            {
                "unit": slip.unit,
                "link": slip.link,
                "good_until": good_until(slip),
                "drawing": qr_code(slip.link) if with_codes else "",
            }
            for slip in slips
        ]
        context = {
            "slips": shown,
            "is_apart": self.form.cleaned_data["apart"] == "1",
            "with_codes": with_codes,
            "most": MOST_LISTED,
            "is_safe": self.request.is_secure(),
            "payload": _pack(slips, self.request.user),
            "file_url": reverse(_links_file()),
            "back_url": reverse(self.index_url_name),
        }
        response = render(self.request, "wagtail_asean_hub/slips.html", context)
        response["Referrer-Policy"] = "no-referrer"
        return response


class InviteUnitView(BaseObjectMixin, InviteUnitsView):
    """Makes a link for one unit, also where it has a site, which then enrols anew."""

    @cached_property
    def units(self):
        return Unit.objects.filter(pk=self.object.pk)

    def get_page_subtitle(self):
        return str(self.object)


def _links_file() -> str:
    return "asean_units:links_file"


def _pack(slips: list[Slip], user) -> str:
    # For the file that the page offers: signed, for this user alone and for an hour.
    said = [[slip.unit.pk, slip.link, slip.expires_at.isoformat()] for slip in slips]
    return signing.dumps(said, salt=f"{SALT}.{user.pk}", compress=True)


def _unpack(payload: str, user) -> list[Slip]:
    said = signing.loads(payload, salt=f"{SALT}.{user.pk}", max_age=SHOWN_FOR)
    units = {unit.pk: unit for unit in Unit.objects.all()}
    return [
        Slip(unit=units[pk], link=link, expires_at=parse_datetime(expires_at))
        for pk, link, expires_at in said
        if pk in units
    ]


class LinksFileView(InvitingView):
    """The links that were just shown, as a spreadsheet."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            slips = _unpack(request.POST.get("payload", ""), request.user)
        except signing.BadSignature:
            said = gettext("These links can't be shown any more. Make new ones.")
            messages.error(request, said)
            return redirect(self.index_url_name)
        is_csv = request.POST.get("format") == "csv"
        content, kind, end = (
            (as_csv(slips), CSV, "csv") if is_csv else (as_xlsx(slips), XLSX, "xlsx")
        )
        headers = {"Content-Disposition": f'attachment; filename="links.{end}"'}
        return HttpResponse(content, content_type=kind, headers=headers)


class RevokeLinkView(BaseObjectMixin, InvitingView):
    """Asks before a link that nobody has used ends."""

    template_name = "wagtail_asean_hub/confirm.html"
    page_title = _("Revoke the link")
    question = _("Revoke the link of this unit?")
    consequence = _("Nobody can enrol with it any more. A new one can be made at any time.")
    button_label = _("Yes, revoke the link")

    def get_page_subtitle(self):
        return str(self.object)

    @property
    def back_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, back_url=self.back_url)

    def post(self, request, *args, **kwargs):
        if revoke_invitations([self.object]):
            log(instance=self.object, action="asean_hub.uninvite", user=request.user)
        said = gettext("The link of “%(unit)s” was revoked.") % {"unit": self.object}
        messages.success(request, said)
        return redirect(self.back_url)
