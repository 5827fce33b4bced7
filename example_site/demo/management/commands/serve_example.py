"""Serve this site until whoever started us is gone."""

from __future__ import annotations

import os
import sys
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.core.servers.basehttp import WSGIServer, get_internal_wsgi_application, run


class Command(BaseCommand):
    help = "Serves this example site on 127.0.0.1 as long as its standard input stays open."

    def handle(self, *args: Any, **options: Any) -> None:
        threading.Thread(target=_leave_with_parent, daemon=True).start()
        run(
            "127.0.0.1",
            settings.PORT,
            get_internal_wsgi_application(),
            threading=True,
            server_cls=WSGIServer,
        )


def _leave_with_parent() -> None:
    # The pipe closes when the other end dies, however it dies: no server is left behind.
    sys.stdin.read()
    os._exit(0)
