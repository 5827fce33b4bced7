"""The one part of a mirrored page's form that is the site's: its address."""

from __future__ import annotations

from typing import Any

import swapper
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_slug, validate_unicode_slug
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import mirrors
from .guards import managing_item

Page = swapper.load_model("wagtailcore", "Page")


class AddressForm(forms.Form):
    """The address of a page below the one above it."""

    slug = forms.CharField(
        label=_("Address"),
        max_length=255,
        help_text=_("The last part of the page's address on this site. Links to it follow."),
    )

    def __init__(self, *args: Any, page: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"slug": page.slug}, **kwargs)
        self.page = page

    def clean_slug(self) -> str:
        """Refuse what is no address, or a sibling's."""
        slug: str = self.cleaned_data["slug"]
        unicode = getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True)
        (validate_unicode_slug if unicode else validate_slug)(slug)
        if not Page._slug_is_available(slug, self.page.get_parent(), self.page):
            raise ValidationError(gettext("Another page beside it has this address."))
        return slug


class AddressView(WagtailAdminTemplateMixin, TemplateView):
    """Gives a mirrored page another address, and no more."""

    template_name = "wagtail_asean_subscriber/address.html"
    page_title = _("Change the address")
    header_icon = "link"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let in who may edit the page, where it is a mirror."""
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        if managing_item(self.page) is None:
            return redirect(self.edit_url)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def page(self) -> Any:
        """The mirrored page."""
        return get_object_or_404(Page, pk=self.kwargs["page_id"]).specific

    @cached_property
    def edit_url(self) -> str:
        """Where the page is edited."""
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    @cached_property
    def form(self) -> AddressForm:
        """The form as it was sent, or with the address as it is."""
        data = self.request.POST if self.request.method == "POST" else None
        return AddressForm(data, page=self.page)

    def get_page_subtitle(self) -> str:
        return str(self.page)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": self.edit_url, "label": str(self.page)}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"form": self.form, "media": self.form.media, "back_url": self.edit_url}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Change the address and go back to the page."""
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        mirrors.change_slug(self.page, self.form.cleaned_data["slug"], user=request.user)
        messages.success(request, gettext("The address was changed."))
        return redirect(self.edit_url)
