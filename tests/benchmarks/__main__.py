"""Measure what the package promises, against its nearest neighbour and against plain Django.

`make benchmark` prints a table, writes `build/benchmark.json` and ends with status 1 where a
figure misses its target. All sites run on this machine, each in a process of its own, speak
HTTP over the loopback and use SQLite with the same settings. Where ASEAN_TEST_DATABASE is
"postgresql", one change is measured there, too, for information.
"""

from __future__ import annotations

import json
import os
import platform
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from . import measures
from .postgresql import postgres_workshop
from .sites import ROOT, Workshop

RESULT = ROOT / "build" / "benchmark.json"
PACKAGES = ("Django", "wagtail", "wagtail-localize", "wagtail-transfer")


@dataclass(frozen=True)
class Target:
    """A figure that is promised."""

    name: str
    bound: float
    says: str
    is_least: bool = False

    def is_met(self, value: float) -> bool:
        """Tell whether a value is good enough."""
        return value >= self.bound if self.is_least else value <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.is_least else '≤'} {self.bound:g}"


TARGETS = (
    Target("first_mirror_ratio", 5, "first mirror against wagtail-transfer", is_least=True),
    Target("queries_per_item", 35, "queries of the first mirror for each page"),
    Target("poll_queries", 2, "queries at the hub for a poll with nothing new"),
    Target("poll_bytes", 1000, "bytes of its answer, headers included"),
    Target("poll_writes", 0, "writes at the school for it"),
    Target("one_change_ratio", 1.2, "one change among 10,000 against one among 100"),
    Target("feed_page_queries", 4, "queries for a feed page of 200 with documents"),
    Target("feed_page_ratio", 1.5, "its time against stored JSON joined as bare text"),
    Target("column_page_queries", 15, "queries of a column's page of 10,000 articles"),
    Target("column_page_ratio", 1.2, "its time against a column of 100"),
    Target("article_page_queries", 15, "queries of an article's page"),
    Target("article_page_kb", 60, "kB of its HTML, CSS and scripts, not compressed"),
    Target("banner_queries", 1, "queries for a slot's banner, its renditions made"),
    Target("banner_queries_cached", 0, "queries for it out of the cache"),
    Target("chooser_ratio", 1.3, "choosing among 5,000 banners against 50"),
)
NOTES = (
    "First mirror: 500 articles with a JPEG of about 208 kB each, no two alike. Both schools have"
    " the same terms and have copied 5 articles of another hub before. Our time includes the"
    " feed's terms, which wagtail-transfer does not copy, and is the slower of two first mirrors;"
    " queries are divided by the pages alone.",
    "One change: 100 articles were published and mirrored; the other 9,900 are row by row copies"
    " of them, at the hub and at the school, with labels, revisions, search and reference"
    " indexes, documents and bookkeeping. Ten at each site were checked against what the package"
    " makes of them. Hub and school by turns, the median of 15 changes each. What grows is"
    " Wagtail's own search index, which on SQLite reads all titles at each save: without it the"
    " ratio is the one named so.",
    "Feed page: the same server answers, by turns, the feed, a view that joins title, summary, slug"
    " and body of 200 articles as text without parsing it, which is what counts, and one that gives"
    " body.get_prep_value(), as Wagtail reads stored JSON; the median of 25 answers each.",
    "Column: the two hubs of that measure, read by turns, 25 times each, after three times that"
    " fill the caches; a rare topic and a search in all texts are read alike, for information."
    " Articles: ten of those with a picture, read a second time; no picture is counted.",
    "Library: banners with two pictures and one of 18 occasions each, at two schools. The list of"
    " the chooser and a search in it are read by turns, 25 times each; the ratio is the worse of"
    " the two, the number of queries is the same. A slot is shown by the tag in a template, as a"
    " page does whose site is known, after what was cached has been forgotten, and again.",
)


def main() -> int:
    """Measure everything; return the exit status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - began:5.0f} s  {text}", file=sys.stderr, flush=True)

    figures = measure(say)
    missed = [target.name for target in TARGETS if not target.is_met(figures[target.name])]
    print_table(figures)
    write_result(figures, missed, seconds=time.monotonic() - began)
    return 1 if missed else 0


def measure(say: Callable[[str], None]) -> dict[str, Any]:
    """Make the sites in a folder of their own, which goes afterwards, and measure."""
    with tempfile.TemporaryDirectory(prefix="asean-benchmark-") as folder:
        workshop = Workshop(Path(folder))
        say("setting up a site")
        workshop.set_up_first()
        figures: dict[str, Any] = {}
        for take in (
            measures.measure_library,
            measures.measure_first_mirror,
            measures.measure_one_change,
        ):
            figures |= take(workshop, say)
    if os.environ.get("ASEAN_TEST_DATABASE") == "postgresql":
        figures |= measure_on_postgresql(say)
    return figures


def measure_on_postgresql(say: Callable[[str], None]) -> dict[str, Any]:
    """Measure one change once more, where the search index is another one."""
    with (
        tempfile.TemporaryDirectory(prefix="asean-benchmark-") as folder,
        postgres_workshop(Path(folder)) as workshop,
    ):
        say("setting up a site on PostgreSQL")
        workshop.set_up_first()
        figures = measures.measure_one_change(workshop, say)
    return {f"{name}_on_postgresql": value for name, value in figures.items()}


def print_table(figures: dict[str, Any]) -> None:
    """Print what is promised with its verdict, then what else was seen."""
    for target in TARGETS:
        value = figures[target.name]
        verdict = "reached" if target.is_met(value) else "MISSED"
        print(f"{target.name:<22} {value:>9.2f}  {target!s:<8} {verdict:<8} {target.says}")
    print()
    promised = {target.name for target in TARGETS}
    for name, value in figures.items():
        if name not in promised:
            print(f"{name:<46} {value:>10.2f}")
    print()
    for note in NOTES:
        print(note)


def write_result(figures: dict[str, Any], missed: list[str], *, seconds: float) -> None:
    """Write the figures with what they were taken on."""
    RESULT.parent.mkdir(exist_ok=True)
    result = {
        "figures": figures,
        "targets": {target.name: str(target) for target in TARGETS},
        "missed": missed,
        "how": NOTES,
        "seconds": round(seconds),
        "on": {
            "python": platform.python_version(),
            "processors": os.cpu_count(),
            **{name: version(name) for name in PACKAGES},
        },
    }
    text = json.dumps(result, indent=2, ensure_ascii=False)
    RESULT.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
