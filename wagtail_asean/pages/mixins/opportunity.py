"""Something that readers can apply for until a deadline."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from wagtail_asean.library.fields import CodeField

from ..choices import OpportunityKind


class OpportunityMixin(models.Model):
    """A job, a scholarship, a call: where to apply, and until when."""

    opportunity = CodeField(
        _("what can be applied for"), choices=OpportunityKind.choices, blank=True
    )
    opportunity_host = models.CharField(_("who offers it"), max_length=255, blank=True)
    opportunity_url = models.URLField(
        _("address to apply at"),
        max_length=2000,
        blank=True,
        help_text=_("The page of whoever offers it, not of somebody who passes it on."),
    )
    opportunity_deadline = models.DateTimeField(
        _("apply until"),
        null=True,
        blank=True,
        help_text=_("Afterwards the page says that it is closed and shows no link to apply."),
    )

    class Meta:
        abstract = True

    opportunity_panel = MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("opportunity"), FieldPanel("opportunity_host")]),
            FieldRowPanel([FieldPanel("opportunity_url"), FieldPanel("opportunity_deadline")]),
        ],
        heading=_("An opportunity to apply for"),
        classname="collapsed",
    )

    def opportunity_is_open(self, at: datetime | None = None) -> bool:
        """Tell whether one can still apply at a moment, now by default."""
        if not self.opportunity:
            return False
        deadline = self.opportunity_deadline
        return deadline is None or deadline > (at or timezone.now())
