"""A column, or a section of one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from ..blocks import FEATURES
from ..frame import FramedMixin


class ColumnMixin(FramedMixin):
    """A column, or a section of one: it lists the articles below it, the newest first."""

    summary = models.TextField(
        _("summary"),
        max_length=600,
        blank=True,
        help_text=_("One or two sentences on what readers find here."),
    )
    introduction = RichTextField(_("introduction"), features=FEATURES, blank=True)

    class Meta:
        abstract = True

    asean_panels = [FieldPanel("summary"), FieldPanel("introduction")]
    asean_search_fields = [index.SearchField("summary"), index.SearchField("introduction")]
