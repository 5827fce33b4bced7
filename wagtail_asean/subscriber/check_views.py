"""The screen of the check: it asks the hub, so it waits for a button."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from . import checkup
from .checkup import Level
from .models import Subscription


class SubscriptionScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A screen about one subscription, with its place in the admin."""

    permission_required = "change"
    permission_policy: Any = None
    index_url_name = ""
    inspect_url_name = ""
    header_icon = "globe"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.subscription = get_object_or_404(Subscription, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.subscription)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse(self.index_url_name),
                "label": capfirst(Subscription._meta.verbose_name_plural),
            },
            {
                "url": reverse(self.inspect_url_name, args=[self.subscription.pk]),
                "label": str(self.subscription),
            },
            {"url": "", "label": self.get_page_title(), "sublabel": str(self.subscription)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(subscription=self.subscription, **kwargs)


class CheckView(SubscriptionScreen):
    """What the check found, the worst first."""

    template_name = "wagtail_asean_subscriber/check.html"
    page_title = _("Check")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Run the check and show what it found."""
        found = checkup.examine(self.subscription)
        order = [Level.WRONG, Level.ATTENTION, Level.GOOD]
        context = self.get_context_data(
            findings=sorted(found, key=lambda one: order.index(one.level)),
            numbers=[(level, sum(one.level is level for one in found)) for level in order],
        )
        return self.render_to_response(context)
