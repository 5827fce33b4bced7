"""What is owed to the people that a page tells of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from wagtail_asean.library.folding import fold

from ..choices import Kind
from .finding import Finding, advice, stop
from .walking import texts


def consents(page: Any) -> Iterator[Finding]:
    """A story with a pupil needs the consents, and no neutral form holds a name."""
    field = _field(page)
    for person in _people(page):
        consent = person.get("consent")
        form = person.get("shown_as") or ""
        if consent is not None and _names(form, consent):
            yield stop(
                _(
                    "“Shown without a name as” holds the name itself: it would stay when the"
                    " consent is withdrawn. Write a neutral form."
                ),
                field,
            )
        if _is_story(page) and person.get("is_pupil") and not _is_given(consent):
            yield stop(
                _(
                    "A story with a pupil (%(person)s) needs the recorded consents of the pupil and"
                    " of a parent or guardian."
                )
                % {"person": form or _("without a neutral form")},
                field,
            )


def to_look_at(page: Any) -> Iterator[Finding]:
    """What was agreed to once and is not any more, and names outside of their place."""
    field = _field(page)
    chosen = [person for person in _people(page) if person.get("consent") is not None]
    for person in chosen:
        said = {"person": person.get("shown_as") or _("without a neutral form")}
        consent = person["consent"]
        if consent.withdrawn_on is not None:
            yield advice(
                _("The consent of a person (%(person)s) was withdrawn: no name is shown.") % said,
                field,
            )
        elif not consent.is_given:
            yield advice(
                _("A consent (%(person)s) is not complete: no name is shown.") % said, field
            )
    others = [(name, text) for name, text in texts(page) if name != field]
    for person in chosen:
        for name in sorted({name for name, text in others if _names(text, person["consent"])}):
            yield advice(
                _(
                    "A person's name (%(person)s) stands in the text itself. Nothing takes it out"
                    " there when the consent is withdrawn."
                )
                % {"person": person.get("shown_as") or _("without a neutral form")},
                name,
            )


def _people(page: Any) -> list[Any]:
    return page.people_shown() if hasattr(page, "people_shown") else []


def _field(page: Any) -> str:
    return str(getattr(page, "people_field", ""))


def _is_story(page: Any) -> bool:
    return bool(getattr(page, "kind", "") == Kind.STORY)


def _is_given(consent: Any) -> bool:
    return consent is not None and bool(consent.is_given)


def _names(text: str, consent: Any) -> bool:
    # Whole words: "An" is not in "An Giang" alone, but a name of one word would be everywhere.
    name = fold(consent.name)
    return len(name.split()) > 1 and f" {name} " in f" {_words(text)} "


def _words(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())
