"""The table of cases by which a change is taken, noted, skipped or left."""

from __future__ import annotations

import dataclasses
from uuid import UUID

import pytest

from wagtail_asean.protocol import Change, Labels, State, Update
from wagtail_asean.subscriber.plan import (
    Action,
    Asking,
    Held,
    LocalState,
    Policy,
    Reason,
    Selection,
    decide,
)

POLICY = Policy(
    locales=frozenset({"vi", "en"}),
    types=frozenset({"article", "term/topic"}),
    fallbacks=frozenset({"article"}),
)
ONE, OTHER = "1" * 64, "2" * 64


def change(**facts) -> Change:
    members = {
        "sequence": 5,
        "id": UUID(int=1),
        "locale": "vi",
        "type": "article",
        "state": State.LIVE,
        "version": 2,
        "digest": ONE,
    }
    return Change(**members | facts)


def known(**facts) -> LocalState:
    return LocalState(**{"sequence": 4, "state": "live", "digest": ONE} | facts)


WITHDRAWN = {"state": State.WITHDRAWN, "digest": ""}


@pytest.mark.parametrize(
    ("incoming", "local", "action", "reason"),
    [
        (change(), None, Action.APPLY, None),
        (change(digest=OTHER), known(), Action.APPLY, None),
        (change(), known(state="withdrawn"), Action.APPLY, None),
        (change(), known(is_whole=False), Action.APPLY, None),
        (change(), known(), Action.NOTE, None),
        (change(), known(sequence=5), Action.NOTHING, None),
        (change(), known(sequence=6), Action.NOTHING, None),
        (change(digest=OTHER), known(sequence=6), Action.NOTHING, None),
        (change(), known(sequence=5, is_whole=False), Action.APPLY, None),
        (change(**WITHDRAWN), None, Action.WITHDRAW, None),
        (change(**WITHDRAWN), known(), Action.WITHDRAW, None),
        (change(**WITHDRAWN), known(sequence=5, state="withdrawn"), Action.NOTHING, None),
        (change(**WITHDRAWN), known(sequence=6), Action.NOTHING, None),
        (change(locale="fr"), None, Action.SKIP, Reason.LANGUAGE),
        (change(locale="fr"), known(), Action.SKIP, Reason.LANGUAGE),
        (change(locale="fr"), known(sequence=5, state="skipped"), Action.NOTHING, None),
        (change(locale="fr", **WITHDRAWN), None, Action.WITHDRAW, None),
        (change(type="hologram"), None, Action.SKIP, Reason.TYPE),
        (change(type="hologram"), known(sequence=5, state="skipped"), Action.NOTHING, None),
        (change(type="hologram", fallback="article"), None, Action.APPLY, None),
        (change(type="hologram", fallback="article"), known(), Action.NOTE, None),
        (change(type="hologram", fallback="banner"), None, Action.SKIP, Reason.TYPE),
        (
            change(type="hologram", fallback="article"),
            known(sequence=5, state="skipped"),
            Action.APPLY,
            None,
        ),
        (change(locale="fr", fallback="article"), None, Action.SKIP, Reason.LANGUAGE),
        (change(type="term"), None, Action.SKIP, Reason.TYPE),
        (change(type="term", labels=Labels(kind="topic")), None, Action.APPLY, None),
        (change(), known(sequence=5, state="skipped"), Action.APPLY, None),
    ],
)
def test_a_change_is_decided_by_the_table(incoming, local, action, reason):
    decision = decide(incoming, local, POLICY)
    assert (decision.action, decision.reason) == (action, reason)


def test_a_withdrawal_beats_a_language_that_the_site_lacks():
    decision = decide(change(locale="fr", **WITHDRAWN), known(), POLICY)
    assert decision.action is Action.WITHDRAW


# -- what the site wants to be asked about ---------------------------------------------------

