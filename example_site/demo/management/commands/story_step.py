"""Do one step of the checked story at the hub."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from example_site.demo import board, editing, office

ACTIONS = {**editing.ACTIONS, **board.ACTIONS, **office.ACTIONS}


class Command(BaseCommand):
    help = "Does at the hub what its people do in a step of the story; prints what they learn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", nargs="+", choices=sorted(ACTIONS))

    def handle(self, *args: Any, **options: Any) -> None:
        for name in options["action"]:
            # As a request of the admin does with ATOMIC_REQUESTS; a failing step leaves nothing.
            with transaction.atomic():
                learnt = ACTIONS[name]()
            if learnt is not None:
                self.stdout.write(json.dumps(learnt))
