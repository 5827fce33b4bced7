"""The table of cases by which a change is taken, noted, skipped or left."""

from __future__ import annotations

from uuid import UUID

import pytest

from wagtail_asean.protocol import Change, Labels, State
from wagtail_asean.subscriber.plan import Action, LocalState, Policy, Reason, decide

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
