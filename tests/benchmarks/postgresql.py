"""The benchmark's sites with a database each on the PostgreSQL server that the tests use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from .sites import Workshop

PREFIX = "asean_benchmark"


class PostgresWorkshop(Workshop):
    """A workshop whose sites keep their files in folders and their rows on the server."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.databases: list[str] = []

    def copy(self, name: str, *, of: str = "first") -> str:
        """Make a site as a copy of another that is not running, with its database."""
        self._create(name, of=self._database(of))
        return super().copy(name, of=of)

    def set_up_first(self) -> None:
        """Make the site that all others are copies of."""
        self._create("first", of="template0")
        super().set_up_first()

    def environment(self, folder: Path) -> dict[str, str]:
        """Say which database a site's process uses."""
        return {"ASEAN_TEST_DATABASE": "postgresql", "PGDATABASE": self._database(folder.name)}

    def drop(self) -> None:
        """Delete the databases."""
        for name in self.databases:
            _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _create(self, name: str, *, of: str) -> None:
        self.databases.append(self._database(name))
        _execute("CREATE DATABASE {} TEMPLATE {}", self._database(name), of)

    def _database(self, name: str) -> str:
        return f"{PREFIX}_{os.getpid()}_{name}".replace("-", "_")


@contextmanager
def postgres_workshop(folder: Path) -> Iterator[PostgresWorkshop]:
    """Give a workshop and delete its databases afterwards."""
    workshop = PostgresWorkshop(folder)
    try:
        yield workshop
    finally:
        workshop.drop()


def _execute(statement: str, *names: str) -> None:
    address = {
        "host": os.environ.get("PGHOST", "127.0.0.1"),
        "user": os.environ.get("PGUSER", "postgres"),
        "dbname": os.environ.get("PGDATABASE", "postgres"),
    }
    with psycopg.connect(**address, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
