"""How the checked story is told: its steps, what each is compared with, and how it went."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import requests
from processes import (
    COMMUNE,
    COPY,
    HUB,
    SCHOOL_C,
    SCHOOL_D,
    SCHOOLS,
    ProcessError,
    Sites,
)

SCHOOL_A, SCHOOL_B = SCHOOLS
# All others have both.
LANGUAGES = {SCHOOL_B: {"vi"}}
NAMES = {
    SCHOOL_A: "school A",
    SCHOOL_B: "school B",
    COMMUNE: "commune",
    SCHOOL_C: "school C",
    SCHOOL_D: "school D",
    COPY: "copy of A",
}
KEY = re.compile(r"\basean_[0-9A-Za-z]+_[0-9A-Za-z_-]+")
Digests = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of the story: its name, what happens, and what must then be so besides.

    All of `sites` synchronise and are compared with the hub. Of them `idle` do not synchronise,
    and the runs of those that `fail` must end with an error. What `stay` is compared with what
    it has shown before, since what is new at the hub has no way to it.
    """

    name: str
    act: Callable[[Story], None] = lambda story: None
    check: Callable[[Story], str] = lambda story: ""
    sites: tuple[str, ...] = SCHOOLS
    fail: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    stay: tuple[str, ...] = ()


class Story:
    """The sites, what the hub's feed says, and how each step went."""

    def __init__(self, sites: Sites) -> None:
        self.sites = sites
        self.http = requests.Session()
        self.http.trust_env = False
        self.key = new_key(sites, "story")
        self.hub: Digests = {}
        # What is past its date, which nobody shows and no relay passes on.
        self.past: set[str] = set()
        self.shown: dict[str, Digests] = {}
        # What a step has to remember for a later one.
        self.memory: dict[str, Any] = {}
        self.has_failed = False

    def edit(self, *actions: str) -> str:
        """Do at the hub what its people do, by the actions of the admin; return what was said."""
        return self.sites.manage(HUB, "story_step", *actions)

    def follow(
        self, names: Sequence[str], *, fail: Sequence[str] = (), idle: Sequence[str] = ()
    ) -> None:
        """Let sites synchronise, those that follow another after it; see what they show then."""
        for _, group in groupby(names, key=self.sites.followed_by):
            wave = tuple(group)
            runs = self.sites.manage_all([name for name in wave if name not in idle], "follow_hub")
            for name, printed in runs.items():
                self._note(name, json.loads(printed), has_to_fail=name in fail)
            self.look([name for name in wave if name in idle])

    def look(self, names: Sequence[str]) -> None:
        """See what sites show, without a synchronisation."""
        for name, printed in self.sites.manage_all(names, "follow_hub", "--only-look").items():
            self._note(name, json.loads(printed))

    def read_hub(self) -> None:
        """Read the digest of each live item in the hub's feed anew, if the hub answers."""
        if not self.sites.is_served(HUB):
            return
        now = self.sites.now().isoformat()
        live = {
            f"{change['id']}/{change['locale']}": change
            for change in self.changes()
            if change["state"] == "live"
        }
        self.hub = {key: change["digest"] for key, change in live.items()}
        self.past = {key for key, change in live.items() if change.get("expires", "9") <= now}

    def changes(self) -> Iterator[dict]:
        """Read the hub's feed from its beginning, page by page."""
        after, has_more = "", True
        while has_more:
            page = self.ask(f"changes/?limit=200&after={after}")
            yield from page["changes"]
            after, has_more = page["next"], page["has_more"]

    def ask(self, path: str) -> dict:
        """Ask the hub's API, as a third reader beside the schools."""
        answer = self.http.get(
            self.sites.api + path, headers={"Authorization": f"Bearer {self.key}"}, timeout=30
        )
        answer.raise_for_status()
        return answer.json()

    def tell(self, step: Step) -> None:
        """Do a step and print how it went."""
        began = time.monotonic()
        parts: list[str] = []
        try:
            step.act(self)
            before = dict(self.shown)
            self.follow(step.sites, fail=step.fail, idle=step.idle)
            self.read_hub()
            for name in step.sites:
                is_equal = self._compare_before if name in step.stay else self._compare
                parts.append(is_equal(name, before.get(name, {})))
            wrong = step.check(self)
        except (ProcessError, requests.RequestException) as error:
            wrong = str(error)
        seconds = time.monotonic() - began
        print(f"  {step.name:<32}  {'   '.join(parts)}  {seconds:6.1f} s", flush=True)
        if wrong:
            self.has_failed = True
            print(f"    FAILED: {wrong}", flush=True)

    def is_true(self, name: str) -> bool:
        """Tell whether a site shows what the hub has, as far as both were looked at."""
        return bool(self.hub) and self.shown.get(name) == self.expected(name)

    def expected(self, name: str) -> Digests:
        """Return the digests of what a site should have, by its languages and whom it follows."""
        languages = LANGUAGES.get(name, {"vi", "en"})
        kept_back = self.past if self.sites.followed_by(name) != HUB else set()
        return {
            key: digest
            for key, digest in self.hub.items()
            if key.split("/")[1] in languages and key not in kept_back
        }

    def _compare(self, name: str, before: Digests) -> str:
        """Say how many of the hub's items a site shows truly, and whether all is equal."""
        shown, hub = self.shown[name], self.expected(name)
        true = sum(shown.get(key) == digest for key, digest in hub.items())
        if self.is_true(name):
            return f"{NAMES[name]} true {true}/{len(hub)}  {state_digest(shown)} = hub"
        self.has_failed = True
        extra = len(shown.keys() - hub.keys())
        return (
            f"{NAMES[name]} TRUE {true}/{len(hub)}, {extra} too many  {state_digest(shown)}"
            f" ≠ hub {state_digest(hub)}"
        )

    def _compare_before(self, name: str, before: Digests) -> str:
        """Say whether a site still shows what it has shown before the step, and not the new."""
        shown = self.shown[name]
        if before and shown == before and not self.is_true(name):
            return f"{NAMES[name]} as before {len(shown)}  {state_digest(shown)}"
        self.has_failed = True
        return f"{NAMES[name]} NOT AS BEFORE  {state_digest(shown)} ≠ {state_digest(before)}"

    def _note(self, name: str, told: dict, *, has_to_fail: bool = False) -> None:
        if bool(told["error"]) != has_to_fail:
            raise ProcessError(f"{NAMES[name]}: {told['error'] or 'noticed nothing wrong'}")
        self.shown[name] = told["digests"]


def new_key(sites: Sites, name: str) -> str:
    """Return a new key of the hub, as it is given out by hand."""
    said = sites.manage(HUB, "asean_subscriber", "add", name)
    found = KEY.search(said)
    if found is None:
        raise ProcessError(f"The hub gave no key for {name}; it said: {said.strip()}")
    return found[0]


def state_digest(digests: Digests) -> str:
    """Return one short digest over all items of a site."""
    lines = "".join(f"{key} {digest}\n" for key, digest in sorted(digests.items()))
    return hashlib.sha256(lines.encode()).hexdigest()[:12]


def at_hub(*actions: str) -> Callable[[Story], None]:
    """Return a step that somebody does at the hub, in one or several actions."""

    def act(story: Story) -> None:
        story.edit(*actions)

    return act


def at_time(moment: datetime) -> Callable[[Story], None]:
    """Return a step that moves the clock of all sites."""
    return lambda story: story.sites.set_clock(moment)


def all_of(*checks: Callable[[Story], str]) -> Callable[[Story], str]:
    """Return a check that says what the first of several finds wrong."""
    return lambda story: next((wrong for check in checks if (wrong := check(story))), "")
