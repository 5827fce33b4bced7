"""The parts of pages on countries and destinations."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from .article import UnsupportedBlock

LANGUAGE_CODE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


class UntranslatedBlock(blocks.CharBlock):
    """A text that is the same in every language of the page."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Offer nothing to wagtail-localize, which asks a block itself before its class."""
        return []


class GreetingBlock(blocks.StructBlock):
    """A greeting in a language of the country."""

    lang = blocks.RegexBlock(
        regex=LANGUAGE_CODE,
        label=_("Language"),
        help_text=_("Its code, for example lo, km or zh-Hans: by it a reader is read aloud."),
        error_messages={"invalid": _("Write the code of a language, for example lo or zh-Hans.")},
        max_length=35,
    )
    text = UntranslatedBlock(label=_("Greeting"), max_length=255)
    reading = UntranslatedBlock(
        label=_("How it is read"),
        help_text=_("In Latin letters, where the script is another."),
        required=False,
        max_length=255,
    )
    meaning = blocks.CharBlock(label=_("What it means"), required=False, max_length=255)

    class Meta:
        icon = "comment"
        label = _("Greeting")


class GreetingsBlock(blocks.StreamBlock):
    """Greetings in the languages of a country."""

    greeting = GreetingBlock()
    unsupported = UnsupportedBlock()

    class Meta:
        required = False


class ProductBlock(blocks.StructBlock):
    """Something to do, taste or take home at a destination."""

    name = blocks.CharBlock(label=_("Name"), max_length=255)
    description = blocks.TextBlock(label=_("Description"), required=False, rows=2, max_length=1000)
    image = ImageChooserBlock(label=_("Image"), required=False)
    alt = blocks.CharBlock(
        label=_("Description for people who can't see the image"), required=False, max_length=500
    )

    class Meta:
        icon = "tag"
        label = _("Tourism product")


class ProductsBlock(blocks.StreamBlock):
    """What a destination offers."""

    product = ProductBlock()
    unsupported = UnsupportedBlock()

    class Meta:
        required = False
