"""What this site has of other hubs, told to the part of it that passes things on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import cached_property

from wagtail_asean.exceptions import AttestationError
from wagtail_asean.protocol import Change, ItemKey, State, freshness, peek
from wagtail_asean.provenance import Introduced, Name, Received, forget, own_uid, pass_on, vouch

from .models import LocalChoice, MirroredAsset, MirroredItem, TrustedKey

LIVE, WITHDRAWN = MirroredItem.State.LIVE, MirroredItem.State.WITHDRAWN


class Followed:
    """Answers `provenance.Follower` from the bookkeeping."""

    def find(self, names: Iterable[Name]) -> dict[Name, Received]:
        """Return what those of the objects mirror that are mirrors."""
        wanted = set(names)
        rows = _with_choices(
            content_type_id__in={type for type, __ in wanted},
            object_id__in={pk for __, pk in wanted},
        )
        found: dict[Name, list[MirroredItem]] = {}
        for row in rows:
            if _source(row) in wanted:
                found.setdefault(_source(row), []).append(row)
        return {name: _received(_deciding(rows)) for name, rows in found.items()}

    def find_item(self, key: ItemKey) -> Received | None:
        """Return what is here of an item of another hub."""
        rows = list(_with_choices(item_id=key.id, locale=key.locale).exclude(content_type=None))
        return _received(_deciding(rows)) if rows else None

    def find_files(self, digests: Iterable[str]) -> dict[str, Any]:
        """Return the images and documents that came under these digests."""
        rows = MirroredAsset.objects.filter(sha256__in=set(digests))
        rows = rows.select_related("image", "document")
        return {row.sha256: row.image or row.document for row in rows.order_by("-pk")}

    def keys(self) -> list[Introduced]:
        """Return the keys by which the items of other hubs are believed here."""
        return [
            Introduced(
                hub=row.hub_uid,
                jwk=row.public,
                is_revoked=row.revoked_at is not None,
                statement=row.statement,
            )
            for row in TrustedKey.objects.filter(subscription__is_active=True)
        ]


class OwnItems:
    """The items of this site, as a container of the changes that another hub sends of them.

    It is asked before a change is verified: who says of an item that it is ours can only have us
    not take it.
    """

    @cached_property
    def _uid(self) -> str:
        return str(own_uid() or "")

    def __contains__(self, change: object) -> bool:
        if not self._uid or not isinstance(change, Change):
            return False
        try:
            return peek(change.attestation).claims.get("hub") == self._uid
        except AttestationError:
            return False


def on_choice(sender: Any, instance: LocalChoice, raw: bool = False, **kwargs: Any) -> None:
    """Let what the site decides of an item hold for those that it passes the item on to."""
    if not raw:
        pass_on(instance.key)


def on_subscription_deleted(sender: Any, **kwargs: Any) -> None:
    """Pass on no longer what came from a hub that is not followed any more."""
    forget()


def on_trusted_key(sender: Any, raw: bool = False, **kwargs: Any) -> None:
    """Let those who get the items from this site verify them as it does."""
    if not raw:
        vouch()


def _with_choices(**wanted: Any) -> QuerySet[MirroredItem]:
    choices = LocalChoice.objects.filter(
        subscription=OuterRef("subscription"),
        item_id=OuterRef("item_id"),
        locale=OuterRef("locale"),
    )
    return (
        MirroredItem.objects.filter(**wanted)
        .order_by("pk")
        .annotate(is_kept_back=Exists(choices.filter(Q(is_hidden=True) | Q(is_detached=True))))
    )


def _source(row: MirroredItem) -> Name:
    return row.content_type_id, row.object_id


def _deciding(rows: list[MirroredItem]) -> MirroredItem:
    """Return the row that counts where an item came by two ways.

    What a hub has attested last holds. Two hubs may both have a term, whose key follows from its
    code: then the one that was here first has it, as long as it is carried.
    """
    if len(rows) == 1:
        return rows[0]
    first = min(rows, key=lambda row: (row.state != LIVE, row.pk))
    hub = _attested(first)[0]
    return max((row for row in rows if _attested(row)[0] == hub), key=_attested)


def _attested(row: MirroredItem) -> tuple[str, tuple[str, int]]:
    """Return which hub has attested a row, and what tells how late."""
    try:
        claims = peek(row.attestation).claims
        return str(claims.get("hub")), freshness(claims)
    except AttestationError:
        return "", ("", 0)


def _received(row: MirroredItem) -> Received:
    is_kept_back: bool = row.is_kept_back  # type: ignore[attr-defined]
    return Received(
        key=row.key,
        type=row.type,
        kind=row.kind,
        version=row.version,
        digest=row.digest,
        document=row.document,
        attestation=row.attestation,
        column=row.column,
        is_carried=row.state == LIVE and not row.expired and not is_kept_back,
        withdrawal=_signed_withdrawal(row) if row.state == WITHDRAWN else None,
        source=_source(row),
    )


def _signed_withdrawal(row: MirroredItem) -> Mapping[str, Any] | None:
    """Return a withdrawal as its hub has signed it, with what this version does not know."""
    try:
        claims = peek(row.attestation).claims
    except AttestationError:
        return None
    withdrawal = claims.get("withdrawal")
    is_signed = claims.get("state") == State.WITHDRAWN.value and isinstance(withdrawal, dict)
    return withdrawal if is_signed else None
