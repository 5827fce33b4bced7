"""The state of a site as one digest: what it carries, by the digests of the items.

Hub and site make it by themselves, each of its own rows, and are alike where the two are.
"""

from __future__ import annotations

from collections.abc import Mapping

from .canonical import canonical, digest
from .sites import ReceiptState

# What stands at a site like this is not counted: the site shows another version, or none.
NOT_COUNTED = frozenset(
    {ReceiptState.HELD, ReceiptState.DETACHED, ReceiptState.SKIPPED, ReceiptState.FAILED}
)


def state_digest(items: Mapping[str, str]) -> str:
    """Return the SHA-256 of the canonical form of `{"<id>/<locale>": <digest>}`."""
    return digest(canonical(dict(items)))
