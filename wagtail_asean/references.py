"""Local ids to uids and asset digests and back, in rich text and StreamField at any depth.

Two visitors go through the same values: `Outward` turns what a site stores into what travels
and gathers the assets and references on its way; `Inward` turns what came into what the site
stores and keeps a list of the references whose target is not here yet.

On the wire a page is `{"item": "<uid>/<locale>"}` and a file `{"asset": "<sha256>"}`; in rich
text the same stand as attributes of `<a>` and `<embed>`. A link whose target has not come is
stored as `<a linktype="asean-item" …>`, a work inside of text as `<embed
embedtype="asean-item" …>`, a chooser as nothing, all noted under their pointer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

import swapper
from django.conf import settings as site_settings
from django.db.models import Model
from django.utils.dateparse import parse_datetime
from wagtail import blocks
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage

from .exceptions import DocumentError
from .moments import aware, parse_moment, storable
from .protocol import Asset, ItemKey, Reference, format_time
from .rich_text import (
    ANCHOR,
    EMBED,
    ITEM_KEY,
    SHA256,
    escape,
    is_link_allowed,
    rewrite,
    sanitise,
    write_tag,
)

Page = swapper.load_model("wagtailcore", "Page")

PENDING_LINK_TYPE = PENDING_EMBED_TYPE = "asean-item"
WORK_EMBED_TYPE = "asean-work"
UNSUPPORTED_BLOCK = "unsupported"

_BLOCK_ID = re.compile(r"\A[\w-]{1,64}\Z")
Raw = Any
FindReference = Callable[[type[Model], Any], "Reference | None"]
FindAsset = Callable[[type[Model], Any], "Asset | None"]
FindAddress = Callable[[Any], str]
FindItem = Callable[[ItemKey, type[Model]], Any]
FindFile = Callable[[str, type[Model]], Any]


def parse_item_key(text: object) -> ItemKey:
    """Read `<uid>/<locale>`; raises `DocumentError`."""
    found = ITEM_KEY.match(text) if isinstance(text, str) else None
    if found is None:
        raise DocumentError(f"{text!r:.80} does not name an item.")
    return ItemKey(id=UUID(found[1]), locale=found[2])


def is_file_model(model: type[Model]) -> bool:
    """Tell whether a model's instances travel as assets, not as items."""
    return issubclass(model, (AbstractImage, AbstractDocument))


# What may stand in rich text as `<embed embedtype="asean-work" kind=…>`, by its kind.
_embeddable: dict[str, type[Model]] = {}


def register_embeddable(kind: str, model: type[Model]) -> None:
    """Let instances of a model, known on the wire as `kind`, stand inside of rich text."""
    _embeddable[kind] = model


def embeddable(kind: str) -> type[Model] | None:
    """Return the model of a kind of work inside of rich text, None for a kind unknown here."""
    return _embeddable.get(kind)


class Visitor:
    """What a walk over stored or received values does at its leaves."""

    def rich_text(self, html: str, pointer: str) -> str:
        raise NotImplementedError

    def choice(self, model: type[Model], value: Raw, pointer: str) -> Raw:
        raise NotImplementedError

    def no_choice(self, pointer: str) -> Raw:
        return None

    def address(self, value: str, pointer: str) -> str:
        raise NotImplementedError

    def day(self, value: Raw, pointer: str) -> Raw:
        raise NotImplementedError

    def moment(self, value: Raw, pointer: str) -> Raw:
        raise NotImplementedError

    def plain(self, block: blocks.Block, value: Raw, pointer: str) -> Raw:
        """Take the value of a block that refers to nothing: a word, a number, yes or no."""
        return value

    def child(self, stream: blocks.BaseStreamBlock, child: Raw, pointer: str) -> Raw:
        """Take a stream child whose type the stream may or may not know; None drops it."""
        raise NotImplementedError


def walk(block: blocks.Block, value: Raw, visitor: Visitor, pointer: str) -> Raw:
    """Return the raw JSON `value` of `block` with every leaf as the visitor leaves it.

    Raises `DocumentError` where the value does not have the block's shape.
    """
    if isinstance(block, blocks.BaseStreamBlock):
        return _walk_stream(block, value, visitor, pointer)
    if isinstance(block, blocks.BaseStructBlock):
        return _walk_struct(block, value, visitor, pointer)
    if isinstance(block, blocks.ListBlock):
        return _walk_list(block, value, visitor, pointer)
    if isinstance(block, blocks.ChooserBlock):
        if value is None:
            return visitor.no_choice(pointer)
        return visitor.choice(block.model_class, value, pointer)
    if isinstance(block, (blocks.RichTextBlock, blocks.RawHTMLBlock)):
        return visitor.rich_text(_text(value, pointer), pointer)
    if isinstance(block, blocks.URLBlock):
        return visitor.address(_text(value, pointer), pointer)
    if isinstance(block, blocks.DateBlock) and value is not None:
        return visitor.day(value, pointer)
    if isinstance(block, blocks.DateTimeBlock) and value is not None:
        return visitor.moment(value, pointer)
    if isinstance(value, dict) and isinstance(block, blocks.FieldBlock):
        raise DocumentError(f"{pointer} is an object where a plain value belongs.")
    return value if value is None else visitor.plain(block, value, pointer)


