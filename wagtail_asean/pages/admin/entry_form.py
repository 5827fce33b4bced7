"""The edit form of an entry: it offers the terms of the page's own language."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.forms import WagtailAdminPageForm

VOCABULARIES = ("topics", "countries", "audiences")
# An article that came from elsewhere may lack them, one that is written here may not.
NEEDED = ("kind", "rights_basis")


class EntryForm(WagtailAdminPageForm):
    """Edits any page of a column that one can read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NEEDED:
            if name in self.fields:
                self.fields[name].required = True
        for name in VOCABULARIES:
            if name in self.fields:
                self._offer_own_language(name)

    def _offer_own_language(self, name: str) -> None:
        # A page that was copied for translation still has the terms of its source.
        chosen = list(self.initial.get(name) or [])
        terms: QuerySet[Any] = self.fields[name].queryset.filter(live=True)
        own = terms.filter(locale_id=self.instance.locale_id)
        if not own.exists():
            self.fields[name].queryset = terms
            return
        self.fields[name].queryset = own
        keys = [term.translation_key for term in chosen]
        self.initial[name] = own.filter(translation_key__in=keys) if keys else []
