"""The benchmark's sites: each a folder with a database, and a process while it is needed."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


class SiteError(Exception):
    """A site's process failed at a command; the text is its traceback."""


class Site:
    """A process that is a site, and takes commands."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.address = f"http://127.0.0.1:{environment['ASEAN_BENCHMARK_PORT']}/"
        self._log = (folder / "log.txt").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.worker"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            encoding="utf-8",
        )

    def call(self, command: str, /, **arguments: Any) -> Any:
        """Let the site do a command and return what it answers; raises `SiteError`."""
        try:
            print(json.dumps([command, arguments]), file=self._process.stdin, flush=True)
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        answer = json.loads(line) if line else {"error": self._said()}
        if "error" in answer:
            raise SiteError(f"{self.folder.name}: {command} failed.\n{answer['error']}")
        return answer["value"]

    def end(self) -> None:
        """End the process."""
        self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._log.close()

    def _said(self) -> str:
        return (self.folder / "log.txt").read_text(encoding="utf-8", errors="replace")[-3000:]


class Workshop:
    """A folder in which sites are made, as copies of one that was set up once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hubs: dict[str, str] = {}

    def set_up_first(self) -> None:
        """Make the site that all others are copies of."""
        with self.running(self._folder("first"), role="first") as first:
            first.call("set_up")

    def copy(self, name: str, *, of: str = "first") -> str:
        """Make a site as a copy of another that is not running."""
        shutil.copytree(self.folder / of, self._folder(name), dirs_exist_ok=True)
        return name

    @contextmanager
    def hub(self, name: str) -> Iterator[Site]:
        """Run a hub; the schools that start meanwhile know it by its name."""
        with self.running(self._folder(name), role="hub") as site:
            self.hubs[name] = site.address
            yield site

    @contextmanager
    def school(self, name: str) -> Iterator[Site]:
        """Run a school."""
        with self.running(self._folder(name), role="school") as site:
            yield site

    @contextmanager
    def running(self, folder: Path, *, role: str) -> Iterator[Site]:
        """Run the site of a folder, and end it whatever happens."""
        environment = {
            "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
            "ASEAN_BENCHMARK_FOLDER": str(folder),
            "ASEAN_BENCHMARK_ROLE": role,
            "ASEAN_BENCHMARK_PORT": str(_free_port() if role == "hub" else 0),
            "ASEAN_BENCHMARK_HUBS": json.dumps(self.hubs),
            **self.environment(folder),
            # A proxy of the machine must not stand between the sites.
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }
        site = Site(folder, environment)
        try:
            yield site
        finally:
            site.end()

    def environment(self, folder: Path) -> dict[str, str]:
        """Say which database a site's process uses."""
        return {"ASEAN_TEST_DATABASE": "sqlite"}

    def _folder(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
