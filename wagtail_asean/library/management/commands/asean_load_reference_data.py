from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from wagtail_asean.library.actions import Outcome, load_reference_data


class Command(BaseCommand):
    help = (
        "Load the topics, audiences, occasions, annual themes and member states that come with"
        " the package. What an editor changed is kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be done.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        counts = load_reference_data(dry_run=dry_run)
        for code in counts.foreign:
            self.stdout.write(
                _("The data is in Vietnamese and English; “%(code)s” gets the English texts.")
                % {"code": code}
            )
        for code, outcomes in counts.by_locale.items():
            self.stdout.write(
                _(
                    "%(code)s: %(created)d created, %(updated)d updated,"
                    " %(unchanged)d unchanged, %(kept)d kept as they were edited."
                )
                % {"code": code, **{outcome.value: outcomes[outcome] for outcome in Outcome}}
            )
        if dry_run:
            self.stdout.write(_("Nothing was written: this was a dry run."))
