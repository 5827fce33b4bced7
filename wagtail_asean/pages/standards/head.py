"""What stands in the head of our pages. Templates know it as `asean.head`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings as site_settings
from django.utils.functional import cached_property
from django.utils.text import Truncator
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Site

from wagtail_asean.adapters import to_bcp47
from wagtail_asean.conf import settings

from ..column.asked import Asked
from ..column.listing import page_number
from ..feeds.routes import CALENDAR, FORMATS
from ..mixins import ColumnMixin, EntryMixin
from .addresses import address_at_origin, below, full_url, with_query
from .open_graph import properties
from .pictures import SharedPicture, shared_picture

DESCRIPTION_LENGTH = 300


@dataclass(frozen=True, kw_only=True)
class Alternate:
    """Another form of the page: its media type or language, its address, and how it is named."""

    url: str
    media_type: str = ""
    language: str = ""
    title: str = ""


class Head:
    """The head of the page that `surroundings` stand around."""

    def __init__(self, surroundings: Any) -> None:
        self.surroundings = surroundings
        self.page = surroundings.page
        self.request = surroundings.request

    @cached_property
    def asked(self) -> Asked:
        """What a column is asked for; nothing on other pages."""
        return Asked.of(self.request.GET) if isinstance(self.page, ColumnMixin) else Asked()

    @cached_property
    def url(self) -> str:
        """The page's own address, "" where it has none yet."""
        return full_url(self.page, self.request)

    @property
    def title(self) -> str:
        """What a link to the page is called."""
        return str(self.page.seo_title or self.page.title)

    @cached_property
    def description(self) -> str:
        """What the page is about, in a sentence or two."""
        text = self.page.search_description or getattr(self.page, "summary", "")
        return Truncator(" ".join(text.split())).chars(DESCRIPTION_LENGTH)

    @cached_property
    def site_name(self) -> str:
        """The name of the site, as it signs what it publishes."""
        site = Site.find_for_request(self.request)
        return str(settings.SITE_NAME or (site.site_name if site else ""))

    @property
    def robots(self) -> str:
        """What is asked of search engines: to list no searches, nor filters upon filters."""
        is_endless = self.asked.words or len(self.asked.given) > 1
        return "noindex, follow" if is_endless else ""

    @cached_property
    def canonical(self) -> str:
        """The address that search engines should know the page by, "" where they should not.

        A mirrored page's is that at its origin. Each page of a column's list is one of its own,
        and so is each filter, written in one way.
        """
        if self.robots or not self.url:
            return ""
        return address_at_origin(self.page) or self._own_address

    @property
    def _own_address(self) -> str:
        if not isinstance(self.page, ColumnMixin):
            return self.url
        return with_query(self.url, self.asked.query(page_number(self.request.GET.get("page"))))

    @cached_property
    def languages(self) -> list[Alternate]:
        """The languages of the page, itself among them; none where its origin answers for it.

        A column's filters and further pages are not the same in another language.
        """
        if not self.canonical or self.canonical != self.url:
            return []
        found = [
            Alternate(language=tag, url=full_url(other, self.request))
            for tag, _name, other in self.surroundings.languages
        ]
        default = [one for one in found if one.language == _default_language()]
        return [*found, *(Alternate(language="x-default", url=one.url) for one in default)]

    @cached_property
    def picture(self) -> SharedPicture | None:
        """The picture that networks show."""
        return shared_picture(self.surroundings, self.url or self.request.build_absolute_uri())

    @cached_property
    def open_graph(self) -> list[tuple[str, str]]:
        """Properties of Open Graph and their contents."""
        is_entry = isinstance(self.page, EntryMixin)
        return properties(
            type="article" if is_entry else "website",
            title=self.title,
            description=self.description,
            # A copy is shared as what it is; only search engines are sent to its origin.
            url=self._own_address if self.url else "",
            site_name=self.site_name,
            language=self.surroundings.language,
            picture=self.picture,
            published=self.page.first_published_at,
            modified=self.page.last_published_at,
            other_languages=tuple(
                one.language
                for one in self.languages
                if one.language not in ("x-default", self.surroundings.language)
            ),
        )

    @property
    def twitter_card(self) -> str:
        """How large the picture is shown."""
        return "summary_large_image" if self.picture else "summary"

    @cached_property
    def feeds(self) -> list[Alternate]:
        """The feeds of a column, or of the column that the page lies in; the filtered ones first.

        An event or a contest has its own calendar, too.
        """
        if not self.url:
            return []
        if isinstance(self.page, ColumnMixin):
            filtered = [] if self.asked.is_empty else self._feeds(self.page, self.asked)
            return [*filtered, *self._feeds(self.page, Asked())]
        above = self.surroundings.breadcrumbs[-1:]
        found = self._feeds(above[0], Asked()) if _is_column(above) else []
        return [*self._own_calendar(), *found]

    def _feeds(self, column: Any, asked: Asked) -> list[Alternate]:
        address = full_url(column, self.request)
        return [
            Alternate(
                media_type=format.media_type,
                title=f"{column.title} · {format.name}",
                url=with_query(below(address, format.path), asked.query()),
            )
            for format in FORMATS.values()
        ]

    def _own_calendar(self) -> list[Alternate]:
        if not hasattr(self.page, "calendar_url") or not self.page.starts_at:
            return []
        media_type = FORMATS[CALENDAR].media_type
        url = below(self.url, CALENDAR)
        return [Alternate(media_type=media_type, title=self.page.title, url=url)]


def _is_column(pages: list[Any]) -> bool:
    return bool(pages) and isinstance(pages[0], ColumnMixin)


def _default_language() -> str:
    try:
        return to_bcp47(get_supported_content_language_variant(site_settings.LANGUAGE_CODE))
    except LookupError:
        return ""
