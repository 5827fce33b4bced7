"""How the checked story is told: its steps, what each is compared with, and how it went."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import requests
from processes import HUB, SCHOOLS, ProcessError, Sites
from run_demo import new_key

LANGUAGES = {"school_a": {"vi", "en"}, "school_b": {"vi"}}
NAMES = {"school_a": "school A", "school_b": "school B"}
Digests = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of the story: its name, what happens at the hub, and what must then be so besides.

    `is_down`: the hub's server does not answer, and the schools' synchronisation must say so.
    """

    name: str
    act: Callable[[Story], None] = lambda story: None
    check: Callable[[Story], str] = lambda story: ""
    is_down: bool = False


class Story:
    """The sites, what the hub's feed says, and how each step went."""

    def __init__(self, sites: Sites) -> None:
        self.sites = sites
        self.http = requests.Session()
        self.http.trust_env = False
        self.key = new_key(sites, "story")
        self.hub: Digests = {}
        self.has_failed = False

    def edit(self, action: str) -> None:
        """Do at the hub what an editor does, by Wagtail's own actions."""
        self.sites.manage(HUB, "story_step", action)

    def follow(self, *, is_down: bool) -> dict[str, Digests]:
        """Let both schools synchronise; return the digests of what they show."""
        shown = {}
        for name, printed in self.sites.manage_all(SCHOOLS, "follow_hub").items():
            told = json.loads(printed)
            if bool(told["error"]) != is_down:
                raise ProcessError(f"{NAMES[name]}: {told['error'] or 'noticed no outage'}")
            shown[name] = told["digests"]
        return shown

    def read_feed(self) -> Digests:
        """Return the digest of each live item in the hub's feed."""
        return {
            f"{change['id']}/{change['locale']}": change["digest"]
            for change in self.changes()
            if change["state"] == "live"
        }

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
        try:
            step.act(self)
            shown = self.follow(is_down=step.is_down)
            if not step.is_down:
                self.hub = self.read_feed()
            wrong = step.check(self)
        except (ProcessError, requests.RequestException) as error:
            wrong, shown = str(error), {}
        parts = [self.compare(name, digests) for name, digests in shown.items()]
        seconds = time.monotonic() - began
        print(f"  {step.name:<28}  {'   '.join(parts)}  {seconds:6.1f} s", flush=True)
        if wrong:
            self.has_failed = True
            print(f"    FAILED: {wrong}", flush=True)

    def compare(self, name: str, shown: Digests) -> str:
        """Say how many of the hub's items a school shows truly, and whether all is equal."""
        hub = {key: self.hub[key] for key in self.hub if key.split("/")[1] in LANGUAGES[name]}
        true = sum(shown.get(key) == digest for key, digest in hub.items())
        ours, theirs = state_digest(shown), state_digest(hub)
        if shown == hub and hub:
            return f"{NAMES[name]} true {true}/{len(hub)}  {ours} = hub"
        self.has_failed = True
        extra = len(shown.keys() - hub.keys())
        return f"{NAMES[name]} TRUE {true}/{len(hub)}, {extra} too many  {ours} ≠ hub {theirs}"


def state_digest(digests: Digests) -> str:
    """Return one short digest over all items of a site."""
    lines = "".join(f"{key} {digest}\n" for key, digest in sorted(digests.items()))
    return hashlib.sha256(lines.encode()).hexdigest()[:12]


def at_hub(*actions: str) -> Callable[[Story], None]:
    """Return a step that somebody does at the hub, in one or several actions."""

    def act(story: Story) -> None:
        for action in actions:
            story.edit(action)

    return act


def at_time(moment: datetime) -> Callable[[Story], None]:
    """Return a step that moves the clock of all three sites."""
    return lambda story: story.sites.set_clock(moment)


def all_of(*checks: Callable[[Story], str]) -> Callable[[Story], str]:
    """Return a check that says what the first of several finds wrong."""
    return lambda story: next((wrong for check in checks if (wrong := check(story))), "")
