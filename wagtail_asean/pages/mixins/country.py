"""A member country: facts from the vocabulary, its greetings, and what the column has on it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images import get_image_model_string

from wagtail_asean.library.fields import OpenStreamField
from wagtail_asean.library.models.base import shared

from ..blocks import GreetingsBlock
from .entry import EntryMixin


class CountryMixin(EntryMixin):
    """A member state of ASEAN."""

    country = models.ForeignKey(
        "wagtail_asean_library.MemberState",
        verbose_name=_("country"),
        related_name="+",
        null=True,
        on_delete=models.SET_NULL,
        help_text=_("Its facts come from the list of member states and are kept there."),
    )
    flag = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("national flag"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text=_("An official picture of it; none is drawn here."),
    )
    greetings = OpenStreamField(GreetingsBlock(), verbose_name=_("greetings"), blank=True)
    portal_url = models.URLField(_("official portal"), max_length=2000, blank=True)

    entry_type = "country"
    schema_type = "Country"
    override_translatable_fields = [
        *EntryMixin.override_translatable_fields,
        *shared("country", "flag", "portal_url"),
    ]

    class Meta:
        abstract = True

    asean_panels = [
        EntryMixin.checks_panel,
        FieldPanel("country"),
        FieldPanel("flag"),
        *EntryMixin.opening_panels,
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("greetings")], heading=_("Greetings")),
        FieldPanel("portal_url"),
        *EntryMixin.closing_panels,
    ]

    def country_codes(self) -> set[str]:
        own = {self.country.code} if self.country else set()
        return super().country_codes() | own

    def folded_words(self) -> Any:
        yield from super().folded_words()
        if self.country:
            yield self.country.name
            yield self.country.official_name
            yield self.country.capital
