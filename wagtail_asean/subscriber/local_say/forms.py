"""The form of what a site chooses about one item."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail_asean.exceptions import DecisionError

from .. import decisions
from ..models import LocalChoice, MirroredItem

LINK_ROWS = 5


class ChoiceForm(forms.Form):
    """Hide, pin, a note and related links; what was not changed is not written."""

    is_hidden = forms.BooleanField(
        label=_("Hide this item"),
        required=False,
        help_text=_("It goes on following the hub, but readers do not see it."),
    )
    is_pinned = forms.BooleanField(
        label=_("Pin this item"),
        required=False,
        help_text=_("It stands first on the first page of its column."),
    )
    note = forms.CharField(
        label=_("Note of this site"),
        required=False,
        max_length=decisions.NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Plain text, shown under the item in the name of this site."),
    )

    def __init__(self, choice: LocalChoice, *args: Any, can_hide: bool, **kwargs: Any) -> None:
        initial = {
            "is_hidden": choice.is_hidden,
            "is_pinned": choice.is_pinned,
            "note": choice.note,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.choice = choice
        if not can_hide:
            del self.fields["is_hidden"]
        for number in range(max(LINK_ROWS, len(choice.links))):
            link = choice.links[number] if number < len(choice.links) else {}
            self._add_link(number, link)

    def _add_link(self, number: int, link: dict[str, str]) -> None:
        self.fields[f"title_{number}"] = forms.CharField(
            label=gettext("Title of link %(number)d") % {"number": number + 1},
            required=False,
            max_length=decisions.LINK_TITLE_LENGTH,
            initial=link.get("title", ""),
        )
        self.fields[f"url_{number}"] = forms.CharField(
            label=gettext("Address of link %(number)d") % {"number": number + 1},
            required=False,
            max_length=2000,
            initial=link.get("url", ""),
        )

    @property
    def choice_fields(self) -> list[Any]:
        """The fields of the item itself."""
        return [self[name] for name in self.fields if not name.startswith(("title_", "url_"))]

    @property
    def link_fields(self) -> list[Any]:
        """The fields of the related links, a title before its address."""
        return [self[name] for name in self.fields if name.startswith(("title_", "url_"))]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        links = []
        for name in [name for name in self.fields if name.startswith("url_")]:
            number = name.removeprefix("url_")
            title, url = cleaned.get(f"title_{number}", ""), cleaned.get(name, "")
            if not (title or url):
                continue
            try:
                links.append(decisions.check_link(title, url))
            except DecisionError as error:
                self.add_error(name, str(error))
        cleaned["links"] = links
        return cleaned

    def save(self, item: MirroredItem, user: Any) -> bool:
        """Carry out what was changed; return whether anything was. Raises `DecisionError`."""
        cleaned, choice, is_changed = self.cleaned_data, self.choice, False
        if "is_hidden" in self.fields and cleaned["is_hidden"] != choice.is_hidden:
            (decisions.hide if cleaned["is_hidden"] else decisions.show)(item, user)
            is_changed = True
        if cleaned["is_pinned"] != choice.is_pinned:
            (decisions.pin if cleaned["is_pinned"] else decisions.unpin)(item, user)
            is_changed = True
        if cleaned["note"].replace("\r\n", "\n").strip() != choice.note:
            decisions.set_note(item, cleaned["note"], user)
            is_changed = True
        if cleaned["links"] != choice.links:
            decisions.set_links(item, cleaned["links"], user)
            is_changed = True
        return is_changed
