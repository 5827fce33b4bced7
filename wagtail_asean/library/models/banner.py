from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import swapper
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string
from wagtail.search import index

from ..fields import OpenStreamField
from ..files.formats import WEB, codes_of
from ..streams import PicturesBlock
from .approval import file_mark
from .base import shared
from .work import ApprovableQuerySet, Work

COLOUR = RegexValidator(
    r"\A#[0-9a-fA-F]{6}\Z", _("Write the colour as # and six digits or letters, such as #0032a0.")
)


class BannerQuerySet(ApprovableQuerySet):
    def current(self, at: Any = None) -> BannerQuerySet:
        """Keep the approved banners that may be shown at a moment, now by default."""
        return super().current(at).filter(Exists(_rows_of_banner()))

    def for_display(self) -> BannerQuerySet:
        """Keep the banners of a web page, not the pictures for social networks."""
        return self.filter(Exists(_rows_of_banner().filter(format__in=codes_of(WEB))))


def _rows_of_banner() -> models.QuerySet[BannerPicture]:
    return BannerPicture.objects.filter(banner=OuterRef("pk"))


class Banner(Work):
    """An approved picture, in several sizes, with a text and a link, for a site's pages."""

    alt_text = models.CharField(
        _("text alternative"),
        max_length=1000,
        help_text=_(
            "What the banner shows and says, for people who can't see it. Repeat any words in the"
            " picture."
        ),
    )
    pictures = OpenStreamField(
        PicturesBlock(),
        verbose_name=_("pictures"),
        help_text=_(
            "One picture for each size. A page shows the one that fits, and on a phone the one"
            " for phones. Each should have its format's size or twice that."
        ),
    )
    background_colour = models.CharField(
        _("background colour"),
        max_length=7,
        blank=True,
        validators=[COLOUR],
        help_text=_("Shown beside the picture where the place is wider. Empty: none."),
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

    objects = BannerQuerySet.as_manager()

    kind = "banner"
    preview_name = "banner"
    override_translatable_fields = shared(*Work.shared_names, "background_colour")
    search_fields = [
        *Work.search_fields,
        index.SearchField("alt_text"),
        index.SearchField("slogan"),
        index.AutocompleteField("slogan"),
    ]

    class Meta(Work.Meta):
        verbose_name = _("banner")
        verbose_name_plural = _("banners")

    def clean(self) -> None:
        super().clean()
        if self.link_url and self.link_page_id:
            raise ValidationError({"link_url": _("Choose either an address or a page, not both.")})

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        from ..rendering.displays import display

        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return context | {"display": display(self, request)}

    def images(self) -> list[tuple[str, Any]]:
        """Return the pictures that are there, each with its format's code."""
        return [
            (child.value["format"], child.value["image"])
            for child in self.pictures
            if child.block_type == "picture" and child.value.get("image") is not None
        ]

    def content_files(self) -> list[str]:
        marks = [file_mark(image) for _format, image in self.images()]
        return [*super().content_files(), *marks]

    def is_current(self, at: datetime | None = None) -> bool:
        return super().is_current(at) and bool(self.images())

    def approval_obstacles(self) -> Iterator[str]:
        yield from super().approval_obstacles()
        if not self.images():
            yield gettext("It has no picture.")
        if not self.alt_text.strip():
            yield gettext("It has no text alternative.")

    def thumbnail(self) -> Any:
        """Return the image that stands for the banner in lists, None where there is none."""
        return next((image for _format, image in self.images()), None)


class BannerPicture(models.Model):
    """A row for each picture of a banner, to find and show it in one query.

    Written from `Banner.pictures` whenever a banner is saved; see `inventory.catalogue`.
    """

    banner = models.ForeignKey(Banner, on_delete=models.CASCADE, related_name="picture_rows")
    format = models.CharField(max_length=50)
    image = models.ForeignKey(get_image_model_string(), on_delete=models.CASCADE, related_name="+")
    sort_order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("sort_order",)
        indexes = [models.Index(fields=["format"], name="asean_picture_format")]

    def __str__(self) -> str:
        return f"{self.banner_id} {self.format}"

    wagtail_reference_index_ignore = True
