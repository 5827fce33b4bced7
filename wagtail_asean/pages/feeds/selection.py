"""What a request to a feed asks for, out of the rows of the column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import Site

from wagtail_asean.adapters import to_bcp47
from wagtail_asean.conf import settings
from wagtail_asean.library.models import MemberState, Topic
from wagtail_asean.moments import aware

from ..choices import KINDS, TYPES
from ..column import listing, tree
from ..column.asked import Asked
from ..standards.addresses import below, full_url, with_query
from . import contents
from .contents import Category, Deletion, Entry, Feed
from .left import Left
from .pictures import Pictures
from .routes import FORMATS
from .texts import entry_id

LIMIT = 50
MOST_DELETIONS = 200


class Selection:
    """What `request` asks a feed of `column` for."""

    def __init__(self, column: Any, request: Any) -> None:
        self.column = column
        self.request = request
        self.asked = Asked.of(request.GET)
        self.page = listing.page_number(request.GET.get("page"))

    @property
    def language(self) -> str:
        """The language of the column (BCP 47)."""
        return to_bcp47(self.column.locale.language_code)

    @cached_property
    def home_url(self) -> str:
        """The address of the column's page, with what is asked for."""
        return with_query(self.column_url, self.asked.query())

    @cached_property
    def column_url(self) -> str:
        """The address of the column's page."""
        return full_url(self.column, self.request)

    @cached_property
    def site_name(self) -> str:
        """The name of the site, as it signs what it publishes."""
        site = Site.find_for_request(self.request)
        return str(settings.SITE_NAME or (site and site.site_name) or self.column.title)

    def feed_url(self, code: str, page: int | None = None) -> str:
        """Return the address of the feed in a format."""
        address = below(self.column_url, FORMATS[code].path)
        return with_query(address, self.asked.query(page))

    # -- rows ------------------------------------------------------------------------------

    @cached_property
    def closed(self) -> list[str]:
        """The paths of the pages that not everybody may see."""
        return tree.closed_paths()

    @cached_property
    def is_public(self) -> bool:
        """Tell whether everybody may see the column."""
        return not tree.is_closed(self.column, self.closed)

    @cached_property
    def _left(self) -> Left:
        return Left(self.column, self.closed)

    def rows(self) -> Any:
        """Return the rows of what is asked for, the newest first."""
        return self.asked.apply(listing.entries(self.column, self.closed), self.column)

    def unshown(self) -> Any:
        """Return the rows of what is not shown any more, whatever is asked for."""
        return self._left.unshown()

    def departures(self) -> Any:
        """Return what has left within `DEPARTURE_DAYS`, whatever is asked for.

        What it was filed under went with it; a reader that never had it passes it over.
        """
        return self._left.departures().filter(left_at__gte=since())

    # -- a feed ----------------------------------------------------------------------------

    def feed(self, code: str) -> Feed:
        """Return the page of the feed that is asked for, for a format of articles."""
        start = (self.page - 1) * LIMIT
        rows = listing.with_cards(self.rows()).select_related("page", "lead_image", "locale")
        found = list(rows[start : start + LIMIT + 1])
        entries = tuple(self._entries(found[:LIMIT]))
        deletions = tuple(self._deletions()) if self.page == 1 else ()
        return Feed(
            id=self._id(),
            title=self.column.title,
            subtitle=getattr(self.column, "summary", ""),
            language=self.language,
            author=settings.UNIT_NAME or self.site_name,
            home_url=self.home_url,
            self_url=self.feed_url(code, self.page),
            first_url=self.feed_url(code),
            previous_url=self.feed_url(code, self.page - 1) if self.page > 1 else "",
            next_url=self.feed_url(code, self.page + 1) if len(found) > LIMIT else "",
            updated=self._updated(entries, deletions),
            entries=entries,
            deletions=deletions,
        )

    def _entries(self, rows: list[Any]) -> Iterator[Entry]:
        topics = self._names(Topic, (code for row in rows for code in codes(row.topics)))
        countries = self._names(
            MemberState, (code for row in rows for code in codes(row.countries))
        )
        pictures = Pictures(self.column_url)
        for row in rows:
            published = max(moments(row.published_at, row.effective_at))
            yield Entry(
                id=entry_id(row.translation_key, row.locale.language_code),
                url=full_url(row.page, self.request),
                title=row.title,
                summary=row.summary,
                published=published,
                updated=max(published, *moments(row.changed_at)),
                language=to_bcp47(row.locale.language_code),
                author=row.author,
                origin_site=row.origin_site,
                origin_url=row.origin_url,
                categories=tuple(_categories(row, topics, countries)),
                picture=pictures.of(row),
            )

    def _names(self, model: Any, wanted: Iterable[str]) -> dict[str, str]:
        found = set(wanted)
        if not found:
            return {}
        here = model.objects.filter(locale_id=self.column.locale_id, code__in=found)
        return dict(here.values_list("code", "name"))

    def _deletions(self) -> list[Deletion]:
        left = [
            _deletion(gone, gone.left_at)
            for gone in self.departures().select_related("locale")[:MOST_DELETIONS]
        ]
        rows = self.unshown().select_related("page", "locale").defer("text")
        hidden = [
            _deletion(row, left_at(row)) for row in rows.order_by("-changed_at")[:MOST_DELETIONS]
        ]
        recent = [gone for gone in [*left, *hidden] if gone.when >= aware(since())]
        # Of what left several sections, one after the other, the last counts.
        last = {gone.id: gone for gone in sorted(recent, key=lambda gone: gone.when)}.values()
        return sorted(last, key=lambda gone: (gone.when, gone.id), reverse=True)[:MOST_DELETIONS]

    def _id(self) -> str:
        # The hub's column and a school's are two feeds, and each filter is one of its own.
        site = Site.find_for_request(self.request)
        name = f"{site.hostname if site else ''}/{self.language}?{self.asked.query()}"
        return f"urn:uuid:{uuid5(UUID(str(self.column.translation_key)), name)}"

    def _updated(self, entries: Iterable[Entry], deletions: Iterable[Deletion]) -> datetime:
        known = [entry.updated for entry in entries] + [gone.when for gone in deletions]
        column = self.column
        return max(known, default=None) or aware(
            column.last_published_at or column.latest_revision_created_at or timezone.now()
        )


