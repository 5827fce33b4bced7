from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.search import index

from ..fields import ListField, OpenStreamField
from ..streams import PrintFilesBlock
from .approval import file_mark
from .base import shared
from .work import Work

TEXT_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul"]


class Poster(Work):
    """An approved design for print, with a file for each size."""

    alt_text = models.CharField(
        _("text alternative"),
        max_length=1000,
        help_text=_("What the poster shows, in one or two sentences."),
    )
    text_equivalent = RichTextField(
        _("text of the poster"),
        features=TEXT_FEATURES,
        help_text=_("All that the poster says, for readers who can't see it."),
    )
    files = OpenStreamField(
        PrintFilesBlock(),
        verbose_name=_("print files"),
        help_text=_("One file for each size, as PDF where possible."),
    )
    preview = models.ForeignKey(
        get_image_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("preview"),
        help_text=_("Empty: made from the first page of the first PDF when it is saved."),
    )
    bleed_mm = models.PositiveSmallIntegerField(
        _("bleed (mm)"), null=True, blank=True, help_text=_("On each side, for the print shop.")
    )
    variables = ListField(
        _("what changes each year"),
        help_text=_("The parts that a new edition changes, one a line, such as the year."),
    )
    print_note = models.TextField(_("note for the print shop"), max_length=2000, blank=True)

    kind = "poster"
    preview_name = "poster"
    override_translatable_fields = shared(*Work.shared_names, "bleed_mm")
    search_fields = [
        *Work.search_fields,
        index.SearchField("alt_text"),
        index.SearchField("text_equivalent"),
    ]

    class Meta(Work.Meta):
        verbose_name = _("poster")
        verbose_name_plural = _("posters")

    def documents(self) -> list[tuple[str, Any]]:
        """Return the files that are there, each with its format's code."""
        return [
            (child.value["format"], child.value["document"])
            for child in self.files
            if child.block_type == "file" and child.value.get("document") is not None
        ]

    def content_files(self) -> list[str]:
        files = [document for _format, document in self.documents()]
        files += [self.preview] if self.preview else []
        return [*super().content_files(), *map(file_mark, files)]

    def approval_obstacles(self) -> Iterator[str]:
        yield from super().approval_obstacles()
        if not self.documents():
            yield gettext("It has no print file.")
        if not self.alt_text.strip():
            yield gettext("It has no text alternative.")
        if not self.text_equivalent.strip():
            yield gettext("The text of the poster is missing.")

    def thumbnail(self) -> Any:
        """Return the image that stands for the poster in lists, None where there is none."""
        return self.preview
