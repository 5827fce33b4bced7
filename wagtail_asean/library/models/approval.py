"""Who approved an object, and whether what stands there now is still what was approved.

`ApprovedContentMixin` keeps the digest of what was approved. Whatever path changes the content
afterwards (form, code, bulk, a picture's file), the digest no longer fits and the approval does
not hold. A mirror's approval was given at its origin and holds as it came.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from datetime import timezone as fixed_offset
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from wagtail_asean.exceptions import DocumentError
from wagtail_asean.protocol import Approval, canonical, digest

RECORD = ("role", "date", "number", "note")
# What may change without another look at it: what the machine keeps, and the record itself.
NOT_CONTENT = frozenset(
    {
        "id",
        "translation_key",
        "locale",
        "live",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
        "latest_revision",
        "live_revision",
        "go_live_at",
        "expire_at",
        "expired",
        "locked",
        "locked_at",
        "locked_by",
        "origin_site",
        "series",
        "permission_document",
        "is_approved",
        "approved_digest",
        *(f"approval_{name}" for name in RECORD),
    }
)


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
        record = Approval(
            role=self.approval_role,
            date=_written(self.approval_date),
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


class ApprovedContentMixin(ApprovalMixin):
    """An approval that is given to the content, and ends when the content changes."""

    approved_digest = models.CharField(max_length=64, blank=True, editable=False)
    is_approved = models.BooleanField(_("approved"), default=False, editable=False, db_index=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None:
            self.is_approved = self.has_valid_approval()
        super().save(*args, **kwargs)

    def set_approval(self, record: Approval | None) -> None:
        super().set_approval(record)
        self.approved_digest = ""

    def record_approval(self, *, role: str, day: date, number: str = "", note: str = "") -> None:
        """Note that the content as it stands is approved; saving is the caller's.

        Raises `ValidationError` with everything that stands against it.
        """
        obstacles = list(self.approval_obstacles())
        if obstacles:
            raise ValidationError(obstacles)
        self.set_approval(Approval(role=role, date=day.isoformat(), number=number, note=note))
        self.approved_digest = self.content_digest()
        self.is_approved = True

    def revoke_approval(self) -> None:
        """Drop the record, as before a new edition; saving is the caller's."""
        self.set_approval(None)
        self.is_approved = False

    def approval_obstacles(self) -> Iterable[str]:
        """Say, sentence by sentence, what must be mended before this can be approved."""
        return ()

    def has_valid_approval(self) -> bool:
        """Tell whether what stands here now is what was approved."""
        if self.approval_record() is None:
            return False
        if getattr(self, "origin_site", ""):
            return True
        return bool(self.approved_digest) and self.approved_digest == self.content_digest()

    def content_digest(self) -> str:
        """Return the SHA-256 of all that is looked at before an approval, files included."""
        values = {
            field.name: _plain(field, self)
            for field in self._meta.concrete_fields
            if field.name not in NOT_CONTENT and not field.primary_key
        }
        return digest(canonical({"fields": values, "files": self.content_files()}))

    def content_files(self) -> list[str]:
        """Return the hashes of the files that belong to the content."""
        return []


def _plain(field: Any, instance: models.Model) -> Any:
    value = getattr(instance, field.attname)
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, datetime):
        moment = timezone.make_aware(value) if timezone.is_naive(value) else value
        return moment.astimezone(fixed_offset.utc).isoformat()
    if isinstance(value, (list, dict)):
        return value
    return field.value_to_string(instance) if not field.is_relation else str(value)


def _written(day: Any) -> str:
    # An instance that was just made may hold the text it was given.
    return day.isoformat() if isinstance(day, date) else str(day or "")
