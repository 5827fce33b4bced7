"""The form of a consent on paper: printed, signed, and kept where the register says."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.generic import View

from wagtail_asean.conf import settings

from ..choices import ConsentScope
from ..models import Consent
from .entry_form import may_see_consents


class FormToSignView(View):
    """Shows the form of one consent, ready to be printed; nothing in it is ticked already."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not may_see_consents(request.user):
            raise PermissionDenied
        consent = get_object_or_404(Consent, pk=pk)
        context: dict[str, Any] = {
            "consent": consent,
            "scopes": ConsentScope.choices,
            "unit": settings.UNIT_NAME or settings.SITE_NAME,
        }
        return TemplateResponse(request, "wagtail_asean_pages/admin/form_to_sign.html", context)
