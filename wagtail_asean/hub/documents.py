"""The documents the hub makes: an item from an object, a row of the feed from an item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from wagtail_asean import conf
from wagtail_asean.adapters import adapter_for_model
from wagtail_asean.exceptions import DocumentError, NotShareable
from wagtail_asean.protocol import Item, Update, canonical, parse, read_item, to_json

from .eligibility import Eligibility
from .models import Asset
from .outward import HubOutward

# What may change without a reader seeing other words: the address, the place, facts of files. A
# fallback says what the content says, and differs by itself only after an upgrade.
_SILENT_MEMBERS = ("slug", "parent", "assets", "references", "fallback")
_SILENT_ORIGIN = ("site", "unit", "url")


@dataclass(frozen=True, kw_only=True)
class MadeDocument:
    """An item with its bytes and the rows of the files that it names."""

    item: Item
    text: bytes
    files: tuple[Asset, ...]


def make_document(instance: Any, eligibility: Eligibility) -> MadeDocument:
    """Make the document of an object that may go out.

    Raises `NotShareable` or `DocumentError` where a file or the content forbids it: what every
    receiver would refuse does not leave the hub.
    """
    adapter = adapter_for_model(type(instance))
    if adapter is None:
        raise NotShareable(_("Objects of this type are not shared."))
    outward = HubOutward(instance, eligibility)
    item = adapter.to_item(instance, envelope=adapter.envelope(instance), outward=outward)
    text = item.canonical()
    if len(text) > conf.settings.MAX_DOCUMENT_BYTES:
        raise NotShareable(_("Its document is too large (%(size)d bytes).") % {"size": len(text)})
    read_item(parse(text))
    return MadeDocument(item=item, text=text, files=tuple(outward.files.values()))


def update_between(old: str, new: bytes) -> Update:
    """Tell how much lies between two documents of a live item: `minor` or `silent`."""
    return Update.SILENT if _for_readers(old) == _for_readers(new) else Update.MINOR


def _for_readers(text: str | bytes) -> bytes:
    try:
        document = parse(text)
    except DocumentError:
        return b""
    for name in _SILENT_MEMBERS:
        document.pop(name, None)
    for name in _SILENT_ORIGIN:
        document.get("origin", {}).pop(name, None)
    return canonical(document)


def announce(change: Any) -> str:
    """Write a row of the feed (`protocol.Change`) as the text that goes out."""
    return canonical(to_json(change)).decode()
