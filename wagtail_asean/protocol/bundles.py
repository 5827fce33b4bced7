"""Bundles: the feed in a file, for sites without a line.

A bundle is a ZIP file of

- `bundle.json`, a `Bundle`: who made it, and a statement over its contents, signed;
- `contents.json`, a `Contents`: the names and digests of the pages of changes;
- `changes/00001.json` and so on, each a `ChangePage` with documents;
- `assets/<sha256>`, the files of the items.

The statement is over the digests of the head (without the statement) and of the contents. These
cover every page by its digest, and each item its files by theirs: no byte that is used can be
changed, left out or added.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from .documents import Root

FORMAT = 1
BUNDLE_NAME = "bundle.json"
CONTENTS_NAME = "contents.json"
PAGE_NAME = re.compile(r"changes/[0-9]{5}\.json")
ASSET_NAME = re.compile(r"assets/[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class BundledPage:
    """One page of changes in a bundle, by the digest of its bytes."""

    name: str
    sha256: str
    size: int
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a bundle holds: the changes behind `since` up to `until`, two sequences of the feed.

    `next` is the cursor to go on from at the hub. A bundle since 0 is the whole feed. `assets`
    and `bytes` say how many files come along, and how large they are together.
    """

    epoch: UUID
    since: int
    until: int
    next: str
    pages: tuple[BundledPage, ...] = ()
    changes: int = 0
    assets: int = 0
    bytes: int = 0
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """The head of a bundle. `signature` is a statement (`Statement.BUNDLE`) over the contents."""

    root: Root
    signature: str
    url: str = ""
    made_at: str = ""
    format: int = FORMAT
    extra: Mapping[str, Any] = field(default_factory=dict)


def page_name(number: int) -> str:
    """Return the name of the page of that number, from 1 on."""
    return f"changes/{number:05}.json"


def asset_name(sha256: str) -> str:
    """Return the name of a file in a bundle."""
    return f"assets/{sha256}"
