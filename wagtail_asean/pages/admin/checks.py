"""The checks before publishing, at the top of the form: what was found in the saved draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.forms import Media
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, Panel

STYLESHEET = "wagtail_asean_pages/admin/entry_form.css"
SCRIPT = "wagtail_asean_pages/admin/entry_form.js"


class ChecksPanel(Panel):
    """What keeps the page from publication, and what one would better look at."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["heading"] = kwargs.get("heading") or _("Before publishing")
        kwargs["icon"] = kwargs.get("icon") or "clipboard-list"
        super().__init__(*args, **kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_asean_pages/admin/checks_panel.html"
        media = Media(css={"all": [STYLESHEET]}, js=[SCRIPT])

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            from ..findings import findings

            context: dict[str, Any] = super().get_context_data(parent_context)
            is_saved = self.instance.pk is not None
            found = findings(self.instance) if is_saved else []
            anchors = dict(_anchors(self)) if found else {}
            user = self.request.user if self.request else None
            rows = [_row(finding, anchors, user) for finding in found]
            return context | {
                "is_saved": is_saved,
                "is_elsewhere": self.instance.came_from_elsewhere,
                "stops": [row for row in rows if row["finding"].stops],
                "advice": [row for row in rows if not row["finding"].stops],
            }


def _row(finding: Any, anchors: dict[str, str], user: Any) -> dict[str, Any]:
    link = finding.link
    if link and link.permission and not (user and user.has_perm(link.permission)):
        link = None
    return {"finding": finding, "anchor": anchors.get(finding.field, ""), "link": link}


def _anchors(panel: Panel.BoundPanel) -> Iterator[tuple[str, str]]:
    """Yield the name of each field in the form, and the id of the panel that it stands in."""
    handler = panel.instance.get_edit_handler()
    bound = handler.get_bound_panel(
        instance=panel.instance, request=panel.request, form=panel.form, prefix="panel"
    )
    yield from _fields_below(bound, "")


def _fields_below(bound: Any, anchor: str) -> Iterator[tuple[str, str]]:
    name = getattr(bound, "field_name", None)
    if name:
        yield name, anchor
    # Only a list of panels gives each of them an id of its own.
    has_sections = isinstance(bound.panel, ObjectList)
    for child, identifier in getattr(bound, "visible_children_with_identifiers", ()):
        section = f"{bound.prefix}-{identifier}-section" if has_sections else anchor
        yield from _fields_below(child, section)
