"""The codec of people: what travels is who is shown, never a consent."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from wagtail_asean.codecs import Stream
from wagtail_asean.exceptions import DocumentError
from wagtail_asean.references import Inward, Outward

from .models import Consent


class People(Stream):
    """A stream of people or winners.

    On the wire `shown_as` is the name where the consent to it holds, else the neutral form. A
    mirror keeps it as the neutral form, which it is there: it has no consents.
    """

    def encode(self, instance: Model, outward: Outward, pointer: str) -> list[Any]:
        consents = _consents_in(getattr(instance, self.attribute).get_prep_value())
        return [
            child if child["type"] not in ("person", "winner") else _shown(child, consents)
            for child in self._with_consents(instance, outward, pointer)
        ]

    def decode(self, instance: Model, value: Any, inward: Inward, pointer: str) -> None:
        super().decode(instance, value, inward, pointer)
        for child in value or []:
            if isinstance(child["value"], dict) and "consent" in child["value"]:
                raise DocumentError(f"{pointer} names a consent, which no document may.")

    def _with_consents(self, instance: Model, outward: Outward, pointer: str) -> list[Any]:
        stored = {c["id"]: c["value"] for c in getattr(instance, self.attribute).get_prep_value()}
        children: list[Any] = super().encode(instance, outward, pointer)
        for child in children:
            value = stored.get(child.get("id"))
            if isinstance(value, dict) and isinstance(child.get("value"), dict):
                child["value"] = {**child["value"], "consent": value.get("consent")}
        return children


def _consents_in(children: list[Any]) -> dict[Any, Consent]:
    values = [child["value"] for child in children if isinstance(child["value"], dict)]
    pks = {value.get("consent") for value in values} - {None}
    return Consent.objects.in_bulk(pks) if pks else {}


def _shown(child: dict[str, Any], consents: dict[Any, Consent]) -> dict[str, Any]:
    value = dict(child["value"])
    consent = consents.get(value.pop("consent", None))
    if consent is not None and consent.allows("name"):
        value["shown_as"] = consent.name
    return {**child, "value": value}
