"""The body of an article, and of every other page that one can read."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from wagtail_asean.library import streams
from wagtail_asean.library.blocks import (
    BannerChooserBlock,
    CampaignChooserBlock,
    LedMessageChooserBlock,
    PosterChooserBlock,
    SloganChooserBlock,
)

from .drafts import is_draft
from .tables import parse_table
from .videos import Video, parse_video

FEATURES = [
    "bold",
    "italic",
    "superscript",
    "subscript",
    "link",
    "document-link",
    "ol",
    "ul",
    "asean-work",
]
TEMPLATES = "wagtail_asean_pages/blocks"

_TEXT = pgettext_lazy("of an article", "Text")
_MEDIA = _("Pictures and films")
_MORE = pgettext_lazy("of an article", "More")
_LIBRARY = _("From the ASEAN library")


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Heading"), max_length=255)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("h2", _("Section")), ("h3", _("Sub-section"))],
        default="h2",
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        group = _TEXT
        template = f"{TEMPLATES}/heading.html"


class PictureValue(blocks.StructValue):
    """A picture's parts."""

    @property
    def shown_alt(self) -> str:
        """Return the description, empty where the picture is decoration only."""
        return "" if self.get("decorative") else self.get("alt") or ""


class PictureBlock(blocks.StructBlock):
    """A picture with what a reader who can't see it, and its maker, are owed."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Description for people who can't see the image"),
        help_text=_("Say what the image shows, in one sentence."),
        required=False,
        max_length=500,
    )
    decorative = blocks.BooleanBlock(
        label=_("Decoration only"),
        help_text=_("Tick where the image adds nothing that a reader needs to know."),
        required=False,
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=500)
    credit = blocks.CharBlock(
        label=_("Credit"), help_text=_("Who made the image."), required=False, max_length=255
    )

    class Meta:
        icon = "image"
        label = _("Image")
        group = _MEDIA
        template = f"{TEMPLATES}/image.html"
        value_class = PictureValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if is_draft(self):
            return cleaned
        if not cleaned["alt"].strip() and not cleaned["decorative"]:
            message = _("Describe the image, or tick that it is decoration only.")
            raise StructBlockValidationError({"alt": ValidationError(message)})
        return cleaned


class QuotationBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"), rows=3)
    speaker = blocks.CharBlock(label=_("Who said it"), required=False, max_length=255)
    source_url = blocks.URLBlock(label=_("Where it can be read"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        group = _TEXT
        template = f"{TEMPLATES}/quotation.html"


class TableBlock(blocks.StructBlock):
    """A table as text: see docs/decisions/0002-table-block.md."""

    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=255)
    rows = blocks.TextBlock(
        label=_("Rows"),
        help_text=_(
            "Paste the cells from a spreadsheet, or write one row a line with | between cells."
        ),
        rows=6,
    )
    header_row = blocks.BooleanBlock(
        label=_("The first row holds headings"), required=False, default=True
    )
    header_column = blocks.BooleanBlock(label=_("The first column holds headings"), required=False)

    class Meta:
        icon = "table"
        label = pgettext_lazy("of cells", "Table")
        group = _TEXT
        template = f"{TEMPLATES}/table.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        rows = parse_table(value.get("rows") or "")
        has_head = bool(value.get("header_row")) and len(rows) > 1
        return {**context, "head": rows[0] if has_head else [], "rows": rows[has_head:]}


class VideoValue(blocks.StructValue):
    """A video's parts, and what its address tells."""

    @cached_property
    def video(self) -> Video:
        """What is known about the address."""
        return parse_video(self.get("url") or "")


class VideoBlock(blocks.StructBlock):
    """A film elsewhere: a link with our own picture, played here only after a click."""

    url = blocks.URLBlock(
        label=_("Address"), help_text=_("A page at YouTube or Vimeo, or an MP4 file.")
    )
    title = blocks.CharBlock(label=_("Title"), max_length=255)
    poster = ImageChooserBlock(
        label=_("Picture before it plays"),
        help_text=_("Shown from this site, so that nothing is fetched before a reader clicks."),
        required=False,
    )
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        help_text=_("What is said and shown, for people who can't hear or see it."),
        features=FEATURES,
        required=False,
    )

    class Meta:
        icon = "media"
        label = _("Video")
        group = _MEDIA
        template = f"{TEMPLATES}/video.html"
        value_class = VideoValue


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title"),
        help_text=_("Empty: the document's own title."),
        required=False,
        max_length=255,
    )
    description = blocks.CharBlock(label=_("Description"), required=False, max_length=500)

    class Meta:
        icon = "doc-full"
        label = _("Document to download")
        group = _MORE
        template = f"{TEMPLATES}/document.html"


class CallOutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("info", _("Good to know")), ("warning", _("Take care"))],
        default="info",
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=255)
    text = blocks.RichTextBlock(label=_TEXT, features=FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Call-out")
        group = _TEXT
        template = f"{TEMPLATES}/call_out.html"


class LinkBlock(blocks.StructBlock):
    """A link to a page of this site or to an address elsewhere."""

    page = blocks.PageChooserBlock(label=_("Page of this site"), required=False)
    url = blocks.URLBlock(label=_("Address elsewhere"), required=False)
    title = blocks.CharBlock(
        label=_("Title"),
        help_text=_("Needed for an address; empty: the page's own title."),
        required=False,
        max_length=255,
    )

    class Meta:
        icon = "link"
        label = _("Link")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if is_draft(self):
            return cleaned
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            message = _("Choose a page or give an address, one of the two.")
            raise StructBlockValidationError({"url": ValidationError(message)})
        if cleaned["url"] and not cleaned["title"].strip():
            message = _("Give the link a title.")
            raise StructBlockValidationError({"title": ValidationError(message)})
        return cleaned


class LinksBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=255)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("List of links")
        group = _MORE
        template = f"{TEMPLATES}/links.html"


class UnsupportedBlock(streams.UnsupportedBlock):
    """Says to readers that a part is missing here."""

    class Meta:
        group = _MORE
        template = f"{TEMPLATES}/unsupported.html"


class ArticleBody(blocks.StreamBlock):
    """Everything that an article may be made of."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        label=_("Paragraphs"),
        icon="pilcrow",
        group=_TEXT,
        features=FEATURES,
        template=f"{TEMPLATES}/paragraph.html",
    )
    quotation = QuotationBlock()
    call_out = CallOutBlock()
    table = TableBlock()
    image = PictureBlock()
    gallery = blocks.ListBlock(
        PictureBlock(),
        label=_("Gallery"),
        icon="grip",
        group=_MEDIA,
        min_num=2,
        template=f"{TEMPLATES}/gallery.html",
    )
    video = VideoBlock()
    document = DocumentBlock()
    links = LinksBlock()
    banner = BannerChooserBlock(group=_LIBRARY)
    poster = PosterChooserBlock(group=_LIBRARY)
    slogan = SloganChooserBlock(group=_LIBRARY)
    led_message = LedMessageChooserBlock(group=_LIBRARY)
    campaign = CampaignChooserBlock(group=_LIBRARY)
    unsupported = UnsupportedBlock()  # named as references.UNSUPPORTED_BLOCK

    class Meta:
        label = _("Body")
