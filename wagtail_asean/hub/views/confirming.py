"""Asking before something is done that concerns others, or that nobody can undo."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin


class QuestionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Puts a question, and goes back where the answer is no; done by POST alone."""

    object: Any = None
    permission_required = "change"
    any_permission_required = None
    index_url_name = ""
    # What the screen is called that it leads back to.
    index_label: Any = ""
    template_name = "wagtail_asean_hub/confirm.html"
    question: Any = ""
    consequence: Any = ""
    button_label: Any = ""
    _show_breadcrumbs = True

    @property
    def back_url(self) -> str:
        return reverse(self.index_url_name)

    def get_page_subtitle(self) -> str:
        return str(self.object or "")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": self.back_url, "label": self.index_label}
        here = {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, above, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, back_url=self.back_url)


class ConfirmView(BaseObjectMixin, QuestionView):
    """Asks about one object."""
