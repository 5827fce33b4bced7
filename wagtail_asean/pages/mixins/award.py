"""An award, and who has won it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from wagtail_asean.library.fields import CodeField, OpenStreamField
from wagtail_asean.library.models.base import shared

from ..blocks import WinnersBlock
from ..blocks.people import by_year
from ..choices import AwardLevel
from .entry import EntryMixin
from .people import ShowsPeopleMixin


class AwardMixin(ShowsPeopleMixin, EntryMixin):
    """An award of ASEAN, of the country, the province or a school."""

    kind = CodeField(
        _("level"), choices=AwardLevel.choices, default=AwardLevel.REGIONAL.value, blank=True
    )
    organiser = models.CharField(_("given by"), max_length=255, blank=True)
    official_url = models.URLField(_("address of the award"), max_length=2000, blank=True)
    winners = OpenStreamField(WinnersBlock(), verbose_name=_("winners"), blank=True)

    entry_type = "award"
    people_field = "winners"
    override_translatable_fields = [
        *EntryMixin.override_translatable_fields,
        *shared("kind", "official_url"),
    ]

    class Meta:
        abstract = True

    asean_panels = [
        EntryMixin.checks_panel,
        FieldPanel("kind"),
        *EntryMixin.opening_panels,
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("organiser"), FieldPanel("official_url")])],
            heading=_("About the award"),
        ),
        MultiFieldPanel(
            [FieldPanel("winners")],
            heading=_("Winners"),
            help_text=_(
                "A person's name is shown only while the recorded consents hold: for a pupil, the"
                " pupil's own and that of a parent or guardian. Else the neutral form is shown."
            ),
        ),
        *EntryMixin.closing_panels,
    ]
    asean_search_fields = [
        *EntryMixin.asean_search_fields,
        index.SearchField("organiser"),
        index.FilterField("kind"),
    ]

    @property
    def winners_by_year(self) -> list[tuple[int | None, list[Any]]]:
        """The winners, those of the latest year first."""
        return by_year(self.people_shown())

    def folded_words(self) -> Any:
        yield from super().folded_words()
        yield self.organiser
