"""What a page is made of, as far as it is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.fields import StreamField

from ..blocks import PictureBlock

# Not for readers: what the machine keeps, and what must be named to be avoided.
NOT_SHOWN = frozenset(
    {
        "path",
        "slug",
        "url_path",
        "draft_title",
        "hostile_hosts",
        "approved_digest",
        "origin_site",
        "origin_unit",
        "origin_url",
    }
)


def has(page: Any, *names: str) -> bool:
    """Tell whether a page has these fields."""
    return all(hasattr(page, name) for name in names)


def said(page: Any, name: str) -> str:
    """Return the text of a field without the blanks around it, "" where the page has none."""
    return str(getattr(page, name, None) or "").strip()


def streams(page: Any) -> Iterator[tuple[str, Any]]:
    """Yield the name and the value of each StreamField."""
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            yield field.name, getattr(page, field.name)


def structs(value: Any) -> Iterator[Any]:
    """Yield every struct in a stream, at any depth."""
    if isinstance(value, blocks.StreamValue):
        for child in value:
            yield from structs(child.value)
    elif isinstance(value, blocks.list_block.ListValue):
        for item in value:
            yield from structs(item)
    elif isinstance(value, blocks.StructValue):
        yield value
        for part in value.values():
            yield from structs(part)


def pictures(page: Any) -> Iterator[tuple[str, Any]]:
    """Yield the field and the value of each picture that stands in a body."""
    for name, value in streams(page):
        for struct in structs(value):
            if isinstance(struct.block, PictureBlock):
                yield name, struct


def texts(page: Any) -> Iterator[tuple[str, str]]:
    """Yield the field and the text of all that readers see or follow, addresses included."""
    for field in page._meta.concrete_fields:
        if field.name in NOT_SHOWN:
            continue
        if isinstance(field, StreamField):
            prepared = getattr(page, field.name).get_prep_value()
            yield from ((field.name, text) for text in _strings(prepared))
        elif isinstance(field, (models.CharField, models.TextField)):
            text = said(page, field.name)
            if text:
                yield field.name, text


def count_words(stream: Any) -> int:
    """Count the words of what stands in the paragraphs and quotations of a body."""
    shown = [child["value"] for child in stream.get_prep_value() if child["type"] != "unsupported"]
    text = " ".join(strip_tags(part.replace("<", " <")) for part in _strings(shown, skip=_MARKS))
    return len(re.findall(r"\w[\w'’-]*", text))


# Parts of a block that are no words for readers.
_MARKS = frozenset({"id", "type", "url", "source_url", "level", "alt", "credit"})


def _strings(value: Any, skip: frozenset[str] = frozenset({"id", "type"})) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in skip:
                yield from _strings(part, skip)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _strings(part, skip)
