"""What the province has to show to the other countries."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from wagtail_asean.library.fields import CodeListField
from wagtail_asean.library.models.base import shared

from ..choices import ShowcaseCategory
from .entry import EntryMixin
from .people import PeopleMixin


class ShowcaseMixin(PeopleMixin, EntryMixin):
    """Investment, tourism, culture, specialities or people of an area."""

    categories = CodeListField(_("what it presents"), codes=ShowcaseCategory.choices)
    area = models.CharField(
        _("area"),
        max_length=255,
        blank=True,
        help_text=_("As readers know it, for example: Kiên Giang area, An Giang province."),
    )
    contact = models.TextField(
        _("whom to ask"),
        max_length=500,
        blank=True,
        help_text=_("An office, not a person: it goes to every site."),
    )
    contact_url = models.URLField(_("its address on the web"), max_length=2000, blank=True)

    entry_type = "showcase"
    schema_type = "Article"
    # To be read abroad: what is missing is said before publishing.
    wanted_languages = ("vi", "en")
    override_translatable_fields = [
        *EntryMixin.override_translatable_fields,
        *shared("categories", "contact_url"),
    ]

    class Meta:
        abstract = True

    asean_panels = [
        EntryMixin.checks_panel,
        FieldPanel("categories"),
        FieldPanel("area"),
        *EntryMixin.opening_panels,
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("contact"), FieldPanel("contact_url")])],
            heading=_("Contact"),
        ),
        PeopleMixin.people_panel,
        *EntryMixin.closing_panels,
    ]

    @property
    def category_names(self) -> list[str]:
        """What it presents, in words."""
        names = dict(ShowcaseCategory.choices)
        return [str(names.get(code, code)) for code in self.categories]

    def folded_words(self) -> Any:
        yield from super().folded_words()
        yield self.area
        yield from self.category_names
