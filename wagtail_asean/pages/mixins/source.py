"""Where a page comes from, and on what right it is shown."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.documents import get_document_model_string

from wagtail_asean.library.choices import RightsBasis
from wagtail_asean.library.fields import CodeField


class SourceMixin(models.Model):
    """Who wrote a page, where it comes from, and on what right it is shown and passed on."""

    author = models.CharField(_("author"), max_length=255, blank=True)
    source = models.CharField(_("source"), max_length=255, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=2000, blank=True)
    rights_basis = CodeField(
        _("rights"), choices=RightsBasis.choices, default=RightsBasis.OWN_WORK.value, blank=True
    )
    # It never travels: papers between two parties, often with names and sums.
    permission_document = models.ForeignKey(
        get_document_model_string(),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=pgettext_lazy("paper of a work", "permission"),
        help_text=_(
            "The agreement or permission, as a file, where it is shown on one. It stays on this"
            " site."
        ),
    )

    class Meta:
        abstract = True

    source_panel = MultiFieldPanel(
        [
            FieldPanel("author"),
            FieldPanel(
                "source", help_text=_("The newspaper, office or site that it was taken from.")
            ),
            FieldPanel("source_url"),
            FieldPanel(
                "rights_basis",
                help_text=_(
                    "On what right it is shown. With “Summary and link only” the text is a short"
                    " summary of your own; what is for this unit only stays here."
                ),
            ),
            FieldPanel("permission_document"),
        ],
        heading=_("Author, source and rights"),
    )

    @property
    def may_be_shared(self) -> bool:
        """Tell whether the page may leave this site."""
        return self.rights_basis != RightsBasis.INTERNAL
