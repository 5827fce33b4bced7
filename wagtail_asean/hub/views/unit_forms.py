"""The forms in which something happens to units."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from wagtail_asean.hub.models import Unit, UnitLevel
from wagtail_asean.hub.units.verbs import find_by_codes, today

from .unit_choosers import unit_chooser

FACTS = ["address", "website", "contact_name", "contact_email", "contact_phone"]
MAX_LINES = 200


def _unit_field(label, **kwargs) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=label, queryset=Unit.objects.all(), widget=unit_chooser.widget_class(), **kwargs
    )


class EventForm(forms.Form):
    """When it happens, and what is to be remembered of it."""

    day = forms.DateField(label=_("Day"), initial=today, widget=AdminDateInput)
    note = forms.CharField(
        label=_("Note for the history"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Such as the number of the decision."),
    )
    field_order: list[str] = []

    def __init__(self, *args, unit: Unit | None = None, **kwargs) -> None:
        self.unit = unit
        super().__init__(*args, **kwargs)
        last = ["day", "note"]
        self.order_fields([*[name for name in self.fields if name not in last], *last])


class AddUnitForm(EventForm):
    name = forms.CharField(label=_("Name"), max_length=255)
    code = forms.CharField(
        label=_("Code"), max_length=50, help_text=_("By which a spreadsheet names the unit.")
    )
    level = forms.ModelChoiceField(
        label=_("Level"), queryset=UnitLevel.objects.all(), required=False
    )
    parent = _unit_field(_("Unit above"), required=False)
    address = forms.CharField(label=_("Address"), max_length=500, required=False)
    website = forms.URLField(
        label=_("Website"), max_length=500, required=False, assume_scheme="https"
    )
    contact_name = forms.CharField(label=_("Contact"), max_length=200, required=False)
    contact_email = forms.EmailField(label=_("E-mail"), required=False)
    contact_phone = forms.CharField(label=_("Telephone"), max_length=50, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("Exists from")
        self.fields["day"].required = False
        self.fields["day"].initial = None


class EditUnitForm(forms.ModelForm):
    website = forms.URLField(
        label=_("Website"), max_length=500, required=False, assume_scheme="https"
    )

    class Meta:
        model = Unit
        fields = ["code", "level", *FACTS, "valid_from", "valid_until"]
        widgets = {"valid_from": AdminDateInput, "valid_until": AdminDateInput}
        help_texts = {"valid_until": _("The first day on which it no longer exists.")}

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        taken = find_by_codes([code]).get(code)
        if taken is not None and taken.pk != self.instance.pk:
            raise forms.ValidationError(
                gettext("The code %(code)s is that of %(unit)s already.")
                % {"code": code, "unit": taken}
            )
        return code

    def clean(self):
        cleaned = super().clean()
        begin, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if begin and end and end <= begin:
            self.add_error("valid_until", gettext("It can't end before it began."))
        return cleaned


class RenameForm(EventForm):
    name = forms.CharField(label=_("New name"), max_length=255)


class MoveForm(EventForm):
    parent = _unit_field(
        _("Unit above"), required=False, help_text=_("Leave it empty for the top of the tree.")
    )


class MergeForm(EventForm):
    codes = forms.CharField(
        label=_("Codes of the units that go on as this one, one a line"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("They end, and their sites become those of this unit, with their keys."),
    )
    name = forms.CharField(
        label=_("Name after the merger"),
        max_length=255,
        required=False,
        help_text=_("Leave it empty if the name stays."),
    )

    def clean_codes(self) -> str:
        codes = _lines(self.cleaned_data["codes"])
        found = find_by_codes(codes)
        missing = [code for code in codes if code not in found]
        if missing:
            said = gettext("There is no unit with the code “%(code)s”.")
            raise forms.ValidationError(said % {"code": missing[0]})
        self.units = [unit for unit in found.values() if unit != self.unit]
        if not self.units:
            raise forms.ValidationError(gettext("Name at least one other unit."))
        return "\n".join(codes)


class SplitForm(EventForm):
    into = forms.CharField(
        label=_("The new units, one a line: code; name"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    goes_on = forms.BooleanField(
        label=_("The old unit goes on beside them"),
        required=False,
        help_text=_(
            "If it does not, it ends, and its sites and what lay below it go to the first of the"
            " new ones."
        ),
    )

    def clean_into(self) -> str:
        self.parts = []
        for line in _lines(self.cleaned_data["into"]):
            code, sign, name = (part.strip() for part in line.partition(";"))
            if not sign or not code or not name or len(code) > 50 or len(name) > 255:
                raise forms.ValidationError(
                    gettext("“%(line)s” is not a code and a name with a semicolon between them.")
                    % {"line": line[:80]}
                )
            self.parts.append((code, name))
        return self.cleaned_data["into"]


class CloseForm(EventForm):
    revoke_keys = forms.BooleanField(
        label=pgettext_lazy("of a unit that closes", "Revoke the keys of its sites"),
        required=False,
        help_text=_("Else they go on following the hub."),
    )


def _lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MAX_LINES:
        raise forms.ValidationError(
            gettext("These are more than %(count)d lines.") % {"count": MAX_LINES}
        )
    return lines
