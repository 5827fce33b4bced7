"""A work of the library on its own page. Templates know it as `exhibit`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.images.models import SourceImageIOError

from wagtail_asean.library.addresses import work_url
from wagtail_asean.library.choices import UnitLevel, VisualMeans
from wagtail_asean.library.dates.windows import day_of
from wagtail_asean.library.files.formats import format_name
from wagtail_asean.library.models.campaign import audience_choices
from wagtail_asean.library.models.vocabularies import in_language
from wagtail_asean.library.sharing import downloads, offers
from wagtail_asean.library.sharing.downloads import Download
from wagtail_asean.library.sharing.share_kits import ShareKit, share_kit

from ..surroundings import Surroundings
from .shelf import Card, Shelf

# What networks show of a link.
SHARED_FORMAT = "og-share"
SHARED_SPEC = "max-1200x1200"


@dataclass(frozen=True, kw_only=True)
class Translation:
    """A language (BCP 47, and in its own words) and where the work is read in it."""

    tag: str
    name: str
    url: str
    full_url: str
    is_current: bool


class Exhibit:
    """What `work` shows on the library's `page`."""

    def __init__(
        self, page: Any, work: Any, request: HttpRequest, surroundings: Surroundings
    ) -> None:
        self.page = page
        self.work = work
        self.request = request
        self.surroundings = surroundings

    @property
    def kind_name(self) -> str:
        """What the work is called."""
        return str(capfirst(self.work._meta.verbose_name))

    @property
    def description(self) -> str:
        """What the work shows or says, for search engines and networks."""
        return str(getattr(self.work, "alt_text", "") or getattr(self.work, "text", ""))

    @property
    def format_name(self) -> str:
        """The name of the format that words are meant for."""
        return format_name(self.work.format) if self.work.format else ""

    @property
    def list_url(self) -> str:
        """The address of the list."""
        return str(self.page.get_url(self.request) or "")

    @cached_property
    def address(self) -> str:
        """The full address of this page, for QR codes and for sharing."""
        return self._url(full=True)

    @property
    def qr_svg(self) -> str:
        """The address of the QR code as an SVG."""
        return self._url("qr-svg")

    @property
    def qr_png(self) -> str:
        """The address of the QR code as a PNG."""
        return self._url("qr-png")

    @property
    def text_file(self) -> str:
        """The address of an LED message as a file."""
        return self._url("text")

    @cached_property
    def print_pack(self) -> str:
        """The address of a poster's print pack, "" where no file could be in it."""
        readable = (downloads.may_read(file.source, self.request) for file in self.print_files)
        return self._url("print-pack") if any(readable) else ""

    @cached_property
    def print_files(self) -> list[Download]:
        """A poster's files."""
        return downloads.print_files(self.work)

    @cached_property
    def pictures(self) -> list[Download]:
        """A banner's pictures."""
        return downloads.pictures(self.work)

    @cached_property
    def kit(self) -> ShareKit:
        """What is needed to share the work."""
        return share_kit(self.work, self.address)

    @cached_property
    def occasion(self) -> Any:
        """The occasion in the page's language."""
        occasion = self.work.occasion
        return in_language([occasion], self.page.locale_id)[0] if occasion else None

    @property
    def last_day(self) -> Any:
        """The last day on which the work is shown: it may end as that day does."""
        end = self.work.expires_at
        return day_of(end - timedelta(microseconds=1)) if end else None

    @cached_property
    def cards(self) -> list[Card]:
        """The works of a campaign that are offered here."""
        children = self.work.works
        works = [c.value for c in children if c.block_type != "unsupported" and c.value]
        return Shelf(self.page, self.request).cards_of(works)

    @property
    def levels(self) -> list[str]:
        """Who takes part in a campaign."""
        return _names(self.work.levels, UnitLevel.choices)

    @property
    def means(self) -> list[str]:
        """By what means a campaign is seen."""
        return _names(self.work.means, VisualMeans.choices)

    @property
    def audiences(self) -> list[str]:
        """Who a campaign is for."""
        return _names(self.work.audiences, audience_choices()) if self.work.audiences else []

    @cached_property
    def languages(self) -> list[Translation]:
        """The languages in which the work is offered; empty where there is just one."""
        pages = self.surroundings.languages
        if not pages:
            return []
        work = self.work
        works = type(work)._default_manager.filter(translation_key=work.translation_key)
        here = {other.locale_id for other in works if _is_offered(other)}
        shown = [
            Translation(
                tag=tag,
                name=name,
                url=self._url(page=page),
                full_url=self._url(page=page, full=True),
                is_current=page.locale_id == work.locale_id,
            )
            for tag, name, page in pages
            if page.locale_id in here
        ]
        return shown if len(shown) > 1 else []

    @cached_property
    def shared_picture(self) -> dict[str, Any] | None:
        """The picture that networks show of a link to this page, None where there is none."""
        image = self._image()
        if image is None:
            return None
        try:
            rendition = image.get_rendition(SHARED_SPEC)
        except SourceImageIOError:
            return None
        return {
            "url": urljoin(self.address, rendition.url),
            "width": rendition.width,
            "height": rendition.height,
        }

    def _image(self) -> Any:
        images = dict(getattr(self.work, "images", list)())
        return images.get(SHARED_FORMAT) or self.work.thumbnail()

    def _url(self, file: str = "", *, page: Any = None, full: bool = False) -> str:
        return work_url(
            page or self.page,
            self.work.kind,
            self.work.translation_key,
            file=file,
            request=self.request,
            full=full,
        )


def _is_offered(work: Any) -> bool:
    return offers.standing_of(work) is offers.Standing.OFFERED


def _names(codes: list[str], choices: Any) -> list[str]:
    names = dict(choices)
    return [str(names.get(code, code)) for code in codes]
