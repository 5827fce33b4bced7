"""The e-mail about sites that need somebody; meant for cron, once a day or a week."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_asean import conf
from wagtail_asean.hub import digest


class Command(BaseCommand):
    help = (
        "Send an e-mail about the sites that are silent or carry something else than they should."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to", action="append", help="An address, instead of the setting DIGEST_TO."
        )
        parser.add_argument("--days", type=int, help="After how many days a site is silent.")
        parser.add_argument("--dry-run", action="store_true", help="Print it and send nothing.")
        parser.add_argument("--always", action="store_true", help="Send it also when all is well.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["days"] is not None and options["days"] < 1:
            raise CommandError(_("--days is a number of days, at least 1."))
        found = digest.make_digest(options["days"])
        if not found.number and not options["always"]:
            self.stdout.write(_("All sites are in order; nothing was sent."))
            return
        written = digest.write(found)
        if options["dry_run"]:
            self.stdout.write(f"{written.subject}\n\n{written.text}")
            return
        to = _read_addresses(options["to"] or conf.settings.DIGEST_TO)
        digest.send(written, to)
        said = ngettext(
            "Sent to %(number)d address: %(sites)d of %(total)d sites need somebody.",
            "Sent to %(number)d addresses: %(sites)d of %(total)d sites need somebody.",
            len(to),
        )
        self.stdout.write(said % {"number": len(to), "sites": found.number, "total": found.total})


def _read_addresses(given: Any) -> list[str]:
    addresses = [given] if isinstance(given, str) else list(given)
    if not addresses:
        raise CommandError(
            _("Nobody to send it to: name addresses with --to or in the setting DIGEST_TO.")
        )
    for address in addresses:
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(
                _("%(address)r is no e-mail address.") % {"address": address}
            ) from error
    return addresses
