"""What was wrong on a page, said in public."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from wagtail_asean.library.fields import OpenStreamField

from ..blocks import CorrectionsBlock


class CorrectionsMixin(models.Model):
    """Dated corrections, and what else has changed; both are for readers."""

    corrections = OpenStreamField(CorrectionsBlock(), verbose_name=_("corrections"), blank=True)
    change_note = models.TextField(
        _("what has changed"),
        max_length=2000,
        blank=True,
        help_text=_("For readers, where a published page was added to. Errors go above."),
    )

    class Meta:
        abstract = True

    corrections_panel = MultiFieldPanel(
        [FieldPanel("corrections"), FieldPanel("change_note")],
        heading=_("Corrections and changes"),
        help_text=_("Corrections stay on the page with their day, and reach every site."),
    )

    @property
    def corrections_newest_first(self) -> list[Any]:
        """The corrections, the newest first."""
        found = [c.value for c in self.corrections if c.block_type == "correction"]
        return sorted(found, key=lambda correction: str(correction.get("date")), reverse=True)
