"""An article of any kind, and what the rules of its kind ask for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from wagtail_asean.conf import settings
from wagtail_asean.library.choices import RightsBasis
from wagtail_asean.library.dates.windows import today
from wagtail_asean.library.fields import CodeField, OpenStreamField
from wagtail_asean.library.models.base import shared

from ..blocks import EvidenceBlock
from ..choices import Kind, Verdict
from .entry import EntryMixin
from .opportunity import OpportunityMixin
from .people import PeopleMixin


class DigestMixin(models.Model):
    """What a press digest says of the piece that it is about."""

    outlet = models.ForeignKey(
        "wagtail_asean_library.SourceOutlet",
        verbose_name=_("outlet"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text=_("The newspaper, agency or portal; its address goes under “source”."),
    )
    source_title = models.CharField(_("title of the original"), max_length=500, blank=True)
    source_language = models.CharField(
        _("language of the original"),
        max_length=35,
        blank=True,
        help_text=_("Its code, for example en."),
    )
    source_published = models.DateField(_("original published on"), null=True, blank=True)
    source_retrieved = models.DateField(_("read on"), null=True, blank=True)
    translator = models.CharField(
        _("translated by"),
        max_length=255,
        blank=True,
        help_text=_("Say here, too, if a machine translated it."),
    )

    class Meta:
        abstract = True

    digest_panel = MultiFieldPanel(
        [
            FieldPanel("outlet"),
            FieldRowPanel([FieldPanel("source_title"), FieldPanel("source_language")]),
            FieldRowPanel([FieldPanel("source_published"), FieldPanel("source_retrieved")]),
            FieldPanel("translator"),
        ],
        heading=_("Press digest: the original"),
        help_text=_(
            "A digest needs the outlet, the address of the original and the right on which it is"
            " used. Where nothing else is agreed: a summary of one's own and the link."
        ),
        classname="asean-for-kind asean-for-kind--press-digest",
    )


class FactCheckMixin(models.Model):
    """What a fact check answers, and what it stands on."""

    claim = models.TextField(
        _("the claim, in neutral words"),
        max_length=600,
        blank=True,
        help_text=_("Say what is claimed without quoting it, naming its author or linking to it."),
    )
    verdict = CodeField(_("what the check has found"), choices=Verdict.choices, blank=True)
    evidence = OpenStreamField(EvidenceBlock(), verbose_name=_("evidence"), blank=True)
    hostile_hosts = models.TextField(
        _("sites of the claim"),
        blank=True,
        help_text=_(
            "Where the claim was found, one site a line, for example example.org. It is never"
            " shown and stays on this site; the page may not link there."
        ),
    )
    reviewer = models.CharField(
        _("reviewed by"),
        max_length=255,
        blank=True,
        help_text=_("The expert or unit that has checked it, not its author."),
    )
    review_before = models.DateField(
        _("look at it again before"), null=True, blank=True, help_text=_("For editors.")
    )

    class Meta:
        abstract = True

    fact_check_panel = MultiFieldPanel(
        [
            FieldPanel("claim"),
            FieldPanel("verdict"),
            FieldPanel("evidence"),
            FieldPanel("hostile_hosts"),
            FieldRowPanel([FieldPanel("reviewer"), FieldPanel("review_before")]),
        ],
        heading=_("Fact check"),
        help_text=_(
            "A fact check needs the claim in neutral words, evidence that readers can check, a"
            " reviewer, and the approval of the Department's leaders before it is shown."
        ),
        classname="asean-for-kind asean-for-kind--fact-check",
    )


class MarketNoteMixin(models.Model):
    """What a note on a market or a trade agreement is about, and when it was last checked."""

    agreement = models.CharField(
        _("agreement or market"), max_length=255, blank=True, help_text=_("For example RCEP.")
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    in_force_on = models.DateField(_("in force since"), null=True, blank=True)
    information_owner = models.CharField(
        _("information from"),
        max_length=255,
        blank=True,
        help_text=_("The office that answers for it, for example that of industry and trade."),
    )
    last_checked = models.DateField(
        _("last checked on"),
        null=True,
        blank=True,
        help_text=_("Readers are warned when this is long ago."),
    )

    class Meta:
        abstract = True

    market_panel = MultiFieldPanel(
        [
            FieldPanel("agreement"),
            FieldRowPanel([FieldPanel("signed_on"), FieldPanel("in_force_on")]),
            FieldRowPanel([FieldPanel("information_owner"), FieldPanel("last_checked")]),
        ],
        heading=_("Market and trade information"),
        help_text=_(
            "It is published with the day on which it was last checked; when that is long ago,"
            " readers are told so."
        ),
        classname="asean-for-kind asean-for-kind--market-note",
    )

    def is_stale(self, on: date | None = None) -> bool:
        """Tell whether the facts were checked longer ago than `STALE_AFTER_DAYS`."""
        if self.last_checked is None:
            return True
        return (on or today()) - self.last_checked > timedelta(days=settings.STALE_AFTER_DAYS)


class ArticleMixin(
    DigestMixin, FactCheckMixin, MarketNoteMixin, PeopleMixin, OpportunityMixin, EntryMixin
):
    """An article of any kind."""

    kind = CodeField(_("kind"), choices=Kind.choices, default=Kind.NEWS.value, blank=True)

    override_translatable_fields = [
        *EntryMixin.override_translatable_fields,
        *shared(
            "kind",
            "outlet",
            "source_title",
            "source_language",
            "source_published",
            "source_retrieved",
            "verdict",
            "hostile_hosts",
            "review_before",
            "signed_on",
            "in_force_on",
            "last_checked",
            "opportunity",
            "opportunity_url",
            "opportunity_deadline",
        ),
    ]

    class Meta:
        abstract = True

    asean_panels = [
        EntryMixin.checks_panel,
        FieldPanel(
            "kind",
            help_text=_(
                "It decides what else is asked for: choose it first. The fields of another kind"
                " keep what was written in them."
            ),
        ),
        DigestMixin.digest_panel,
        FactCheckMixin.fact_check_panel,
        MarketNoteMixin.market_panel,
        *EntryMixin.opening_panels,
        FieldPanel("body"),
        PeopleMixin.people_panel,
        OpportunityMixin.opportunity_panel,
        *EntryMixin.closing_panels,
    ]
    asean_search_fields = [
        *EntryMixin.asean_search_fields,
        index.SearchField("claim"),
        index.FilterField("kind"),
    ]

    @property
    def is_press_digest(self) -> bool:
        """Tell whether it is about a piece that somebody else wrote."""
        return self.kind == Kind.PRESS_DIGEST

    @property
    def is_summary_only(self) -> bool:
        """Tell whether there is no more of it here than a summary and the link."""
        return self.rights_basis == RightsBasis.LINK_ONLY

    @property
    def is_infographic(self) -> bool:
        """Tell whether its lead image is what is to be read."""
        return self.kind == Kind.INFOGRAPHIC

    @property
    def proofs(self) -> list[Any]:
        """What proves a fact check."""
        return [child.value for child in self.evidence if child.block_type == "proof"]

    @property
    def is_fact_check(self) -> bool:
        """Tell whether it answers a claim."""
        return self.kind == Kind.FACT_CHECK

    @property
    def is_market_note(self) -> bool:
        """Tell whether it informs about a market or an agreement."""
        return self.kind == Kind.MARKET_NOTE

    @property
    def approving_step(self) -> str:
        """The step of the workflow without which an approval of it counts for nothing."""
        return "leaders" if self.is_fact_check else ""

    def withheld_reasons(self) -> list[str]:
        reasons = super().withheld_reasons()
        if self.is_fact_check and not self.has_valid_approval():
            reasons.append(gettext("A fact check is shown once the Department has approved it."))
        if self.kind == Kind.STORY and not self._has_consent_of_pupils():
            reasons.append(
                gettext(
                    "A story that tells of a pupil is shown while the consents of the pupil and of"
                    " a parent or guardian hold."
                )
            )
        return reasons

    def _has_consent_of_pupils(self) -> bool:
        consents = [p.get("consent") for p in self.people_shown() if p.get("is_pupil")]
        return all(consent is not None and consent.is_given for consent in consents)

    def folded_words(self) -> Any:
        yield from super().folded_words()
        yield self.claim
        yield self.agreement
        yield self.source_title
