"""A contest: announcement, rules, rounds, prizes, results, and questions to practise with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from wagtail_asean.library.fields import CodeField, OpenStreamField
from wagtail_asean.library.models.base import shared
from wagtail_asean.moments import storable

from ..blocks import FEATURES, PrizesBlock, QuestionsBlock, RoundsBlock, WinnersBlock
from ..choices import ContestFormat
from ..quiz import is_asked_for, open_quiz, read_questions
from ..when import Phase, end_of_day, phase_at
from .calendar import CalendarMixin
from .entry import EntryMixin
from .people import ShowsPeopleMixin


@dataclass(frozen=True)
class Round:
    """A round as it stands at a moment."""

    name: str
    starts_at: datetime
    ends_at: datetime | None
    phase: Phase
    question_count: int | None = None
    note: str = ""

    @classmethod
    def of(cls, value: Any, at: datetime) -> Round:
        """Read a `RoundBlock`'s value that has a beginning."""
        start, end = storable(value["starts_at"]), storable(value.get("ends_at"))
        return cls(
            name=value.get("name") or "",
            starts_at=start,
            ends_at=end,
            phase=phase_at(at, start=start, end=end or end_of_day(start)),
            question_count=value.get("question_count"),
            note=value.get("note") or "",
        )


def keep_to_the_reader(response: Any) -> None:
    """Keep what was answered in a quiz out of caches, search engines and other sites' logs."""
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    # Not "no-referrer": with it the host's own forms would fail Django's check of the origin.
    response.headers["Referrer-Policy"] = "same-origin"


class ContestMixin(CalendarMixin, ShowsPeopleMixin, EntryMixin):
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
    people_field = "winners"
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

    # -- its rounds ----------------------------------------------------------------------

    @property
    def round_values(self) -> list[Any]:
        """The rounds in the order of their beginnings."""
        found = [child.value for child in self.rounds if child.block_type == "round"]
        return sorted(
            (r for r in found if r.get("starts_at")), key=lambda r: storable(r["starts_at"])
        )

    def rounds_at(self, at: datetime | None = None) -> list[Round]:
        """Return the rounds in their order, as they stand at a moment, now by default."""
        return [Round.of(value, at or timezone.now()) for value in self.round_values]

    @property
    def starts_at(self) -> datetime | None:
        """When the first round opens, None without rounds."""
        return storable(self.round_values[0]["starts_at"]) if self.round_values else None

    @property
    def ends_at(self) -> datetime | None:
        """When the last round closes, None without rounds."""
        ends = [storable(one["ends_at"]) for one in self.round_values if one.get("ends_at")]
        return max(ends, default=None)

    def phase(self, at: datetime | None = None) -> Phase | None:
        """Tell whether it is ahead at a moment, goes on, or is over; None without rounds."""
        rounds = self.rounds_at(at)
        if not rounds:
            return None
        phases = {one.phase for one in rounds}
        return phases.pop() if len(phases) == 1 else Phase.NOW

    # -- its results ---------------------------------------------------------------------

    def winners_by_prize(self) -> list[tuple[str, list[Any]]]:
        """Return (prize, winners) in the order in which the prizes were first written down."""
        found: dict[str, list[Any]] = {}
        for winner in self.people_shown():
            if winner.shown_name:
                found.setdefault(winner.get("prize") or "", []).append(winner)
        return list(found.items())

    def folded_words(self) -> Any:
        yield from super().folded_words()
        yield self.organiser
        yield self.eligibility

    # -- its quiz ------------------------------------------------------------------------

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["quiz"] = open_quiz(read_questions(self.questions), request.GET)
        return context

    def serve(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().serve(request, *args, **kwargs)
        if is_asked_for(request.GET):
            keep_to_the_reader(response)
        return response
