"""A site's worker: loads the site once, and does each of its commands in a process of its own.

To load a site takes longer than most commands do. So the worker (`work_example`) is a process
that has loaded it, and forks for each command: what a command leaves in memory ends with it, as
in a cron job.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock

# A fork on macOS may not ask for the machine's proxies: there each command loads its site anew.
CAN_FORK = sys.platform.startswith("linux")


class Worker:
    """The worker of one site; it does one command after another."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], folder: Path
    ) -> None:
        self._lock = Lock()
        self._files = {name: folder / f"command.{name}" for name in ("output", "errors")}
        with (folder / "worker.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603
                [*command],
                env=dict(environment),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )

    def do(self, arguments: Sequence[str]) -> tuple[int, str, str]:
        """Do a command; return its status and what it said, on both of its outputs."""
        with self._lock:
            asked = {name: str(file) for name, file in self._files.items()}
            try:
                self._write({"arguments": list(arguments), **asked})
                status = self._read()
            except OSError:
                status = None
            if status is None:
                return 1, "", "The worker of this site has ended; its worker.log says why."
            said = [file.read_text(encoding="utf-8") for file in self._files.values()]
            return status, said[0], said[1]

    def kill(self) -> None:
        """End the worker and what it is at, at once."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def end(self) -> None:
        """End the worker when its command is done."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()
            self._process.wait()

    def _write(self, asked: dict[str, object]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()

    def _read(self) -> int | None:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        return int(line) if line else None
