"""Bundles of the simulated hub, as they are and as somebody would have them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from tests.hub_simulator import HubSimulator
from wagtail_asean.protocol import (
    Bundle,
    BundledPage,
    ChangePage,
    Contents,
    Cursor,
    Issuer,
    SigningKey,
    Statement,
    canonical,
    digest,
    to_json,
)
from wagtail_asean.protocol.bundles import BUNDLE_NAME, CONTENTS_NAME, asset_name, page_name


def make_bundle(
    hub: HubSimulator,
    path: Path,
    *,
    since: int = 0,
    page_size: int = 3,
    key: SigningKey | None = None,
    claims: Mapping[str, Any] | None = None,
) -> Path:
    """Write a bundle of what the hub has after `since`."""
    rows = sorted(hub.rows.values(), key=lambda row: row.change.sequence)
    rows = [row for row in rows if row.change.sequence > since]
    entries: dict[str, bytes] = {}
    pages = []
    for number, start in enumerate(range(0, len(rows), page_size), 1):
        shown = rows[start : start + page_size]
        text = canonical(
            to_json(
                ChangePage(
                    epoch=hub.epoch,
                    changes=tuple(replace(row.change, document=row.document) for row in shown),
                    next=_cursor(hub, shown[-1].change.sequence),
                    has_more=start + page_size < len(rows),
                )
            )
        )
        entries[page_name(number)] = text
        pages.append(BundledPage(name=page_name(number), sha256=digest(text), size=len(text)))
    contents = Contents(
        epoch=hub.epoch,
        since=since,
        until=hub.head,
        next=_cursor(hub, hub.head),
        pages=tuple(pages),
        changes=len(rows),
        assets=len(hub.files),
    )
    entries[CONTENTS_NAME] = canonical(to_json(contents))
    who = Issuer(hub=hub.uid, epoch=hub.epoch, began=hub.began)
    signed = {
        "hub": str(hub.uid),
        "epoch": str(hub.epoch),
        "began": who.began_text,
        "contents": digest(entries[CONTENTS_NAME]),
        "issued": "2026-11-26T00:00:00Z",
    }
    head = Bundle(root=hub.root(), signature="", url="https://so.example/asean/api/")
    signed["head"] = digest(canonical(to_json(head)))
    signature = (key or hub.signing_key).sign(Statement.BUNDLE, {**signed, **(claims or {})})
    head = replace(head, signature=signature)
    entries[BUNDLE_NAME] = canonical(to_json(head))
    entries |= {asset_name(sha256): content for sha256, content in hub.files.items()}
    return write(path, entries)


def change_bundle(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change one entry of a bundle, as somebody would who carries it."""
    with ZipFile(path) as archive:
        entries = {entry: archive.read(entry) for entry in archive.namelist()}
    write(path, {**entries, name: change(entries.get(name, b""))})


def flip(place: int = -20) -> Callable[[bytes], bytes]:
    """Return what changes one byte."""

    def change(content: bytes) -> bytes:
        changed = bytearray(content)
        changed[place] ^= 1
        return bytes(changed)

    return change


def edit(**members: Any) -> Callable[[bytes], bytes]:
    """Return what sets members of a JSON object."""
    return lambda content: json.dumps({**json.loads(content), **members}).encode()


def write(path: Path, entries: Mapping[str, bytes]) -> Path:
    """Write a ZIP file of these entries."""
    with ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def _cursor(hub: HubSimulator, sequence: int) -> str:
    return str(Cursor(epoch=hub.epoch, sequence=sequence))
