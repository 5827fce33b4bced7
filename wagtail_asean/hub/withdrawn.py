"""What readers of the hub are told of a page that was taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from wagtail_asean import protocol
from wagtail_asean.exceptions import DocumentError
from wagtail_asean.withdrawals import Notice, notice_of

from .models import Change


def find_notice(page: Any) -> Notice | None:
    """Return the notice of a page that was out and was taken back, or has expired.

    What was merely unpublished has none: nobody has said a word about it for the public.
    """
    change = Change.objects.of(type(page), page.pk).exclude(withdrawal_kind="").first()
    withdrawal = read_withdrawal(change) if change is not None and not change.is_live else None
    if change is None or withdrawal is None or _is_without_a_word(withdrawal):
        return None
    return notice_of(
        withdrawal,
        withdrawn_at=change.changed_at,
        replacement=replacement_of(change, withdrawal.replaced_by),
    )


def read_withdrawal(change: Change) -> protocol.Withdrawal | None:
    """Return why an item was taken back, as it went out."""
    try:
        return protocol.read_change(protocol.parse(change.announcement)).withdrawal
    except DocumentError:
        return None


def replacement_of(change: Change, item_id: UUID | None) -> Any:
    """Return the page that stands for an item now, in its language or else in another."""
    if item_id is None:
        return None
    rows = list(Change.objects.live().filter(item_id=item_id).defer("document", "announcement"))
    rows.sort(key=lambda row: row.locale != change.locale)
    return next((row.source for row in rows if row.source is not None), None)


def _is_without_a_word(withdrawal: protocol.Withdrawal) -> bool:
    return withdrawal.kind is protocol.WithdrawalKind.GONE and not withdrawal.reason
