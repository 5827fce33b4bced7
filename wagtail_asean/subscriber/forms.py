"""The form of a subscription, which asks the hub before it is saved."""

from __future__ import annotations

import copy
import json
from typing import Any

import swapper
from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminPageChooser

from wagtail_asean.exceptions import WagtailAseanError

from . import selecting
from .actions import check_connection, subscribe
from .languages import selection_of
from .models import Subscription

Page = swapper.load_model("wagtailcore", "Page")


SELECTION = ("columns", "types", "languages", "audiences")
SAVED = frozenset(
    {"name", "hub_url", "parent_page", "is_active", "policy", *SELECTION}
    | {"daily_megabytes", "window_start", "window_end"}
)


def _boxes(label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text or _("Nothing chosen: everything comes."),
    )


class SubscriptionForm(WagtailAdminModelForm):
    key = forms.CharField(
        label=pgettext_lazy("of a hub", "Key"),
        required=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "The key that the hub's office gave you. It is stored encrypted and not shown again."
        ),
    )

    columns = _boxes(_("Columns"))
    types = _boxes(_("Types"))
    languages = _boxes(_("Languages"))
    audiences = _boxes(_("For whom"), _("What names nobody is for everybody and always comes."))
    # The selection whose effect was said: saving it once more carries it out.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Subscription
        fields = [
            "name",
            "hub_url",
            "key",
            "parent_page",
            "is_active",
            "policy",
            *SELECTION,
            "daily_megabytes",
            "window_start",
            "window_end",
        ]
        widgets = {"parent_page": AdminPageChooser}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["policy"].required = False
        self.fields["policy"].widget.attrs["class"] = "asean-select"
        if self.instance.pk is None:
            # What there is to choose, nobody knows before the first run.
            for name in (*SELECTION, "seen"):
                del self.fields[name]
            return
        for name, found in selecting.choices(self.instance).items():
            self.fields[name].choices = found
            if not found:
                self.fields[name].help_text = _("What there is to choose is known after a run.")

    def clean_policy(self) -> str:
        """Keep the policy where the form did not ask for it."""
        return self.cleaned_data["policy"] or self.instance.policy

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.get("key") and not self.instance.encrypted_key:
            self.add_error("key", gettext("Enter the key that the hub's office gave you."))
        if self.errors:
            return cleaned
        trial = Subscription(hub_url=cleaned["hub_url"])
        trial.encrypted_key = self.instance.encrypted_key
        if cleaned["key"]:
            trial.key = cleaned["key"]
        try:
            self.root = check_connection(trial)
        except WagtailAseanError as error:
            self.add_error(None, str(error))
            return cleaned
        self._say_effect(cleaned)
        return cleaned

    def _say_effect(self, cleaned: dict[str, Any]) -> None:
        """Say once what another selection takes away and brings, before it is saved."""
        if "seen" not in self.fields:
            return
        trial = copy.copy(self.instance)
        for name in SELECTION:
            setattr(trial, name, cleaned[name])
        saved = Subscription.objects.get(pk=self.instance.pk)
        mark = json.dumps([sorted(cleaned[name]) for name in SELECTION])
        if selection_of(trial) == selection_of(saved) or cleaned["seen"] == mark:
            return
        effect = selecting.effect_of(trial)
        if not (effect.going or effect.coming):
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = mark
        self.add_error(
            None,
            gettext(
                "With this choice %(going)d items leave the site and %(coming)d come. Save once"
                " more if that is what you want."
            )
            % {"going": effect.going, "coming": effect.coming},
        )

    def save(self, commit: bool = True) -> Subscription:
        if self.cleaned_data["key"]:
            self.instance.key = self.cleaned_data["key"]
        subscription: Subscription = super().save(commit=False)
        if commit:
            # Only what the form is about: a run may be at work on the rest of the row.
            fields = ["encrypted_key", *(name for name in self.fields if name in SAVED)]
            if subscription._state.adding:
                subscribe(subscription, self.root)
            else:
                subscription.save(update_fields=fields)
        return subscription
