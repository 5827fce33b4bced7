"""Follow a hub from the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

import swapper
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from wagtail_asean.exceptions import WagtailAseanError
from wagtail_asean.subscriber.actions import check_connection, subscribe
from wagtail_asean.subscriber.models import Subscription

Page = swapper.load_model("wagtailcore", "Page")


class Command(BaseCommand):
    help = "Adds a subscription to a hub, after asking the hub whether the key is good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("hub_url", help="The address of the hub's API.")
        parser.add_argument("key", nargs="?", help="The key; asked for where it is not given.")
        parser.add_argument("--name", default="ASEAN", help="What to call the subscription.")
        parser.add_argument(
            "--parent", type=int, help="The id of the page under which the column goes."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        subscription = Subscription(name=options["name"], hub_url=options["hub_url"])
        subscription.key = options["key"] or getpass(_("Key: "))
        if options["parent"] is not None:
            subscription.parent_page = Page.objects.filter(pk=options["parent"]).first()
            if subscription.parent_page is None:
                raise CommandError(_("There is no page %(id)d.") % {"id": options["parent"]})
        try:
            subscription.full_clean()
            subscribe(subscription, check_connection(subscription))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except WagtailAseanError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("%(name)s is subscribed. `manage.py asean_sync` fetches the column.")
            % {"name": subscription.name}
        )
