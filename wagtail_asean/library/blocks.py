"""Works of the library in a StreamField; also for the blocks of a site's own pages.

Outside of a work's dates, and without its approval, nothing is shown.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from .placements.slots import slot_choices


class WorkChooserBlock(SnippetChooserBlock):
    """One work of the library; subclasses name its model."""

    work_model: str

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(self.work_model, **kwargs)

    class Meta:
        template = "wagtail_asean_library/blocks/work.html"


class BannerChooserBlock(WorkChooserBlock):
    """One banner, in its newest edition."""

    work_model = "wagtail_asean_library.Banner"

    class Meta:
        label = _("Banner")
        icon = "image"


class PosterChooserBlock(WorkChooserBlock):
    """One poster, with its text and its files to print."""

    work_model = "wagtail_asean_library.Poster"

    class Meta:
        label = _("Poster")
        icon = "doc-full"


class SloganChooserBlock(WorkChooserBlock):
    """One slogan, as its words."""

    work_model = "wagtail_asean_library.Slogan"

    class Meta:
        label = _("Slogan")
        icon = "openquote"


class LedMessageChooserBlock(WorkChooserBlock):
    """One LED message, as its words."""

    work_model = "wagtail_asean_library.LedMessage"

    class Meta:
        label = _("LED message")
        icon = "desktop"


class CampaignChooserBlock(WorkChooserBlock):
    """One campaign: its days, its instructions and what it consists of."""

    work_model = "wagtail_asean_library.Campaign"

    class Meta:
        label = _("Campaign")
        icon = "calendar-check"


class OccasionChooserBlock(SnippetChooserBlock):
    """One occasion of the library."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("wagtail_asean_library.Occasion", **kwargs)

    class Meta:
        label = _("Occasion")
        icon = "calendar-alt"


class BannerBlock(blocks.StructBlock):
    """The right banner now: one that was chosen, or that of a place, an occasion or of today."""

    banner = BannerChooserBlock(
        required=False, help_text=_("Leave it empty to show the current banner by itself.")
    )
    occasion = OccasionChooserBlock(
        required=False, help_text=_("Without a banner: only banners of this occasion are shown.")
    )
    slot = blocks.ChoiceBlock(
        choices=slot_choices,
        required=False,
        label=_("As in the place"),
        help_text=_("Without a banner or an occasion: what this place of the site shows now."),
    )

    class Meta:
        label = _("ASEAN banner")
        icon = "image"
        template = "wagtail_asean_library/blocks/placed_banner.html"
