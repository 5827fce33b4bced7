"""Keys of subscribers, from the command line."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from wagtail_asean.hub import actions
from wagtail_asean.hub.models import Subscriber


class Command(BaseCommand):
    help = "Add, list, revoke or rotate the keys of the sites that may read the feed."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="Show all subscribers.")
        for verb, help_text in (
            ("add", "Add a subscriber and show its key, once."),
            ("revoke", "End a subscriber's key."),
            ("rotate", "Give a subscriber a new key and show it, once."),
        ):
            verbs.add_parser(verb, help=help_text).add_argument("name")

    def handle(self, *args: Any, verb: str, name: str = "", **options: Any) -> None:
        name = name.strip()
        if verb == "list":
            self._list()
        elif verb == "add":
            self._add(name)
        else:
            self._change(verb, self._find(name))

    def _list(self) -> None:
        for subscriber in Subscriber.objects.all():
            used = subscriber.last_used_at
            state = _("revoked") if subscriber.is_revoked else pgettext("of a key", "active")
            seen = f"{used:%Y-%m-%d %H:%M}" if used else _("never used")
            columns = (subscriber.name, subscriber.key_prefix, state, seen)
            self.stdout.write("\t".join(str(column) for column in columns))

    def _add(self, name: str) -> None:
        if not name or len(name) > 200:
            raise CommandError(_("A name has from 1 to 200 characters."))
        if Subscriber.objects.filter(name=name).exists():
            raise CommandError(
                _("There is a subscriber “%(name)s” already; rotate gives it a new key.")
                % {"name": name}
            )
        self._show(actions.add_subscriber(name)[1])

    def _change(self, verb: str, subscriber: Subscriber) -> None:
        if verb == "rotate":
            self._show(actions.rotate_key(subscriber))
            return
        actions.revoke(subscriber)
        self.stderr.write(_("The key of “%(name)s” was revoked.") % {"name": subscriber.name})

    def _find(self, name: str) -> Subscriber:
        subscriber = Subscriber.objects.filter(name=name).first()
        if subscriber is None:
            raise CommandError(_("There is no subscriber “%(name)s”.") % {"name": name})
        return subscriber

    def _show(self, key: str) -> None:
        # The key alone goes to the standard output, so that a script can take it.
        self.stderr.write(_("The key, which can't be shown again:"))
        self.stdout.write(key)
