"""Under which page of this site an item goes."""

from __future__ import annotations

from typing import Any

import swapper
from django.utils.translation import gettext as _
from wagtail.models import Locale

from wagtail_asean.exceptions import ItemError
from wagtail_asean.protocol import Item, ItemKey

from .models import Subscription

Page = swapper.load_model("wagtailcore", "Page")


class Parents:
    """Finds the pages above the items of one run; remembers them until they may have changed."""

    def __init__(self, subscription: Subscription) -> None:
        self._subscription = subscription
        self._found: dict[ItemKey, Any] = {}

    def place(self, item: Item, locale: Locale) -> Any:
        """Return the page under which an item goes; raises `ItemError` where it is not here."""
        if item.parent_key is None:
            return self._column_place(locale)
        parent = self.find(item)
        if parent is None:
            raise ItemError(
                _("The item above it (%(item)s) has not come yet.") % {"item": item.parent_key},
                code="parent-missing",
            )
        return parent

    def find(self, item: Item) -> Any:
        """Return the page of the item above another, None where it is not here."""
        key = item.parent_key
        if key is None:
            return self._subscription.parent_page
        if key not in self._found:
            row = self._subscription.items.for_key(key).live().first()
            page = row.get_object() if row is not None else None
            if not isinstance(page, Page):
                return None
            self._found[key] = page
        return self._found[key]

    def clear(self) -> None:
        """Forget them: a page was written, moved or taken down."""
        self._found.clear()

    def _column_place(self, locale: Locale) -> Any:
        place = self._subscription.parent_page
        if place is None:
            raise ItemError(
                _("The subscription names no page under which the column goes. Choose one."),
                code="place-missing",
            )
        if place.locale_id == locale.pk:
            return place.specific
        translated = place.get_translation_or_none(locale)
        if translated is None:
            raise ItemError(
                _(
                    "The page “%(page)s” has no translation into %(language)s, so the column in"
                    " that language has no place. Translate that page."
                )
                % {"page": place.title, "language": locale},
                code="place-untranslated",
            )
        return translated.specific
