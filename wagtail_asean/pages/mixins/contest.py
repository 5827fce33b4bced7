"""A contest: announcement, rules, rounds, prizes, results, and questions to practise with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from wagtail_asean.library.fields import CodeField, OpenStreamField
from wagtail_asean.library.models.base import shared

from ..blocks import FEATURES, PrizesBlock, QuestionsBlock, RoundsBlock, WinnersBlock
from ..blocks.people import people_of
from ..choices import ContestFormat
from .entry import EntryMixin


class ContestMixin(EntryMixin):
    """A contest of this site, or one that is held elsewhere and linked to."""

    kind = CodeField(
        _("form of the contest"),
        choices=ContestFormat.choices,
        default=ContestFormat.QUIZ.value,
        blank=True,
    )
    organiser = models.CharField(_("organiser"), max_length=255, blank=True)
    eligibility = models.TextField(
        _("who may take part"),
        max_length=1000,
        blank=True,
        help_text=_("For example: pupils of lower and upper secondary schools, from 11 years."),
    )
    rules = RichTextField(_("rules"), features=FEATURES, blank=True)
    official_url = models.URLField(
        _("address of the contest"),
        max_length=2000,
        blank=True,
        help_text=_("Where one takes part, if it is held on another site."),
    )
    rounds = OpenStreamField(RoundsBlock(), verbose_name=_("rounds"), blank=True)
    prizes = OpenStreamField(PrizesBlock(), verbose_name=_("prizes"), blank=True)
    winners = OpenStreamField(WinnersBlock(), verbose_name=_("results"), blank=True)
    questions = OpenStreamField(
        QuestionsBlock(), verbose_name=_("questions to practise with"), blank=True
    )

    entry_type = "contest"
    schema_type = "Event"
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
            [
                FieldRowPanel([FieldPanel("organiser"), FieldPanel("official_url")]),
                FieldPanel("eligibility"),
                FieldPanel("rules"),
            ],
            heading=_("Taking part"),
        ),
        MultiFieldPanel(
            [FieldPanel("rounds"), FieldPanel("prizes")], heading=_("Rounds and prizes")
        ),
        MultiFieldPanel(
            [FieldPanel("questions")],
            heading=_("Questions to practise with"),
            help_text=_(
                "Readers answer them on the page and are told what is right and why. Nothing of"
                " what they answer is kept."
            ),
        ),
        MultiFieldPanel(
            [FieldPanel("winners")],
            heading=_("Results"),
            help_text=_("A pupil's name is shown only while the recorded consents hold."),
            classname="collapsed",
        ),
        *EntryMixin.closing_panels,
    ]
    asean_search_fields = [
        *EntryMixin.asean_search_fields,
        index.SearchField("rules"),
        index.SearchField("organiser"),
        index.FilterField("kind"),
    ]

    @property
    def round_values(self) -> list[Any]:
        """The rounds in the order of their beginnings."""
        found = [child.value for child in self.rounds if child.block_type == "round"]
        return sorted((r for r in found if r.get("starts_at")), key=lambda r: r["starts_at"])

    @property
    def starts_at(self) -> datetime | None:
        """When the first round opens, None without rounds."""
        return self.round_values[0]["starts_at"] if self.round_values else None

    @property
    def ends_at(self) -> datetime | None:
        """When the last round closes, None without rounds."""
        ends = [one["ends_at"] for one in self.round_values if one.get("ends_at")]
        return max(ends, default=None)

    @property
    def is_past(self) -> bool:
        """Tell whether the last round has closed."""
        return self.ends_at is not None and self.ends_at < timezone.now()

    def people_shown(self) -> list[Any]:
        """Return the winners, for templates and checks."""
        return people_of(self.winners)

    @property
    def shows_pupils(self) -> bool:
        return any(person.get("is_pupil") for person in self.people_shown())

    def folded_words(self) -> Any:
        yield from super().folded_words()
        yield self.organiser
        yield self.eligibility
