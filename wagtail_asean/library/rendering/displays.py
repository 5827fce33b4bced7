"""A banner as a page shows it: which one, its pictures in two sizes each, its link.

One query finds the banner with its pictures, their renditions and its link. Only the first time
that a banner is shown, when its renditions are still to be made, there are more. What a slot
shows is cached until the next moment at which that may change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db.models import Exists, F, FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError
from wagtail.models import Site, TranslatableMixin

from wagtail_asean import conf
from wagtail_asean.adapters import to_bcp47

from ..dates.windows import mourning_at
from ..files.formats import WEB, asset_formats, codes_of
from ..models import Banner, BannerPicture, Occasion, Showing
from ..placements import showings
from ..placements.slots import PHONE_FORMAT, PHONE_WIDTH, slots

# No operation here depends on a focal point, so that each stands once per image.
SPECS = {"small": "width-800", "large": "width-1920"}
MOST_PICTURES = 30
_SHOWN = "_wagtail_asean_library_banners"


@dataclass(frozen=True, kw_only=True)
class File:
    """A file that a browser may choose; sizes in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A banner's picture in one format, in two sizes."""

    format: str
    small: File
    large: File

    @property
    def srcset(self) -> str:
        """The picture's files for a browser to choose from."""
        if self.small.width == self.large.width:
            return self.large.url
        return f"{self.small.url} {self.small.width}w, {self.large.url} {self.large.width}w"

    @property
    def sizes(self) -> str:
        """How wide the picture will stand: its format's width, or less on a small screen."""
        found = asset_formats().get(self.format)
        width = found.width if found and found.unit == "px" else self.large.width
        return f"(max-width: {width}px) 100vw, {width}px"


@dataclass(frozen=True, kw_only=True)
class Display:
    """What the banner's template needs."""

    banner_id: Any
    format: str
    alt_text: str
    credit: str
    licence: str
    background_colour: str
    picture: Picture
    phone: Picture | None
    href: str
    language: str
    # Whether the site chose this banner for its place; else the rules brought it there.
    is_choice: bool = False

    @property
    def lang(self) -> str:
        """The banner's language (BCP 47), "" where it is that of the moment."""
        return "" if self.language == to_bcp47(get_language() or "") else self.language

    @property
    def phone_media(self) -> str:
        """The condition on which the picture for phones is shown."""
        return f"(max-width: {PHONE_WIDTH}px)"


# -- finding -------------------------------------------------------------------------------


def find_display(
    chosen: Banner | Occasion | str | None = None,
    *,
    occasion: str = "",
    format: str = "",
    page: Any = None,
    request: HttpRequest | None = None,
) -> Display | None:
    """Return the banner to show now, None where there is none.

    `chosen` is a slot's code, a banner, its uid, an occasion or an occasion's code; without it
    the newest banner for web pages is taken, of an `occasion` or a `format` where these are
    given. Of a chosen banner the newest edition is shown. What is not chosen by itself is in the
    language of `page`, or else of the moment. What is festive is not shown in mourning.
    """
    if isinstance(chosen, str) and chosen in slots():
        return find_in_slot(chosen, page=page, request=request)
    rows = _rows().filter(_current())
    if isinstance(chosen, Banner):
        rows = rows.filter(banner__series=chosen.series, banner__locale_id=chosen.locale_id)
    else:
        rows = _candidates(rows, chosen or occasion, format, page)
    rows = rows.order_by(_since(chosen).desc(nulls_last=True), "-banner_id", "sort_order")
    return _display_of(rows[:MOST_PICTURES], wanted=(format,) if format else (), request=request)


def _since(chosen: Any) -> Any:
    """Return what orders banners: of a design its editions, else those with dates go first."""
    if isinstance(chosen, Banner) or _uid(str(chosen)) is not None:
        return Coalesce("banner__effective_at", "banner__first_published_at")
    return F("banner__effective_at")


def is_repeated(found: Display, slot: str, request: HttpRequest | None) -> bool:
    """Tell whether another place of this request's page shows the banner already; remember it.

    The rules fill each place by itself, so that a page with two of them would show its readers
    one campaign twice. What the site chose for a place is shown there in any case.
    """
    if request is None:
        return False
    shown: dict[Any, str] = getattr(request, _SHOWN, {})
    if not found.is_choice and shown.get(found.banner_id, slot) != slot:
        return True
    setattr(request, _SHOWN, {found.banner_id: slot, **shown})
    return False


def find_in_slot(
    slot: str, *, page: Any = None, request: HttpRequest | None = None
) -> Display | None:
    """Return what a slot shows now, out of the cache until that may change."""
    site = Site.find_for_request(request) if request is not None else None
    site_id = site.pk if site is not None else None
    # Without translations a site speaks the language of its first page.
    language = language_of(page) or Q(locale_id=F("site__root_page__locale_id"))
    place = ":".join(str(part) for part in (site_id, slot, *language.children[0]))
    key = f"wagtail_asean_library:{showings.generation()}:{place}"
    now = timezone.now()
    known = cache.get(key)
    if known is not None and now < known[0]:
        display: Display | None = known[1]
        return display
    found, until = _look_up(slot, site_id, language, now, request)
    until = min(until, now + timedelta(seconds=conf.settings.BANNER_CACHE_SECONDS))
    cache.set(key, (until, found), (until - now).total_seconds())
    return found


