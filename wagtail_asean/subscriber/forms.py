"""The form of a subscription, which asks the hub before it is saved."""

from __future__ import annotations

from typing import Any

import swapper
from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminPageChooser

from wagtail_asean.exceptions import WagtailAseanError

from .actions import check_connection, subscribe
from .models import Subscription

Page = swapper.load_model("wagtailcore", "Page")


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

    class Meta:
        model = Subscription
        fields = ["name", "hub_url", "key", "parent_page", "is_active"]
        widgets = {"parent_page": AdminPageChooser}

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

    def save(self, commit: bool = True) -> Subscription:
        if self.cleaned_data["key"]:
            self.instance.key = self.cleaned_data["key"]
        subscription: Subscription = super().save(commit=False)
        if commit:
            # Only what the form is about: a run may be at work on the rest of the row.
            fields = ["name", "hub_url", "encrypted_key", "parent_page", "is_active"]
            if subscription._state.adding:
                subscribe(subscription, self.root)
            else:
                subscription.save(update_fields=fields)
        return subscription
