"""What works still lack: words for those who can't see, translations, licence, credit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from ..models import WORKS, CatalogueEntry, Poster

# A rich text with nothing in it but its tags.
_BLANK = r"^(<[^>]*>|\s|&nbsp;)*$"


class Gap(models.TextChoices):
    """What a work may lack."""

    ALT_TEXT = "alt-text", _("Text alternative")
    TEXT = "text", _("Text of the poster")
    TRANSLATION = "translation", _("Translation")
    LICENCE = "licence", _("Licence")
    CREDIT = "credit", _("Credit")


def with_gaps(entries: QuerySet[CatalogueEntry]) -> QuerySet[CatalogueEntry]:
    """Fetch with each entry what its work lacks; see `gaps_of`."""
    return entries.annotate(
        lacks_text=_lacking({Poster: Q(text_equivalent__regex=_BLANK)}),
        lacks_licence=_lacking(dict.fromkeys(WORKS, Q(licence=""))),
        lacks_credit=_lacking(dict.fromkeys(WORKS, Q(credit=""))),
        languages=Coalesce(Subquery(_count_of_languages()), 0),
    )


def lacking(entries: QuerySet[CatalogueEntry], gaps: Iterable[Gap]) -> QuerySet[CatalogueEntry]:
    """Keep the entries from `with_gaps` whose works lack any of these."""
    conditions = _conditions()
    wanted = Q(pk__in=[])
    for gap in gaps:
        wanted |= conditions[gap]
    return entries.filter(wanted)


def gaps_of(entry: Any, missing_languages: Iterable[str]) -> list[str]:
    """Return what the work of an entry from `with_gaps` lacks, in words."""
    found = [
        (Gap.ALT_TEXT, not entry.has_alt_text),
        (Gap.TEXT, entry.lacks_text),
        (Gap.LICENCE, entry.lacks_licence),
        (Gap.CREDIT, entry.lacks_credit),
    ]
    named = [str(gap.label) for gap, lacks in found if lacks]
    languages = ", ".join(missing_languages)
    return [*named, f"{Gap.TRANSLATION.label}: {languages}"] if languages else named


def missing_languages(entries: Iterable[CatalogueEntry]) -> dict[Any, list[str]]:
    """Return the languages of the site that works are not in, by their translation keys."""
    keys = {entry.translation_key for entry in entries}
    rows = CatalogueEntry.objects.filter(translation_key__in=keys)
    present = set(rows.values_list("translation_key", "locale_id"))
    locales = list(Locale.objects.all())
    return {
        key: [str(locale) for locale in locales if (key, locale.pk) not in present] for key in keys
    }


def _conditions() -> dict[Gap, Q]:
    return {
        Gap.ALT_TEXT: Q(has_alt_text=False),
        Gap.TEXT: Q(lacks_text=True),
        Gap.TRANSLATION: Q(languages__lt=Locale.objects.count()),
        Gap.LICENCE: Q(lacks_licence=True),
        Gap.CREDIT: Q(lacks_credit=True),
    }


def _lacking(conditions: dict[Any, Q]) -> Case:
    """Return an expression that looks for a gap in the works of each kind."""
    pk = Cast(OuterRef("object_id"), BigIntegerField())
    found = [
        When(kind=model.kind, then=Exists(model._default_manager.filter(condition, pk=pk)))
        for model, condition in conditions.items()
    ]
    return Case(*found, default=Value(False))


def _count_of_languages() -> Any:
    rows = CatalogueEntry.objects.filter(translation_key=OuterRef("translation_key"))
    counted = (
        rows.order_by().values("translation_key").annotate(count=Count("locale", distinct=True))
    )
    return counted.values("count")
