"""The register of consents. Whoever may not see it is shown no names."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from ..models import Consent


class ConsentViewSet(SnippetViewSet):
    """Lists and edits consents."""

    model = Consent
    icon = "user"
    menu_label = _("Consents")
    list_display = ["name", "is_pupil", "is_given", "withdrawn_on"]
    search_fields = ["name", "reference"]
    panels = [
        FieldPanel("name"),
        FieldPanel("is_pupil"),
        FieldRowPanel([FieldPanel("person_agreed_on"), FieldPanel("guardian_agreed_on")]),
        FieldPanel("scope"),
        FieldPanel("reference"),
        MultiFieldPanel([FieldPanel("withdrawn_on")], heading=_("Withdrawal")),
    ]
