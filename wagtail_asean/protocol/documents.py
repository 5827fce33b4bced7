"""The documents of the wire as frozen values.

`Item` is what was approved, made once at publication. `Change` is one row of the feed:
the latest state of one item in one language. `ChangePage` is one answer of the feed.

Each value keeps the members it does not know in `extra`, so that a document of a newer
protocol version goes through this one unharmed. Empty members are left out of the JSON:
`None`, the empty string and the empty list say the same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from enum import Enum
from typing import Any
from uuid import UUID

from .canonical import canonical, digest

PROTOCOL_VERSION = 1
SUPPORTED_VERSIONS = (1,)


class State(str, Enum):
    """Whether an item may be shown."""

    LIVE = "live"
    WITHDRAWN = "withdrawn"


class Update(str, Enum):
    """How much a version matters to readers: only `major` moves the public date."""

    MAJOR = "major"
    MINOR = "minor"
    SILENT = "silent"


class WithdrawalKind(str, Enum):
    """Why an item is no longer shown."""

    GONE = "gone"
    SUPERSEDED = "superseded"
    CORRECTION = "correction"
    EXPIRED = "expired"
    MOVED_OUT = "moved-out"


@dataclass(frozen=True, kw_only=True)
class ItemKey:
    """What names an item: its uid and its language (BCP 47)."""

    id: UUID
    locale: str

    def __str__(self) -> str:
        return f"{self.id}/{self.locale}"


@dataclass(frozen=True, kw_only=True)
class Asset:
    """A file that belongs to an item. Sizes are in bytes and pixels."""

    sha256: str
    size: int
    media_type: str
    file_name: str
    width: int | None = None
    height: int | None = None
    focal_point: tuple[int, ...] = ()
    title: str = ""
    alt: str = ""
    credit: str = ""
    licence: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Another item that this one points to."""

    id: UUID
    locale: str
    type: str
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> ItemKey:
        """The name of the item pointed to."""
        return ItemKey(id=self.id, locale=self.locale)


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What an item is filed under, by the codes of the vocabularies."""

    kind: str = ""
    pillar: str = ""
    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    theme_year: int | None = None
    occasion: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where an item was first published, by whom, and on what right it is passed on."""

    site: str = ""
    unit: str = ""
    url: str = ""
    author: str = ""
    source: str = ""
    source_url: str = ""
    rights_basis: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Approval:
    """Who approved an item: the role, the day and the number of the decision."""

    role: str = ""
    date: str = ""
    number: str = ""
    note: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Fallback:
    """The whole content of another type, for receivers that do not know the item's own."""

    type: str
    content: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One approved document. `content` is JSON, with references as uids and digests."""

    id: UUID
    locale: str
    type: str
    title: str
    slug: str = ""
    summary: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
    fallback: Fallback | None = None
    labels: Labels = Labels()
    parent: UUID | None = None
    assets: tuple[Asset, ...] = ()
    references: tuple[Reference, ...] = ()
    origin: Origin = Origin()
    approval: Approval | None = None
    published_at: datetime | None = None
    effective: datetime | None = None
    expires: datetime | None = None
    change_note: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> ItemKey:
        """The name of this item."""
        return ItemKey(id=self.id, locale=self.locale)

    @property
    def parent_key(self) -> ItemKey | None:
        """The name of the item above this one, in the same language."""
        return ItemKey(id=self.parent, locale=self.locale) if self.parent else None

    def canonical(self) -> bytes:
        """Return the document in its canonical form."""
        return canonical(to_json(self))

    def digest(self) -> str:
        """Return the SHA-256 of the canonical form."""
        return digest(self.canonical())


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """Why an item was taken back, in words for the public, and what stands for it now.

    By the `deadline` every site must have taken it down; `withdrawn_at` is what readers are told.
    """

    kind: WithdrawalKind
    reason: str = ""
    replaced_by: UUID | None = None
    withdrawn_at: datetime | None = None
    deadline: datetime | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Change:
    """The latest state of one item. `size` is the document's, in bytes.

    `fallback` is the type of the document's fallback, "" where it has none.
    """

    sequence: int
    id: UUID
    locale: str
    type: str
    state: State
    version: int
    digest: str = ""
    size: int = 0
    update: Update = Update.MAJOR
    column: UUID | None = None
    fallback: str = ""
    labels: Labels = Labels()
    urgent: bool = False
    effective: datetime | None = None
    expires: datetime | None = None
    withdrawal: Withdrawal | None = None
    attestation: str = ""
    document: Mapping[str, Any] | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> ItemKey:
        """The name of the item."""
        return ItemKey(id=self.id, locale=self.locale)


@dataclass(frozen=True, kw_only=True)
class ChangePage:
    """One answer of the feed; `next` is the cursor to go on from.

    `remaining` says how many changes lie behind this page, where there are more; `statements` how
    many the hub's description has by now.
    """

    epoch: UUID
    changes: tuple[Change, ...]
    next: str
    has_more: bool
    remaining: int | None = None
    statements: int | None = None
    protocol: int = PROTOCOL_VERSION
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Root:
    """What a hub says of itself: who it is, which protocol versions it speaks, its epoch.

    `hub` is its identity for ever; `keys` are the public keys that it signs with (JWK), the one
    in use first; `statements` are what it has signed of keys and of its address (compact JWS,
    the oldest first).
    """

    epoch: UUID
    hub: UUID | None = None
    name: str = ""
    unit: str = ""
    keys: tuple[Mapping[str, Any], ...] = ()
    statements: tuple[str, ...] = ()
    protocol: int = PROTOCOL_VERSION
    protocols: tuple[int, ...] = SUPPORTED_VERSIONS
    extra: Mapping[str, Any] = field(default_factory=dict)


def format_time(value: datetime) -> str:
    """Write an aware time in UTC (RFC 3339), with a fraction only where there is one."""
    return value.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, (tuple, Mapping)) and not value)


def _member_to_json(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return to_json(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return format_time(value)
    if isinstance(value, tuple):
        return [_member_to_json(part) for part in value]
    if isinstance(value, Mapping):
        return dict(value)
    return value


def to_json(document: Any) -> dict[str, Any]:
    """Return a document of this module as a JSON object; empty members are left out."""
    members = dict(document.extra)
    for member in dataclasses.fields(document):
        value = getattr(document, member.name)
        if member.name == "extra":
            continue
        value = _member_to_json(value)
        if not _is_empty(value) and value != []:
            members[member.name] = value
    if isinstance(document, ChangePage):
        members.setdefault("changes", [])
    return members
