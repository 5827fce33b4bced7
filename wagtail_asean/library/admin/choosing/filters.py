"""What a chooser's list can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.models import Locale

from ...files.formats import HUNG, PICTURE, PRINT, SIGN, format_choices
from ...inventory import catalogue
from ...models import CatalogueEntry, Occasion

# The formats that each kind is made in.
FORMATS = {"banner": PICTURE, "poster": PRINT, "slogan": HUNG, "led-message": SIGN, "campaign": ()}

STATES = [
    ("", _("Shown now")),
    ("approved", _("Now or later")),
    ("all", _("All, drafts too")),
]
ORIGINS = [("", _("All")), ("own", _("Our own")), ("hub", _("From the hub"))]


def kind_choices(kinds: Iterable[str]) -> list[tuple[str, Any]]:
    """Return the kinds by their codes, named in the plural."""
    wanted = set(kinds)
    return [
        (model.kind, model._meta.verbose_name_plural)
        for model in catalogue.CATALOGUED
        if model.kind in wanted
    ]


def occasion_names() -> dict[str, str]:
    """Return the name of each occasion by its code, in the language of the moment if it has one."""
    language = get_language() or ""
    names: dict[str, str] = {}
    rows = Occasion.objects.order_by("name").values_list("code", "name", "locale__language_code")
    for code, name, spoken in rows:
        if code not in names or spoken == language:
            names[code] = name
    return names


def language_choices() -> list[tuple[str, str]]:
    """Return the languages of the site by their codes, none where it knows just one."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return []
    return [(locale.language_code, str(locale)) for locale in Locale.objects.all()]


def _filter(label: Any, choices: list[Any]) -> forms.ChoiceField:
    widget = forms.Select(attrs={"data-chooser-modal-search-filter": True})
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)


class CatalogueFilterForm(BaseFilterForm):  # type: ignore[misc]
    """Words and filters over the catalogue of some `kinds`; what is empty narrows nothing."""

    # Wagtail's script listens to an input of this id.
    q = forms.CharField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(
            attrs={"id": "id_q", "placeholder": _("Words, with or without marks")}
        ),
    )

    def __init__(self, *args: Any, kinds: tuple[str, ...], **kwargs: Any) -> None:
        # The form that is edited behind the chooser may have an "id_occasion" of its own.
        super().__init__(*args, **{"auto_id": "asean-chooser-%s", **kwargs})
        self.kinds = kinds
        self.occasions = occasion_names()
        self.fields.update({name: _filter(*parts) for name, parts in self._filters().items()})

    def _filters(self) -> dict[str, tuple[Any, list[Any]]]:
        everything = ("", _("All"))
        filters = {"state": (_("State"), STATES)}
        if len(self.kinds) > 1:
            filters["kind"] = (_("Kind"), [everything, *kind_choices(self.kinds)])
        occasions = sorted(self.occasions.items(), key=lambda pair: pair[1])
        filters["occasion"] = (_("Occasion"), [everything, *occasions])
        formats = format_choices([kind for name in self.kinds for kind in FORMATS[name]])
        if formats:
            filters["format"] = (pgettext_lazy("of a work", "Size"), [everything, *formats])
        locales = (
            list(Locale.objects.all()) if getattr(settings, "WAGTAIL_I18N_ENABLED", False) else []
        )
        if len(locales) > 1:
            languages = [(locale.language_code, str(locale)) for locale in locales]
            filters["locale"] = (_("Language"), [everything, *languages])
        filters["origin"] = (_("Where from"), ORIGINS)
        return filters

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything was chosen or written."""
        return any(self.cleaned_data.values())

    def search(self) -> QuerySet[CatalogueEntry]:
        """Return the entries that fit; what is not one of the choices is passed over."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        entries = catalogue.search(
            chosen.get("q", ""),
            kinds=[chosen["kind"]] if "kind" in chosen else self.kinds,
            format=chosen.get("format", ""),
            occasion=chosen.get("occasion", ""),
            approved_now="state" not in chosen,
            origin=chosen.get("origin", ""),
        )
        if chosen.get("state") == "approved":
            not_over = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
            entries = entries.filter(not_over, live=True, is_approved=True)
        if "locale" in chosen:
            entries = entries.filter(locale__language_code=chosen["locale"])
        return entries