ASK = dataclasses.replace(POLICY, asking=Asking.ALL)
SMALL = dataclasses.replace(POLICY, asking=Asking.MOST)
MINOR = {"digest": OTHER, "update": Update.MINOR}
TERM = {"type": "term", "labels": Labels(kind="topic")}
HELD, DECLINED = Held(sequence=4, digest=ONE), Held(sequence=4, digest=ONE, is_declined=True)


def waiting(held, **facts) -> LocalState:
    return known(**{"sequence": 3, "digest": OTHER, "version": 1, "held": held} | facts)


@pytest.mark.parametrize(
    ("policy", "incoming", "local", "action"),
    [
        # Following, nothing is asked about.
        (POLICY, change(digest=OTHER), known(version=1), Action.APPLY),
        # Asking first, everything is, but for terms and columns.
        (ASK, change(), None, Action.HOLD),
        (ASK, change(**MINOR), known(version=1), Action.HOLD),
        (ASK, change(**TERM), None, Action.APPLY),
        (ASK, change(), known(state="withdrawn"), Action.HOLD),
        (ASK, change(), known(sequence=5, state="skipped"), Action.HOLD),
        # What says nothing new is not asked about, nor is a repair.
        (ASK, change(), known(), Action.NOTE),
        (ASK, change(), known(sequence=5), Action.NOTHING),
        (ASK, change(), known(is_whole=False), Action.APPLY),
        (ASK, change(**WITHDRAWN), known(), Action.WITHDRAW),
        # Small is what says so, is of something shown, and is the very next version.
        (SMALL, change(**MINOR), known(version=1), Action.APPLY),
        (SMALL, change(digest=OTHER, update=Update.SILENT), known(version=1), Action.APPLY),
        (SMALL, change(digest=OTHER), known(version=1), Action.HOLD),
        (SMALL, change(**MINOR), None, Action.HOLD),
        (SMALL, change(**MINOR), known(version=1, state="withdrawn"), Action.HOLD),
        (SMALL, change(version=3, **MINOR), known(version=1), Action.HOLD),
        (SMALL, change(version=1, **MINOR), known(version=1), Action.HOLD),
        (SMALL, change(**TERM), None, Action.APPLY),
        # The same that waits already.
        (ASK, change(sequence=4), waiting(HELD), Action.NOTHING),
        (ASK, change(), waiting(HELD), Action.HOLD),
        (ASK, change(sequence=3), waiting(HELD), Action.NOTHING),
        (ASK, change(**MINOR, sequence=6), waiting(HELD, digest="3" * 64), Action.HOLD),
        (POLICY, change(sequence=4), waiting(HELD), Action.APPLY),
        (POLICY, change(), waiting(HELD), Action.APPLY),
        # A declined version stays away, also where nothing is asked about; the next does not.
        (POLICY, change(sequence=4), waiting(DECLINED), Action.NOTHING),
        (POLICY, change(), waiting(DECLINED), Action.HOLD),
        (POLICY, change(digest="3" * 64), waiting(DECLINED), Action.APPLY),
        (ASK, change(digest="3" * 64), waiting(DECLINED), Action.HOLD),
        (
            SMALL,
            change(digest="3" * 64, version=3, update=Update.MINOR),
            waiting(DECLINED),
            Action.HOLD,
        ),
        # A withdrawal beats what waits.
        (ASK, change(**WITHDRAWN), waiting(HELD), Action.WITHDRAW),
        (ASK, change(**WITHDRAWN), waiting(DECLINED), Action.WITHDRAW),
        # A copy of the site's own is not written, but known of and recalled.
        (POLICY, change(digest=OTHER), known(is_detached=True), Action.NOTE),
        (POLICY, change(digest=OTHER), known(is_detached=True, sequence=5), Action.NOTHING),
        (POLICY, change(locale="fr"), known(is_detached=True), Action.NOTE),
        (POLICY, change(), known(is_detached=True, state="withdrawn"), Action.NOTE),
        (POLICY, change(**WITHDRAWN), known(is_detached=True), Action.WITHDRAW),
    ],
)
def test_what_is_asked_about_is_decided_by_the_policy(policy, incoming, local, action):
    assert decide(incoming, local, policy).action is action


