"""Serve this site until whoever started us is gone."""

from __future__ import annotations

import io
import os
import sys
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.core.servers.basehttp import WSGIServer, get_internal_wsgi_application, run
from django.db import close_old_connections
from django.utils import timezone
from django.utils.http import http_date

SECONDS_BETWEEN_ROUNDS = 2


class Command(BaseCommand):
    help = "Serves this example site on 127.0.0.1 as long as its standard input stays open."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--notify", action="store_true", help="Call the sites that follow this one, too."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        threading.Thread(target=_leave_with_parent, daemon=True).start()
        if options["notify"]:
            threading.Thread(target=_notify, daemon=True).start()
        run(
            "127.0.0.1",
            settings.PORT,
            _dated(get_internal_wsgi_application()),
            threading=True,
            server_cls=WSGIServer,
        )


def _leave_with_parent() -> None:
    # The pipe closes when the other end dies, however it dies: no server is left behind.
    sys.stdin.read()
    os._exit(0)


def _notify() -> None:
    # As `asean_notify --loop` beside the server, without one more process.
    while True:
        close_old_connections()
        call_command("asean_notify", stdout=io.StringIO())
        time.sleep(SECONDS_BETWEEN_ROUNDS)


def _dated(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Let answers bear the date of the example sites' clock, as a server on that day would."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *details: Any) -> Any:
            date = ("Date", http_date(timezone.now().timestamp()))
            return start_response(status, [*headers, date], *details)

        return application(environ, start)

    return answer
