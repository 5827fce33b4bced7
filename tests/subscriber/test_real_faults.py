"""Law 2 with real processes: a hub that serves, a school that is killed, a line that fails.

The hub and each run of the school are processes of their own, the line between them a proxy.
After each fault the school runs once more without one, and is then exactly what its hub is:
`asean_sync --verify` makes every document again from the pages and the bytes of their files.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing

import pytest
from django.db import connection

from tests.real_sites.line import Fault, FaultyLine
from tests.real_sites.processes import Site, free_port
from wagtail_asean.hub.webhooks import make_secret

ARTICLES = 6

pytestmark = [
    pytest.mark.slow,
    # The database of the tests is made for those who ask for it.
    pytest.mark.django_db,
    pytest.mark.skipif(
        "connection.vendor != 'sqlite'", reason="The sites begin as copies of the test database."
    ),
    pytest.mark.skipif(sys.platform == "win32", reason="Processes are forked."),
]


class World:
    """A hub, a school, and the line between them."""

    def __init__(self, folder) -> None:
        self.hub, self.school = (Site(name, folder / name) for name in ("hub", "school"))
        self.hub_port = free_port()
        self.line = FaultyLine(self.hub_port)
        self.round = self.server = 0

    def begin(self) -> None:
        """Let the hub publish and serve, and the school subscribe."""
        self.hub.wait_until_ready()
        self.school.wait_until_ready()
        key = self.ask(self.hub, "plant", ARTICLES).split()[-1]
        self.server = self.hub.serve(self.hub_port)
        self.ask(self.school, "follow", f"http://127.0.0.1:{self.line.port}/asean/api/", key)

    def ask(self, site: Site, command: str, *arguments) -> str:
        """Let a site do something that may not fail."""
        status, said = site.run(command, *arguments)
        assert status == 0, said
        return said

    def change(self) -> None:
        """Let the hub correct all articles, withdraw one and publish another."""
        self.round += 1
        self.ask(self.hub, "change", self.round)

    def sync(self, **options) -> tuple[int, str]:
        """Let the school run once, whatever comes of it."""
        return self.school.run("manage", "asean_sync", **options)

    def restart_hub(self) -> None:
        """Kill the hub's server and start it again."""
        self.hub.kill(self.server)
        self.server = self.hub.serve(self.hub_port)

    def assert_heals(self) -> None:
        """Assert that one run without faults makes the school what the hub is."""
        self.line.heal()
        status, said = self.school.run("manage", "asean_sync", "--retry")
        assert status == 0, said
        status, said = self.school.run("manage", "asean_sync", "--verify", "--json")
        found = json.loads(next(line for line in said.splitlines() if line.startswith("{")))
        assert status == 0, said
        assert found["is_true"]
        assert found["state"] == found["hub_state"]
        # The column and its articles: one of them goes and one comes each time.
        assert found["carried"] == found["true"] == ARTICLES + 1

    def close(self) -> None:
        self.line.close()
        self.hub.close()
        self.school.close()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("real")
    with django_db_blocker.unblock():
        connection.ensure_connection()
        for name in ("hub", "school"):
            (folder / name).mkdir()
            with closing(sqlite3.connect(folder / name / "site.sqlite3")) as copy:
                connection.connection.backup(copy)
    found = World(folder)
    try:
        found.begin()
        yield found
    finally:
        found.close()


def test_law_2_a_school_that_is_killed_at_any_moment_reaches_its_hub(world):
    chance = random.Random(2841)  # noqa: S311
    for _ in range(2):
        pid, began = world.school.start("manage", "asean_sync"), time.monotonic()
        time.sleep(chance.uniform(0.2, 1.2))
        world.school.kill(pid)
    world.assert_heals()
    took = time.monotonic() - began
    for _ in range(2):
        world.change()
        for _ in range(3):
            pid = world.school.start("manage", "asean_sync")
            time.sleep(chance.uniform(0.05, min(took / 4, 1.5)))
            world.school.kill(pid)
        world.assert_heals()


@pytest.mark.parametrize("fault", Fault)
def test_law_2_a_line_on_which_answers_fail_holds_nobody_up_for_good(world, fault):
    world.change()
    # A run asks three times: once it gets through with the last, once not at all.
    world.line.fail("changes/", fault, times=3 if fault is not Fault.SILENT else 1)
    world.line.fail("/assets/", fault)
    world.sync()
    world.sync()
    assert world.line.happened[-1] is fault
    world.assert_heals()


def test_law_2_a_hub_that_is_killed_and_comes_back_is_followed_on(world):
    world.change()
    pid = world.school.start("manage", "asean_sync")
    time.sleep(0.3)
    world.restart_hub()
    world.school.wait(pid)
    world.assert_heals()
    world.hub.kill(world.server)
    status, said = world.sync()
    assert status == 1, said
    world.server = world.hub.serve(world.hub_port)
    world.assert_heals()


def test_law_2_a_full_disk_costs_what_does_not_fit_and_only_until_there_is_room(world):
    world.change()
    size = (world.school.data / "site.sqlite3").stat().st_size
    # First not even the database may grow, then it may, but a picture of theirs does not fit.
    for room in (0, 100_000):
        _, said = world.sync(largest_file=size + room)
        assert "Traceback" not in said or "OperationalError" in said, said
    world.assert_heals()


def test_a_run_that_is_asked_to_end_ends_in_order(world):
    world.change()
    asked = world.line.requests
    pid = world.school.start("manage", "asean_sync", "--loop", "60")
    for _ in range(600):
        if world.line.requests > asked:
            break
        time.sleep(0.05)
    os.kill(pid, signal.SIGTERM)
    assert world.school.wait(pid) == 0
    assert json.loads(world.ask(world.school, "tell_last_run"))["is_free"]
    world.assert_heals()


def test_with_a_notification_a_change_is_at_the_school_in_seconds(world):
    port, secret = free_port(), make_secret()
    url = world.ask(world.school, "take_calls", port, secret).strip()
    world.ask(world.hub, "enlist", url, secret)
    server = world.school.serve(port)
    world.sync()
    before = json.loads(world.ask(world.school, "tell_last_run"))["runs"]
    world.change()
    world.ask(world.hub, "manage", "asean_notify")
    for _ in range(200):
        found = json.loads(world.ask(world.school, "tell_last_run"))
        if found["runs"] > before and found["state"] == "done":
            break
        time.sleep(0.1)
    assert (found["runs"], found["state"]) == (before + 1, "done")
    world.school.kill(server)
    world.assert_heals()
