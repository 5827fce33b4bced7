"""The two questions of connecting: the link, then the place of the column and the policy."""

from __future__ import annotations

from typing import Any

import swapper
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser

from wagtail_asean.exceptions import EnrolmentError

from . import places
from .enrolment import MAX_LINK, read_link
from .models import Subscription

Page = swapper.load_model("wagtailcore", "Page")

NOWHERE = ""

_POLICIES = [
    (
        Subscription.Policy.FOLLOW,
        _("Follow the hub: what it publishes appears here by itself."),
    ),
    (
        Subscription.Policy.FOLLOW_SMALL,
        _(
            "Follow small corrections, ask me about the rest: a corrected word comes by itself;"
            " what is new waits until somebody here accepts it."
        ),
    ),
    (
        Subscription.Policy.ASK,
        _("Ask me first: everything waits until somebody here accepts it."),
    ),
]


class LinkForm(forms.Form):
    """Step 1: the link."""

    link = forms.CharField(
        label=_("Link from the hub's office"),
        max_length=MAX_LINK,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "Paste the whole link. It connects one site, once, and only until the day that was"
            " written beside it."
        ),
        error_messages={"required": _("Paste the link that the hub's office gave you.")},
    )

    def clean_link(self) -> str:
        """Read the link, so that what it says is at hand; whom it leads to is asked after."""
        text: str = self.cleaned_data["link"]
        try:
            self.read = read_link(text)
        except EnrolmentError as error:
            raise forms.ValidationError(str(error)) from error
        return text


class PlaceForm(forms.Form):
    """Step 2: where the column goes, and what happens with what is new."""

    link = forms.CharField(max_length=MAX_LINK, widget=forms.HiddenInput)
    place = forms.ChoiceField(
        label=_("Place of the column"),
        required=False,
        widget=forms.Select(attrs={"class": "asean-select"}),
        help_text=_("These pages allow the column under them; the site's home page comes first."),
    )
    other = forms.ModelChoiceField(
        label=_("Another page"),
        required=False,
        queryset=Page.objects.filter(depth__gt=1),
        widget=AdminPageChooser,
        help_text=_(
            "Only if the right page is not in the list above. It is taken before the list."
        ),
    )
    policy = forms.ChoiceField(
        label=_("What is new"),
        choices=_POLICIES,
        initial=Subscription.Policy.FOLLOW,
        widget=forms.RadioSelect,
        help_text=_(
            "What the hub takes back leaves this site at once, whatever is chosen. The choice can"
            " be changed later."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places.places()
        choices = [(str(place.page.pk), str(place)) for place in self.places]
        choices.append((NOWHERE, gettext("No page for now: only banners and posters come")))
        self.fields["place"].choices = choices
        if not self.places:
            del self.fields["place"]
        if places.column_model() is None:
            del self.fields["other"]

    def clean(self) -> dict[str, Any]:
        """Find the page that was chosen, and refuse one that the site forbids."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        other, place = cleaned.get("other"), cleaned.get("place")
        cleaned["parent"] = other or (Page.objects.filter(pk=place).first() if place else None)
        refusal = places.refusal(other) if other else ""
        if refusal:
            self.add_error("other", refusal)
        return cleaned
