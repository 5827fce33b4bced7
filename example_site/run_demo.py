"""`make demo`: three sites on this machine, a hub and two schools that follow it.

Prepares them (the first time it takes a minute), starts their servers, synchronises both schools,
prints where to look, and goes on synchronising like a site's cron job until Ctrl-C. Running it
again keeps everything that was edited. With DAY=2027-08-01 it is that day at all three.
"""

from __future__ import annotations

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from time import sleep

from links import enrol
from processes import HUB, SCHOOLS, SITES, ProcessError, Sites, is_free, running

DATA = Path(__file__).resolve().parent.parent / "build" / "demo"
FIRST_PORT = 8000
HERE = timezone(timedelta(hours=7))
# A real school asks every quarter of an hour; here nobody wants to wait.
SECONDS_BETWEEN_PULLS = 30

READY = """
  {rule}
  Sở (hub)      {hub}       quản trị / admin: {hub}admin/
                {hub}en/    (English)
  Trường A      {school_a}       quản trị / admin: {school_a}admin/
                {school_a}en/    (English)
  Trường B      {school_b}       quản trị / admin: {school_b}quan-tri/

  Đăng nhập / Log in:  admin / demo  (quản trị, administrator)
                       editor / demo  (biên tập, editor)
  Duyệt ở Sở / Approval at the hub, mật khẩu / password demo:
                       writer → editor → head → leader

  Sửa, đăng hoặc gỡ một bài ở trang của Sở: vài giây sau hai trường sẽ theo.
  Edit, publish or unpublish an article at the hub: both schools follow within
  seconds, since the hub calls them; they ask by themselves twice a minute, too.

  Ctrl-C: dừng / stop.   make demo-clean: xóa dữ liệu / delete the data.
  {rule}
"""


class UnusableChoice(Exception):
    """PORT or DAY can't be used; the text says why."""


def main() -> int:
    """Run the demonstration until Ctrl-C; return the exit status."""
    try:
        ports, moment = chosen_ports(), chosen_moment()
        # Addresses and dates are stored, so each choice of them has its own data.
        folder = "-".join(filter(None, (str(ports[HUB]), os.environ.get("DAY"))))
        with running(DATA / folder, ports) as sites:
            if moment is not None:
                sites.set_clock(moment)
            migrate(sites)
            seed(sites)
            serve(sites, "--notify")
            introduce_schools(sites)
            pull(sites)
            write_own_pages(sites)
            addresses = {name: sites.address(name) for name in SITES}
            print(READY.format(rule="─" * 74, **addresses), flush=True)
            follow(sites)
    except (ProcessError, UnusableChoice) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nThe three servers have ended.")
    return 0


def chosen_ports() -> dict[str, int]:
    """Return a port for each site, from PORT on; raises `UnusableChoice`."""
    first = os.environ.get("PORT", str(FIRST_PORT))
    if not first.isdecimal() or not 1024 <= int(first) <= 65533:
        raise UnusableChoice(f"PORT is {first!r}; it must be a number from 1024 to 65533.")
    ports = {name: int(first) + offset for offset, name in enumerate(SITES)}
    for port in ports.values():
        if not is_free(port):
            raise UnusableChoice(
                f"Port {port} is taken by another program. End that program, or choose three other"
                " ports with, for example: make demo PORT=9000"
            )
    return ports


def chosen_moment() -> datetime | None:
    """Return the morning of DAY, None where no day was chosen; raises `UnusableChoice`."""
    day = os.environ.get("DAY")
    if not day:
        return None
    try:
        return datetime.combine(date.fromisoformat(day), time(8), HERE)
    except ValueError as error:
        raise UnusableChoice(
            f"DAY is {day!r}; write year, month and day, for example 2027-08-01."
        ) from error


def prepare(sites: Sites) -> None:
    """Bring the databases up to date, fill what is empty, and start the servers."""
    migrate(sites)
    seed(sites)
    serve(sites)


def migrate(sites: Sites) -> None:
    """Bring the databases up to date."""
    _say("Preparing the databases of the three sites (a minute the first time) ...")
    sites.manage_all(SITES, "migrate", "--no-input")


def seed(sites: Sites) -> None:
    """Fill what is empty."""
    _say("Loading the sample items at the hub ...")
    sites.manage_all(SITES, "seed_demo")


def serve(sites: Sites, *options_of_hub: str) -> None:
    """Start the servers."""
    _say("Starting the servers ...")
    options = {HUB: options_of_hub}
    with ThreadPoolExecutor(len(SITES)) as threads:
        list(threads.map(lambda name: sites.serve(name, *options.get(name, ())), SITES))


def introduce_schools(sites: Sites) -> None:
    """Let each school enrol by a link of the hub, where that has not been done."""
    marks = {name: sites.folder(name) / "subscribed" for name in SCHOOLS}
    strangers = [name for name, mark in marks.items() if not mark.exists()]
    if strangers:
        enrol(sites, strangers)
    for name in strangers:
        marks[name].touch()


def pull(sites: Sites) -> None:
    """Synchronise both schools."""
    _say("The schools fetch the column ...")
    for name, said in sites.manage_all(SCHOOLS, "asean_sync").items():
        print(f"  {name}: {said.strip()}", flush=True)


def write_own_pages(sites: Sites) -> None:
    """Let both schools write in the column that they carry now."""
    sites.manage_all(SCHOOLS, "write_own_pages")


def follow(sites: Sites) -> None:
    """Synchronise again and again, until Ctrl-C or until a server has ended by itself."""
    while True:
        sleep(SECONDS_BETWEEN_PULLS)
        for name in sites.fallen():
            raise ProcessError(f"The server of {name} has ended; {sites.data / name}/server.log.")
        for name in SCHOOLS:
            try:
                sites.manage(name, "asean_sync", "--verbosity", "0")
            except ProcessError as error:
                print(f"  {error}", file=sys.stderr, flush=True)


def _say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main())
