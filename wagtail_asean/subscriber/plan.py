"""What to do about a change: decided from plain values, with no input and no output.

the change is …              and here it is …                   then
older than what is known     –                                  nothing
the same withdrawal          withdrawn                          nothing
this site's own              skipped, the same                  nothing
                             –                                  skip
a withdrawal                 –                                  withdraw
any other                    the site's own copy (detached)     note, once
in a language not ours,      skipped, the same                  nothing
  of a type not ours with    live and whole, the same           nothing
  no fallback that is        –                                  skip
not of what was chosen       skipped, the same                  nothing
                             –                                  skip
the same                     live and whole                     nothing
another, the same document   live and whole                     note
the same document            live, not as it should be          apply
the same document as one     that waits here, or was declined   nothing; hold, where only the
                                                                  sequence is another
one to ask about             –                                  hold
anything else                –                                  apply

Whether to ask is the site's policy. Columns and terms are never asked about: everything hangs on
them. By *follow small corrections*, a version is small that says so itself and is the very next
after the one that is shown; what was stepped over, held or declined is part of any later one.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from wagtail_asean.protocol import Change, State, Update

# What other items hang on: it comes without being asked about.
FOLLOWED_TYPES = frozenset({"column", "term"})


class Action(Enum):
    """What becomes of a change."""

    NOTHING = "nothing"
    NOTE = "note"
    APPLY = "apply"
    HOLD = "hold"
    WITHDRAW = "withdraw"
    SKIP = "skip"


class Reason(str, Enum):
    """Why a change was skipped."""

    LANGUAGE = "language"
    TYPE = "type"
    OWN = "own"
    SELECTION = "selection"


class Asking(str, Enum):
    """What the site wants to be asked about, by the names of `Subscription.Policy`."""

    NOTHING = "follow"
    MOST = "follow-small"
    ALL = "ask"


@dataclass(frozen=True, kw_only=True)
class Held:
    """The version of an item that waits for somebody to accept it, or was declined."""

    sequence: int
    digest: str = ""
    is_declined: bool = False


@dataclass(frozen=True, kw_only=True)
class LocalState:
    """What this site knows of an item. `is_whole`: its object is here and as it should be."""

    sequence: int = 0
    state: str = ""
    version: int = 0
    digest: str = ""
    is_whole: bool = True
    is_detached: bool = False
    held: Held | None = None

    @property
    def newest(self) -> int:
        """The sequence of the newest change that is known."""
        return max(self.sequence, self.held.sequence if self.held else 0)


@dataclass(frozen=True, kw_only=True)
class Selection:
    """What was chosen of the hub's column; an empty set chooses all."""

    columns: frozenset[UUID] = frozenset()
    types: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()

    @property
    def is_all(self) -> bool:
        """Tell whether everything is chosen."""
        return not (self.columns or self.types or self.languages or self.audiences)

    def takes(self, change: Change) -> bool:
        """Tell whether an item is chosen. One without audiences is for everybody."""
        if self.languages and change.locale not in self.languages:
            return False
        if change.type == "term":
            return True
        # What lies in no column, as a banner, is chosen by its type.
        column = change.column or (change.id if change.type == "column" else None)
        if self.columns and column is not None and column not in self.columns:
            return False
        if change.type == "column":
            return True
        kind = f"{change.type}/{change.labels.kind}"
        if self.types and not self.types & {change.type, kind}:
            return False
        audiences = frozenset(change.labels.audiences)
        return not (self.audiences and audiences) or bool(self.audiences & audiences)


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What this site can carry, languages (BCP 47) and types ("article", "term/topic"), and wants.

    `fallbacks` are those of the types that may be shown in the place of one it can't carry. `own`
    tells what this site has published itself and another hub now passes on to it.
    """

    locales: Container[str]
    types: frozenset[str]
    fallbacks: frozenset[str] = frozenset()
    asking: Asking = Asking.NOTHING
    selection: Selection = Selection()
    own: Container[Change] = ()

    def knows_type(self, type: str, kind: str) -> bool:
        """Tell whether items of that type are carried as what they are."""
        return type in self.types or f"{type}/{kind}" in self.types

    def carries(self, change: Change) -> bool:
        """Tell whether an item is carried, as what it is or by its fallback."""
        return change.fallback in self.fallbacks or self.knows_type(change.type, change.labels.kind)

    def reason_to_skip(self, change: Change) -> Reason | None:
        """Say why an item is not carried here, None where it is."""
        if change in self.own:
            return Reason.OWN
        if change.locale not in self.locales:
            return Reason.LANGUAGE
        if not self.carries(change):
            return Reason.TYPE
        return None if self.selection.takes(change) else Reason.SELECTION


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What to do, and for a skip why."""

    action: Action
    reason: Reason | None = None


NOTHING = Decision(action=Action.NOTHING)


def decide(change: Change, local: LocalState | None, policy: Policy) -> Decision:
    """Decide what to do about `change`, by the table above."""
    local = local or LocalState()
    is_known = change.sequence == local.sequence
    if change.sequence < local.newest:
        return NOTHING
    if change in policy.own:
        is_done = is_known and local.state == "skipped"
        return NOTHING if is_done else Decision(action=Action.SKIP, reason=Reason.OWN)
    if change.state is State.WITHDRAWN:
        is_done = is_known and local.state == "withdrawn"
        return NOTHING if is_done else Decision(action=Action.WITHDRAW)
    if local.is_detached:
        return NOTHING if is_known else Decision(action=Action.NOTE)
    reason = policy.reason_to_skip(change)
    if reason is not None:
        is_done = is_known and _is_skipped_or_kept(local, reason)
        return NOTHING if is_done else Decision(action=Action.SKIP, reason=reason)
    return _decide_on_carried(change, local, policy)


def _decide_on_carried(change: Change, local: LocalState, policy: Policy) -> Decision:
    if local.state == "live" and change.digest == local.digest:
        if not local.is_whole:
            return Decision(action=Action.APPLY)
        is_known = change.sequence == local.sequence
        return NOTHING if is_known else Decision(action=Action.NOTE)
    held = local.held if local.held and local.held.digest == change.digest else None
    is_declined = held is not None and held.is_declined
    if not is_declined and not _must_ask(change, local, policy):
        return Decision(action=Action.APPLY)
    if held is not None and held.sequence == change.sequence:
        return NOTHING
    return Decision(action=Action.HOLD)


def _is_skipped_or_kept(local: LocalState, reason: Reason) -> bool:
    """Tell whether an item is off the site, or was shown before the site lost its language."""
    if local.state == "skipped":
        return True
    return reason is not Reason.SELECTION and local.state == "live" and local.is_whole


def _must_ask(change: Change, local: LocalState, policy: Policy) -> bool:
    if policy.asking is Asking.NOTHING or change.type in FOLLOWED_TYPES:
        return False
    if policy.asking is Asking.ALL or local.state != "live":
        return True
    is_next = change.version == local.version + 1
    return change.update is Update.MAJOR or not is_next
