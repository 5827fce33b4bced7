"""Whose an item is, where a hub passes on what others have published.

An item belongs to the hub that has attested what is here of it. No other hub's word replaces
that, with two exceptions for the hub that this site follows: it may keep an item of another's
back, without a word on why; and what it has signed itself it may hand over to another.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from wagtail_asean.exceptions import AttestationError
from wagtail_asean.protocol import Change, State, WithdrawalKind, freshness

# What a hub may say of another's item that it has no longer.
WORDLESS = frozenset({WithdrawalKind.MOVED_OUT, WithdrawalKind.EXPIRED})


def check_successor(
    change: Change, claims: Mapping[str, Any], before: Mapping[str, Any], followed: UUID | None
) -> None:
    """Refuse what may not replace that which is here of an item; raises `AttestationError`.

    `claims` are those of the change's attestation, `before` those of what is here.
    """
    if claims.get("hub") == before.get("hub"):
        _refuse_older(change, claims, before)
    elif before.get("hub") != str(followed) and not is_kept_back(change, claims, before, followed):
        raise AttestationError(
            _("%(item)s comes from another hub than the one that signs it now.")
            % {"item": change.key}
        )


def is_kept_back(
    change: Change, claims: Mapping[str, Any], before: Mapping[str, Any], followed: UUID | None
) -> bool:
    """Tell whether the hub that is followed keeps a live item of another hub's back."""
    withdrawal = change.withdrawal
    if change.state is not State.WITHDRAWN or withdrawal is None:
        return False
    is_anothers = claims.get("hub") == str(followed) != before.get("hub")
    has_words = withdrawal.reason or withdrawal.replaced_by or withdrawal.deadline
    is_live = before.get("state") == State.LIVE.value
    return bool(is_anothers and is_live and withdrawal.kind in WORDLESS and not has_words)


def _refuse_older(change: Change, claims: Mapping[str, Any], before: Mapping[str, Any]) -> None:
    if freshness(claims) < freshness(before):
        raise AttestationError(
            _("%(item)s is older than what this site has of it: it was sent a second time.")
            % {"item": change.key}
        )
