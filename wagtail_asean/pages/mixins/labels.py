"""What a page is filed under."""

from __future__ import annotations

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from wagtail_asean.library.choices import Pillar
from wagtail_asean.library.fields import CodeField

from ..admin.topic_choice import TopicChoice


class LabelsMixin(models.Model):
    """What a page is filed under, in the vocabularies of the library."""

    pillar = CodeField(_("pillar"), choices=Pillar.choices, blank=True)
    topics = ParentalManyToManyField(
        "wagtail_asean_library.Topic", verbose_name=_("topics"), related_name="+", blank=True
    )
    countries = ParentalManyToManyField(
        "wagtail_asean_library.MemberState",
        verbose_name=_("countries"),
        related_name="+",
        blank=True,
    )
    audiences = ParentalManyToManyField(
        "wagtail_asean_library.Audience", verbose_name=_("audiences"), related_name="+", blank=True
    )
    theme_year = models.PositiveSmallIntegerField(
        _("year of the ASEAN theme"), null=True, blank=True
    )
    occasion = models.ForeignKey(
        "wagtail_asean_library.Occasion",
        verbose_name=_("occasion"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )

    class Meta:
        abstract = True

    labels_panel = MultiFieldPanel(
        [
            FieldPanel(
                "pillar",
                help_text=_(
                    "It is proposed by the first topic that belongs to one. Leave it empty where no"
                    " single pillar fits."
                ),
            ),
            FieldPanel("topics", widget=TopicChoice),
            FieldPanel("countries", widget=CheckboxSelectMultiple),
            FieldPanel("audiences", widget=CheckboxSelectMultiple),
            FieldPanel(
                "theme_year",
                help_text=_("Only for what was written for the theme of a year: for example 2026."),
            ),
            FieldPanel("occasion", help_text=_("The day or event that this was written for.")),
        ],
        heading=_("Labels"),
        help_text=_("Readers and other sites find the page by these."),
    )
