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
        live: Digests = {}
        after, has_more = "", True
        while has_more:
            page = self.ask(f"changes/?limit=200&after={after}")
            for change in page["changes"]:
                if change["state"] == "live":
                    live[f"{change['id']}/{change['locale']}"] = change["digest"]
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


def at_hub(action: str) -> Callable[[Story], None]:
    """Return a step that an editor does at the hub."""
    return lambda story: story.edit(action)


def hub_goes_down(story: Story) -> None:
    """End the hub's server while an editor there goes on working."""
    story.sites.end(HUB)
    story.edit("publish_during_outage")


def hub_comes_back(story: Story) -> None:
    """Start the hub's server again."""
    story.sites.serve(HUB)


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
    Step(name="first mirror", check=columns_are_shown),
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
    Step(
        name="delete an article",
        act=at_hub("delete"),
        check=page_is(f"{SECTION}asean-ung-pho-covid-19/", 404),
    ),
    Step(
        name="move it to another section",
        act=at_hub("move"),
        check=page_is("kinh-te-va-hoi-nhap/bai-cua-cau-chuyen/", 200),
    ),
    Step(
        name="move one out of the column",
        act=at_hub("move_out"),
        check=page_is("van-hoa-con-nguoi/luang-prabang/", 404),
    ),
    Step(name="publish a banner", act=at_hub("publish_banner")),
    Step(name="replace the banner", act=at_hub("replace_banner")),
    Step(name="the hub is down", act=hub_goes_down, check=columns_are_shown, is_down=True),
    Step(
        name="the hub is back",
        act=hub_comes_back,
        check=page_is(f"{SECTION}bai-luc-may-chu-nghi/", 200),
    ),
    Step(name="nothing new"),
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
