"""What types, fields, blocks and terms are called, as far as this site knows."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from wagtail.fields import StreamField

from wagtail_asean import protocol
from wagtail_asean.exceptions import DocumentError
from wagtail_asean.fallbacks import carrier

from ..models import Subscription


def type_name(type: str, kind: str = "", fallback: str = "") -> str:
    """Return what a type and kind are called here, the wire's own words where unknown."""
    adapter = carrier(type, kind, fallback)
    if adapter is None:
        return f"{type}/{kind}" if kind else type
    name = str(adapter.model._meta.verbose_name)
    told = _kind_name(adapter.model, kind)
    return capfirst(f"{name}: {told}" if told else name)


def _kind_name(model: Any, kind: str) -> str:
    try:
        choices = dict(model._meta.get_field("kind").flatchoices)
    except FieldDoesNotExist:
        return ""
    return str(choices.get(kind, ""))


def language_name(tag: str) -> str:
    """Return what a language is called, its tag where Django does not know it."""
    try:
        return str(capfirst(get_language_info(tag.lower())["name_translated"]))
    except KeyError:
        return tag


def field_name(model: Any, name: str) -> str:
    """Return what a field is called in its form."""
    try:
        return str(capfirst(model._meta.get_field(name).verbose_name))
    except FieldDoesNotExist:
        return str(capfirst(name.replace("_", " ")))


def block_name(model: Any, field: str, type: str) -> str:
    """Return what a block is called in the editor."""
    try:
        found = model._meta.get_field(field)
    except FieldDoesNotExist:
        return type
    child = found.stream_block.child_blocks.get(type) if isinstance(found, StreamField) else None
    return str(capfirst(child.label)) if child is not None else type


def term_names(subscription: Subscription, kind: str = "") -> dict[str, str]:
    """Return what the hub's terms are called, by their codes."""
    rows = subscription.items.live().filter(type="term")
    if kind:
        rows = rows.filter(kind=kind)
    names: dict[str, str] = {}
    for document, title in rows.values_list("document", "title"):
        try:
            code = (protocol.parse(document).get("content") or {}).get("code")
        except DocumentError:
            continue
        if isinstance(code, str):
            names.setdefault(code, title or code)
    return names
