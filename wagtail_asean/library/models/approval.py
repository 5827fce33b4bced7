"""Who approved an object, and whether what stands there now is still what was approved.

`ApprovedContentMixin` keeps the digest of what was approved. Whatever path changes the content
afterwards (form, code, bulk, a picture's file), the digest no longer fits and the approval does
not hold; nor does it for a copy or a translation, which are works of their own. A mirror's
approval was given at its origin: it holds as it came until the mirror is taken down.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from datetime import timezone as fixed_offset
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from wagtail_asean.exceptions import DocumentError
from wagtail_asean.protocol import Approval, canonical, digest

UTC = fixed_offset.utc
RECORD = ("role", "date", "number", "note")
# What may change without another look at it: what the machine keeps, and the record itself. A
# work's series is not looked at either: all editions of it are approved by themselves.
NOT_CONTENT = frozenset(
    {
        "id",
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

    # The step of the workflow (`setup.Role.code`) that an approval must come from, "" for any.
    approving_step = ""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        names = kwargs.get("update_fields")
        # Wagtail saves a draft's state alone, while the instance holds the draft's content.
        if names is None or not NOT_CONTENT.issuperset(names):
            self.is_approved = self.has_valid_approval()
            if names is not None:
                # Not with None: the pages of Wagtail 7 look into what stands there.
                kwargs["update_fields"] = {*names, "is_approved"}
        super().save(*args, **kwargs)

    def with_content_json(self, content: Any) -> Any:
        """Return a revision as an object; of a mirror no revision brings an approval back."""
        revised = super().with_content_json(content)  # type: ignore[misc]
        if getattr(self, "origin_site", ""):
            for name in (*(f"approval_{part}" for part in RECORD), "approved_digest"):
                setattr(revised, name, getattr(self, name))
        return revised

    def set_approval(self, record: Approval | None) -> None:
        super().set_approval(record)
        self.approved_digest = ""

    def take_over_approval(self, record: Approval | None, uid: Any) -> None:
        """Note the approval of an item's origin on its mirror, which then is that item alone."""
        self.set_approval(record)
        self.approved_digest = str(uid)

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
        """Drop the record; saving is the caller's."""
        self.set_approval(None)
        self.is_approved = False

    def approval_obstacles(self) -> Iterator[str]:
        """Say, sentence by sentence, what must be mended before this can be approved."""
        origin = getattr(self, "origin_site", "")
        if origin:
            yield gettext("It comes from %(site)s and can only be approved there.") % {
                "site": origin
            }

    def has_valid_approval(self) -> bool:
        """Tell whether what stands here now is what was approved."""
        if not self.approved_digest or self.approval_record() is None:
            return False
        if getattr(self, "origin_site", ""):
            return self.approved_digest == str(getattr(self, "translation_key", ""))
        return self.approved_digest == self.content_digest()

    def content_digest(self) -> str:
        """Return the SHA-256 of all that is looked at before an approval, files included.

        What is empty is left out, so that a field of a later version ends no approval.
        """
        values = {field.name: _plain(field, self) for field in self.content_fields()}
        return digest(canonical(_without_empty({"fields": values, "files": self.content_files()})))

    def content_fields(self) -> list[Any]:
        """Return the fields that are looked at before an approval."""
        return [
            field
            for field in self._meta.concrete_fields
            if field.name not in NOT_CONTENT and not field.primary_key
        ]

    def content_files(self) -> list[str]:
        """Return a mark of each file that belongs to the content; see `file_mark`."""
        return []


def file_mark(source: Any) -> str:
    """Return what tells the file of an image or document from the one that was there before.

    Its place counts besides its hash, which Wagtail takes anew only where a form replaces it.
    """
    try:
        return f"{source.file.name} {source.get_file_hash()}"
    except OSError:
        return f"{source.file.name} ?"


def _plain(field: Any, instance: models.Model) -> Any:
    value = getattr(instance, field.attname)
    if isinstance(value, str):
        # An instance that was just made may hold the text it was given.
        value = field.to_python(value)
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, datetime):
        # A form has no seconds: to save it unchanged changes nothing.
        value = value.replace(second=0, microsecond=0)
        return (value.astimezone(UTC) if timezone.is_aware(value) else value).isoformat()
    if isinstance(value, (list, dict)):
        return value
    if isinstance(field, StreamField):
        # A database may give the members of its blocks back in another order.
        return json.loads(field.value_to_string(instance))
    return field.value_to_string(instance) if not field.is_relation else str(value)


def _without_empty(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_empty(part) for part in value]
    if not isinstance(value, dict):
        return value
    parts = {name: _without_empty(part) for name, part in value.items()}
    return {name: part for name, part in parts.items() if not _is_empty(part)}


def _is_empty(value: Any) -> bool:
    return value is False or value in (None, "", [], {})


def _written(day: Any) -> str:
    # An instance that was just made may hold the text it was given.
    return day.isoformat() if isinstance(day, date) else str(day or "")
