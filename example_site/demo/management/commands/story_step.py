"""Do one step of the checked story at the hub."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from example_site.demo import board, editing

ACTIONS = {**editing.ACTIONS, **board.ACTIONS}


class Command(BaseCommand):
    help = "Does at the hub what an editor does in one step of the story."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=sorted(ACTIONS))

    def handle(self, *args: Any, **options: Any) -> None:
        # As a request of the admin does with ATOMIC_REQUESTS; a failing step leaves nothing.
        with transaction.atomic():
            ACTIONS[options["action"]]()
