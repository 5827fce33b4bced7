"""Codecs for what points into a vocabulary: by the term's code, not by an item's key.

A code is the same on every site and in every language, so that a term made at a school and the
hub's of the same code are one. A code that is not here yet waits in `pending`, for the name
`term_target` gives it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from wagtail_asean.codecs import Codec
from wagtail_asean.exceptions import DocumentError
from wagtail_asean.references import Inward, Outward

from .models import Vocabulary

Rows = dict[str, dict[Any, Vocabulary]]


def term_target(kind: str, code: str) -> str:
    """Return the name under which an item waits for a term."""
    return f"term:{kind}/{code}"


def forget_terms(model: type[Vocabulary], inward: Inward) -> None:
    """Drop what a run remembers of a vocabulary, because a term of it changes."""
    inward.memory.pop(_memory_key(model), None)


def _memory_key(model: type[Vocabulary]) -> tuple[str, str]:
    return ("vocabulary", model.kind)


def _rows(model: type[Vocabulary], inward: Inward) -> Rows:
    key = _memory_key(model)
    if key not in inward.memory:
        rows: Rows = {}
        for term in model._default_manager.order_by("pk"):
            rows.setdefault(term.code, {})[term.locale_id] = term
        inward.memory[key] = rows
    found: Rows = inward.memory[key]
    return found


class _TermCodec(Codec):
    """What the codecs of one and of many terms have in common."""

    def _model(self, instance: Model) -> type[Vocabulary]:
        model: Any = instance._meta.get_field(self.attribute).related_model
        return model

    def _find(self, instance: Model, codes: list[str], inward: Inward) -> list[Vocabulary | None]:
        rows = _rows(self._model(instance), inward)
        locale_id = getattr(instance, "locale_id", None)
        return [
            here.get(locale_id) or next(iter(here.values())) if (here := rows.get(code)) else None
            for code in codes
        ]

    def _wait(self, instance: Model, codes: list[str], inward: Inward, pointer: str) -> None:
        kind = self._model(instance).kind
        inward.pending[pointer] = {"terms": codes, "vocabulary": kind}

    def _waiting(self, outward: Outward, pointer: str) -> list[str]:
        return list((outward.pending.get(pointer) or {}).get("terms", ()))


class Terms(_TermCodec):
    """Many terms, as the sorted list of their codes."""

    def encode(self, instance: Model, outward: Outward, pointer: str) -> list[str]:
        here = {term.code for term in getattr(instance, self.attribute).all()}
        return sorted(here.union(self._waiting(outward, pointer)))

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        codes = [] if value is None else value
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            raise DocumentError(f"{pointer} is not a list of codes.")
        if codes != sorted(set(codes)):
            raise DocumentError(f"{pointer} is not sorted, or names a code twice.")
        found = dict(zip(codes, self._find(instance, codes, inward), strict=True))
        getattr(instance, self.attribute).set([term for term in found.values() if term])
        missing = [code for code, term in found.items() if term is None]
        if missing:
            self._wait(instance, missing, inward, pointer)


class Term(_TermCodec):
    """One term, as its code."""

    def encode(self, instance: Model, outward: Outward, pointer: str) -> str:
        term = getattr(instance, self.attribute)
        return term.code if term else "".join(self._waiting(outward, pointer))

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        if not isinstance(value, (str, type(None))):
            raise DocumentError(f"{pointer} is not a code.")
        term = self._find(instance, [value], inward)[0] if value else None
        setattr(instance, self.attribute, term)
        if value and term is None:
            self._wait(instance, [value], inward, pointer)


class Records(Codec):
    """A list of flat objects of texts, held as a JSON list."""

    def encode(self, instance: Model, outward: Outward, pointer: str) -> list[dict[str, str]]:
        return [dict(record) for record in getattr(instance, self.attribute) or []]

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        records = [] if value is None else value
        if not isinstance(records, list) or not all(map(_is_record, records)):
            raise DocumentError(f"{pointer} is not a list of objects of texts.")
        setattr(instance, self.attribute, records)


def _is_record(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(part, str) for part in value.values())
