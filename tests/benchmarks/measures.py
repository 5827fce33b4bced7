"""The measures: what is done at which site, and the figures that come of it."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from .sites import Site, Workshop

ARTICLES = 500
WARM_UP = 5
MANY, FEW = 10_000, 100
MANY_BANNERS, FEW_BANNERS = 5000, 50
# What an editor looks for, as it is typed: without marks.
WORDS = "ngay hoi asean"
# What a reader looks for: without marks, and in other places than titles.
SEARCH = "hiep+uoc+hoc+sinh"
CHANGES = 15
REQUESTS = 25
PAGE = 200

Figures = dict[str, Any]
Say = Callable[[str], None]


class Untrue(Exception):
    """A copy is not what it should be, so that its time says nothing."""


@dataclass(frozen=True)
class FirstMirror:
    """A hub with its articles, and a small one on which both ways of copying are warmed up."""

    workshop: Workshop
    hub: Site
    small: Site
    pages: dict[str, int]

    def mirror(self, school_name: str) -> Figures:
        """Mirror the hub by our own synchronisation."""
        with self.workshop.school(self.workshop.copy(school_name)) as school:
            for name, hub in (("small", self.small), ("hub", self.hub)):
                school.call("subscribe", name=name, key=hub.call("add_key", name=school_name))
            school.call("pull", name="small")
            figures: Figures = school.call("pull", name="hub")
            self._check(school, figures["left_over"])
            if untrue := school.call("compare", name="hub"):
                raise Untrue(f"Mirrored by wagtail_asean: {untrue[:3]}")
            return figures | self._poll(school)

    def transfer(self, school_name: str) -> Figures:
        """Import the same pages by wagtail-transfer."""
        with self.workshop.school(self.workshop.copy(school_name)) as school:
            school.call("transfer", name="small", page=self.pages["small"])
            figures: Figures = school.call("transfer", name="hub", page=self.pages["hub"])
            self._check(school, 0)
            return figures

    def _check(self, school: Site, left_over: int) -> None:
        found = school.call("inventory", title="Lớn")
        if found != {"articles": ARTICLES, "images": ARTICLES} or left_over:
            raise Untrue(f"{found} came, {left_over} were left over, of {ARTICLES}.")

    def _poll(self, school: Site) -> Figures:
        """Ask again, with nothing new."""
        # The first time the hub notes that the key is in use, and the school the feed's ETag.
        school.call("pull", name="hub")
        self.hub.call("requests")
        polled = school.call("pull", name="hub")
        asked = self.hub.call("requests")
        if [answered["status"] for answered in asked] != [304] or polled["requests"] != 1:
            raise Untrue(f"The unchanged poll was {asked}.")
        return {
            "poll_queries": asked[0]["queries"],
            "poll_writes": polled["writes"],
            "poll_bytes": school.call("bytes_of_poll", name="hub"),
            "poll_seconds": polled["seconds"],
        }


def measure_first_mirror(workshop: Workshop, say: Say) -> Figures:
    """Mirror 500 articles with 500 pictures, by us and by wagtail-transfer; then poll again."""
    hub_name, small_name = workshop.copy("hub"), workshop.copy("small")
    with workshop.hub(hub_name) as hub, workshop.hub(small_name) as small:
        say(f"publishing {ARTICLES} articles with a picture each at a hub")
        pages = {
            "hub": hub.call("plant", title="Lớn", articles=ARTICLES, with_pictures=True),
            "small": small.call("plant", title="Nhỏ", articles=WARM_UP, with_pictures=True),
        }
        sites = FirstMirror(workshop, hub, small, pages)
        _warm_up(hub)
        say("mirroring them with asean_sync")
        first = sites.mirror("school")
        say("importing them with wagtail-transfer")
        theirs = sites.transfer("other-school")
        say("mirroring them with asean_sync, once more")
        second = sites.mirror("second-school")
        # The slower of the two, so that a moment's rest of the machine is not to our credit.
        ours = max(first, second, key=lambda figures: figures["seconds"])
        say("reading a page of the feed")
        feed = _measure_feed(hub)
        say("reading articles")
        articles = _measure_articles(hub)
    count = ARTICLES + 1
    return (
        feed
        | articles
        | {
            "first_mirror_ratio": theirs["seconds"] / ours["seconds"],
            "first_mirror_pages_per_second": count / ours["seconds"],
            "first_mirror_seconds": ours["seconds"],
            "wagtail_transfer_pages_per_second": count / theirs["seconds"],
            "wagtail_transfer_seconds": theirs["seconds"],
            "queries_per_item": ours["queries"] / count,
            "wagtail_transfer_queries_per_page": theirs["queries"] / count,
            "first_mirror_items": ours["items"],
            "first_mirror_requests": ours["requests"],
            "first_mirror_megabytes": ours["bytes"] / 1e6,
            "memory_growth_megabytes": (ours["memory"] - ours["memory_after_300"]) / 1024,
            **{name: ours[name] for name in ("poll_queries", "poll_bytes", "poll_writes")},
        }
    )


def measure_one_change(workshop: Workshop, say: Say) -> Figures:
    """Change one article among 100 and one among 10,000: recorded at the hub, then pulled."""
    name = workshop.copy("hub-of-few")
    with workshop.hub(name) as hub:
        hub.call("plant", title="Một", articles=FEW)
        key = hub.call("add_key", name="school")
        # The school keeps the name "hub"; where that is, each start of a hub says anew.
        workshop.hubs["hub"] = hub.address
        with workshop.school(workshop.copy("school-of-few")) as school:
            school.call("subscribe", name="hub", key=key)
            school.call("pull", name="hub")
        head = hub.call("head")
        cursor = hub.call("cursor_ahead", count=MANY - FEW)
    workshop.copy("hub-of-many", of="hub-of-few")
    workshop.copy("school-of-many", of="school-of-few")
    with (
        workshop.hub("hub-of-few") as few_hub,
        workshop.hub("hub-of-many") as many_hub,
        workshop.school("school-of-few") as few,
        workshop.school("school-of-many") as many,
    ):
        say(f"adding {MANY - FEW} articles in bulk to a hub and a school")
        with ThreadPoolExecutor(2) as threads:
            cloning = (
                threads.submit(many_hub.call, "clone", count=MANY - FEW),
                threads.submit(
                    many.call, "clone", name="hub", count=MANY - FEW, head=head, cursor=cursor
                ),
            )
            for done in cloning:
                done.result()
        for school, hub in ((few, few_hub), (many, many_hub)):
            school.call("move", name="hub", address=hub.address)
        say(f"reading a column of {MANY} articles and one of {FEW}")
        column = _measure_column(few_hub, many_hub)
        say("changing one article at a time")
        return column | _measure_changes((few_hub, few), (many_hub, many))


def _measure_column(few: Site, many: Site) -> Figures:
    """Read the column by turns: its front page, which counts, a rare topic and a search."""
    if many.call("count_listed") != MANY:
        raise Untrue("The column does not list all articles.")
    topic = many.call("rarest_topic")
    asked = {"": "", "_of_topic": f"topic={topic}", "_of_search": f"q={SEARCH}"}
    figures: Figures = {}
    for name, query in asked.items():
        found = _compare(few, many, lambda site, query=query: site.call("read_column", query=query))
        figures |= {
            f"column_page{name}_queries": found["queries"],
            f"column_page{name}_ratio": found["ratio"],
            f"column_page{name}_of_{MANY}_ms": found["many_ms"],
        }
    return figures


def _compare(few: Site, many: Site, read: Callable[[Site], Figures]) -> Figures:
    """Read the same at two sites, by turns; the first three of each warm them up."""
    times: dict[Site, list[float]] = {few: [], many: []}
    queries = []
    for number in range(REQUESTS + 3):
        for site in (few, many) if number % 2 else (many, few):
            answered = read(site)
            if answered["status"] != 200 or not answered["cards"]:
                raise Untrue(f"The column answered {answered}.")
            times[site].append(answered["seconds"])
            if number >= 3:
                queries.append(answered["queries"])
    middle = {site: median(seconds[3:]) for site, seconds in times.items()}
    return {
        "ratio": middle[many] / middle[few],
        "many_ms": middle[many] * 1000,
        "queries": max(queries),
    }


def _measure_changes(few: tuple[Site, Site], many: tuple[Site, Site]) -> Figures:
    """Change by turns: few and many, with Wagtail's search index kept up and without."""
    times: dict[tuple[str, bool], list[Figures]] = {}
    for number in range(2 * (CHANGES + 2)):
        is_searched = number % 2 == 0
        for name, (hub, school) in (("few", few), ("many", many)):
            recorded = hub.call("change_one", number=number)
            pulled = school.call("pull", name="hub", is_searched=is_searched)
            if pulled["items"] != 1 or pulled["left_over"]:
                raise Untrue(f"One change came as {pulled}.")
            took = {"record": recorded, "pull": pulled["seconds"]}
            times.setdefault((name, is_searched), []).append(took)
    # The first two of each warm the sites up.
    middle = {
        (name, is_searched, part): median(sum(one[p] for p in part.split("+")) for one in all[2:])
        for (name, is_searched), all in times.items()
        for part in ("record", "pull", "record+pull")
    }

    def ratio(part: str, *, is_searched: bool) -> float:
        return middle["many", is_searched, part] / middle["few", is_searched, part]

    return {
        "one_change_ratio": ratio("record+pull", is_searched=True),
        "one_change_ratio_at_hub": ratio("record", is_searched=True),
        "one_change_ratio_at_school": ratio("pull", is_searched=True),
        "one_change_ratio_without_search": ratio("record+pull", is_searched=False),
        f"one_change_of_{FEW}_ms": middle["few", True, "record+pull"] * 1000,
        f"one_change_of_{MANY}_ms": middle["many", True, "record+pull"] * 1000,
        f"items_at_hub_of_{MANY}": many[0].call("size_of_feed"),
    }


