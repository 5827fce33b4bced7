"""Do the commands of this site, each in a process of its own, without loading the site again."""

from __future__ import annotations

import json
import os
import sys
import traceback
from typing import Any

from django.core.management import execute_from_command_line
from django.core.management.base import BaseCommand
from django.urls import get_resolver


class Command(BaseCommand):
    help = (
        "Does one command for each line of JSON on its standard input, and answers with its status"
        " in a line. It ends with its input. For the runner of the example sites."
    )
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own name

    def handle(self, *args: Any, **options: Any) -> None:
        # Loaded here, all forks have it.
        _ = get_resolver().url_patterns
        for line in sys.stdin:
            asked = json.loads(line)
            pid = os.fork()
            if pid == 0:
                _do(asked)
            _pid, status = os.waitpid(pid, 0)
            print(os.waitstatus_to_exitcode(status), flush=True)


def _do(asked: dict[str, Any]) -> None:
    """Do a command in this process, and end it."""
    status = 1
    try:
        for stream, path in ((1, asked["output"]), (2, asked["errors"])):
            file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(file, stream)
            os.close(file)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        execute_from_command_line(["manage.py", *asked["arguments"]])
        status = 0
    except SystemExit as error:
        status = int(error.code or 0)
    except BaseException:  # Whatever it is, this process must not go on as the worker.
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
