"""What this site passes on of other hubs: as it came, in the order of its own feed.

Document, version and attestation are the origin's, so that whoever gets an item from here
verifies it by the origin's key. What this site decides for itself, to keep an item back, it says
in its own name and without words: of the origin's items only the origin says why.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from wagtail_asean import protocol, provenance
from wagtail_asean.exceptions import AttestationError, NotShareable
from wagtail_asean.protocol import (
    Item,
    State,
    Update,
    Withdrawal,
    WithdrawalKind,
    canonical,
    freshness,
    peek,
    to_json,
)
from wagtail_asean.protocol.serializers import read_withdrawal
from wagtail_asean.provenance import Received

from .models import Asset, Change
from .outward import digested, refuse_private


def belongs_to_another(known: Change | None, received: Received) -> bool:
    """Tell whether an item in the feed is not to be replaced by what was received of it.

    It is one of this site's own, it comes from a third hub, or what is out is newer.
    """
    if known is None:
        return False
    if not known.is_relayed:
        return known.is_live and source_of(known) != received.source
    try:
        ours = peek(protocol.read_change(protocol.parse(known.announcement)).attestation).claims
        theirs = peek(received.attestation).claims
        return ours.get("hub") != theirs.get("hub") or freshness(theirs) < freshness(ours)
    except AttestationError:
        return True


def wordless(withdrawal: Withdrawal) -> Withdrawal:
    """Return what this site may say of an item of another hub that it has no longer."""
    is_expired = withdrawal.kind is WithdrawalKind.EXPIRED
    return Withdrawal(kind=withdrawal.kind if is_expired else WithdrawalKind.MOVED_OUT)


def source_of(change: Change) -> provenance.Name | None:
    """Return the name of the object that a change was made of."""
    return (change.content_type_id, change.object_id) if change.content_type_id else None


def announced(received: Received, item: Item, sequence: int, update: Update) -> protocol.Change:
    """Return the row of a live item."""
    return protocol.Change(
        sequence=sequence,
        id=received.key.id,
        locale=received.key.locale,
        type=received.type,
        state=State.LIVE,
        version=received.version,
        digest=received.digest,
        size=len(received.document.encode()),
        update=update,
        column=received.column,
        fallback=item.fallback.type if item.fallback else "",
        labels=item.labels,
        effective=item.effective,
        expires=item.expires,
        attestation=received.attestation,
    )


def withdrawn(received: Received, known: Change, sequence: int) -> tuple[protocol.Change, str]:
    """Return the row of an item that its origin has taken back, and its text.

    The text has the origin's words as they were signed, with what this version does not know.
    """
    withdrawal = read_withdrawal(received.withdrawal)
    row = protocol.Change(
        sequence=sequence,
        id=received.key.id,
        locale=received.key.locale,
        type=received.type,
        state=State.WITHDRAWN,
        version=received.version,
        update=Update.MAJOR,
        column=known.column,
        urgent=withdrawal.deadline is not None,
        withdrawal=withdrawal,
        attestation=received.attestation,
    )
    text = canonical({**to_json(row), "withdrawal": dict(received.withdrawal or {})})
    return row, text.decode()


def find_files(item: Item) -> tuple[Asset, ...]:
    """Return the rows of an item's files; raises `NotShareable` where one is not here as it was."""
    wanted = [asset.sha256 for asset in item.assets]
    sources = provenance.find_files(wanted) if wanted else {}
    return tuple(_file(sources.get(sha256), sha256) for sha256 in wanted)


def _file(source: Any, sha256: str) -> Asset:
    found = None
    if source is not None:
        refuse_private(source)
        found = digested(source)
    if found is None or found.sha256 != sha256:
        raise NotShareable(
            _("The file %(digest)s… is not here as its hub has sent it.") % {"digest": sha256[:12]}
        )
    return found