def measure_library(workshop: Workshop, say: Say) -> Figures:
    """Choose a banner among 50 and among 5,000, by turns; then show one in a slot of a page."""
    few_name, many_name = workshop.copy("few-banners"), workshop.copy("many-banners")
    with workshop.school(few_name) as few, workshop.school(many_name) as many:
        say(f"filling a library with {MANY_BANNERS} banners")
        few.call("plant_banners", count=FEW_BANNERS)
        many.call("plant_banners", count=MANY_BANNERS)
        say("choosing a banner")
        listed, found = _compare_choosing(few, many, ""), _compare_choosing(few, many, WORDS)
        say("showing one in a slot")
        refreshed = [many.call("refresh") for _ in range(5)]
        return many.call("show_slot") | {
            "chooser_ratio": max(listed["ratio"], found["ratio"]),
            "chooser_ratio_of_list": listed["ratio"],
            "chooser_ratio_of_search": found["ratio"],
            "chooser_queries": listed["queries"],
            f"chooser_of_{MANY_BANNERS}_ms": listed["many_ms"],
            f"refresh_of_{MANY_BANNERS}_ms": median(refreshed) * 1000,
        }


def _compare_choosing(few: Site, many: Site, words: str) -> Figures:
    times: dict[Site, list[float]] = {few: [], many: []}
    queries = set()
    for number in range(REQUESTS + 3):
        for site in (few, many) if number % 2 else (many, few):
            answered = site.call("choose", words=words)
            if answered["status"] != 200 or not answered["has_banners"]:
                raise Untrue(f"The chooser answered {answered}.")
            times[site].append(answered["seconds"])
            if number >= 3:
                queries.add(answered["queries"])
    if len(queries) != 1:
        raise Untrue(f"The chooser's queries differ: {sorted(queries)}.")
    middle = {site: median(seconds[3:]) for site, seconds in times.items()}
    return {
        "ratio": middle[many] / middle[few],
        "many_ms": middle[many] * 1000,
        "queries": queries.pop(),
    }


