from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from wagtail_asean.library.setup import Level, own_level, set_up


class Command(BaseCommand):
    help = (
        "Set up the groups of the editorial board, their permissions, and the workflow that"
        " approves what the library holds. What is there already is kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--level",
            choices=[level.value for level in Level],
            help="Whose site it is; the Department's where the hub is installed, else a school's.",
        )
        parser.add_argument(
            "--complete",
            action="store_true",
            help="Give groups and workflow that are there what they lack, as after an upgrade.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be done.")

    def handle(
        self, *args: Any, level: str | None, complete: bool, dry_run: bool, **options: Any
    ) -> None:
        chosen = Level(level) if level else own_level()
        for sentence in set_up(chosen, complete=complete, dry_run=dry_run):
            self.stdout.write(sentence)
        if dry_run:
            self.stdout.write(_("Nothing was written: this was a dry run."))
