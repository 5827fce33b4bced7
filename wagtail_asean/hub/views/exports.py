"""Exporting a listing so that its cells are read as what they are."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from wagtail_asean.hub.spreadsheets import plain_cell


class PlainExportMixin:
    """Exports no formulas, and the times of this site without their zone, as xlsx has none."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        if isinstance(value, datetime) and timezone.is_aware(value):
            value = timezone.make_naive(value)
        value = super().preprocess_field_value(field, value, export_format)  # type: ignore[misc]
        # The other format can say of a cell that it is text.
        return plain_cell(value) if export_format == self.FORMAT_CSV else value
