"""Put the feed into a file, for a site that has no line."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from wagtail_asean.exceptions import BundleError
from wagtail_asean.hub import bundles
from wagtail_asean.hub.models import Subscriber


class Command(BaseCommand):
    help = (
        "Writes a bundle: the feed with its files, signed, to be carried to a site without a line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bundle", type=Path, help="The file to write, such as asean.zip.")
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--since",
            type=int,
            default=0,
            help="Only what came after this change (a number that asean_import has printed).",
        )
        which.add_argument(
            "--for",
            dest="subscriber",
            help="Only what came after that which this subscriber has reported.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        bar = tqdm(
            unit=_("items"),
            file=self.stderr,
            disable=None if options["verbosity"] == 1 else options["verbosity"] == 0,
            leave=False,
        )

        def report(done: int, known: int) -> None:
            bar.total = known
            bar.update(done - bar.n)

        try:
            with bar:
                made = bundles.export(options["bundle"], since=_since(options), report=report)
        except BundleError as error:
            raise CommandError(str(error)) from error
        contents = made.contents
        self.stdout.write(
            _(
                "%(file)s: %(changes)d changes (%(since)d to %(until)d), %(files)d files,"
                " %(megabytes)d MB."
            )
            % {
                "file": options["bundle"],
                "changes": contents.changes,
                "since": contents.since,
                "until": contents.until,
                "files": contents.assets,
                "megabytes": contents.bytes // 1_000_000,
            }
        )
        self.stdout.write(
            _("Signed by the key %(fingerprint)s.") % {"fingerprint": made.fingerprint}
        )
        for name in made.missing:
            self.stderr.write(_("Missing in the storage: %(file)s.") % {"file": name})


def _since(options: dict[str, Any]) -> int:
    name = options["subscriber"]
    if name is None:
        return int(options["since"])
    found = Subscriber.objects.filter(name=name).first()
    if found is None:
        raise CommandError(_("There is no subscriber named “%(name)s”.") % {"name": name})
    return found.read_up_to or 0
