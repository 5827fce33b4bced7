"""Try everything that following a hub needs, and say in plain words what is wrong."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from wagtail_asean.subscriber import checkup
from wagtail_asean.subscriber.checkup import Finding, Level
from wagtail_asean.subscriber.models import Subscription


class Command(BaseCommand):
    help = "Checks whether this site can follow its hubs, with the real thing, and says what to do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "subscription", nargs="*", help="Names of subscriptions; all of them by default."
        )
        parser.add_argument("--json", action="store_true", help="Answer in JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = {row: checkup.examine(row) for row in _select(options["subscription"])}
        if options["json"]:
            self.answer_in_json(found)
        else:
            self.say(found)
        if any(one.level is Level.WRONG for findings in found.values() for one in findings):
            names = [
                row.name
                for row, findings in found.items()
                if any(one.level is Level.WRONG for one in findings)
            ]
            raise CommandError(_("Not in order: %(names)s.") % {"names": ", ".join(names)})

    def say(self, found: dict[Subscription, list[Finding]]) -> None:
        """Print a sentence for each finding."""
        styles = {
            Level.GOOD: self.style.SUCCESS,
            Level.ATTENTION: self.style.WARNING,
            Level.WRONG: self.style.ERROR,
        }
        for row, findings in found.items():
            self.stdout.write(f"{row.name} ({row.hub_url})")
            for one in findings:
                self.stdout.write(
                    f"  {styles[one.level](one.level.label)}  {one.title}: {one.message}"
                )

    def answer_in_json(self, found: dict[Subscription, list[Finding]]) -> None:
        """Print all findings as one JSON object."""
        answer = {
            str(row.uid): {
                "name": row.name,
                "is_good": all(one.level is not Level.WRONG for one in findings),
                "findings": [one.to_json() for one in findings],
            }
            for row, findings in found.items()
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False, default=str))


def _select(names: list[str]) -> list[Subscription]:
    rows = list(Subscription.objects.all())
    if not rows:
        raise CommandError(_("This site follows no hub yet. Connect it with a link first."))
    unknown = set(names) - {row.name for row in rows}
    if unknown:
        raise CommandError(
            _("There is no subscription named %(name)r.") % {"name": sorted(unknown)[0]}
        )
    return [row for row in rows if not names or row.name in names]
