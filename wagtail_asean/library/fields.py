"""Model fields for values that other sites write too.

A plain `choices` would refuse the code of a newer hub, and Django's JSON form field asks an
editor for JSON. In migrations these fields are the plain ones they extend.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField


class OpenChoiceField(forms.TypedChoiceField):
    """A choice that also offers the value that is there, known or not."""

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        current = form.get_initial_for_field(self, field_name)
        if current and not self.valid_value(current):
            self.choices = [*self.choices, (current, current)]
        return super().get_bound_field(form, field_name)


class CodeField(models.CharField):
    """A code out of `choices`, which a form offers; any other that comes is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 50, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, "django.db.models.CharField", args, kwargs

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if value in self.empty_values:
            super().validate(value, model_instance)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"choices_form_class": OpenChoiceField, **kwargs})


class Lines(forms.CharField):
    """A list in a form: one entry a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(self.write_line(entry) for entry in value)
        return value

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in (super().to_python(value) or "").splitlines()]
        return [self.read_line(line) for line in lines if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != (initial or [])
        except ValidationError:
            return True

    def write_line(self, entry: Any) -> str:
        return str(entry)

    def read_line(self, line: str) -> Any:
        return line


class NativeNameLines(Lines):
    """Names in the country's own languages: "language, script, name", one a line."""

    def write_line(self, entry: Any) -> str:
        return ", ".join(str(entry.get(part, "")) for part in ("lang", "script", "name"))

    def read_line(self, line: str) -> Any:
        parts = [part.strip() for part in line.split(",", 2)]
        if len(parts) != 3 or not all(parts):
            raise ValidationError(
                _("“%(line)s” is not a language, a script and a name, separated by commas."),
                params={"line": line},
            )
        return dict(zip(("lang", "script", "name"), parts, strict=True))


class ListField(models.JSONField):
    """A JSON list that an editor writes one entry a line."""

    lines = Lines

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": list, "blank": True, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        # Not JSONField's own: it would hand an encoder to a form field that knows none.
        # And not with the hidden copy that a default by function brings along.
        return models.Field.formfield(
            self, **{"form_class": self.lines, "show_hidden_initial": False, **kwargs}
        )


class DayLines(Lines):
    """Days in a form: one a line, year, month and day."""

    def read_line(self, line: str) -> str:
        try:
            return date.fromisoformat(line).isoformat()
        except ValueError as error:
            raise ValidationError(
                _("“%(line)s” is not a day. Write year, month and day, for example 2027-10-13."),
                params={"line": line},
            ) from error


class DayListField(ListField):
    """A list of days as ISO 8601 texts."""

    lines = DayLines

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        for day in value:
            if self.lines().read_line(str(day)) != day:
                raise ValidationError(
                    _("“%(line)s” is not a day written in full."), params={"line": day}
                )


class OpenMultipleChoiceField(forms.MultipleChoiceField):
    """Several choices; values that are there and not offered are offered, too."""

    widget = forms.CheckboxSelectMultiple

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        known = {str(value) for value, _label in self.choices}
        current = form.get_initial_for_field(self, field_name) or []
        more = [(value, value) for value in current if value not in known]
        if more:
            self.choices = [*self.choices, *more]
        return super().get_bound_field(form, field_name)

    def clean(self, value: Any) -> list[str]:
        return sorted(super().clean(value))


class CodeListField(ListField):
    """A sorted list of codes out of `choices`, which a form offers; others that come are kept."""

    def __init__(self, *args: Any, codes: Any = (), **kwargs: Any) -> None:
        self.codes = codes
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(
            self,
            **{
                "form_class": OpenMultipleChoiceField,
                "choices": self.codes,
                "show_hidden_initial": False,
                **kwargs,
            },
        )


class NativeNamesField(ListField):
    """A list of {"lang", "script", "name"}."""

    lines = NativeNameLines


class OpenStreamField(StreamField):
    """A StreamField whose blocks are not written into migrations.

    A host that builds on our mixins would otherwise see its own `makemigrations --check` fail at
    each upgrade of the package.
    """

    def deconstruct(self) -> Any:
        name, _path, _args, kwargs = super().deconstruct()
        return name, "wagtail.fields.StreamField", [[]], {**kwargs, "block_lookup": {}}