def _measure_feed(hub: Site) -> Figures:
    """Compare a page of the feed with a queryset of stored JSON, by turns at the same server."""
    key = hub.call("add_key", name="reader")
    after = hub.call("cursor_before_articles")
    feed = f"/asean/api/changes/?limit={PAGE}&include=documents&after={after}"
    stored = f"/stored-json/?limit={PAGE}"
    joined = f"{stored}&joined"
    times: dict[str, list[float]] = {feed: [], stored: [], joined: []}
    line = _connect(hub)
    for _ in range(REQUESTS + 3):
        for path, seconds in times.items():
            hub.call("requests")
            began = time.perf_counter()
            body = _get(line, path, key)
            seconds.append(time.perf_counter() - began)
            if path == feed:
                answered = hub.call("requests")[-1]
                if body.count(b'"document":') != PAGE:
                    raise Untrue("The page of the feed is not full.")
    line.close()
    middle = {path: median(seconds[3:]) for path, seconds in times.items()}
    return {
        "feed_page_queries": answered["queries"],
        "feed_page_ratio": middle[feed] / middle[joined],
        "feed_page_ratio_to_parsed_json": middle[feed] / middle[stored],
        "feed_page_ms": middle[feed] * 1000,
        "stored_json_ms": middle[stored] * 1000,
        "joined_text_ms": middle[joined] * 1000,
    }


def _measure_articles(hub: Site) -> Figures:
    """Read ten articles twice, the first time of which makes their renditions."""
    read = [hub.call("read_article", number=number) for number in (*range(10), *range(10))]
    if any(answered["status"] != 200 for answered in read):
        raise Untrue(f"An article was answered by {read}.")
    return {
        "article_page_queries": max(answered["queries"] for answered in read[10:]),
        "article_page_kb": max(answered["bytes"] for answered in read) / 1000,
        "article_page_ms": median(answered["seconds"] for answered in read[10:]) * 1000,
    }


def _warm_up(hub: Site) -> None:
    """Let the hub load what it answers with, for both ways of copying."""
    line = _connect(hub)
    key = hub.call("add_key", name="warm-up")
    _get(line, "/asean/api/changes/?limit=1&include=documents", key)
    line.close()


def _connect(hub: Site) -> http.client.HTTPConnection:
    parts = urlsplit(hub.address)
    return http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)


def _get(line: http.client.HTTPConnection, path: str, key: str) -> bytes:
    line.request("GET", path, headers={"Authorization": f"Bearer {key}"})
    response = line.getresponse()
    body = response.read()
    if response.status != 200:
        raise Untrue(f"{path} was answered by {response.status}: {body[:200]!r}")
    return body
