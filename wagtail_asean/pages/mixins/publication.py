"""A book, a brochure, a report or data, with its files and the terms of their use."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from wagtail_asean.library.fields import CodeField, OpenStreamField
from wagtail_asean.library.models.base import shared

from ..blocks import FilesBlock
from ..choices import LICENCE_ADDRESSES, Licence, PublicationKind
from .entry import EntryMixin


class PublicationMixin(EntryMixin):
    """A publication; its lead image is its cover."""

    kind = CodeField(
        _("kind"), choices=PublicationKind.choices, default=PublicationKind.BOOK.value, blank=True
    )
    publisher = models.CharField(_("publisher"), max_length=255, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    number = models.CharField(
        _("number"),
        max_length=100,
        blank=True,
        help_text=_("Of a document, for example 2841/KH-SGDĐT; of a book, its ISBN."),
    )
    files = OpenStreamField(FilesBlock(), verbose_name=_("files"), blank=True)
    licence = CodeField(_("licence"), choices=Licence.choices, blank=True)
    licence_note = models.CharField(_("note on the licence"), max_length=500, blank=True)

    entry_type = "publication"
    schema_type = "CreativeWork"
    override_translatable_fields = [
        *EntryMixin.override_translatable_fields,
        *shared("kind", "issued_on", "number", "licence"),
    ]

    class Meta:
        abstract = True

    asean_panels = [
        EntryMixin.checks_panel,
        FieldPanel("kind"),
        *EntryMixin.opening_panels,
        MultiFieldPanel(
            [
                FieldPanel("files"),
                FieldRowPanel([FieldPanel("licence"), FieldPanel("licence_note")]),
            ],
            heading=_("Files and licence"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("publisher"),
                FieldRowPanel([FieldPanel("issued_on"), FieldPanel("number")]),
            ],
            heading=_("About the publication"),
        ),
        FieldPanel("body"),
        *EntryMixin.closing_panels,
    ]
    asean_search_fields = [
        *EntryMixin.asean_search_fields,
        index.SearchField("publisher"),
        index.SearchField("number"),
        index.FilterField("kind"),
    ]

    @property
    def file_values(self) -> list[Any]:
        """The files that are there."""
        found = [child.value for child in self.files if child.block_type == "file"]
        return [file for file in found if file.get("document")]

    @property
    def licence_url(self) -> str:
        """Where the licence can be read, "" where it has no page."""
        return LICENCE_ADDRESSES.get(self.licence, "")

    def folded_words(self) -> Any:
        yield from super().folded_words()
        yield self.publisher
        yield self.number
