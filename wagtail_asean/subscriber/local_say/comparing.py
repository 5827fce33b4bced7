"""What a version would change: its document against the one that is shown.

A mirror says byte for byte what its document says, so that comparing the documents compares the
pages, files that have not been fetched included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.rich_text import get_text_for_indexing

from wagtail_asean.fallbacks import carrier
from wagtail_asean.protocol import Asset, Item

from ..models import MirroredAsset
from . import words

WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
# In words: comparing takes the square of it.
LONGEST = 3000
IMAGE = "image/"
# What says where something stands, not what it says.
NOT_READ = frozenset({"id", "type", "asset", "item", "terms", "vocabulary"})


@dataclass(frozen=True)
class Part:
    """A field or block: its name, what becomes of it, and its text with the changes marked."""

    label: str
    state: str
    text: SafeString

    @property
    def is_changed(self) -> bool:
        """Tell whether the part is not as it was."""
        return self.state != "same"


@dataclass(frozen=True)
class Picture:
    """A picture before and after; either may be missing. `new` is on its way, `there` is here."""

    old: Any
    new: Asset | None
    there: Any
    alt: str


def parts(old: Item | None, new: Item, names: dict[str, str]) -> list[Part]:
    """Compare two versions field by field and block by block; `names` are those of the terms."""
    before = dict(_texts(old, names)) if old is not None else {}
    after = dict(_texts(new, names))
    # In the new order; what goes stands where it stood, as far as that can be said: at the end.
    keys = [*after, *(key for key in before if key not in after)]
    return [_part(key[0], before.get(key, ""), after.get(key, "")) for key in keys]


def pictures(old: Item | None, new: Item) -> list[Picture]:
    """Return the pictures that come and go, side by side in their order."""
    before = {one.sha256: one for one in _images(old)}
    after = {one.sha256: one for one in _images(new)}
    gone = [one for sha256, one in before.items() if sha256 not in after]
    come = [one for sha256, one in after.items() if sha256 not in before]
    rows = MirroredAsset.objects.filter(sha256__in=[*before, *after]).exclude(image=None)
    here = {row.sha256: row.image for row in rows.select_related("image")}
    found = []
    for index in range(max(len(gone), len(come))):
        old_one = gone[index] if index < len(gone) else None
        new_one = come[index] if index < len(come) else None
        alt = (new_one or old_one).alt  # type: ignore[union-attr]
        found.append(
            Picture(
                old=here.get(old_one.sha256) if old_one else None,
                new=new_one,
                there=here.get(new_one.sha256) if new_one else None,
                alt=alt,
            )
        )
    return found


def _images(item: Item | None) -> list[Asset]:
    return [one for one in item.assets if one.media_type.startswith(IMAGE)] if item else []


def _part(label: str, before: str, after: str) -> Part:
    if before == after:
        return Part(label, "same", format_html("{}", after))
    if not before:
        return Part(label, "new", _marked("ins", after))
    if not after:
        return Part(label, "gone", _marked("del", before))
    return Part(label, "changed", _compared(before, after))


def _compared(before: str, after: str) -> SafeString:
    """Mark word by word what goes and comes.

    Wagtail's own comparison overlooks words of up to four letters, which most Vietnamese are.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    if max(len(old), len(new)) > LONGEST:
        return _marked("del", before) + _marked("ins", after)
    pieces = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            pieces.append((format_html("{}", "".join(old[i1:i2])),))
            continue
        gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
        pieces += [(_marked(tag, text),) for tag, text in (("del", gone), ("ins", come)) if text]
    return format_html_join("", "{}", pieces)


def _marked(tag: str, text: str) -> SafeString:
    if tag == "ins":
        return format_html('<ins class="addition">{}</ins>', text)
    return format_html('<del class="deletion">{}</del>', text)


def _texts(item: Item, names: dict[str, str]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield what an item says, each under a name to show and one to know it again by."""
    adapter = carrier(item.type, item.labels.kind, item.fallback.type if item.fallback else "")
    model = adapter.model if adapter is not None else None
    yield (_("Title"), "title"), item.title
    if item.summary:
        yield (_("Summary"), "summary"), item.summary
    yield from _content(item, model)
    yield from _facts(item, names)


def _content(item: Item, model: Any) -> Iterator[tuple[tuple[str, str], str]]:
    for name, value in item.content.items():
        label = words.field_name(model, name) if model else name
        if not _is_stream(value):
            text = _said(value)
            if text:
                yield (label, name), text
            continue
        for number, block in enumerate(value, 1):
            type = str(block.get("type", ""))
            known = words.block_name(model, name, type) if model else type
            yield (known, f"{name}/{block.get('id') or number}"), _said(block.get("value"))


def _facts(item: Item, names: dict[str, str]) -> Iterator[tuple[tuple[str, str], str]]:
    labels, origin = item.labels, item.origin
    codes = (*labels.topics, *labels.countries, *labels.audiences, labels.occasion, labels.pillar)
    said = ", ".join(names.get(code, code) for code in codes if code)
    facts = [
        (_("Labels"), "labels", said),
        (_("Author"), "author", origin.author),
        (_("Source"), "source", " ".join(filter(None, (origin.source, origin.source_url)))),
        (_("Shown until"), "expires", str(item.expires or "")),
        (_("Shown from"), "effective", str(item.effective or "")),
    ]
    for label, name, text in facts:
        if text:
            yield (label, name), text


def _is_stream(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(block, dict) and "type" in block for block in value)
    )


def _said(value: Any) -> str:
    return "\n".join(text for text in _leaves(value) if text)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield (get_text_for_indexing(value) if "<" in value else value).strip()
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in NOT_READ:
                yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)
