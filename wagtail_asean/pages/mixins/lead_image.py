"""The picture that stands for a page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images import get_image_model_string


class LeadImageMixin(models.Model):
    """The picture that stands for a page."""

    lead_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("lead image"),
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    lead_image_alt = models.CharField(
        _("description for people who can't see the image"), max_length=500, blank=True
    )
    lead_image_caption = models.CharField(_("caption"), max_length=500, blank=True)
    lead_image_credit = models.CharField(_("credit"), max_length=255, blank=True)

    class Meta:
        abstract = True

    lead_image_panel = MultiFieldPanel(
        [
            FieldPanel("lead_image"),
            FieldPanel(
                "lead_image_alt",
                help_text=_(
                    "Say what the image shows, in one sentence. It stands for the page in every"
                    " list, also for those who hear it read out."
                ),
            ),
            FieldPanel("lead_image_caption"),
            FieldPanel("lead_image_credit", help_text=_("Who made the image.")),
        ],
        heading=_("Lead image"),
    )
