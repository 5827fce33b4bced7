"""Model fields for values that other sites write too.

A plain `choices` would refuse the code of a newer hub, and Django's JSON form field asks an
editor for JSON. In migrations these fields are the plain ones they extend.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


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


class NativeNamesField(ListField):
    """A list of {"lang", "script", "name"}."""

    lines = NativeNameLines
