"""The tests' SQLite database, migrated once and then copied.

Migrating takes longer than many a test file. The migrated database is kept in `build/` under a
name that stands for every migration that made it, so that a change of one makes it anew.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import django
import wagtail
from django.db import connections
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "test-database"
VARIABLE = "ASEAN_TEST_TEMPLATE"


def prepare() -> None:
    """Migrate a database, if that has not been done, and tell all test processes where it is."""
    done = subprocess.run([sys.executable, "-m", "tests.database"], cwd=ROOT, check=True, stdout=-1)
    os.environ[VARIABLE] = done.stdout.decode().strip().splitlines()[-1]


def load(connection) -> None:
    """Open an empty database in memory and fill it from the migrated one."""
    name = connection.creation._get_test_db_name()
    connection.close()
    connections.databases[connection.alias]["NAME"] = name
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    source = sqlite3.connect(os.environ[VARIABLE])
    try:
        source.backup(connection.connection)
    finally:
        source.close()


def _fingerprint() -> str:
    """Return what changes whenever a migration of an installed app does."""
    found = hashlib.sha256(f"{django.VERSION}{wagtail.VERSION}{sys.version}".encode())
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for key, migration in sorted(loader.disk_migrations.items()):
        path = Path(sys.modules[type(migration).__module__].__file__)
        found.update(f"{key}".encode() + path.read_bytes())
    return found.hexdigest()[:20]


def _make(path: Path) -> None:
    """Migrate a database and put it where it is looked for, whole or not at all."""
    from django.core.management import call_command

    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}")
    # A connection to a database in memory does not let go of it: take another one.
    connections.databases["default"]["NAME"] = str(temporary)
    del connections["default"]
    call_command("migrate", verbosity=0, interactive=False)
    connections["default"].close()
    temporary.replace(path)


def main() -> None:
    """Print where the migrated database is, making it where it is missing."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    path = FOLDER / f"{_fingerprint()}.sqlite3"
    if not path.exists():
        _make(path)
    print(path)


if __name__ == "__main__":
    main()
