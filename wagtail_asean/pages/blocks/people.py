"""People on a page. A name stands there only while the consents to it hold.

A block holds a neutral form, such as “a pupil of class 8”, and may point to a `Consent`. What
readers see, and what travels, is the name while the consent holds and the neutral form else; the
consent itself never leaves the site.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from .article import UnsupportedBlock

CONSENT_MODEL = "wagtail_asean_pages.Consent"


class PersonValue(blocks.StructValue):
    """A person, as they may be shown now."""

    @property
    def shown_name(self) -> str:
        """The name while its consents hold, else the neutral form."""
        consent = self.get("consent")
        return str(consent.name) if self._is_named else self.get("shown_as") or ""

    @property
    def is_unnamed(self) -> bool:
        """Tell whether there is a name that may not be shown; a group has none."""
        is_one = bool(self.get("is_pupil")) or self.get("consent") is not None
        return is_one and not self._is_named

    @property
    def _is_named(self) -> bool:
        consent = self.get("consent")
        return consent is not None and consent.allows("name")


class ConsentChooserBlock(SnippetChooserBlock):
    """The consent of a person, which is that of the page in every language."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Offer nothing to wagtail-localize.

        It would let a translator choose another consent by its number, and so read in the
        translation a name out of a register that not everybody may see.
        """
        return []


class PersonBlock(blocks.StructBlock):
    """Somebody that a page tells of."""

    shown_as = blocks.CharBlock(
        label=_("Shown without a name as"),
        help_text=_("A neutral form such as “a pupil of class 8, Hoa Mai School”."),
        max_length=255,
    )
    is_pupil = blocks.BooleanBlock(label=_("A pupil"), required=False)
    consent = ConsentChooserBlock(
        CONSENT_MODEL,
        label=_("Consent"),
        help_text=_("The name is shown while the consent holds, and never without one."),
        required=False,
    )
    role = blocks.CharBlock(label=_("Role"), required=False, max_length=255)

    class Meta:
        icon = "user"
        label = _("Person")
        value_class = PersonValue


class PeopleBlock(blocks.StreamBlock):
    """The people of a page."""

    person = PersonBlock()
    unsupported = UnsupportedBlock()

    class Meta:
        required = False


class WinnerBlock(PersonBlock):
    """A person or a group that won something."""

    shown_as = blocks.CharBlock(
        label=_("Group, or a person shown without a name as"),
        help_text=_("A team or school, or a neutral form such as “a pupil of class 8”."),
        max_length=255,
    )
    prize = blocks.CharBlock(label=_("Prize"), required=False, max_length=255)
    year = blocks.IntegerBlock(label=_("Year"), required=False, min_value=1967, max_value=2100)
    work = blocks.CharBlock(
        label=_("Work or round"),
        help_text=_("What the prize was won with, or in which round."),
        required=False,
        max_length=255,
    )

    class Meta:
        icon = "success"
        label = _("Winner")
        value_class = PersonValue


class WinnersBlock(blocks.StreamBlock):
    """The winners of an award or a contest."""

    winner = WinnerBlock()
    unsupported = UnsupportedBlock()

    class Meta:
        required = False


def by_year(people: Iterable[PersonValue]) -> list[tuple[int | None, list[PersonValue]]]:
    """Return winners by their year, the latest first, those without one at the end."""
    years: dict[int | None, list[PersonValue]] = {}
    for person in people:
        years.setdefault(person.get("year"), []).append(person)
    return sorted(years.items(), key=lambda found: -(found[0] or 0))


def people_of(stream: Any) -> list[PersonValue]:
    """Return the people in a stream of people or winners."""
    return [child.value for child in stream if child.block_type in ("person", "winner")]
