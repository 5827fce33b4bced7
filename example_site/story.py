"""`make story`: the life of a column as a checked story.

A hub and two schools come up in a temporary folder on free ports. After each step at the hub both
schools synchronise; then every document they show is made again from what is on their pages, and
its digest compared with the one in the hub's feed, read over HTTP with a key of its own. A line a
step; exit status 0 if every digest was the hub's. No server and no file is left behind.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import requests
from processes import HUB, SCHOOLS, SITES, ProcessError, Sites, free_ports, running
from run_demo import introduce_schools, new_key, prepare

LANGUAGES = {"school_a": {"vi", "en"}, "school_b": {"vi"}}
NAMES = {"school_a": "school A", "school_b": "school B"}
Digests = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of the story: its name, what happens, and what must then be so besides."""

    name: str
    act: Callable[[Story], None]
    check: Callable[[Story], str] = lambda story: ""


class Story:
    """The sites, what the hub's feed says, and how each step went."""

    def __init__(self, sites: Sites) -> None:
        self.sites = sites
        self.http = requests.Session()
        self.http.trust_env = False
        self.key = new_key(sites, "story")
        self.hub: dict[str, Digests] = {}
        self.has_failed = False

    def edit(self, action: str) -> None:
        """Do at the hub what an editor does, by Wagtail's own actions."""
        self.sites.manage(HUB, "story_step", action)

    def pull(self) -> None:
        """Let both schools synchronise, and read the hub's feed."""
        self.sites.manage_all(SCHOOLS, "asean_sync", "--verbosity", "0")
        feed = self.read_feed()
        self.hub = {
            name: {key: digest for (key, locale), digest in feed.items() if locale in languages}
            for name, languages in LANGUAGES.items()
        }

    def read_feed(self) -> dict[tuple[str, str], str]:
        """Return the digest of each live item of the hub, by its name and its language."""
        live: dict[tuple[str, str], str] = {}
        after, has_more = "", True
        while has_more:
            page = self.ask(f"changes/?limit=200&after={after}")
            for change in page["changes"]:
                if change["state"] == "live":
                    key = f"{change['id']}/{change['locale']}"
                    live[key, change["locale"]] = change["digest"]
            after, has_more = page["next"], page["has_more"]
        return live

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
            shown = self.sites.manage_all(SCHOOLS, "mirror_digests")
            wrong = step.check(self)
        except (ProcessError, requests.RequestException) as error:
            self.has_failed = True
            print(f"  {step.name:<28} FAILED: {error}", flush=True)
            return
        columns = [self.compare(name, json.loads(printed)) for name, printed in shown.items()]
        seconds = f"{time.monotonic() - began:5.1f} s"
        print(f"  {step.name:<28} {'   '.join(columns)}   {seconds}", flush=True)
        if wrong:
            self.has_failed = True
            print(f"    {wrong}", flush=True)

    def compare(self, name: str, shown: Digests) -> str:
        """Say how many of the hub's items a school shows truly, and whether all is equal."""
        hub = self.hub[name]
        true = sum(shown.get(key) == digest for key, digest in hub.items())
        ours, theirs = state_digest(shown), state_digest(hub)
        if shown == hub:
            return f"{NAMES[name]} true {true}/{len(hub)}  {ours} = hub"
        self.has_failed = True
        extra = len(shown.keys() - hub.keys())
        return f"{NAMES[name]} TRUE {true}/{len(hub)}, {extra} too many  {ours} ≠ hub {theirs}"


def state_digest(digests: Digests) -> str:
    """Return one short digest over all items of a site."""
    lines = "".join(f"{key} {digest}\n" for key, digest in sorted(digests.items()))
    return hashlib.sha256(lines.encode()).hexdigest()[:12]


def at_hub(action: str) -> Callable[[Story], None]:
    """Return a step at the hub that the schools then follow."""

    def act(story: Story) -> None:
        story.edit(action)
        story.pull()

    return act


def hub_goes_down(story: Story) -> None:
    """End the hub's server while an editor there goes on working; the schools ask in vain."""
    story.sites.end(HUB)
    story.edit("publish_during_outage")
    for name in SCHOOLS:
        story.sites.manage(name, "asean_sync", "--verbosity", "0", may_fail=True)


def hub_comes_back(story: Story) -> None:
    """Start the hub's server again; the schools catch up."""
    story.sites.serve(HUB)
    story.pull()


def columns_are_shown(story: Story) -> str:
    """Look at both columns as a visitor; return what is wrong."""
    for name in SCHOOLS:
        address = f"{story.sites.address(name)}chuyen-muc-asean/"
        answer = story.http.get(address, timeout=30)
        if answer.status_code != 200 or "Chuyên mục ASEAN" not in answer.text:
            return f"{NAMES[name]} answers {answer.status_code} at {address}"
    return ""


def page_is(path: str, status: int) -> Callable[[Story], str]:
    """Return a check that both schools answer so at an address below the column."""

    def check(story: Story) -> str:
        for name in SCHOOLS:
            address = f"{story.sites.address(name)}chuyen-muc-asean/{path}"
            found = story.http.get(address, timeout=30).status_code
            if found != status:
                return f"{NAMES[name]} answers {found}, not {status}, at {address}"
        return ""

    return check


SECTION = "tim-hieu-asean/"
STEPS = (
    Step(name="first mirror", act=Story.pull, check=columns_are_shown),
    Step(
        name="publish an article",
        act=at_hub("publish"),
        check=page_is(f"{SECTION}bai-cua-cau-chuyen/", 200),
    ),
    Step(name="correct it", act=at_hub("correct")),
    Step(name="translate it", act=at_hub("translate")),
    Step(name="change its picture", act=at_hub("change_picture")),
    Step(
        name="withdraw it",
        act=at_hub("withdraw"),
        check=page_is(f"{SECTION}bai-cua-cau-chuyen/", 404),
    ),
    Step(
        name="publish it again",
        act=at_hub("publish_again"),
        check=page_is(f"{SECTION}bai-cua-cau-chuyen/", 200),
    ),
    Step(name="delete an article", act=at_hub("delete")),
    Step(name="move one to another section", act=at_hub("move")),
    Step(name="move one out of the column", act=at_hub("move_out")),
    Step(name="publish a banner", act=at_hub("publish_banner")),
    Step(name="replace the banner", act=at_hub("replace_banner")),
    Step(name="the hub is down", act=hub_goes_down, check=columns_are_shown),
    Step(name="the hub is back", act=hub_comes_back, check=columns_are_shown),
    Step(name="nothing new", act=Story.pull),
)


def main() -> int:
    """Tell the story; return 0 if both schools were true after every step."""
    with tempfile.TemporaryDirectory(prefix="asean-story-") as folder:
        try:
            with running(Path(folder), free_ports()) as sites:
                return tell(sites)
        except ProcessError as error:
            print(error, file=sys.stderr)
        except KeyboardInterrupt:
            print("\nThe story was interrupted.", file=sys.stderr)
    return 1


def tell(sites: Sites) -> int:
    """Prepare the sites and tell every step."""
    for name in SITES:
        (sites.data / name).mkdir()
    prepare(sites)
    introduce_schools(sites)
    story = Story(sites)
    for step in STEPS:
        story.tell(step)
    print("The story failed." if story.has_failed else "Both schools were true after every step.")
    return 1 if story.has_failed else 0


if __name__ == "__main__":
    sys.exit(main())
