"""`make story`: the life of a column, of its library and of its network as a checked story.

A hub and two schools come up in a temporary folder on free ports. After each step at the hub both
schools synchronise; then every document they show is made again from what is on their pages, and
its digest compared with the one in the hub's feed, read over HTTP with a key of its own. In the
library's chapter the clock of all is moved; in the network's come a commune with a school behind
it, a school without a line, and a copy. A line a step; exit status 0 if every digest was the hub's
and the pages showed what they should. No server and no file is left behind.

The names of chapters (column, library, network) tell those alone.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import column_chapter
import library_chapter
import network_chapter
from neighbours import keep_fresh
from processes import NEIGHBOURS, SITES, ProcessError, Sites, free_ports, running
from run_demo import introduce_schools, migrate, seed, serve
from telling import Story

CHAPTERS = {
    "column": ("The column", column_chapter.STEPS),
    "library": ("The library", library_chapter.STEPS),
    "network": ("The network", network_chapter.STEPS),
}


def main() -> int:
    """Tell the story; return 0 if all sites were true after every step."""
    chosen = sys.argv[1:] or list(CHAPTERS)
    if unknown := set(chosen) - set(CHAPTERS):
        print(f"There is no chapter {min(unknown)!r}: {', '.join(CHAPTERS)}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="asean-story-") as folder:
        try:
            with running(Path(folder), free_ports((*SITES, *NEIGHBOURS))) as sites:
                prepare(sites)
                return tell(sites, chosen)
        except ProcessError as error:
            print(error, file=sys.stderr)
        except KeyboardInterrupt:
            print("\nThe story was interrupted.", file=sys.stderr)
    return 1


def prepare(sites: Sites) -> None:
    """Prepare the hub and the two schools, and what the sites that come later begin with."""
    migrate(sites)
    seed(sites)
    keep_fresh(sites)
    serve(sites)
    introduce_schools(sites)


def tell(sites: Sites, chosen: list[str]) -> int:
    """Tell every step of the chosen chapters."""
    story = Story(sites)
    for name, (title, steps) in CHAPTERS.items():
        if name not in chosen:
            continue
        print(f"{title}:", flush=True)
        for step in steps:
            story.tell(step)
    print("The story failed." if story.has_failed else "All sites were true after every step.")
    return 1 if story.has_failed else 0


if __name__ == "__main__":
    sys.exit(main())
