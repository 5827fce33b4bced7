from __future__ import annotations

from datetime import datetime
from typing import Any

import swapper
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string
from wagtail.search import index

from ..choices import RightsBasis
from ..fields import CodeField
from ..formats import banner_format_choices, display_formats
from .approval import ApprovalMixin
from .base import LibraryModel, shared


class BannerQuerySet(models.QuerySet["Banner"]):
    def current(self, at: datetime | None = None) -> BannerQuerySet:
        """Keep the approved banners that may be shown at a moment, now by default."""
        at = at or timezone.now()
        return self.filter(
            Q(effective_at=None) | Q(effective_at__lte=at),
            Q(expires_at=None) | Q(expires_at__gt=at),
            live=True,
            image__isnull=False,
        )

    def for_display(self) -> BannerQuerySet:
        """Keep the banners of a web page, not the pictures for social networks."""
        return self.filter(format__in=display_formats())

    def newest_first(self) -> BannerQuerySet:
        """Order by the day from which a banner is shown, those without one last."""
        return self.order_by(F("effective_at").desc(nulls_last=True), "-pk")


class Banner(ApprovalMixin, LibraryModel):
    """An approved picture with a text and a link, for a site's pages."""

    title = models.CharField(
        _("title"),
        max_length=255,
        help_text=_("For the list in the library; readers don't see it."),
    )
    alt_text = models.CharField(
        _("text alternative"),
        max_length=1000,
        help_text=_(
            "What the banner shows and says, for people who can't see it. Repeat any words in the"
            " picture."
        ),
    )
    # Null, because a picture that has to go at once (a right, a pupil's face) must not be held
    # by a banner, as PROTECT would: the banner is then no longer shown until it has a new one.
    image = models.ForeignKey(
        get_image_model_string(),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    format = CodeField(
        _("format"),
        choices=banner_format_choices,
        help_text=_("Where the banner fits. The picture should have this size or twice this size."),
    )
    slogan = models.CharField(_("slogan"), max_length=500, blank=True)
    link_url = models.URLField(_("link to an address"), max_length=2000, blank=True)
    link_page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("link to a page"),
    )
    occasion = models.ForeignKey(
        "wagtail_asean_library.Occasion",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="banners",
        verbose_name=_("occasion"),
    )
    theme_year = models.PositiveSmallIntegerField(
        _("year of the ASEAN theme"), null=True, blank=True
    )
    effective_at = models.DateTimeField(
        _("show from"), null=True, blank=True, help_text=_("Empty: from its publication on.")
    )
    expires_at = models.DateTimeField(
        _("show until"), null=True, blank=True, help_text=_("Empty: until it is taken down.")
    )
    credit = models.CharField(
        _("credit"), max_length=500, blank=True, help_text=_("Who made the picture.")
    )
    licence = models.CharField(_("licence"), max_length=500, blank=True)
    rights_basis = CodeField(
        _("basis of the rights"),
        choices=RightsBasis.choices,
        default=RightsBasis.OWN_WORK.value,
        help_text=_("A banner “for use in this unit only” is never passed on to other sites."),
    )
    uses_flag = models.BooleanField(_("shows the ASEAN flag"), default=False)
    uses_emblem = models.BooleanField(_("shows the ASEAN emblem"), default=False)

    objects = BannerQuerySet.as_manager()

    preview_name = "banner"
    override_translatable_fields = shared(
        "format", "theme_year", "effective_at", "expires_at", "rights_basis"
    )
    search_fields = [
        index.SearchField("title", boost=2),
        index.AutocompleteField("title"),
        index.SearchField("alt_text"),
        index.SearchField("slogan"),
        index.AutocompleteField("slogan"),
        index.FilterField("format"),
        index.FilterField("occasion"),
        index.FilterField("live"),
        index.FilterField("locale"),
    ]

    class Meta(LibraryModel.Meta):
        verbose_name = _("banner")
        verbose_name_plural = _("banners")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.effective_at and self.expires_at and self.expires_at <= self.effective_at:
            errors["expires_at"] = _("The banner would end before it begins. Choose a later time.")
        if self.link_url and self.link_page_id:
            errors["link_url"] = _("Choose either an address or a page, not both.")
        if errors:
            raise ValidationError(errors)

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from ..displays import display

        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return context | {"display": display(self, request)}

    def is_current(self, at: datetime | None = None) -> bool:
        """Tell whether the banner may be shown at a moment, now by default."""
        at = at or timezone.now()
        begun = self.effective_at is None or self.effective_at <= at
        over = self.expires_at is not None and self.expires_at <= at
        return bool(self.live and self.image_id and begun and not over)
