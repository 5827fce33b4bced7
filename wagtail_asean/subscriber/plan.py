"""What to do about a change: decided from plain values, with no input and no output.

the change is …            and here it is …                 then
older than what is known   –                                nothing
the same                   as it should be                  nothing
this site's own            –                                skip
a withdrawal               –                                withdraw
in a language not ours     –                                skip
of a type not ours,        –                                skip
  no fallback that is
another sequence,          live, whole, with this digest    note
  the same document
anything else              –                                apply
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import Enum

from wagtail_asean.protocol import Change, State


class Action(Enum):
    """What becomes of a change."""

    NOTHING = "nothing"
    NOTE = "note"
    APPLY = "apply"
    WITHDRAW = "withdraw"
    SKIP = "skip"


class Reason(str, Enum):
    """Why a change was skipped."""

    LANGUAGE = "language"
    TYPE = "type"
    OWN = "own"


@dataclass(frozen=True, kw_only=True)
class LocalState:
    """What this site knows of an item. `is_whole`: its object is here and as it should be."""

    sequence: int
    state: str
    digest: str = ""
    is_whole: bool = True


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What this site can carry: languages (BCP 47) and types ("article", "term/topic").

    `fallbacks` are those of the types that may be shown in the place of one it can't carry. `own`
    tells what this site has published itself and another hub now passes on to it.
    """

    locales: Container[str]
    types: frozenset[str]
    fallbacks: frozenset[str] = frozenset()
    own: Container[Change] = ()

    def knows_type(self, type: str, kind: str) -> bool:
        """Tell whether items of that type are carried as what they are."""
        return type in self.types or f"{type}/{kind}" in self.types

    def carries(self, change: Change) -> bool:
        """Tell whether an item is carried, as what it is or by its fallback."""
        if change in self.own:
            return False
        return change.fallback in self.fallbacks or self.knows_type(change.type, change.labels.kind)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What to do, and for a skip why."""

    action: Action
    reason: Reason | None = None


def decide(change: Change, local: LocalState | None, policy: Policy) -> Decision:
    """Decide what to do about `change`, by the table above."""
    if local is not None and _is_settled(change, local, policy):
        return Decision(action=Action.NOTHING)
    if change in policy.own:
        return Decision(action=Action.SKIP, reason=Reason.OWN)
    if change.state is State.WITHDRAWN:
        return Decision(action=Action.WITHDRAW)
    if change.locale not in policy.locales:
        return Decision(action=Action.SKIP, reason=Reason.LANGUAGE)
    if not policy.carries(change):
        return Decision(action=Action.SKIP, reason=Reason.TYPE)
    if local is not None and _is_carried(change, local):
        return Decision(action=Action.NOTE)
    return Decision(action=Action.APPLY)


def _is_settled(change: Change, local: LocalState, policy: Policy) -> bool:
    if change.sequence != local.sequence:
        return change.sequence < local.sequence
    if local.state == "skipped":
        return change.locale not in policy.locales or not policy.carries(change)
    return local.is_whole


def _is_carried(change: Change, local: LocalState) -> bool:
    return local.state == "live" and local.is_whole and local.digest == change.digest
