"""Writes to the library: approvals, new editions, and the reference data of the package.

For each language of the site a row of the data becomes one term. A term that nobody touched
since it was loaded follows the data; one that an editor, or a hub, changed is kept. The
`translation_key` is made from the vocabulary and the code, so that the same term has the same
key on every site.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Locale, ReferenceIndex

from wagtail_asean.protocol import canonical, digest

from . import reference_data
from .dates import windows
from .inventory.catalogue import CATALOGUED
from .models import (
    WORKS,
    AnnualTheme,
    Approvable,
    Audience,
    CatalogueEntry,
    MemberState,
    Occasion,
    Topic,
    Vocabulary,
    Work,
)
from .models.approval import NOT_CONTENT

NAMESPACE = uuid.UUID("6f1d6f0e-2c57-5b52-9f39-0a5ea0c0de11")
LANGUAGES = ("vi", "en")
FALLBACK = "en"

SECTIONS: dict[str, type[Vocabulary]] = {
    "topics": Topic,
    "audiences": Audience,
    "occasions": Occasion,
    "annual_themes": AnnualTheme,
    "member_states": MemberState,
}
DAYS = ("joined",)

# What a new edition does not take over from the one before: its state, and its approval.
NOT_COPIED = (NOT_CONTENT | {"translation_key"}) - {"series"}


# -- works ---------------------------------------------------------------------------------


def approve(
    work: Approvable, *, role: str, number: str = "", note: str = "", day: date | None = None
) -> None:
    """Approve what stands in a work and publish it: for imports, where no workflow runs.

    Raises `ValidationError` with everything that stands against it.
    """
    with transaction.atomic():
        work.record_approval(role=role, day=day or windows.today(), number=number, note=note)
        work.save()
        work.save_revision().publish()


def draft_new_edition(work: Work, *, user: Any = None) -> Work:
    """Make a draft of next year's edition of a work: same design, one year on, not approved."""
    edition = next_edition(work)
    with transaction.atomic():
        edition.save()
        edition.save_revision(user=user, log_action=True)
    return edition


def next_edition(work: Work) -> Work:
    """Return next year's edition of a work, not saved yet."""
    edition = type(work)()
    for column in work._meta.concrete_fields:
        if column.name not in NOT_COPIED and not column.primary_key:
            setattr(edition, column.attname, getattr(work, column.attname))
    edition.series = work.series
    edition.translation_key = uuid.uuid4()
    edition.live = False
    edition.has_unpublished_changes = True
    edition.theme_year = work.theme_year + 1 if work.theme_year else None
    edition.effective_at = _a_year_on(work.effective_at)
    edition.expires_at = _a_year_on(work.expires_at)
    edition.confirmed_rules = []
    return edition


def look_again_at_users_of(file: Any) -> None:
    """Save the works that use an image or document which was replaced or deleted.

    An approval that was given to the file as it was then no longer holds, and what is derived
    from a work is written anew.
    """
    for model in WORKS:
        uses = ReferenceIndex.get_references_to(file).filter(
            base_content_type=ContentType.objects.get_for_model(model)
        )
        pks = set(uses.values_list("object_id", flat=True))
        for work in model._default_manager.filter(pk__in=pks):
            work.save()


def let_go_of_occasion(occasion: Occasion) -> None:
    """Save the works of an occasion that was deleted, which now are of none."""
    for model in CATALOGUED:
        entries = CatalogueEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(model), occasion_code=occasion.code
        )
        pks = list(entries.values_list("object_id", flat=True))
        for work in model._default_manager.filter(pk__in=pks, occasion=None):
            work.save()


def end_taken_over_approval(mirror: Approvable) -> None:
    """End the approval of a mirror that was taken down: it came with what its origin took back.

    Nobody on this site can then show it again; the next version from there brings its own.
    """
    if mirror.origin_site and mirror.approved_digest:
        mirror.revoke_approval()
        mirror.save()