# Blocks whose value is a text, with all that are made of them.
_TEXTS = (blocks.CharBlock, blocks.TextBlock, blocks.RegexBlock, blocks.BlockQuoteBlock)


def _is_number(value: Raw) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _text(value: Raw, pointer: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise DocumentError(f"{pointer} is not text.")
    return value


def _walk_stream(
    block: blocks.BaseStreamBlock, value: Raw, visitor: Visitor, pointer: str
) -> list[Raw]:
    walked = []
    for index, raw in enumerate(_list(value, pointer)):
        child = visitor.child(block, raw, f"{pointer}/{index}")
        if child is None:
            continue
        place = f"{pointer}/{child.get('id') or index}"
        known = block.child_blocks.get(child["type"])
        if known is not None and child["type"] != UNSUPPORTED_BLOCK:
            child = {**child, "value": walk(known, child["value"], visitor, place)}
        walked.append(child)
    return walked


def _walk_struct(
    block: blocks.BaseStructBlock, value: Raw, visitor: Visitor, pointer: str
) -> dict[str, Raw]:
    if not isinstance(value, dict):
        raise DocumentError(f"{pointer} is not an object.")
    known = block.child_blocks
    return {
        name: walk(known[name], part, visitor, f"{pointer}/{name}") if name in known else part
        for name, part in value.items()
    }


def _walk_list(block: blocks.ListBlock, value: Raw, visitor: Visitor, pointer: str) -> list[Raw]:
    walked = []
    for index, part in enumerate(_list(value, pointer)):
        if isinstance(part, dict) and part.get("type") == "item" and "value" in part:
            place = f"{pointer}/{part.get('id') or index}"
            part = {**part, "value": walk(block.child_block, part["value"], visitor, place)}
        else:
            part = walk(block.child_block, part, visitor, f"{pointer}/{index}")
        walked.append(part)
    return walked


def _list(value: Raw, pointer: str) -> list[Raw]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise DocumentError(f"{pointer} is not a list.")
    return value


class Outward(Visitor):
    """From what a site stores to what travels; gathers `assets` and `references`.

    `reference` names the item of a model instance (None where it is none), `asset` describes
    a file, `page_address` gives the address of a page that is no item, `base` completes
    relative links. `pending` holds what `Inward` could not place, by pointer, and `awaited` the
    references that it is about, by key.
    """

    def __init__(
        self,
        *,
        reference: FindReference,
        asset: FindAsset,
        page_address: FindAddress,
        base: str = "",
        pending: Mapping[str, Raw] | None = None,
        awaited: Mapping[str, Reference] | None = None,
    ) -> None:
        self._reference = reference
        self._asset = asset
        self._page_address = page_address
        self._base = base
        self.pending = pending or {}
        self.awaited = awaited or {}
        self.assets: dict[str, Asset] = {}
        self.references: dict[str, Reference] = {}

    def rich_text(self, html: str, pointer: str) -> str:
        noted = self.assets, self.references
        self.assets, self.references = {}, {}
        html = rewrite(html, ANCHOR, self._link)
        html = sanitise(rewrite(html, EMBED, self._embed))
        # Only now is it known which links are left: a script goes with all that is in it.
        assets = {sha256: found for sha256, found in self.assets.items() if sha256 in html}
        references = {key: found for key, found in self.references.items() if key in html}
        self.assets, self.references = {**noted[0], **assets}, {**noted[1], **references}
        return html

    def choice(self, model: type[Model], value: Raw, pointer: str) -> Raw:
        if is_file_model(model):
            sha256 = self.file(model, value)
            return {"asset": sha256} if sha256 else None
        reference = self.item(model, value)
        return {"item": str(reference.key)} if reference else None

    def no_choice(self, pointer: str) -> Raw:
        awaited = self.pending.get(pointer)
        if awaited is not None:
            self._await(awaited["item"])
        return awaited

    def address(self, value: str, pointer: str) -> str:
        return urljoin(self._base, value) if value and is_link_allowed(value) else ""

    def day(self, value: Raw, pointer: str) -> Raw:
        return value if isinstance(value, str) else value.isoformat()

    def moment(self, value: Raw, pointer: str) -> Raw:
        found = parse_datetime(value) if isinstance(value, str) else value
        return format_time(aware(found)) if found is not None else None

    def child(self, stream: blocks.BaseStreamBlock, child: Raw, pointer: str) -> Raw:
        if child["type"] != UNSUPPORTED_BLOCK:
            return child
        return {**json.loads(child["value"]["raw"]), "id": child["id"]}

    def file(self, model: type[Model], pk: Any) -> str | None:
        """Note a file of this site as an asset and return its digest."""
        asset = self._asset(model, pk)
        if asset is None:
            return None
        self.assets[asset.sha256] = asset
        return asset.sha256

    def item(self, model: type[Model], pk: Any) -> Reference | None:
        """Note an object of this site as a reference and return it."""
        reference = self._reference(model, pk)
        if reference is not None:
            self.refer(reference)
        return reference

    def refer(self, reference: Reference) -> None:
        """Note a reference."""
        self.references[str(reference.key)] = reference

    def _await(self, key: str) -> None:
        if key in self.awaited:
            self.references[key] = self.awaited[key]

    def _link(self, attributes: dict[str, str]) -> str:
        link_type = attributes.get("linktype")
        if link_type == PENDING_LINK_TYPE:
            self._await(attributes["item"])
            return write_tag("a", {"linktype": "page", "item": attributes["item"]})
        if link_type == "page":
            return self._page_link(attributes.get("id"))
        if link_type == "document":
            from wagtail.documents import get_document_model

            sha256 = self.file(get_document_model(), attributes.get("id"))
            return write_tag("a", {"linktype": "document", "asset": sha256} if sha256 else {})
        href = attributes.get("href", "")
        if href.startswith("#"):
            return write_tag("a", {"href": href})
        if not href or not is_link_allowed(href):
            return write_tag("a", {})
        return write_tag("a", {"href": urljoin(self._base, href)})

    def _page_link(self, pk: str | None) -> str:
        reference = self.item(Page, pk)
        if reference is not None:
            return write_tag("a", {"linktype": "page", "item": reference.key})
        address = self._page_address(pk)
        return write_tag("a", {"href": address} if address else {})

    def _embed(self, attributes: dict[str, str]) -> str:
        embed_type = attributes.get("embedtype")
        if embed_type == "image":
            return self._embedded_image(attributes)
        if embed_type == PENDING_EMBED_TYPE:
            self._await(attributes["item"])
            return _work_tag(attributes["kind"], attributes["item"])
        if embed_type == WORK_EMBED_TYPE:
            return self._embedded_work(attributes)
        # Nothing foreign loads by itself: a medium from elsewhere travels as a link to it.
        url = attributes.get("url", "")
        if not url or not is_link_allowed(url):
            return ""
        return f"{write_tag('a', {'href': url})}{escape(url)}</a>"

    def _embedded_work(self, attributes: dict[str, str]) -> str:
        kind = attributes.get("kind", "")
        model = embeddable(kind)
        reference = self.item(model, attributes.get("id")) if model is not None else None
        return _work_tag(kind, str(reference.key)) if reference is not None else ""

    def _embedded_image(self, attributes: dict[str, str]) -> str:
        from wagtail.images import get_image_model

        sha256 = self.file(get_image_model(), attributes.get("id"))
        if sha256 is None:
            return ""
        known = {"embedtype": "image", "asset": sha256}
        return write_tag(
            "embed", known | {name: attributes.get(name, "") for name in ("format", "alt")}
        )


class Inward(Visitor):
    """From what travels to what a site stores; what has no place yet goes into `pending`.

    `item` finds the local key of an item (None: not here yet), `file` that of an asset, which
    must be here. `memory` is shared by all items of a run for look-ups that don't change.
    """

    def __init__(
        self, *, item: FindItem, file: FindFile, memory: dict[Any, Any] | None = None
    ) -> None:
        self._item = item
        self._file = file
        self.memory: dict[Any, Any] = {} if memory is None else memory
        self.pending: dict[str, Raw] = {}

    def rich_text(self, html: str, pointer: str) -> str:
        html = sanitise(html)
        waiting: list[str] = []
        html = rewrite(html, ANCHOR, lambda attributes: self._link(attributes, waiting))
        html = rewrite(html, EMBED, lambda attributes: self._embed(attributes, waiting))
        for index, target in enumerate(waiting):
            self.pending[f"{pointer}#{index}"] = {"item": target}
        return html

    def choice(self, model: type[Model], value: Raw, pointer: str) -> Raw:
        if not isinstance(value, dict):
            raise DocumentError(f"{pointer} is not a reference.")
        if is_file_model(model):
            return self.file(value.get("asset"), model)
        pk = self._item(parse_item_key(value.get("item")), model)
        if pk is None:
            self.pending[pointer] = value
        return pk

    def address(self, value: str, pointer: str) -> str:
        if not is_link_allowed(value):
            raise DocumentError(f"{pointer} has an address that is not allowed: {value[:80]!r}.")
        return value

    def day(self, value: Raw, pointer: str) -> Raw:
        try:
            if date.fromisoformat(value).isoformat() == value:
                return value
        except (TypeError, ValueError):
            pass
        raise DocumentError(f"{pointer} is not a day: {value!r:.40}.")

    def moment(self, value: Raw, pointer: str) -> Raw:
        stored = storable(parse_moment(value, pointer))
        return value if site_settings.USE_TZ else stored.isoformat()

    def plain(self, block: blocks.Block, value: Raw, pointer: str) -> Raw:
        # Pages are shown and searched with what stands there: it must be what the block holds.
        if isinstance(block, _TEXTS):
            return _text(value, pointer)
        if isinstance(block, blocks.BooleanBlock) and not isinstance(value, bool):
            raise DocumentError(f"{pointer} is neither true nor false.")
        if isinstance(block, blocks.IntegerBlock) and not _is_number(value):
            raise DocumentError(f"{pointer} is not a whole number: {value!r:.40}.")
        if isinstance(value, list) and isinstance(block, blocks.ChoiceBlock):
            raise DocumentError(f"{pointer} is a list where one value belongs.")
        return value

    def child(self, stream: blocks.BaseStreamBlock, child: Raw, pointer: str) -> Raw:
        if not isinstance(child, dict) or not isinstance(child.get("type"), str):
            raise DocumentError(f"{pointer} is not a block.")
        if not isinstance(child.get("id"), str) or not _BLOCK_ID.match(child["id"]):
            raise DocumentError(f"{pointer} is a block without an id.")
        if child["type"] in stream.child_blocks and child["type"] != UNSUPPORTED_BLOCK:
            return {**child, "value": child.get("value")}
        if UNSUPPORTED_BLOCK not in stream.child_blocks:
            return None
        raw = {name: value for name, value in child.items() if name != "id"}
        kept = {"raw": json.dumps(raw, ensure_ascii=False)}
        return {"type": UNSUPPORTED_BLOCK, "value": kept, "id": child.get("id")}

    def file(self, sha256: object, model: type[Model]) -> Any:
        """Return the local key of an asset; raises `DocumentError` for what is no digest."""
        if not isinstance(sha256, str) or not SHA256.match(sha256):
            raise DocumentError(f"{sha256!r:.80} is not a digest.")
        return self._file(sha256, model)

    def _link(self, attributes: dict[str, str], pending: list[str]) -> str:
        if "item" in attributes:
            pk = self._item(parse_item_key(attributes["item"]), Page)
            if pk is not None:
                return write_tag("a", {"linktype": "page", "id": pk})
            pending.append(attributes["item"])
            return write_tag("a", {"linktype": PENDING_LINK_TYPE, "item": attributes["item"]})
        if "asset" in attributes:
            from wagtail.documents import get_document_model

            pk = self.file(attributes["asset"], get_document_model())
            return write_tag("a", {"linktype": "document", "id": pk})
        return write_tag("a", {"href": attributes["href"]} if "href" in attributes else {})

    def _embed(self, attributes: dict[str, str], pending: list[str]) -> str:
        from wagtail.images import get_image_model

        if attributes.get("embedtype") == WORK_EMBED_TYPE:
            return self._embedded_work(attributes, pending)
        if "asset" not in attributes:
            return ""
        local = {"embedtype": "image", "id": self.file(attributes["asset"], get_image_model())}
        rest = {name: attributes.get(name, "") for name in ("format", "alt")}
        return write_tag("embed", local | rest, closed=True)

    def _embedded_work(self, attributes: dict[str, str], pending: list[str]) -> str:
        kind, item = attributes.get("kind", ""), attributes.get("item", "")
        if not kind or not item:
            return ""
        model = embeddable(kind)
        pk = self._item(parse_item_key(item), model) if model is not None else None
        if pk is not None:
            local = {"embedtype": WORK_EMBED_TYPE, "kind": kind, "id": pk}
            return write_tag("embed", local, closed=True)
        pending.append(item)
        waiting = {"embedtype": PENDING_EMBED_TYPE, "kind": kind, "item": item}
        return write_tag("embed", waiting, closed=True)


def _work_tag(kind: str, item: str) -> str:
    return write_tag("embed", {"embedtype": WORK_EMBED_TYPE, "kind": kind, "item": item})
