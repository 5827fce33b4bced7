"""The column on pages of the site's own: its latest and its menu as blocks of a StreamField."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from ..choices import TYPES, kind_name, told_kinds


def kind_choices() -> list[tuple[str, str]]:
    """Return the types and kinds that readers can be shown by themselves."""
    choices = []
    for type in TYPES:
        choices.append((type, capfirst(kind_name(type, ""))))
        choices += [(kind, kind_name(type, kind)) for kind in told_kinds(type)]
    return choices


class ColumnChooserBlock(blocks.PageChooserBlock):
    """A column or one of its sections."""

    def clean(self, value: Any) -> Any:
        from ..mixins import ColumnMixin

        page = super().clean(value)
        if page is not None and not isinstance(page.specific, ColumnMixin):
            raise ValidationError(
                _("“%(title)s” is no column and no section of one.") % {"title": page.title}
            )
        return page


class LatestBlock(blocks.StructBlock):
    """The newest of the column of the site, in the page's language."""

    heading = blocks.CharBlock(required=False, max_length=255, label=_("Heading"))
    number = blocks.IntegerBlock(
        default=5, min_value=1, max_value=24, label=_("How many at the most")
    )
    section = ColumnChooserBlock(
        required=False,
        label=_("Section"),
        help_text=_("Only what lies in this section. Leave it empty for the whole column."),
    )
    topic = SnippetChooserBlock("wagtail_asean_library.Topic", required=False, label=_("Topic"))
    kind = blocks.ChoiceBlock(choices=kind_choices, required=False, label=_("Kind"))
    only_own = blocks.BooleanBlock(
        required=False,
        label=_("Only this site's own"),
        help_text=_("Leave out what other sites of the network have published."),
    )

    class Meta:
        label = _("Latest from ASEAN")
        icon = "list-ul"
        template = "wagtail_asean_pages/blocks/latest.html"

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        from ..column import insets
        from ..column.asked import OWN

        context = super().get_context(value, parent_context)
        section, topic = value.get("section"), value.get("topic")
        context["latest"] = insets.latest(
            parent_context or {},
            value.get("number"),
            heading=value.get("heading") or "",
            below=section.specific if section else None,
            topic=topic.code if topic else "",
            kind=value.get("kind"),
            origin=OWN if value.get("only_own") else "",
        )
        return context


class MenuBlock(blocks.StructBlock):
    """The sections of the site's column, in the page's language."""

    heading = blocks.CharBlock(required=False, max_length=255, label=_("Heading"))

    class Meta:
        label = _("Menu of the ASEAN column")
        icon = "list-ol"
        template = "wagtail_asean_pages/blocks/menu.html"

    def get_context(self, value: Any, parent_context: Any = None) -> Any:
        from ..column import insets

        context = super().get_context(value, parent_context)
        context["menu"] = insets.menu(parent_context or {}, heading=value.get("heading") or "")
        return context
