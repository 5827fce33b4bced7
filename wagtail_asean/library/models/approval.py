from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from wagtail_asean.exceptions import DocumentError
from wagtail_asean.protocol import Approval


class ApprovalMixin(models.Model):
    """The record of who approved an object, for any model that travels."""

    approval_role = models.CharField(
        _("approved by"),
        max_length=255,
        blank=True,
        help_text=_("The role that approved it, for example “Department leadership”."),
    )
    approval_date = models.DateField(_("approved on"), null=True, blank=True)
    approval_number = models.CharField(_("number of the decision"), max_length=100, blank=True)
    approval_note = models.TextField(_("note on the approval"), max_length=2000, blank=True)

    approval_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("approval_role"), FieldPanel("approval_date")]),
                FieldRowPanel([FieldPanel("approval_number"), FieldPanel("approval_note")]),
            ],
            heading=_("Approval"),
        )
    ]

    class Meta:
        abstract = True

    def approval_record(self) -> Approval | None:
        """Return the record as it travels, None where nothing was filled in."""
        day = self.approval_date
        record = Approval(
            role=self.approval_role,
            date=_written(day),
            number=self.approval_number,
            note=self.approval_note,
        )
        return None if record == Approval() else record

    def set_approval(self, record: Approval | None) -> None:
        """Fill the fields from a record that came; raises `DocumentError` for no such day."""
        record = record or Approval()
        try:
            day = date.fromisoformat(record.date) if record.date else None
        except ValueError as error:
            raise DocumentError(f"approval/date is not a day: {record.date!r}.") from error
        self.approval_role = record.role
        self.approval_date = day
        self.approval_number = record.number
        self.approval_note = record.note


def _written(day: Any) -> str:
    # An instance that was just made may hold the text it was given.
    return day.isoformat() if isinstance(day, date) else str(day or "")
