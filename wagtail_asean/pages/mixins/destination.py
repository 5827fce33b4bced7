"""A place worth a journey. There are no maps here: see decision 0015."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from wagtail_asean.library.fields import CodeField, OpenStreamField
from wagtail_asean.library.models.base import shared

from ..blocks import ProductsBlock
from ..choices import Heritage
from ..coordinates import geo_uri, words_of_place
from .entry import EntryMixin


class DestinationMixin(EntryMixin):
    """A destination in a member state."""

    country = models.ForeignKey(
        "wagtail_asean_library.MemberState",
        verbose_name=_("country"),
        related_name="+",
        null=True,
        on_delete=models.SET_NULL,
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-90)), MaxValueValidator(Decimal(90))],
        help_text=_("In degrees, north positive, for example 19.89."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-180)), MaxValueValidator(Decimal(180))],
        help_text=_("In degrees, east positive, for example 102.14."),
    )
    season = models.CharField(
        _("best time to go"),
        max_length=255,
        blank=True,
        help_text=_("For example: November to April."),
    )
    etiquette = models.TextField(
        _("how to behave there"), max_length=2000, blank=True, help_text=_("One rule a line.")
    )
    heritage = CodeField(_("heritage"), choices=Heritage.choices, blank=True)
    heritage_year = models.PositiveSmallIntegerField(_("listed in"), null=True, blank=True)
    portal_url = models.URLField(_("official portal"), max_length=2000, blank=True)
    products = OpenStreamField(ProductsBlock(), verbose_name=_("what it offers"), blank=True)
    map_checked = models.BooleanField(
        _("maps are right or there are none"),
        default=False,
        help_text=_(
            "Every map of Viet Nam in the pictures shows the Hoàng Sa and Trường Sa archipelagos."
        ),
    )

    entry_type = "destination"
    schema_type = "TouristAttraction"
    override_translatable_fields = [
        *EntryMixin.override_translatable_fields,
        *shared(
            "country",
            "latitude",
            "longitude",
            "heritage",
            "heritage_year",
            "portal_url",
            "map_checked",
        ),
    ]

    class Meta:
        abstract = True

    asean_panels = [
        FieldPanel("country"),
        *EntryMixin.opening_panels,
        FieldPanel("map_checked"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("season"),
                FieldPanel("etiquette"),
                FieldRowPanel([FieldPanel("heritage"), FieldPanel("heritage_year")]),
                FieldPanel("portal_url"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ],
            heading=_("For visitors"),
        ),
        FieldPanel("products"),
        *EntryMixin.closing_panels,
    ]

    def clean(self) -> None:
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"longitude": _("Give latitude and longitude, or neither.")})

    def country_codes(self) -> set[str]:
        own = {self.country.code} if self.country else set()
        return super().country_codes() | own

    @property
    def rules_of_behaviour(self) -> list[str]:
        """The rules of behaviour, one each."""
        return [line.strip() for line in self.etiquette.splitlines() if line.strip()]

    @property
    def coordinates(self) -> str:
        """Where it lies, in degrees, "" where nobody has said so."""
        if self.latitude is None or self.longitude is None:
            return ""
        return words_of_place(self.latitude, self.longitude)

    @property
    def geo_uri(self) -> str:
        """Where it lies, as an address for the map of a device (RFC 5870)."""
        if self.latitude is None or self.longitude is None:
            return ""
        return geo_uri(self.latitude, self.longitude)

    @property
    def offered_products(self) -> list[Any]:
        """What it offers."""
        return [child.value for child in self.products if child.block_type == "product"]

    def folded_words(self) -> Any:
        yield from super().folded_words()
        if self.country:
            yield self.country.name
