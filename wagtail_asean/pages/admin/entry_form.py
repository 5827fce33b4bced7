"""The edit form of an entry: what it offers and proposes, and what it lets through.

A draft may be incomplete. What is published or submitted is checked by the rules of its kind
(`findings`); each sentence stands at its field.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError
from wagtail.fields import StreamField

from wagtail_asean.library.choices import RightsBasis

VOCABULARIES = ("topics", "countries", "audiences")
# An article that came from elsewhere may lack them, one that is written here may not.
NEEDED = ("kind", "rights_basis")
PRESS_DIGEST = "press-digest"


class EntryForm(WagtailAdminPageForm):
    """Edits any page of a column that one can read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in NEEDED:
            if name in self.fields:
                self.fields[name].required = True
        if self.data.get("kind") == PRESS_DIGEST and "rights_basis" in self.fields:
            self.fields["rights_basis"].required = False
        for name in VOCABULARIES:
            if name in self.fields:
                self._offer_own_language(name)
        if "author" in self.fields and self.instance.pk is None and not self.instance.author:
            self.initial["author"] = _name_of(self.for_user)

    def clean_rights_basis(self) -> Any:
        """Take a press digest for which nothing was chosen as a summary with a link."""
        chosen = self.cleaned_data["rights_basis"]
        if self.cleaned_data.get("kind") != PRESS_DIGEST:
            return chosen
        # On a new page the choice that stood there was nobody's.
        is_untouched = self.instance.pk is None and chosen == self.initial.get("rights_basis")
        return RightsBasis.LINK_ONLY.value if is_untouched or not chosen else chosen

    def clean(self) -> Any:
        cleaned = super().clean()
        people = getattr(self.instance, "people_field", "")
        if people in self.cleaned_data:
            self._keep_consents_for_those_who_see_them(people)
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if self._may_be_incomplete() or self.errors:
            return
        # What is found needs the models to be ready.
        from ..findings import stops

        for finding in stops(self.instance):
            self._add_finding(finding.field, finding.sentence)

    def _may_be_incomplete(self) -> bool:
        if getattr(self, "is_deferred_validation", bool(self.deferred_required_fields)):
            return True
        # Whoever sends it back need not mend it first.
        is_decision = bool(self.data.get("action-workflow-action"))
        return is_decision and self.data.get("workflow-action-name") != "approve"

    def _add_finding(self, name: str, sentence: str) -> None:
        if name not in self.fields:
            self.add_error(None, sentence)
        elif isinstance(self.instance._meta.get_field(name), StreamField):
            error = ValidationError(sentence)
            self.add_error(name, StreamBlockValidationError(non_block_errors=[error]))
        else:
            self.add_error(name, sentence)

    def _keep_consents_for_those_who_see_them(self, name: str) -> None:
        """Refuse a consent that somebody chose who may not see the register."""
        if self.for_user is None or may_see_consents(self.for_user):
            return
        kept = _consents_in(self._stored(name))
        if not _consents_in(self.cleaned_data[name]) <= kept:
            error = ValidationError(
                _("Consents are chosen by those who may see their register. Leave it to them.")
            )
            self.add_error(name, StreamBlockValidationError(non_block_errors=[error]))

    def _stored(self, name: str) -> Any:
        # The instance itself holds what was typed by now, at least in a second try.
        if self.instance.pk is None:
            return []
        stored = type(self.instance)._default_manager.get(pk=self.instance.pk)
        return getattr(stored.get_latest_revision_as_object(), name)

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


def may_see_consents(user: Any) -> bool:
    """Tell whether a user may see the register of consents, and so the names in it."""
    from wagtail_asean.library.admin.screens import may_see

    from ..models import Consent

    return may_see(user, Consent)


def _consents_in(stream: Any) -> set[str]:
    return {
        str(child.value["consent"].pk)
        for child in stream
        if child.block_type != "unsupported" and child.value.get("consent") is not None
    }


def _name_of(user: Any) -> str:
    return str(user.get_full_name()) if user is not None and user.is_authenticated else ""
