"""The page types as abstract mixins, for a site's own page models as for ours.

    class NewsPage(ArticleMixin, BasePage):
        template = "wagtail_asean_pages/article_page.html"
        content_panels = BasePage.content_panels + ArticleMixin.asean_panels
        search_fields = BasePage.search_fields + ArticleMixin.asean_search_fields

A mixin knows no base page, so that a site with one of its own can use it. The behaviours that
they are made of (labels, source, people, corrections …) stand in modules of their own, for pages
of other kinds.
"""

from .article import ArticleMixin
from .award import AwardMixin
from .calendar import CalendarMixin
from .column import ColumnMixin
from .contest import ContestMixin
from .corrections import CorrectionsMixin
from .country import CountryMixin
from .destination import DestinationMixin
from .entry import EntryMixin
from .event import EventMixin
from .labels import LabelsMixin
from .lead_image import LeadImageMixin
from .library import LibraryMixin
from .opportunity import OpportunityMixin
from .origin import OriginMixin
from .people import PeopleMixin, ShowsPeopleMixin
from .publication import PublicationMixin
from .showcase import ShowcaseMixin
from .source import SourceMixin

__all__ = [
    "ArticleMixin",
    "AwardMixin",
    "CalendarMixin",
    "ColumnMixin",
    "ContestMixin",
    "CorrectionsMixin",
    "CountryMixin",
    "DestinationMixin",
    "EntryMixin",
    "EventMixin",
    "LabelsMixin",
    "LeadImageMixin",
    "LibraryMixin",
    "OpportunityMixin",
    "OriginMixin",
    "PeopleMixin",
    "PublicationMixin",
    "ShowcaseMixin",
    "ShowsPeopleMixin",
    "SourceMixin",
]
