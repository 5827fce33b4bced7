"""A site of the benchmark in a process of its own: it serves, and does as it is told.

Commands come as lines of JSON on the standard input and are answered on the standard output;
when the input ends, so does the process, so that none is left behind.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any


def main() -> None:
    """Set the site up, serve it if it has a port, and answer commands until the input ends."""
    answers, sys.stdout = sys.stdout, sys.stderr
    import django

    django.setup()
    from django.conf import settings

    if settings.PORT:
        serve(settings.PORT)
    commands = load_commands(is_hub=settings.IS_HUB)
    for line in sys.stdin:
        print(json.dumps(answer(commands, line)), file=answers, flush=True)
    # The server's threads may still hold connections of clients that are gone.
    os._exit(0)


def load_commands(*, is_hub: bool) -> dict[str, Callable[..., Any]]:
    """Return what this site can be told to do."""
    if is_hub:
        from .hub import COMMANDS
    else:
        from .school import COMMANDS
    from . import column, library

    commands = (*COMMANDS, *library.COMMANDS, *column.COMMANDS)
    return {command.__name__: command for command in commands}


def answer(commands: dict[str, Callable[..., Any]], line: str) -> dict[str, Any]:
    """Do one command and return its value, or the traceback of what went wrong."""
    try:
        name, arguments = json.loads(line)
        return {"value": commands[name](**arguments)}
    except Exception:
        return {"error": traceback.format_exc()}


def serve(port: int) -> None:
    """Serve this site on 127.0.0.1 from threads of this process."""
    from django.core.servers.basehttp import (
        ThreadedWSGIServer,
        WSGIRequestHandler,
        get_internal_wsgi_application,
    )

    class QuietHandler(WSGIRequestHandler):
        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadedWSGIServer(("127.0.0.1", port), QuietHandler)
    server.daemon_threads = True
    server.set_app(get_internal_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()


if __name__ == "__main__":
    main()
