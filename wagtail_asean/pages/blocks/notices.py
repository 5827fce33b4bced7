"""What a page says of itself: what was wrong in it, and what proves it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .article import UnsupportedBlock


class CorrectionBlock(blocks.StructBlock):
    """A dated public notice of what was wrong and is put right."""

    date = blocks.DateBlock(label=_("Day of the correction"))
    text = blocks.TextBlock(
        label=_("What was wrong, and what is right"),
        help_text=_("For readers; it stays on the page. Say it in one or two sentences."),
        rows=2,
        max_length=1000,
    )

    class Meta:
        icon = "edit"
        label = _("Correction")


class CorrectionsBlock(blocks.StreamBlock):
    """All corrections of a page."""

    correction = CorrectionBlock()
    unsupported = UnsupportedBlock()

    class Meta:
        required = False


class ProofBlock(blocks.StructBlock):
    """A source that readers can check."""

    title = blocks.CharBlock(label=_("Title"), max_length=255)
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Source to check")


class EvidenceBlock(blocks.StreamBlock):
    """What proves a fact check."""

    proof = ProofBlock()
    unsupported = UnsupportedBlock()

    class Meta:
        required = False
