"""Lists of the admin that can be read on a phone.

Wagtail's tables shrink every column alike, so that on a narrow screen a title is squeezed to a
few letters. Here a column of the class `WIDE` leaves a narrow screen, and what it says stands
under the title instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.ui.tables import LocaleColumn, TitleColumn
from wagtail.coreutils import get_locales_display_names

# The class of a column that a narrow screen does not show.
WIDE = "asean-wide"
WITH_THUMBNAIL = "asean-with-thumbnail"
STYLESHEET = "wagtail_asean/admin.css"

Lines = Callable[[Any], Iterable[Any]]


class StackedTitleColumn(TitleColumn):  # type: ignore[misc]
    """A title with lines under it: `notes` always, `facts` where the other columns are gone.

    `get_thumbnail` returns the image to show before the title, None for none.
    """

    cell_template_name = "wagtail_asean/listings/title_cell.html"

    def __init__(
        self,
        name: str,
        *,
        notes: Lines | None = None,
        facts: Lines | None = None,
        get_thumbnail: Callable[[Any], Any] | None = None,
        **kwargs: Any,
    ) -> None:
        if get_thumbnail:
            kwargs["classname"] = WITH_THUMBNAIL
        super().__init__(name, **kwargs)
        self.notes = notes
        self.facts = facts
        self.get_thumbnail = get_thumbnail

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["notes"] = _said(self.notes, instance)
        context["facts"] = _said(self.facts, instance)
        context["thumbnail"] = self.get_thumbnail(instance) if self.get_thumbnail else None
        return context


def _said(lines: Lines | None, instance: Any) -> list[Any]:
    return [line for line in lines(instance) if line] if lines else []


def wide_facts(columns: Iterable[Any], row: Any) -> Iterator[str]:
    """Say in words what the columns say that a narrow screen does not show."""
    for column in columns:
        if column.classname == WIDE:
            value = column.get_value(row)
            if isinstance(column, LocaleColumn) and isinstance(value, int):
                value = get_locales_display_names().get(value, "")
            if value not in (None, ""):
                # What the column shows may have links in it.
                yield format_html("{}: {}", column.label, _written(value))


def _written(value: Any) -> str:
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return str(localize(value))


def stylesheet() -> SafeString:
    """Return the link to the stylesheet of our screens in the admin."""
    return format_html('<link rel="stylesheet" href="{}">', static(STYLESHEET))
