"""The page types, each thin: what it can do stands in its mixin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..mixins import (
    ArticleMixin,
    AwardMixin,
    ColumnMixin,
    ContestMixin,
    CountryMixin,
    DestinationMixin,
    EventMixin,
    LibraryMixin,
    PublicationMixin,
    ShowcaseMixin,
)

COLUMN = "wagtail_asean_pages.ColumnPage"


class ColumnPage(ColumnMixin, Page):
    """A column; a column below another is a section of it."""

    content_panels = [*Page.content_panels, *ColumnMixin.asean_panels]
    search_fields = [*Page.search_fields, *ColumnMixin.asean_search_fields]

    class Meta:
        verbose_name = _("ASEAN column")
        verbose_name_plural = _("ASEAN columns")


class LibraryPage(LibraryMixin, Page):
    """The site's library in a column."""

    parent_page_types = [COLUMN]
    subpage_types: list[str] = []

    content_panels = [*Page.content_panels, *LibraryMixin.asean_panels]
    search_fields = [*Page.search_fields, *LibraryMixin.asean_search_fields]

    class Meta:
        verbose_name = _("shared banners and posters")
        verbose_name_plural = _("pages of shared banners and posters")


class ArticlePage(ArticleMixin, Page):
    """An article of a column."""

    parent_page_types = [COLUMN]
    subpage_types: list[str] = []

    content_panels = [*Page.content_panels, *ArticleMixin.asean_panels]
    search_fields = [*Page.search_fields, *ArticleMixin.asean_search_fields]

    class Meta:
        verbose_name = _("ASEAN article")
        verbose_name_plural = _("ASEAN articles")


class EventPage(EventMixin, Page):
    """An event of a column."""

    parent_page_types = [COLUMN]
    subpage_types: list[str] = []

    content_panels = [*Page.content_panels, *EventMixin.asean_panels]
    search_fields = [*Page.search_fields, *EventMixin.asean_search_fields]

    class Meta:
        verbose_name = _("ASEAN event")
        verbose_name_plural = _("ASEAN events")


class ContestPage(ContestMixin, Page):
    """A contest of a column."""

    parent_page_types = [COLUMN]
    subpage_types: list[str] = []

    content_panels = [*Page.content_panels, *ContestMixin.asean_panels]
    search_fields = [*Page.search_fields, *ContestMixin.asean_search_fields]

    class Meta:
        verbose_name = _("ASEAN contest")
        verbose_name_plural = _("ASEAN contests")


class CountryPage(CountryMixin, Page):
    """A member country in a column."""

    parent_page_types = [COLUMN]
    subpage_types: list[str] = []

    content_panels = [*Page.content_panels, *CountryMixin.asean_panels]
    search_fields = [*Page.search_fields, *CountryMixin.asean_search_fields]

    class Meta:
        verbose_name = _("ASEAN country")
        verbose_name_plural = _("ASEAN countries")


class DestinationPage(DestinationMixin, Page):
    """A destination in a column."""

    parent_page_types = [COLUMN]
    subpage_types: list[str] = []

    content_panels = [*Page.content_panels, *DestinationMixin.asean_panels]
    search_fields = [*Page.search_fields, *DestinationMixin.asean_search_fields]

    class Meta:
        verbose_name = _("ASEAN destination")
        verbose_name_plural = _("ASEAN destinations")


class ShowcasePage(ShowcaseMixin, Page):
    """What the province shows in a column."""

    parent_page_types = [COLUMN]
    subpage_types: list[str] = []

    content_panels = [*Page.content_panels, *ShowcaseMixin.asean_panels]
    search_fields = [*Page.search_fields, *ShowcaseMixin.asean_search_fields]

    class Meta:
        verbose_name = _("local showcase")
        verbose_name_plural = _("local showcases")


class PublicationPage(PublicationMixin, Page):
    """A publication of a column."""

    parent_page_types = [COLUMN]
    subpage_types: list[str] = []

    content_panels = [*Page.content_panels, *PublicationMixin.asean_panels]
    search_fields = [*Page.search_fields, *PublicationMixin.asean_search_fields]

    class Meta:
        verbose_name = _("ASEAN publication")
        verbose_name_plural = _("ASEAN publications")


class AwardPage(AwardMixin, Page):
    """An award in a column."""

    parent_page_types = [COLUMN]
    subpage_types: list[str] = []

    content_panels = [*Page.content_panels, *AwardMixin.asean_panels]
    search_fields = [*Page.search_fields, *AwardMixin.asean_search_fields]

    class Meta:
        verbose_name = _("ASEAN award")
        verbose_name_plural = _("ASEAN awards")