def _a_year_on(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    day = 28 if (moment.month, moment.day) == (2, 29) else moment.day
    return moment.replace(year=moment.year + 1, day=day)


# -- reference data ------------------------------------------------------------------------


class Outcome(Enum):
    """What loading does with one row."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"


@dataclass
class Counts:
    """What was done, by locale and outcome; `foreign` are locales that got English texts."""

    by_locale: dict[str, dict[Outcome, int]] = field(default_factory=dict)
    foreign: list[str] = field(default_factory=list)

    def count(self, locale: Locale, outcome: Outcome) -> None:
        """Note one row."""
        outcomes = self.by_locale.setdefault(locale.language_code, dict.fromkeys(Outcome, 0))
        outcomes[outcome] += 1

    def total(self, outcome: Outcome) -> int:
        """Return how many rows had this outcome, in all languages."""
        return sum(outcomes[outcome] for outcomes in self.by_locale.values())


@dataclass(frozen=True)
class Row:
    """One term in one language, as the data wants it."""

    model: type[Vocabulary]
    locale: Locale
    values: dict[str, Any]

    @property
    def translation_key(self) -> uuid.UUID:
        """The key that this term has on every site."""
        return uuid.uuid5(NAMESPACE, f"{self.model.kind}/{self.values['code']}")

    @property
    def digest(self) -> str:
        """The digest of the values, to know them again."""
        return _digest(self.values)

    def find(self) -> Vocabulary | None:
        """Return the term that is there."""
        return self.model.objects.same_term(
            code=self.values["code"], translation_key=self.translation_key, locale=self.locale
        )

    def outcome(self, term: Vocabulary | None) -> Outcome:
        """Decide what to do, given the term that is there."""
        if term is None:
            return Outcome.CREATED
        present = _digest({name: getattr(term, name) for name in self.values})
        if present == self.digest:
            return Outcome.UNCHANGED
        return Outcome.UPDATED if present == term.loaded_digest else Outcome.KEPT

    def write(self, term: Vocabulary | None) -> None:
        """Publish the values, as a new term or over the one that is there."""
        term = term or self.model(locale=self.locale, translation_key=self.translation_key)
        for name, value in {**self.values, "loaded_digest": self.digest}.items():
            setattr(term, name, value)
        with transaction.atomic():
            term.save()
            # Publishing tells a hub on this site, as an editor's publishing would.
            term.save_revision().publish()


def load_reference_data(
    locales: Iterable[Locale] | None = None, *, dry_run: bool = False
) -> Counts:
    """Load the reference data into `locales`, by default those in Vietnamese and English.

    A site with neither gets the English texts in its default language. No locale is made.
    """
    counts = Counts()
    for locale in own_locales() if locales is None else locales:
        if _language(locale) not in LANGUAGES:
            counts.foreign.append(locale.language_code)
        for row in rows(locale):
            term = row.find()
            outcome = row.outcome(term)
            counts.count(locale, outcome)
            if not dry_run and outcome in (Outcome.CREATED, Outcome.UPDATED):
                row.write(term)
    return counts


def own_locales() -> list[Locale]:
    """Return this site's locales that the data speaks, or else the default one."""
    spoken = [locale for locale in Locale.objects.all() if _language(locale) in LANGUAGES]
    return spoken or [Locale.get_default()]


def rows(locale: Locale) -> Iterator[Row]:
    """Return the data's rows in the language of a locale."""
    language = _language(locale) if _language(locale) in LANGUAGES else FALLBACK
    for section, model in SECTIONS.items():
        for row in reference_data.read()[section]:
            yield Row(model, locale, dict(_values(row, language)))


def _values(row: dict[str, Any], language: str) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        base, _, suffix = name.rpartition("_")
        if suffix in LANGUAGES:
            name = base
            if suffix != language:
                continue
        yield name, date.fromisoformat(value) if name in DAYS else value


def _digest(values: dict[str, Any]) -> str:
    texts = {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}
    return digest(canonical(texts))


def _language(locale: Locale) -> str:
    return str(locale.language_code).split("-")[0].lower()
