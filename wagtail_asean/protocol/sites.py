"""What a site and its hub say to each other about the site: reports and enrolment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from .documents import PROTOCOL_VERSION, ItemKey, Root


class ReceiptState(str, Enum):
    """Where an item stands at a site."""

    APPLIED = "applied"
    HELD = "held"
    HIDDEN = "hidden"
    DETACHED = "detached"
    WITHDRAWN = "withdrawn"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Where one item stands at a site: which version, since when, at what address, and why.

    `version` and `digest` are those that the site shows; of a held or failed item they are those
    that it should show. `decision` is the site's word for it, `error` says what went wrong.
    """

    id: UUID
    locale: str
    version: int
    state: ReceiptState
    since: datetime
    digest: str = ""
    url: str = ""
    decision: str = ""
    error: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> ItemKey:
        """The name of the item."""
        return ItemKey(id=self.id, locale=self.locale)


@dataclass(frozen=True, kw_only=True)
class SiteReport:
    """What a site says of itself: who it is, what runs there, how far it has read.

    `instance` is the installation's own name; `ticket` the word that the hub gave with its last
    answer, which a copy of the site no longer has. `state` is the digest over what it carries,
    `carried` how many items that are. `software` maps names of programs to versions.
    """

    instance: UUID
    ticket: str = field(default="", repr=False)
    name: str = ""
    url: str = ""
    webhook_url: str = ""
    policy: str = ""
    languages: tuple[str, ...] = ()
    software: Mapping[str, Any] = field(default_factory=dict)
    protocol: int = PROTOCOL_VERSION
    cursor: str = ""
    state: str = ""
    carried: int = 0
    set_aside: int = 0
    last_error: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ReceiptBatch:
    """What a site reports at once."""

    site: SiteReport
    receipts: tuple[Receipt, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


class Standing(str, Enum):
    """How a site stands to its hub, by the digests of their states."""

    TRUE = "true"
    BEHIND = "behind"
    DIFFERS = "differs"


class Wish(str, Enum):
    """What a hub may wish that a site does at its next run."""

    RECONCILE = "reconcile"
    ROTATE_KEY = "rotate-key"


@dataclass(frozen=True, kw_only=True)
class ReceiptAnswer:
    """The hub's answer: how many receipts it took, how the site stands, and its next ticket.

    `wishes` are words of `Wish`, or ones that this version does not know.
    """

    accepted: int
    standing: str = ""
    ticket: str = field(default="", repr=False)
    wishes: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class EnrolmentClaim:
    """What a site sends to be enrolled: the code of its link, and who it is.

    `proof` is a secret of the site's: with the same one it may ask again when the answer was
    lost on the way.
    """

    code: str = field(repr=False)
    proof: str = field(repr=False)
    site: SiteReport
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """What a site gets: its key, the secret of its notifications, and the hub's description."""

    key: str = field(repr=False)
    webhook_secret: str = field(repr=False)
    unit: str
    ticket: str = field(repr=False)
    root: Root
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class NewKey:
    """A key in place of the one that it was asked for with, which ends at its first use."""

    key: str = field(repr=False)
    webhook_secret: str = field(repr=False)
    extra: Mapping[str, Any] = field(default_factory=dict)
