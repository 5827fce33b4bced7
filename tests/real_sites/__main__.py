"""A site that does each command in a process of its own, which can be killed.

Django is loaded once; a command is a fork of this process. A line of JSON on the standard input
asks for something, a line on the standard output answers it. At the end of the input all
commands are killed: whoever started us leaves nothing behind.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import traceback
from typing import Any


def main() -> None:
    """Answer until the input ends."""
    import django

    django.setup()
    from . import commands

    _answer("ready")
    running: set[int] = set()
    for line in sys.stdin:
        asked: dict[str, Any] = json.loads(line)
        if "wait" in asked:
            _, status = os.waitpid(asked["wait"], 0)
            running.discard(asked["wait"])
            _answer(os.waitstatus_to_exitcode(status))
            continue
        pid = os.fork()
        if pid == 0:
            _do(getattr(commands, asked["command"]), asked)
        running.add(pid)
        _answer(pid)
    for pid in running:
        os.kill(pid, signal.SIGKILL)


def _answer(value: Any) -> None:
    print(json.dumps(value), flush=True)


def _do(command: Any, asked: dict[str, Any]) -> None:
    status = 1
    try:
        output = os.open(asked["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(output, stream)
        if asked.get("largest_file"):
            limit = (asked["largest_file"], resource.RLIM_INFINITY)
            resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        command(*asked["arguments"])
        status = 0
    except SystemExit as error:
        status = int(error.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    main()
