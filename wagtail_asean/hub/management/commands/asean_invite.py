"""Links for the sites of units, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from wagtail_asean.exceptions import ConfigurationError, EnrolmentError
from wagtail_asean.hub.invitations import Slip, invite, units_to_invite
from wagtail_asean.hub.own_address import api_address
from wagtail_asean.hub.units.handing_out import as_csv
from wagtail_asean.hub.units.verbs import find_by_codes


class Command(BaseCommand):
    help = "Make one-time links by which the sites of units enrol. Older links of theirs end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("codes", nargs="*", metavar="CODE", help="The codes of the units.")
        parser.add_argument("--all", action="store_true", help="All units that have no site.")
        parser.add_argument("--output", type=Path, help="A CSV file to write, that is not there.")
        parser.add_argument(
            "--address", default="", help="The hub's own address, such as https://hub.example."
        )

    def handle(
        self,
        *args: Any,
        codes: list[str],
        all: bool,
        output: Path | None,
        address: str,
        **options: Any,
    ) -> None:
        if bool(codes) == all:
            raise CommandError(_("Name the codes of units, or --all."))
        units = list(units_to_invite()) if all else self._find(codes)
        try:
            target = output.open("xb") if output else None
        except OSError as error:
            raise CommandError(str(error)) from error
        try:
            slips = invite(units, api_address("enrolment", address))
        except (ConfigurationError, EnrolmentError) as error:
            if target and output:
                target.close()
                output.unlink()
            raise CommandError(str(error)) from error
        if target is None:
            self._show(slips)
            return
        with target:
            target.write(as_csv(slips))
        self.stderr.write(_("%(count)d links were made.") % {"count": len(slips)})

    def _find(self, codes: list[str]) -> list[Any]:
        found = find_by_codes(codes)
        missing = [code for code in codes if code not in found]
        if missing:
            raise CommandError(
                _("There is no unit with the code “%(code)s”.") % {"code": missing[0]}
            )
        return list(found.values())

    def _show(self, slips: list[Slip]) -> None:
        for slip in slips:
            self.stdout.write(f"{slip.unit.code}\t{slip.unit.name}\t{slip.link}")
