"""The three example sites, with their samples, for a browser to look at."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

FILM = Path(__file__).with_name("film.py")
EXAMPLE_SITE = Path(__file__).resolve().parent.parent.parent / "example_site"
# Its programs find each other by the names that they have when run from there.
sys.path.append(str(EXAMPLE_SITE))

from processes import SITES, free_ports, running  # noqa: E402
from run_demo import introduce_schools, prepare, pull, write_own_pages  # noqa: E402

HUB, SCHOOL_A, SCHOOL_B = SITES
ADMIN = {HUB: "admin/", SCHOOL_A: "admin/", SCHOOL_B: "quan-tri/"}
SETTING = "DEMO_PORT"
# On this day the samples' campaign is on, so that its page and its banners are there to look at.
DAY_OF_CAMPAIGN = datetime(2027, 8, 1, 9, tzinfo=timezone(timedelta(hours=7)))


@contextmanager
def demonstration() -> Iterator[dict[str, str]]:
    """Give the addresses of the three sites: those of `make demo` if its port is named, else new.

    New ones come up in a temporary folder on free ports, and leave nothing behind. A running
    demonstration should have been started with DAY=2027-08-01, and has no film to play.
    """
    if port := os.environ.get(SETTING):
        yield {name: f"http://127.0.0.1:{int(port) + offset}/" for offset, name in enumerate(SITES)}
        return
    with tempfile.TemporaryDirectory(prefix="asean-browser-") as folder:
        for name in SITES:
            (Path(folder) / name).mkdir()
        with running(Path(folder), free_ports()) as sites:
            prepare(sites)
            sites.manage(HUB, "shell", "--command", FILM.read_text(encoding="utf-8"))
            introduce_schools(sites)
            pull(sites)
            write_own_pages(sites)
            sites.set_clock(DAY_OF_CAMPAIGN)
            yield {name: sites.address(name) for name in SITES}
