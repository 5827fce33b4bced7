"""Bring this site's subscriptions to their hubs' state; meant for cron."""

from __future__ import annotations

import json
import signal
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from wagtail_asean.exceptions import RunInProgress, WagtailAseanError
from wagtail_asean.moments import aware
from wagtail_asean.subscriber import aside, key_rotation, schedule, sync, verify
from wagtail_asean.subscriber.models import Subscription

# Seconds until a command that waits notices that its end was asked for.
LONGEST_NAP = 0.5


class Command(BaseCommand):
    help = "Brings the subscriptions of this site to the state of their hubs."
    is_ending = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "subscription", nargs="*", help="Names of subscriptions; all active ones by default."
        )
        parser.add_argument(
            "--full", action="store_true", help="Read everything, compare, and repair."
        )
        parser.add_argument(
            "--retry", action="store_true", help="Try every set-aside item, not only those due."
        )
        parser.add_argument(
            "--now",
            action="store_true",
            help="Fetch outside the hours, and over the volume, that are set for the line.",
        )
        parser.add_argument(
            "--verify",
            action="store_true",
            help="Fetch nothing; compare every mirror and its files with the hub's digests.",
        )
        parser.add_argument(
            "--jitter",
            type=float,
            default=0,
            metavar="SECONDS",
            help="Wait first, up to so many seconds: each site for another while, so that they"
            " do not ask the hub all at once.",
        )
        parser.add_argument(
            "--loop",
            type=float,
            metavar="SECONDS",
            help="Do not end, but pull again after so many seconds; SIGTERM ends it after the item"
            " at work. For hosts without cron.",
        )
        parser.add_argument("--json", action="store_true", help="With --verify: answer in JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["loop"] is None:
            self.act(options)
            return
        if options["loop"] <= 0:
            raise CommandError(_("The seconds between two runs must be more than 0."))
        signal.signal(signal.SIGTERM, self.note_end)
        while True:
            close_old_connections()
            try:
                self.act(options)
            except CommandError as error:
                self.stderr.write(str(error))
            self.rest(options["loop"])

    def note_end(self, *received: Any) -> None:
        """End when the item at work is done; asked a second time, end at once."""
        if self.is_ending:
            sys.exit(0)
        self.is_ending = True

    def end_if_asked(self) -> None:
        """End here, where nothing is half done."""
        if self.is_ending:
            sys.exit(0)

    def rest(self, seconds: float) -> None:
        """Wait so many seconds, or until the end is asked for."""
        until = time.monotonic() + seconds
        self.end_if_asked()
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, LONGEST_NAP))
            self.end_if_asked()

    def act(self, options: dict[str, Any]) -> None:
        """Do once what was asked for; raises `CommandError` where something is not in order."""
        subscriptions = _select(options["subscription"])
        if not subscriptions:
            self.stdout.write(_("There is no active subscription. Add one in the admin first."))
            return
        act = self.verify if options["verify"] else self.pull
        failed = [
            one.name
            for one in self.in_their_time(subscriptions, options["jitter"])
            if not act(one, options)
        ]
        if failed:
            raise CommandError(_("Not in order: %(names)s.") % {"names": ", ".join(failed)})

    def pull(self, subscription: Subscription, options: dict[str, Any]) -> bool:
        """Pull one subscription and say what it came to; return whether all is well."""
        if not subscription.has_line:
            self.stdout.write(
                _("%(name)s has no line to its hub: bundles are brought to it (asean_import).")
                % {"name": subscription.name}
            )
            return True
        if not sys.stdin.isatty():
            schedule.note_run(subscription)
        if options["retry"]:
            aside.retry_now(subscription)
        bar = tqdm(
            desc=subscription.name,
            unit=_("items"),
            file=self.stderr,
            disable=None if options["verbosity"] == 1 else options["verbosity"] == 0,
            leave=False,
        )
        try:
            with bar:
                result = sync.pull(
                    subscription,
                    full=options["full"],
                    is_metered=not options["now"],
                    report=self.reporter(bar),
                )
        except RunInProgress as error:
            self.stdout.write(str(error))
            return True
        except WagtailAseanError as error:
            self.stderr.write(f"{subscription.name}: {error}")
            return False
        self.summarise(subscription, result)
        key_rotation.rotate_if_due(subscription)
        return True

    def summarise(self, subscription: Subscription, result: sync.Result) -> None:
        """Print what a pull came to."""
        run = result.run
        if run is None:
            self.stdout.write(_("%(name)s: nothing new.") % {"name": subscription.name})
            return
        self.stdout.write(
            _(
                "%(name)s: %(created)d new, %(updated)d updated, %(withdrawn)d withdrawn,"
                " %(skipped)d skipped, %(set_aside)d set aside;"
                " %(requests)d requests, %(kilobytes)d kB."
            )
            % {
                "name": subscription.name,
                "created": run.created,
                "updated": run.updated,
                "withdrawn": run.withdrawn,
                "skipped": run.skipped,
                "set_aside": run.set_aside,
                "requests": run.requests,
                "kilobytes": run.bytes_received // 1000,
            }
        )
        for row in subscription.set_aside.all()[:20]:
            self.stdout.write(f"  {row}: {row.message}")

    def in_their_time(
        self, subscriptions: list[Subscription], jitter: float
    ) -> Iterator[Subscription]:
        """Give each subscription after its delay, the earliest first."""
        began, now = time.monotonic(), aware(timezone.now())
        delays = {one.pk: schedule.delay(one.uid, now, max(jitter, 0)) for one in subscriptions}
        for subscription in sorted(subscriptions, key=lambda one: delays[one.pk]):
            self.rest(began + delays[subscription.pk] - time.monotonic())
            yield subscription

    def reporter(self, bar: tqdm) -> sync.Report:
        """Return what moves the bar, and ends the run between two items where that was asked."""

        def report(done: int, known: int) -> None:
            bar.total = known
            bar.update(done - bar.n)
            self.end_if_asked()

        return report

    def verify(self, subscription: Subscription, options: dict[str, Any]) -> bool:
        """Compare one subscription with its hub and say what differs."""
        comparison = verify.compare_with_hub(subscription)
        if options["json"]:
            self.stdout.write(json.dumps(comparison.to_json(), ensure_ascii=False))
            return comparison.is_true
        self.stdout.write(
            _("%(name)s: %(true)d of %(all)d items are as the hub has them.")
            % {
                "name": subscription.name,
                "true": comparison.true,
                "all": comparison.carried,
            }
        )
        for found in comparison.differences:
            self.stdout.write(f"  {found.title or found.key}: {found.message}")
        return comparison.is_true


def _select(names: list[str]) -> list[Subscription]:
    rows = Subscription.objects.filter(is_active=True)
    if not names:
        return list(rows)
    found = list(rows.filter(name__in=names))
    unknown = set(names) - {row.name for row in found}
    if unknown:
        raise CommandError(
            _("There is no active subscription named %(name)r.") % {"name": sorted(unknown)[0]}
        )
    return found
