"""Take in a bundle, at a site that has no line."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import swapper
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from wagtail_asean.exceptions import BundleError, RunInProgress, WagtailAseanError
from wagtail_asean.subscriber import importing, trust
from wagtail_asean.subscriber.bundles import BundleFile
from wagtail_asean.subscriber.models import Subscription

Page = swapper.load_model("wagtailcore", "Page")


class Command(BaseCommand):
    help = (
        "Verifies a bundle and brings this site to its state. Cut short, it goes on when it is"
        " given the same bundle again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("bundle", type=Path, help="The file that asean_export has made.")
        parser.add_argument("--dry-run", action="store_true", help="Only verify it.")
        parser.add_argument(
            "--fingerprint",
            help="At a site that follows no hub yet: the fingerprint that the office gave you.",
        )
        parser.add_argument("--name", default="ASEAN", help="What to call a new subscription.")
        parser.add_argument(
            "--parent", type=int, help="The id of the page under which a new column goes."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            bundle = BundleFile(options["bundle"])
        except BundleError as error:
            raise CommandError(str(error)) from error
        try:
            self.take_in(bundle, options)
        except (WagtailAseanError, RunInProgress) as error:
            raise CommandError(str(error)) from error
        finally:
            bundle.close()

    def take_in(self, bundle: BundleFile, options: dict[str, Any]) -> None:
        """Verify the bundle, and import it unless this is a dry run."""
        subscription = Subscription.objects.filter(hub_uid=bundle.head.root.hub).first()
        if subscription is None:
            subscription = self.subscribe(bundle, options)
        if options["dry_run"]:
            importing.check(subscription, bundle)
            self.say_contents(bundle)
            return
        bar = tqdm(
            desc=subscription.name,
            unit=_("items"),
            file=self.stderr,
            disable=None if options["verbosity"] == 1 else options["verbosity"] == 0,
            leave=False,
        )

        def report(done: int, known: int) -> None:
            bar.total = known
            bar.update(done - bar.n)

        with bar:
            result = importing.import_bundle(subscription, bundle, report)
        run = result.run
        if run is None:
            self.stdout.write(_("%(name)s: nothing new.") % {"name": subscription.name})
            return
        self.stdout.write(
            _(
                "%(name)s: %(created)d new, %(updated)d updated, %(withdrawn)d withdrawn,"
                " %(skipped)d skipped, %(set_aside)d set aside."
            )
            % {
                "name": subscription.name,
                "created": run.created,
                "updated": run.updated,
                "withdrawn": run.withdrawn,
                "skipped": run.skipped,
                "set_aside": run.set_aside,
            }
        )
        for row in subscription.set_aside.all()[:20]:
            self.stdout.write(f"  {row}: {row.message}")

    def subscribe(self, bundle: BundleFile, options: dict[str, Any]) -> Subscription:
        """Make the subscription of a site that follows no hub yet."""
        root = bundle.head.root
        if not options["fingerprint"]:
            keys = ", ".join(key.fingerprint for key in trust.read_keys(root))
            raise CommandError(
                _(
                    "This site does not follow “%(hub)s” yet. Compare the fingerprint %(keys)s with"
                    " the one that the office gave you, and give that with --fingerprint."
                )
                % {"hub": root.name, "keys": keys}
            )
        parent = None
        if options["parent"] is not None:
            parent = Page.objects.filter(pk=options["parent"]).first()
            if parent is None:
                raise CommandError(_("There is no page %(id)d.") % {"id": options["parent"]})
        return importing.subscribe_by(
            bundle, options["fingerprint"], name=options["name"], parent_page=parent
        )

    def say_contents(self, bundle: BundleFile) -> None:
        """Print what the bundle holds."""
        contents = bundle.contents
        self.stdout.write(
            _(
                "The bundle of %(hub)s is whole: %(changes)d changes (%(since)d to %(until)d),"
                " %(files)d files, %(megabytes)d MB, made at %(made)s."
            )
            % {
                "hub": bundle.head.root.name,
                "changes": contents.changes,
                "since": contents.since,
                "until": contents.until,
                "files": contents.assets,
                "megabytes": contents.bytes // 1_000_000,
                "made": bundle.head.made_at,
            }
        )
