"""What this site can carry: the languages it has (none is ever created) and the types."""

from __future__ import annotations

from uuid import UUID

import swapper
from wagtail.coreutils import get_content_languages, get_supported_content_language_variant
from wagtail.models import Locale

from wagtail_asean.adapters import adapters
from wagtail_asean.fallbacks import FALLBACK_TYPES

from .models import Subscription
from .origins import OwnItems
from .plan import Asking, Policy, Selection

Page = swapper.load_model("wagtailcore", "Page")


class SiteLanguages:
    """The languages of this site by their BCP 47 tags; reads as a container of tags.

    A tag is here when the settings know its language, or a wider one, and its Locale exists.
    """

    def __init__(self) -> None:
        self._rows = {row.language_code: row for row in Locale.objects.all()}
        self._found: dict[str, Locale | None] = {}

    def __contains__(self, tag: object) -> bool:
        return isinstance(tag, str) and self.find(tag) is not None

    def find(self, tag: str) -> Locale | None:
        """Return the Locale for a tag, None where the site has none."""
        if tag not in self._found:
            self._found[tag] = self._rows.get(_supported(tag.lower()))
        return self._found[tag]


def _supported(code: str) -> str:
    # Django knows no Lao, Filipino or Tetum: a language that is configured counts all the same.
    for known in get_content_languages():
        if known.lower() == code:
            return known
    try:
        return str(get_supported_content_language_variant(code))
    except LookupError:
        return ""


def site_policy(subscription: Subscription, languages: SiteLanguages | None = None) -> Policy:
    """Say what this site can carry and wants: without a place for the column, no pages."""
    types = frozenset(
        f"{adapter.type}/{adapter.kind}" if adapter.kind else adapter.type
        for adapter in adapters()
        if subscription.parent_page_id or not issubclass(adapter.model, Page)
    )
    return Policy(
        locales=languages or SiteLanguages(),
        types=types,
        fallbacks=types & FALLBACK_TYPES,
        own=OwnItems(),
        asking=Asking(subscription.policy),
        selection=selection_of(subscription),
    )


def selection_of(subscription: Subscription) -> Selection:
    """Return what a subscription has chosen of the hub's column."""
    return Selection(
        columns=frozenset(UUID(str(uid)) for uid in subscription.columns),
        types=frozenset(subscription.types),
        languages=frozenset(subscription.languages),
        audiences=frozenset(subscription.audiences),
    )
