"""What can be chosen of a hub's column, in words, and what another choice would change."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

from .carrying import announced_change
from .languages import SiteLanguages, selection_of, site_policy
from .local_say import words
from .models import MirroredItem, Subscription
from .plan import FOLLOWED_TYPES

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Effect:
    """How many items another selection takes away, and how many it brings."""

    going: int
    coming: int


def choices(subscription: Subscription) -> dict[str, Choices]:
    """Return what can be chosen, by the field; known from what has come, and chosen already."""
    rows = list(_rows(subscription))
    names = words.term_names(subscription, "audience")
    titles = {str(row.item_id): row.title for row in rows if row.type == "column" and row.title}
    return {
        "columns": _named(
            subscription.columns, (str(row.column) for row in rows if row.column), titles
        ),
        "types": _named(
            subscription.types,
            (row.type for row in rows if row.type not in FOLLOWED_TYPES),
            {row.type: words.type_name(row.type, fallback=row.fallback) for row in rows},
        ),
        "languages": _named(
            subscription.languages,
            (row.locale for row in rows),
            {row.locale: words.language_name(row.locale) for row in rows},
        ),
        "audiences": _named(
            subscription.audiences,
            (code for row in rows for code in row.audiences),
            names,
        ),
    }


def effect_of(subscription: Subscription) -> Effect:
    """Say what the selection of a subscription, saved or not, would change; nothing is done."""
    policy = site_policy(subscription, SiteLanguages())
    policy = dataclasses.replace(policy, selection=selection_of(subscription))
    kept = subscription.choices.detached_keys()
    going = coming = 0
    for row in _rows(subscription):
        if row.state == MirroredItem.State.WITHDRAWN or row.key in kept:
            continue
        reason = policy.reason_to_skip(announced_change(row))
        is_live = row.state == MirroredItem.State.LIVE
        going += is_live and not policy.selection.takes(announced_change(row))
        coming += not is_live and reason is None
    return Effect(going=going, coming=coming)


def _rows(subscription: Subscription) -> Iterable[MirroredItem]:
    return subscription.items.defer("document", "attestation")


def _named(chosen: Iterable[str], known: Iterable[str], names: dict[str, str]) -> Choices:
    found = {str(code) for code in (*chosen, *known)}
    return sorted(((code, names.get(code, code)) for code in found), key=lambda one: one[1])
