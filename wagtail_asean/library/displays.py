"""A banner as a page shows it: which one, its picture in two sizes, its link.

One query finds the banner with its renditions and its link. Only the first time that a banner
is shown, when its renditions are still to be made, there are more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, FilteredRelation, Q
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError
from wagtail.models import TranslatableMixin

from wagtail_asean.adapters import to_bcp47

from .formats import asset_formats
from .models import Banner, BannerQuerySet, Occasion

# No operation here depends on a focal point, so that each stands once per image.
SPECS = {"small": "width-800", "large": "width-1920"}


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A file that a browser may choose; sizes in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Display:
    """What the banner's template needs."""

    banner: Banner
    small: Picture
    large: Picture
    href: str
    lang: str

    @property
    def srcset(self) -> str:
        """The picture's files for a browser to choose from; "" where there is one only."""
        if self.small.width == self.large.width:
            return ""
        return f"{self.small.url} {self.small.width}w, {self.large.url} {self.large.width}w"

    @property
    def sizes(self) -> str:
        """How wide the picture will stand: its format's width, or less on a small screen."""
        found = asset_formats().get(self.banner.format)
        width = found.width if found and found.unit == "px" else self.large.width
        return f"(max-width: {width}px) 100vw, {width}px"


def find_display(
    chosen: Banner | Occasion | str | None = None,
    *,
    occasion: str = "",
    format: str = "",
    page: Any = None,
    request: HttpRequest | None = None,
) -> Display | None:
    """Return the banner to show now, None where there is none.

    `chosen` is a banner, its uid, an occasion or an occasion's code; without it the newest
    banner for web pages is taken, of an `occasion` or a `format` where these are given. What is
    not chosen by itself is in the language of `page`, or else of the moment.
    """
    banners = with_pictures(Banner.objects.current())
    if isinstance(chosen, Banner):
        banners = banners.filter(pk=chosen.pk)
    else:
        banners = _candidates(banners, chosen or occasion, format, page)
    banner = banners.newest_first().first()
    return display(banner, request) if banner is not None else None


def _candidates(
    banners: BannerQuerySet, wanted: Occasion | str, format: str, page: Any
) -> BannerQuerySet:
    banners = in_language_of(banners, page)
    code = wanted.code if isinstance(wanted, Occasion) else str(wanted)
    uid = _uid(code)
    if uid is not None:
        return banners.filter(translation_key=uid)
    if code:
        banners = banners.filter(occasion__code=code)
    return banners.filter(format=format) if format else banners.for_display()


def in_language_of(banners: BannerQuerySet, page: Any) -> BannerQuerySet:
    """Keep the banners in a page's language, or else in the language of the moment."""
    if isinstance(page, TranslatableMixin):
        return banners.filter(locale_id=page.locale_id)
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return banners
    try:
        code = get_supported_content_language_variant(get_language() or settings.LANGUAGE_CODE)
    except LookupError:
        code = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    return banners.filter(locale__language_code=code)


def with_pictures(banners: BannerQuerySet) -> BannerQuerySet:
    """Fetch with each banner what its display needs."""
    rendition: Any = get_image_model().get_rendition_model()
    path = f"image__{rendition._meta.get_field('image').related_query_name()}"
    for size, spec in SPECS.items():
        condition = Q(**{f"{path}__filter_spec": spec, f"{path}__focal_point_key": ""})
        banners = banners.annotate(**{size: FilteredRelation(path, condition=condition)}).annotate(
            **{f"{size}_{part}": F(f"{size}__{part}") for part in ("file", "width", "height")}
        )
    return banners.select_related("locale", "link_page")


def display(banner: Banner, request: HttpRequest | None = None) -> Display | None:
    """Return a banner's display, whatever its dates; None where its picture can't be had."""
    pictures = _known_pictures(banner) or _made_pictures(banner)
    if not pictures:
        return None
    lang = banner.language()
    return Display(
        banner=banner,
        small=pictures["small"],
        large=pictures["large"],
        href=_href(banner, request),
        lang="" if lang == to_bcp47(get_language() or "") else lang,
    )


def _known_pictures(banner: Any) -> dict[str, Picture]:
    if not all(getattr(banner, f"{size}_file", None) for size in SPECS):
        return {}
    model: Any = get_image_model().get_rendition_model()
    pictures = {}
    for size in SPECS:
        file, width, height = (
            getattr(banner, f"{size}_{part}") for part in ("file", "width", "height")
        )
        rendition = model(file=str(file), width=width, height=height)
        pictures[size] = Picture(url=rendition.url, width=width, height=height)
    return pictures


def _made_pictures(banner: Banner) -> dict[str, Picture]:
    if banner.image is None:
        return {}
    try:
        renditions = banner.image.get_renditions(*SPECS.values())
    except SourceImageIOError:
        return {}
    return {
        size: Picture(url=found.url, width=found.width, height=found.height)
        for size, found in ((size, renditions[spec]) for size, spec in SPECS.items())
    }


def _href(banner: Banner, request: HttpRequest | None) -> str:
    page = banner.link_page
    if page is not None and page.live:
        return page.get_url(request) or banner.link_url
    return banner.link_url


def _uid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