def _look_up(
    slot: str,
    site_id: Any,
    language: Q,
    now: datetime,
    request: HttpRequest | None,
    *,
    heal: bool = True,
) -> tuple[Display | None, datetime]:
    site = Q(site_id=site_id) if site_id is not None else Q(site__is_default_site=True)
    running = Q(slot=slot, starts_at__lte=now, ends_at__gt=now) & site & language
    rows = list(
        _rows()
        .filter(_current(), _through("banner__showings", running))
        .annotate(until=F("banner__showings__ends_at"), why=F("banner__showings__reason"))[
            :MOST_PICTURES
        ]
    )
    if rows:
        found = _display_of(rows, wanted=slots()[slot].formats, request=request)
        if found is not None:
            found = replace(found, is_choice=rows[0].why == Showing.Reason.CHOICE)
        return found, rows[0].until
    row = Showing.objects.filter(running).first()
    if row is not None:
        return None, row.ends_at
    if heal:
        # The table was never written, or not for over a year.
        showings.refresh()
        return _look_up(slot, site_id, language, timezone.now(), request, heal=False)
    # The site does not have this language: not asked for again in a while.
    return None, now + timedelta(days=1)


def _through(path: str, condition: Q) -> Q:
    return Q(
        *[
            _through(path, part) if isinstance(part, Q) else _part_through(path, *part)
            for part in condition.children
        ],
        _connector=condition.connector,
        _negated=condition.negated,
    )


def _part_through(path: str, name: str, value: Any) -> tuple[str, Any]:
    value = F(f"{path}__{value.name}") if isinstance(value, F) else value
    return f"{path}__{name}", value


def _current() -> Q:
    now = timezone.now()
    begun = Q(banner__effective_at=None) | Q(banner__effective_at__lte=now)
    not_over = Q(banner__expires_at=None) | Q(banner__expires_at__gt=now)
    calm = Q(banner__is_festive=False) | ~Exists(mourning_at(now))
    return Q(banner__live=True, banner__is_approved=True) & begun & not_over & calm


def _candidates(
    rows: QuerySet[BannerPicture], wanted: Occasion | str, format: str, page: Any
) -> QuerySet[BannerPicture]:
    rows = rows.filter(_through("banner", language_of(page)))
    code = wanted.code if isinstance(wanted, Occasion) else str(wanted)
    uid = _uid(code)
    if uid is not None:
        named = Banner.objects.filter(translation_key=uid)
        return rows.filter(banner__series__in=named.values("series"))
    if code:
        rows = rows.filter(banner__occasion__code=code)
    return rows.filter(format=format) if format else rows.filter(format__in=codes_of(WEB))


def language_of(page: Any) -> Q:
    """Return the condition on a language: a page's, or else that of the moment.

    None on a site without translations.
    """
    if isinstance(page, TranslatableMixin):
        return Q(locale_id=page.locale_id)
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return Q()
    try:
        code = get_supported_content_language_variant(get_language() or settings.LANGUAGE_CODE)
    except LookupError:
        code = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    return Q(locale__language_code=code)


def _rows() -> QuerySet[BannerPicture]:
    """Fetch with each picture what its display needs."""
    rendition: Any = get_image_model().get_rendition_model()
    path = f"image__{rendition._meta.get_field('image').related_query_name()}"
    rows = BannerPicture.objects.select_related("banner__locale", "banner__link_page")
    for size, spec in SPECS.items():
        condition = Q(**{f"{path}__filter_spec": spec, f"{path}__focal_point_key": ""})
        rows = rows.annotate(**{size: FilteredRelation(path, condition=condition)}).annotate(
            **{f"{size}_{part}": F(f"{size}__{part}") for part in ("file", "width", "height")}
        )
    return rows


# -- making --------------------------------------------------------------------------------


def display(
    banner: Banner, request: HttpRequest | None = None, *, wanted: Iterable[str] = ()
) -> Display | None:
    """Return a banner's display, whatever its dates; None where its pictures can't be had."""
    found = [_made(code, image) for code, image in banner.images()]
    pictures = {picture.format: picture for picture in found if picture is not None}
    return _assemble(banner, pictures, wanted, request)


def _display_of(
    rows: Iterable[Any], *, wanted: Iterable[str], request: HttpRequest | None
) -> Display | None:
    rows = list(rows)
    if not rows:
        return None
    banner = rows[0].banner
    pictures = {}
    for row in rows:
        if row.banner_id == banner.pk:
            picture = _known(row) or _made(row.format, row.image)
            if picture is not None:
                pictures[row.format] = picture
    return _assemble(banner, pictures, wanted, request)


def _assemble(
    banner: Banner,
    pictures: dict[str, Picture],
    wanted: Iterable[str],
    request: HttpRequest | None,
) -> Display | None:
    if not pictures:
        return None
    best = next((code for code in wanted if code in pictures), next(iter(pictures)))
    phone = pictures.get(PHONE_FORMAT) if best != PHONE_FORMAT else None
    return Display(
        banner_id=banner.pk,
        format=best,
        alt_text=banner.alt_text,
        credit=banner.credit,
        licence=banner.licence,
        background_colour=banner.background_colour,
        picture=pictures[best],
        phone=phone,
        href=_href(banner, request),
        language=banner.language(),
    )


def _known(row: Any) -> Picture | None:
    if not all(getattr(row, f"{size}_file", None) for size in SPECS):
        return None
    model: Any = get_image_model().get_rendition_model()
    files = {}
    for size in SPECS:
        file, width, height = (getattr(row, f"{size}_{part}") for part in _PARTS)
        rendition = model(file=str(file), width=width, height=height)
        files[size] = File(url=rendition.url, width=width, height=height)
    return Picture(format=row.format, **files)


_PARTS = ("file", "width", "height")


def _made(format: str, image: Any) -> Picture | None:
    try:
        renditions = image.get_renditions(*SPECS.values())
    except SourceImageIOError:
        return None
    files = {
        size: File(url=found.url, width=found.width, height=found.height)
        for size, found in ((size, renditions[spec]) for size, spec in SPECS.items())
    }
    return Picture(format=format, **files)


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
