"""Notify the sites that follow this hub of what is new; for cron where no task worker is."""

from __future__ import annotations

import signal
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils.translation import gettext as _

from wagtail_asean.hub import notifications
from wagtail_asean.hub.models import Feed


class Command(BaseCommand):
    help = (
        "Notifies the sites that follow this hub that there is something to fetch, where there is."
        " A site with a task worker needs it not; without one run it from cron, every minute."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--again", action="store_true", help="Notify them even if nothing is new."
        )
        parser.add_argument(
            "--loop",
            type=float,
            metavar="SECONDS",
            help="Do not end, but look again after so many seconds; SIGTERM ends it.",
        )

    def handle(self, *args: Any, again: bool, loop: float | None, **options: Any) -> None:
        if again:
            Feed.objects.filter(pk=Feed.PK).update(announced=0)
        if loop is None:
            self.notify()
            return
        if loop <= 0:
            raise CommandError(_("The seconds between two rounds must be more than 0."))
        signal.signal(signal.SIGTERM, lambda *received: sys.exit(0))
        while True:
            close_old_connections()
            self.notify()
            time.sleep(loop)

    def notify(self) -> None:
        """Notify whom there is something to tell, and say what came of it."""
        done = notifications.notify_all()
        if done is None:
            return
        self.stdout.write(
            _("Notified: %(taken)d, failed: %(failed)d, want no more: %(ended)d.") % vars(done)
        )
