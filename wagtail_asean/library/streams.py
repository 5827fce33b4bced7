"""What the library's own StreamFields are made of: pictures, print files, a campaign's parts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from .files.formats import asset_formats, picture_formats, print_formats
from .files.looking import check_document, check_image
from .files.picture_choosing import PictureChooserBlock

# How far a picture's proportion may be from its format's.
TOLERANCE = 0.05


@contextmanager
def _said_of(name: str) -> Iterator[None]:
    """Show what is wrong at the field of this name."""
    try:
        yield
    except ValidationError as error:
        raise StructBlockValidationError({name: error}) from error


class PictureBlock(blocks.StructBlock):
    """A banner's picture in one size."""

    format = blocks.ChoiceBlock(choices=picture_formats, label=_("Format"))
    image = PictureChooserBlock(label=_("Picture"))

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        wanted, image = asset_formats().get(cleaned["format"]), cleaned["image"]
        if image is not None:
            with _said_of("image"):
                check_image(image)
        if wanted is None or image is None or wanted.unit != "px":
            return cleaned
        said = {
            "format": str(wanted),
            "width": image.width,
            "height": image.height,
        }
        if image.width < wanted.width or image.height < wanted.height:
            message = _(
                "This picture has %(width)d × %(height)d pixels and would look blurred as"
                " “%(format)s”. Choose a larger one."
            )
            raise StructBlockValidationError({"image": ValidationError(message % said)})
        if abs(image.width * wanted.height / (image.height * wanted.width) - 1) > TOLERANCE:
            message = _(
                "This picture has %(width)d × %(height)d pixels, which is another shape than"
                " “%(format)s”. Choose another format, or a picture that was made for this one."
            )
            raise StructBlockValidationError({"image": ValidationError(message % said)})
        return cleaned

    class Meta:
        icon = "image"
        label = _("Picture")


class PrintFileBlock(blocks.StructBlock):
    """A poster's file for one size."""

    format = blocks.ChoiceBlock(choices=print_formats, label=_("Format"))
    document = DocumentChooserBlock(label=_("File"))

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["document"] is not None:
            with _said_of("document"):
                check_document(cleaned["document"])
        return cleaned

    class Meta:
        icon = "doc-full"
        label = _("File")


class KeptText(blocks.TextBlock):
    """A text that an editor sees and does not touch."""

    @cached_property
    def field(self) -> forms.CharField:
        widget = forms.Textarea(attrs={"readonly": True, "rows": 3})
        return forms.CharField(widget=widget, **self.field_options)


class UnsupportedBlock(blocks.StructBlock):
    """Keeps a block that a newer site made, word for word; see `references.Inward.child`."""

    raw = KeptText(label=_("What was received"), search_index=False)

    class Meta:
        icon = "help"
        label = _("Block of a newer version")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        try:
            kept = json.loads(cleaned["raw"])
        except ValueError:
            kept = None
        if not isinstance(kept, dict) or not isinstance(kept.get("type"), str):
            message = _("This block only keeps what came from another site. Remove it.")
            raise StructBlockValidationError({"raw": ValidationError(message)})
        return cleaned

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Offer wagtail-localize nothing to translate: the text is for machines."""
        return []

    def restore_translated_segments(self, block: Any, segments: Any) -> Any:
        """Leave the block as it is."""
        return block


class _OneEachBlock(blocks.StreamBlock):
    """A stream of files, one a format."""

    def clean(self, value: Any, **options: Any) -> Any:
        # Before version 8 Wagtail says by an option that a draft may lack what is required.
        cleaned = super().clean(value, **options)
        seen: set[str] = set()
        for index, child in enumerate(cleaned):
            code = child.value.get("format") if child.block_type != "unsupported" else None
            if code in seen:
                message = ValidationError(_("There is a file of this format already."))
                raise blocks.StreamBlockValidationError(
                    {index: StructBlockValidationError({"format": message})}
                )
            if code:
                seen.add(code)
        return cleaned


class PicturesBlock(_OneEachBlock):
    """A banner's pictures, one a format."""

    picture = PictureBlock()
    unsupported = UnsupportedBlock()


class PrintFilesBlock(_OneEachBlock):
    """A poster's files, one a format."""

    file = PrintFileBlock()
    unsupported = UnsupportedBlock()


class CampaignBlock(blocks.StreamBlock):
    """What is hung up, shown and run in a campaign."""

    banner = SnippetChooserBlock("wagtail_asean_library.Banner", label=_("Banner"), icon="image")
    poster = SnippetChooserBlock("wagtail_asean_library.Poster", label=_("Poster"), icon="doc-full")
    slogan = SnippetChooserBlock(
        "wagtail_asean_library.Slogan", label=_("Slogan"), icon="openquote"
    )
    led_message = SnippetChooserBlock(
        "wagtail_asean_library.LedMessage", label=_("LED message"), icon="desktop"
    )
    unsupported = UnsupportedBlock()
