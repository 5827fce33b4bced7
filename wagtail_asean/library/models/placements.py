"""Where banners stand, and when: the site's own choices, mourning, and what is shown when."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Site
from wagtail.search import index

from ..fields import CodeField
from ..placements.slots import slot_choices
from .banner import Banner
from .base import LibraryModel, shared
from .campaign import Campaign
from .vocabularies import Occasion


class MourningPeriod(LibraryModel):
    """Days of national mourning: nothing festive is shown."""

    title = models.CharField(_("reason"), max_length=255)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))

    override_translatable_fields = shared("starts_on", "ends_on")
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.FilterField("locale"),
    ]
    kind = "mourning"
    preview_name = "mourning"

    class Meta(LibraryModel.Meta):
        verbose_name = _("period of mourning")
        verbose_name_plural = _("periods of mourning")
        ordering = ("-starts_on",)

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError(
                {"ends_on": _("It would end before it begins. Choose a later day.")}
            )


class Placement(models.Model):
    """What a site has decided for one of its slots; without a row the rules decide."""

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("site")
    )
    slot = CodeField(_("place"), choices=slot_choices)
    locale = models.ForeignKey(
        Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language")
    )
    banner = models.ForeignKey(
        Banner,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="placements",
        verbose_name=_("the site's own choice"),
        help_text=_("Empty: the campaign of these days, or else the occasion's banner."),
    )
    is_off = models.BooleanField(
        _("show nothing here"),
        default=False,
        help_text=_("This place stays empty, whatever the Department's campaigns."),
    )

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        unique_together = (("site", "slot", "locale"),)
        ordering = ("site", "slot", "locale")

    def __str__(self) -> str:
        return f"{self.site}: {self.get_slot_display()}"  # type: ignore[attr-defined]


class Showing(models.Model):
    """What a slot shows from one moment to another.

    Written by `placements.showings`, never by hand. For each site, slot and language
    the rows follow each other without a gap, up to the horizon; a row without a banner says
    that nothing is shown. Rows of the past are kept: they say what was shown when.
    """

    class Reason(models.TextChoices):
        CHOICE = "choice", _("The site's own choice")
        CAMPAIGN = "campaign", _("Campaign")
        OCCASION = "occasion", _("Occasion")
        NOTHING = "nothing", _("Nothing to show")
        OFF = "off", _("Switched off here")
        MOURNING = "mourning", _("National mourning")

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    slot = models.CharField(max_length=50)
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    banner = models.ForeignKey(
        Banner, null=True, on_delete=models.SET_NULL, related_name="showings"
    )
    reason = models.CharField(max_length=10, choices=Reason.choices)
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.SET_NULL, related_name="+")
    occasion = models.ForeignKey(Occasion, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("site", "slot", "locale", "starts_at")
        indexes = [
            models.Index(fields=["site", "slot", "locale", "starts_at"], name="asean_showing_place")
        ]

    wagtail_reference_index_ignore: Any = True

    def __str__(self) -> str:
        return f"{self.slot} {self.starts_at:%Y-%m-%d %H:%M}: {self.banner or self.reason}"
