"""The example sites as processes: prepared, served, spoken to, and always ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from clock import set_clock, time_ahead
from workers import CAN_FORK, Worker

MANAGE = Path(__file__).resolve().parent / "manage.py"
HUB = "hub"
SCHOOLS = ("school_a", "school_b")
SITES = (HUB, *SCHOOLS)
# Of the story alone: a site that passes the column on, a school that follows it instead of the
# hub, one without a line, and a copy of the first school.
COMMUNE, SCHOOL_C, SCHOOL_D, COPY = NEIGHBOURS = ("commune", "school_c", "school_d", "copy")
FOLLOWED = {SCHOOL_C: COMMUNE}
COPIED = {COPY: SCHOOLS[0]}


class ProcessError(Exception):
    """A command of a site failed, or a server did not come up; the text says which and why."""


class Sites:
    """The hub and its schools, with their data in one folder and a port each."""

    def __init__(self, data: Path, ports: Mapping[str, int]) -> None:
        self.data = data
        self.ports = dict(ports)
        self._servers: dict[str, subprocess.Popen[bytes]] = {}
        self._commands: list[subprocess.Popen[str]] = []
        self._workers: dict[str, Worker] = {}

    def address(self, name: str) -> str:
        """Return where a site's pages begin."""
        return f"http://127.0.0.1:{self.ports[name]}/"

    def folder(self, name: str) -> Path:
        """Return where the data of a site are."""
        return self._root(name) / COPIED.get(name, name)

    @property
    def api(self) -> str:
        """The address of the hub's API."""
        return self.api_of(HUB)

    def api_of(self, name: str) -> str:
        """Return the address of the API of a site that is a hub."""
        return f"{self.address(name)}asean/api/"

    def followed_by(self, name: str) -> str:
        """Return the name of the site that another follows."""
        return FOLLOWED.get(name, HUB)

    def manage(self, name: str, *arguments: str) -> str:
        """Run a management command of a site and return what it printed."""
        status, output, errors = (self._let_work if CAN_FORK else self._run)(name, arguments)
        if status:
            said = f"{output}\n{errors}".strip().splitlines()
            raise ProcessError(
                f"{name}: {' '.join(arguments)} failed with status {status}:\n"
                + "\n".join(said[-15:])
            )
        return output

    def manage_all(self, names: Sequence[str], *arguments: str) -> dict[str, str]:
        """Run one command at several sites at the same time."""
        if not names:
            return {}
        with ThreadPoolExecutor(len(names)) as threads:
            outputs = threads.map(lambda name: self.manage(name, *arguments), names)
            return dict(zip(names, outputs, strict=True))

    def serve(self, name: str, *options: str) -> None:
        """Start a site's server and wait until it answers."""
        log = self.folder(name) / "server.log"
        with log.open("ab") as file:
            # A session of its own, so that Ctrl-C reaches us first, and we end it in order.
            self._servers[name] = subprocess.Popen(  # noqa: S603
                self._command("serve_example", *options),
                env=self._environment(name),
                stdin=subprocess.PIPE,
                stdout=file,
                stderr=file,
                start_new_session=True,
            )
        self._wait(name, log)

    def is_served(self, name: str) -> bool:
        """Tell whether a site's server runs."""
        return name in self._servers

    def end(self, name: str) -> None:
        """End a site's server."""
        server = self._servers.pop(name, None)
        if server is None:
            return
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        if server.stdin:
            server.stdin.close()

    def end_all(self) -> None:
        """End every server."""
        for name in tuple(self._servers):
            self.end(name)

    def end_commands(self) -> None:
        """End the commands that are at work, so that nobody waits for them."""
        for command in (*self._commands, *self._workers.values()):
            command.kill()

    def end_workers(self) -> None:
        """End those who do the commands."""
        for name in tuple(self._workers):
            self._workers.pop(name).end()

    def set_clock(self, moment: datetime) -> None:
        """Let it be another time at all sites; their servers notice at once."""
        set_clock(self.data / "clock", moment)

    def now(self) -> datetime:
        """Return what time it is at all sites, in UTC."""
        return datetime.now(timezone.utc) + time_ahead(self.data / "clock")

    def fallen(self) -> list[str]:
        """Return the sites whose server has ended by itself."""
        return [name for name, server in self._servers.items() if server.poll() is not None]

    def _root(self, name: str) -> Path:
        # The copy has its original's settings, and so the same name in a folder of its own.
        return self.data / name if name in COPIED else self.data

    def _let_work(self, name: str, arguments: Sequence[str]) -> tuple[int, str, str]:
        """Let the site's worker do a command."""
        if name not in self._workers:
            command, environment = self._command("work_example"), self._environment(name)
            self.folder(name).mkdir(parents=True, exist_ok=True)
            self._workers[name] = Worker(command, environment, self.folder(name))
        return self._workers[name].do(arguments)

    def _run(self, name: str, arguments: Sequence[str]) -> tuple[int, str, str]:
        """Do a command in a process that loads the site for it."""
        command = subprocess.Popen(  # noqa: S603
            self._command(*arguments),
            env=self._environment(name),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self._commands.append(command)
        try:
            output, errors = command.communicate()
        finally:
            self._commands.remove(command)
        return command.returncode, output, errors

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(MANAGE), *arguments]

    def _environment(self, name: str) -> dict[str, str]:
        return {
            **os.environ,
            "ASEAN_EXAMPLE": COPIED.get(name, name),
            "ASEAN_EXAMPLE_DATA": str(self._root(name)),
            "ASEAN_EXAMPLE_CLOCK": str(self.data / "clock"),
            "ASEAN_EXAMPLE_PORT": str(self.ports[name]),
            "ASEAN_EXAMPLE_PORTS": ",".join(map(str, self.ports.values())),
            "PYTHONIOENCODING": "utf-8",
            # A proxy of the machine must not stand between them.
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }

    def _wait(self, name: str, log: Path) -> None:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            if self._servers[name].poll() is not None:
                break
            try:
                with socket.create_connection(("127.0.0.1", self.ports[name]), timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        raise ProcessError(f"The server of {name} did not start; {log} says why.")


@contextmanager
def running(data: Path, ports: Mapping[str, int]) -> Iterator[Sites]:
    """Give the sites and end their servers afterwards: on success, failure, Ctrl-C and SIGTERM."""
    sites = Sites(data, ports)

    def leave(number: int, frame: Any) -> None:
        sites.end_commands()
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        sys.exit(128 + number)

    # Also for Ctrl-C: a program started in the background is told to ignore it.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
    try:
        yield sites
    finally:
        sites.end_all()
        sites.end_workers()


def is_free(port: int) -> bool:
    """Tell whether a server of ours could listen on a port."""
    with socket.socket() as probe:
        # As the server does: a port that has just been left is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def free_ports(names: Sequence[str] = SITES) -> dict[str, int]:
    """Return a free port for each site."""
    probes = [socket.socket() for _ in names]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return {name: probe.getsockname()[1] for name, probe in zip(names, probes, strict=True)}
    finally:
        for probe in probes:
            probe.close()
