from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from wagtail_asean.exceptions import PlantingError
from wagtail_asean.library.setup import Level, own_level
from wagtail_asean.pages.planting import plant


class Command(BaseCommand):
    help = (
        "Make the ASEAN column with its sections, in the languages of the site, and give it to"
        " the editorial board. What is there already is kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--level",
            choices=[level.value for level in Level],
            help="Whose site it is; the Department's where the hub is installed, else a school's.",
        )
        parser.add_argument(
            "--parent",
            type=int,
            help="The id of the page under which the column goes; of a column, to plant in it.",
        )
        parser.add_argument(
            "--language",
            action="append",
            default=[],
            help="Only this language, such as vi; may be given several times.",
        )
        parser.add_argument(
            "--complete",
            action="store_true",
            help="Also plant what was deleted, and give the board what it lacks.",
        )
        parser.add_argument(
            "--beside",
            action="store_true",
            help="Also where the site has a column already, its own or a hub's.",
        )
        parser.add_argument(
            "--no-board",
            action="store_false",
            dest="with_board",
            help="Leave permissions and workflows to the site.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be done.")

    def handle(
        self, *args: Any, level: str | None, language: list[str], dry_run: bool, **options: Any
    ) -> None:
        chosen = Level(level) if level else own_level()
        named = ("parent", "complete", "beside", "with_board")
        try:
            said = plant(
                chosen,
                languages=language,
                dry_run=dry_run,
                **{name: options[name] for name in named},
            )
        except PlantingError as error:
            raise CommandError(str(error)) from error
        for sentence in said:
            self.stdout.write(sentence)
        if dry_run:
            self.stdout.write(_("Nothing was written: this was a dry run."))
