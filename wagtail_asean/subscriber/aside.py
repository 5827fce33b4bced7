"""Items that could not be applied: put aside with their reason, and tried again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_asean.exceptions import DocumentError, ItemError
from wagtail_asean.moments import storable
from wagtail_asean.protocol import Change, ItemKey, to_json

from .answers import BrokenChange
from .models import SetAsideItem, Subscription

EAGER_ATTEMPTS = 5
FIRST_PAUSE = timedelta(minutes=15)
LONGEST_PAUSE = timedelta(days=1)


def put(subscription: Subscription, change: Change, error: ItemError, *, title: str = "") -> None:
    """Put an item aside, or note that it failed again.

    Its document stays with it, to spare the line, unless the document is what failed.
    """
    members = to_json(change)
    if error.code == "document":
        members.pop("document", None)
    _put(subscription, change.key, change.type, members, error, title)


def put_broken(subscription: Subscription, broken: BrokenChange) -> ItemKey | None:
    """Put a row aside that breaks the wire format; None where it does not even say its name."""
    raw = broken.raw if isinstance(broken.raw, dict) else {}
    try:
        key = ItemKey(id=UUID(str(raw["id"])), locale=_without_nul(str(raw["locale"]))[:40])
    except (KeyError, ValueError):
        return None
    error = unusable_document(broken.error)
    members = {name: value for name, value in raw.items() if name != "document"}
    _put(subscription, key, str(raw.get("type", ""))[:50], members, error, "")
    return key


def unusable_document(error: DocumentError) -> ItemError:
    """Say to those who read no code that a document can't be used; the reason is for the hub."""
    said = _("The hub sent this item in a form that this site can't read: %(reason)s")
    return ItemError(said % {"reason": error}, code="document")


def due(subscription: Subscription) -> QuerySet[SetAsideItem]:
    """Return the items whose turn has come."""
    return subscription.set_aside.filter(next_attempt_at__lte=storable(timezone.now())).order_by(
        "first_at"
    )


def note_failure(row: SetAsideItem, error: ItemError) -> None:
    """Note that an item failed again, and when it is tried next."""
    now, message = storable(timezone.now()), _without_nul(str(error))
    if (row.code, row.message) != (error.code, message):
        row.is_reported = False
    row.code, row.message = error.code, message
    row.attempts += 1
    row.last_at = now
    row.next_attempt_at = now + _pause(row.attempts)
    row.save()


def forget(subscription: Subscription, key: ItemKey) -> None:
    """Forget an item that needs no further try; the hub should hear where it stands now."""
    deleted, __ = subscription.set_aside.filter(item_id=key.id, locale=key.locale).delete()
    if deleted:
        subscription.items.for_key(key).update(is_reported=False)


def keys(subscription: Subscription) -> set[ItemKey]:
    """Return the names of all items that are set aside."""
    rows = subscription.set_aside.values_list("item_id", "locale")
    return {ItemKey(id=uid, locale=locale) for uid, locale in rows}


def retry_now(subscription: Subscription) -> int:
    """Make every item of a subscription due; return how many there are."""
    return subscription.set_aside.update(next_attempt_at=storable(timezone.now()))


def retry_unbelieved(subscription: Subscription) -> int:
    """Make every item due that nobody vouched for; return how many there are."""
    rows = subscription.set_aside.filter(code="attestation")
    return rows.update(next_attempt_at=storable(timezone.now()))


def _put(
    subscription: Subscription,
    key: ItemKey,
    type: str,
    change: dict[str, object],
    error: ItemError,
    title: str,
) -> None:
    now = storable(timezone.now())
    row = subscription.set_aside.filter(item_id=key.id, locale=key.locale).first()
    if row is None:
        row = SetAsideItem(
            subscription=subscription,
            item_id=key.id,
            locale=key.locale,
            attempts=0,
            first_at=now,
        )
    elif row.change.get("sequence") != change.get("sequence"):
        row.attempts = 0
        row.is_reported = False
    row.type, row.change = _without_nul(type), _without_nul(change)
    row.title = _without_nul(title) or row.title
    note_failure(row, error)


def _without_nul(value: Any) -> Any:
    """Return a JSON value as PostgreSQL takes it, which stores no NUL: one bad row blocks none."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, dict):
        return {_without_nul(name): _without_nul(part) for name, part in value.items()}
    return [_without_nul(part) for part in value] if isinstance(value, list) else value


def _pause(attempts: int) -> timedelta:
    """Return how long to wait: the first tries at every run, then ever more rarely."""
    if attempts <= EAGER_ATTEMPTS:
        return timedelta(0)
    return min(FIRST_PAUSE * 2 ** min(attempts - EAGER_ATTEMPTS, 20), LONGEST_PAUSE)
