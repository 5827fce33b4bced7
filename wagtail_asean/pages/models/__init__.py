"""The page types as they are, what a column lists, and the consents of people.

A site with a base page of its own makes its page models of `mixins`.
"""

import swapper

from .consent import Consent
from .listing import Departure, ListedEntry

__all__ = ["Consent", "Departure", "ListedEntry"]

if not swapper.is_swapped("wagtailcore", "Page"):
    from .pages import (
        ArticlePage,
        AwardPage,
        ColumnPage,
        ContestPage,
        CountryPage,
        DestinationPage,
        EventPage,
        LibraryPage,
        PublicationPage,
        ShowcasePage,
    )

    __all__ += [
        "ArticlePage",
        "AwardPage",
        "ColumnPage",
        "ContestPage",
        "CountryPage",
        "DestinationPage",
        "EventPage",
        "LibraryPage",
        "PublicationPage",
        "ShowcasePage",
    ]
