"""Brings the feed up to date with everything on the site."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from wagtail_asean.hub import actions
from wagtail_asean.protocol import State


class Command(BaseCommand):
    help = (
        "Bring the feed up to date with everything that is shared: after the installation,"
        " after an import by code, after a change of the site's address or after a restore."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what would change.")
        parser.add_argument(
            "--new-epoch",
            action="store_true",
            help="Begin a new epoch first: after the database was restored from a backup.",
        )

    def handle(self, *args: Any, dry_run: bool, new_epoch: bool, **options: Any) -> None:
        if new_epoch and not dry_run:
            actions.renew_epoch()
        counts: Counter[str] = Counter()
        steps = tqdm(
            actions.rebuild_feed(dry_run=dry_run),
            total=actions.count_candidates(),
            unit="",
            disable=None if options["verbosity"] else True,
            file=self.stderr,
        )
        for step in steps:
            change = step.change
            counts["unchanged" if change is None else change.state] += 1
            if change is not None and options["verbosity"] > 1:
                self.stdout.write(f"{change.state}\t{change.type}\t{step.title}")
        self.stdout.write(self._summary(counts, dry_run=dry_run))

    def _summary(self, counts: Counter[str], *, dry_run: bool) -> str:
        said = {
            "announced": counts[State.LIVE.value],
            "withdrawn": counts[State.WITHDRAWN.value],
            "unchanged": counts["unchanged"],
        }
        if dry_run:
            text = _(
                "Nothing was written. To announce: %(announced)d, to withdraw: %(withdrawn)d,"
                " unchanged or not shared: %(unchanged)d."
            )
        else:
            text = _(
                "Announced: %(announced)d, withdrawn: %(withdrawn)d,"
                " unchanged or not shared: %(unchanged)d."
            )
        return text % said
