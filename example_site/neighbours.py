"""The sites that the network's chapter adds, and what happens to their machines and to the hub's.

They are made when they are needed, of what the first school was before it followed a hub, so that
nobody waits twice for its tables and its terms.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from processes import COMMUNE, COPIED, SCHOOLS, Sites

DATABASE = "site.sqlite3"
FRESH = "fresh.sqlite3"


def keep_fresh(sites: Sites) -> None:
    """Keep the first school's database as it is before it follows a hub."""
    copy_database(sites.folder(SCHOOLS[0]) / DATABASE, sites.data / FRESH)


def prepare_neighbour(sites: Sites, name: str) -> None:
    """Make a further site as it is before it is connected."""
    sites.folder(name).mkdir(parents=True)
    copy_database(sites.data / FRESH, sites.folder(name) / DATABASE)
    if name == COMMUNE:
        # It has the hub's tables besides.
        sites.manage(name, "migrate", "--no-input")
    sites.manage(name, "seed_demo")


def copy_site(sites: Sites, name: str) -> None:
    """Copy a school's whole machine, as somebody does who sets up a trial site."""
    original, copy = sites.folder(COPIED[name]), sites.folder(name)
    shutil.copytree(original, copy, ignore=shutil.ignore_patterns("command.*", f"{DATABASE}*"))
    copy_database(original / DATABASE, copy / DATABASE)


def back_up(sites: Sites, name: str) -> Path:
    """Make a backup of a site's database while the site is at work."""
    backup = sites.folder(name) / "backup.sqlite3"
    copy_database(sites.folder(name) / DATABASE, backup)
    return backup


def restore(sites: Sites, name: str, backup: Path) -> None:
    """Put a backup in the place of a site's database."""
    sites.end(name)
    database = sites.folder(name) / DATABASE
    for ending in ("", "-wal", "-shm"):
        Path(f"{database}{ending}").unlink(missing_ok=True)
    copy_database(backup, database)
    sites.serve(name)


def copy_database(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment, whoever writes it meanwhile."""
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)
