"""The words of a StreamField, out of its stored form: no object that it points to is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from wagtail import blocks

# What editors choose or set, not what they write.
_NO_WORDS = (
    blocks.ChooserBlock,
    blocks.ChoiceBlock,
    blocks.MultipleChoiceBlock,
    blocks.BooleanBlock,
    blocks.URLBlock,
    blocks.DateBlock,
    blocks.DateTimeBlock,
)


def words_of(block: blocks.Block, value: Any) -> Iterator[str]:
    """Yield the texts in the raw JSON `value` of `block`, without their tags."""
    if isinstance(block, blocks.BaseStreamBlock):
        for child in value or []:
            known = block.child_blocks.get(child["type"])
            if known is not None and child["type"] != "unsupported":
                yield from words_of(known, child["value"])
    elif isinstance(block, blocks.BaseStructBlock):
        for name, part in (value or {}).items():
            if name in block.child_blocks:
                yield from words_of(block.child_blocks[name], part)
    elif isinstance(block, blocks.ListBlock):
        for item in value or []:
            is_item = isinstance(item, dict) and item.get("type") == "item"
            yield from words_of(block.child_block, item["value"] if is_item else item)
    elif isinstance(value, str) and not isinstance(block, _NO_WORDS):
        is_html = isinstance(block, (blocks.RichTextBlock, blocks.RawHTMLBlock))
        yield unescape(strip_tags(value.replace("<", " <"))) if is_html else value
