"""Makes the pictures of the columns beforehand, in all formats that pages offer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from ...column.index import shown_pages
from ...pictures import make_missing


class Command(BaseCommand):
    help = (
        "Make the pictures of the columns' pages in all formats that are offered, AVIF too, which"
        " no reader waits for. For cron, after asean_sync; what is there already costs little."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--limit",
            type=int,
            default=0,
            help="End after so many new pictures, and leave the rest to the next run.",
        )

    def handle(self, *args: Any, limit: int, **options: Any) -> None:
        made, problems = 0, {}
        steps = tqdm(
            shown_pages(), unit="", disable=None if options["verbosity"] else True, file=self.stderr
        )
        for page in steps:
            result = make_missing(page, limit - made if limit else None)
            made += result.made
            problems.update(result.problems)
            if limit and made >= limit:
                break
        for name, problem in problems.items():
            self.stderr.write(
                _("%(name)s can't be made: %(problem)s") % {"name": name, "problem": problem}
            )
        self.stdout.write(_("New pictures: %(made)d.") % {"made": made})