# -- what was chosen -------------------------------------------------------------------------

COLUMN, ELSEWHERE = UUID(int=7), UUID(int=8)
FOR_TEACHERS = Labels(audiences=("teachers",))


@pytest.mark.parametrize(
    ("selection", "facts", "is_taken"),
    [
        ({}, {}, True),
        ({"languages": {"vi"}}, {}, True),
        ({"languages": {"en"}}, {}, False),
        ({"languages": {"en"}}, TERM, False),
        ({"columns": {COLUMN}}, {"column": COLUMN}, True),
        ({"columns": {COLUMN}}, {"column": ELSEWHERE}, False),
        ({"columns": {COLUMN}}, {}, True),
        ({"columns": {COLUMN}}, {"type": "column", "id": COLUMN}, True),
        ({"columns": {COLUMN}}, {"type": "column", "id": ELSEWHERE}, False),
        ({"columns": {COLUMN}}, {"type": "column", "column": COLUMN}, True),
        ({"columns": {COLUMN}}, TERM, True),
        ({"types": {"article"}}, {}, True),
        ({"types": {"article/news"}}, {"labels": Labels(kind="news")}, True),
        ({"types": {"event"}}, {}, False),
        ({"types": {"event"}}, TERM, True),
        ({"types": {"event"}}, {"type": "column"}, True),
        ({"audiences": {"teachers"}}, {"labels": FOR_TEACHERS}, True),
        ({"audiences": {"pupils"}}, {"labels": FOR_TEACHERS}, False),
        ({"audiences": {"pupils"}}, {}, True),
        ({"types": {"article"}}, {"labels": FOR_TEACHERS}, True),
    ],
)
def test_a_selection_takes_what_was_chosen(selection, facts, is_taken):
    chosen = Selection(**{name: frozenset(values) for name, values in selection.items()})
    assert chosen.takes(change(**facts)) is is_taken
    assert chosen.is_all is (not selection)


def test_what_is_not_chosen_is_skipped_and_taken_away_once():
    chosen = dataclasses.replace(POLICY, selection=Selection(types=frozenset({"event"})))
    decision = decide(change(), known(sequence=5), chosen)
    assert (decision.action, decision.reason) == (Action.SKIP, Reason.SELECTION)
    assert decide(change(), None, chosen).action is Action.SKIP
    skipped = known(sequence=5, state="skipped")
    assert decide(change(), skipped, chosen).action is Action.NOTHING
    assert decide(change(**WITHDRAWN), known(), chosen).action is Action.WITHDRAW


def test_what_was_shown_in_a_language_that_the_site_lost_is_left_while_it_is_whole():
    here = known(sequence=5)
    assert decide(change(locale="fr"), here, POLICY).action is Action.NOTHING
    broken = dataclasses.replace(here, is_whole=False)
    assert decide(change(locale="fr"), broken, POLICY).action is Action.SKIP


class Everything:
    """What this site has published itself: all that comes."""

    def __contains__(self, change: object) -> bool:
        return True


@pytest.mark.parametrize(
    ("incoming", "local", "action"),
    [
        (change(), None, Action.SKIP),
        (change(**WITHDRAWN), None, Action.SKIP),
        (change(), known(sequence=5, state="skipped"), Action.NOTHING),
        (change(), known(sequence=4, state="skipped"), Action.SKIP),
    ],
)
def test_what_comes_back_to_who_has_published_it_is_skipped(incoming, local, action):
    policy = dataclasses.replace(POLICY, own=Everything())

    decision = decide(incoming, local, policy)

    assert decision.action is action
    assert decision.reason is (Reason.OWN if action is Action.SKIP else None)
    assert policy.reason_to_skip(incoming) is Reason.OWN
