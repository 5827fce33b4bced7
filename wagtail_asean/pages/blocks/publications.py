"""The files of a publication."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from .article import UnsupportedBlock
from .places import LANGUAGE_CODE


class FileBlock(blocks.StructBlock):
    """A file to download."""

    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        label=_("Title"),
        help_text=_("Empty: the document's own title."),
        required=False,
        max_length=255,
    )
    language = blocks.RegexBlock(
        regex=LANGUAGE_CODE,
        label=_("Language of the file"),
        help_text=_("Its code, for example vi; empty: that of the page."),
        error_messages={"invalid": _("Write the code of a language, for example lo or zh-Hans.")},
        required=False,
        max_length=35,
    )
    is_data = blocks.BooleanBlock(
        label=_("Data"),
        help_text=_("Tick for a table to go on working with, such as CSV or JSON."),
        required=False,
    )
    description = blocks.CharBlock(label=_("Description"), required=False, max_length=500)

    class Meta:
        icon = "doc-full"
        label = _("File")


class FilesBlock(blocks.StreamBlock):
    """The files of a publication."""

    file = FileBlock()
    unsupported = UnsupportedBlock()

    class Meta:
        required = False