def since() -> datetime:
    """Return the moment from which on feeds tell what has left, at the beginning of an hour."""
    moment = timezone.now() - timedelta(days=settings.DEPARTURE_DAYS)
    return moment.replace(minute=0, second=0, microsecond=0)


def moments(*values: datetime | None) -> list[datetime]:
    """Return those of the moments that there are, as aware ones."""
    return [aware(value) for value in values if value is not None]


def codes(text: str) -> list[str]:
    """Read the codes that a row holds between bars."""
    return [code for code in text.split("|") if code]


def _categories(row: Any, topics: dict[str, str], countries: dict[str, str]) -> Iterator[Category]:
    yield _category(contents.TYPE, row.type, {row.type: str(TYPES.get(row.type, row.type))})
    if row.kind:
        kinds = KINDS.get(row.type)
        yield _category(contents.KIND, row.kind, dict(kinds.choices) if kinds else {})
    if row.pillar:
        yield _category(contents.PILLAR, row.pillar, {row.pillar: row.pillar_name})
    for code in codes(row.topics):
        yield _category(contents.TOPIC, code, topics)
    for code in codes(row.countries):
        yield _category(contents.COUNTRY, code, countries)


def _category(scheme: str, code: str, names: dict[str, Any]) -> Category:
    return Category(scheme=scheme, code=code, name=str(names.get(code, code)))


def _deletion(gone: Any, when: datetime) -> Deletion:
    return Deletion(id=entry_id(gone.translation_key, gone.locale.language_code), when=aware(when))


def left_at(row: Any) -> datetime:
    """Return when an entry that is published ceased to be shown.

    When it was withheld is not written down: not before it was last changed.
    """
    expired: datetime | None = row.page.expire_at
    changed: datetime = row.changed_at
    return expired if expired and expired <= timezone.now() else changed
