"""Sites as processes: each command of theirs can be waited for, or killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent


class Site:
    """One site; its database is there already."""

    def __init__(self, name: str, data: Path) -> None:
        self.data = data
        self._output = data / "output"
        self._errors = (data / "errors").open("w")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.real_sites"],
            cwd=ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "tests.real_sites.settings",
                "ASEAN_REAL_SITE": name,
                "ASEAN_REAL_DATA": str(data),
                "NO_PROXY": "127.0.0.1",
                "PYTHONIOENCODING": "utf-8",
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )

    def wait_until_ready(self) -> None:
        """Wait until Django is loaded."""
        assert self._read() == "ready", (self.data / "errors").read_text()

    def start(self, command: str, *arguments: Any, largest_file: int = 0) -> int:
        """Start a command and return its process."""
        self._write(
            command=command,
            arguments=arguments,
            largest_file=largest_file,
            output=str(self._output if command != "serve" else self.data / "server.log"),
        )
        return int(self._read())

    def wait(self, pid: int) -> int:
        """Wait for the end of a command and return its status."""
        self._write(wait=pid)
        return int(self._read())

    def run(self, command: str, *arguments: Any, **options: Any) -> tuple[int, str]:
        """Do a command; return its status and what it said."""
        status = self.wait(self.start(command, *arguments, **options))
        return status, self._output.read_text(encoding="utf-8", errors="replace")

    def kill(self, pid: int) -> int:
        """Kill a command, as `kill -9` does, and return its status."""
        os.kill(pid, signal.SIGKILL)
        return self.wait(pid)

    def serve(self, port: int) -> int:
        """Start the server and wait until it answers; return its process."""
        pid = self.start("serve", port)
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return pid
        raise AssertionError((self.data / "server.log").read_text())

    def close(self) -> None:
        """End all that is at work."""
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()
        self._errors.close()

    def _write(self, **asked: Any) -> None:
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()

    def _read(self) -> Any:
        line = self._process.stdout.readline()
        return json.loads(line) if line else ""


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
