"""Units from a spreadsheet, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from wagtail_asean.exceptions import UnitError
from wagtail_asean.hub.units.importing import ImportPlan, import_units, plan_import
from wagtail_asean.hub.units.sheets import read_sheet


class Command(BaseCommand):
    help = "Add and change units from a spreadsheet (xlsx or csv), known by their codes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be done.")

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            with file.open("rb") as opened:
                rows = read_sheet(opened)
            plan = plan_import(rows)
            if not plan.problems and not dry_run:
                plan = import_units(rows)
        except (OSError, UnitError) as error:
            raise CommandError(str(error)) from error
        self._say(plan, dry_run)

    def _say(self, plan: ImportPlan, dry_run: bool) -> None:
        for problem in plan.problems:
            self.stderr.write(str(problem))
        if plan.problems:
            raise CommandError(
                _("Nothing was imported: %(count)d rows are wrong.") % {"count": len(plan.problems)}
            )
        counts = {"made": len(plan.made), "changed": len(plan.changed), "left": plan.left}
        said = (
            _("%(made)d units would be made, %(changed)d changed, %(left)d left as they are.")
            if dry_run
            else _("%(made)d units were made, %(changed)d changed, %(left)d left as they were.")
        )
        self.stdout.write(said % counts)
