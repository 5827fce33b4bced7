"""Banners in a StreamField; also for the blocks of a site's own pages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class BannerChooserBlock(SnippetChooserBlock):
    """One banner of the library; outside of its dates nothing is shown."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("wagtail_asean_library.Banner", **kwargs)

    class Meta:
        label = _("Banner")
        icon = "image"
        template = "wagtail_asean_library/blocks/banner.html"


class OccasionChooserBlock(SnippetChooserBlock):
    """One occasion of the library."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("wagtail_asean_library.Occasion", **kwargs)

    class Meta:
        label = _("Occasion")
        icon = "calendar-alt"


class BannerBlock(blocks.StructBlock):
    """A place for a banner: one that was chosen, or the current one."""

    banner = BannerChooserBlock(
        required=False, help_text=_("Leave it empty to show the current banner by itself.")
    )
    occasion = OccasionChooserBlock(
        required=False, help_text=_("Without a banner: only banners of this occasion are shown.")
    )

    class Meta:
        label = _("ASEAN banner")
        icon = "image"
        template = "wagtail_asean_library/blocks/placed_banner.html"
