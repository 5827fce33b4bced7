"""Do at a school what its editor decides in the checked story."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from example_site.demo.reviewing import ACTIONS


class Command(BaseCommand):
    help = "Does at a school what its editor decides in a step of the story."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=sorted(ACTIONS))

    def handle(self, *args: Any, **options: Any) -> None:
        ACTIONS[options["action"]]()
