"""`make story`: the life of a column and of its library as a checked story.

A hub and two schools come up in a temporary folder on free ports. After each step at the hub both
schools synchronise; then every document they show is made again from what is on their pages, and
its digest compared with the one in the hub's feed, read over HTTP with a key of its own. In the
library's chapter the clock of all three is moved. A line a step; exit status 0 if every digest was
the hub's and the pages showed what they should. No server and no file is left behind.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import column_chapter
import library_chapter
from processes import SITES, ProcessError, Sites, free_ports, running
from run_demo import introduce_schools, prepare
from telling import Story

CHAPTERS = {"The column": column_chapter.STEPS, "The library": library_chapter.STEPS}


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
    for title, steps in CHAPTERS.items():
        print(f"{title}:", flush=True)
        for step in steps:
            story.tell(step)
    print("The story failed." if story.has_failed else "Both schools were true after every step.")
    return 1 if story.has_failed else 0


if __name__ == "__main__":
    sys.exit(main())
