"""The keys that this hub signs with, from the command line."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from wagtail_asean.exceptions import ConfigurationError, SigningKeyError
from wagtail_asean.hub import statements
from wagtail_asean.hub.models import HubKey


class Command(BaseCommand):
    help = "List, rotate or revoke the keys that the hub signs with, or announce its new address."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="Show all keys: thumbprint, fingerprint, state, when made.")
        for verb, argument, help_text in (
            ("rotate", "", "Sign with a new key, which the old one vouches for."),
            ("revoke", "thumbprint", "Let nothing hold any more that a key has signed."),
            ("move", "url", "Tell the sites the new address of the API."),
        ):
            added = verbs.add_parser(verb, help=help_text)
            if argument:
                added.add_argument(argument)
            added.add_argument("--dry-run", action="store_true", help="Only say what would be.")
            added.add_argument(
                "--no-input", action="store_true", help="Do not ask whether that is meant."
            )

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, f"_{verb}")(options)
        except (ConfigurationError, SigningKeyError) as error:
            raise CommandError(str(error)) from error

    def _list(self, options: dict[str, Any]) -> None:
        statements.ensure_key()
        for key in HubKey.objects.all():
            made = f"{key.created_at:%Y-%m-%d %H:%M}"
            columns = (key.thumbprint, key.fingerprint, key.state_label, made)
            self.stdout.write("\t".join(str(column) for column in columns))

    def _rotate(self, options: dict[str, Any]) -> None:
        question = _(
            "The hub will sign with a new key. The private part of the old one is deleted. Make a"
            " backup afterwards: one from before does not know the new key."
        )
        if self._is_meant(question, options):
            key = statements.rotate_signing_key()
            self.stdout.write(
                _("The hub signs with a new key: %(fingerprint)s")
                % {"fingerprint": key.fingerprint}
            )

    def _revoke(self, options: dict[str, Any]) -> None:
        key = self._find(options["thumbprint"])
        statements.check_revocable(key)
        question = _(
            "Nothing that the key %(fingerprint)s has signed will hold any more. That can't be"
            " undone."
        ) % {"fingerprint": key.fingerprint}
        if self._is_meant(question, options):
            statements.revoke_signing_key(key)
            self.stdout.write(_("The key was revoked."))

    def _move(self, options: dict[str, Any]) -> None:
        url = statements.read_address(options["url"])
        question = _(
            "All sites will go to %(url)s, each as soon as this hub answers there. Keep the old"
            " address answering until they have."
        ) % {"url": url}
        if self._is_meant(question, options):
            statements.announce_address(url)
            self.stdout.write(_("The new address %(url)s was announced.") % {"url": url})

    def _is_meant(self, question: str, options: dict[str, Any]) -> bool:
        self.stderr.write(question)
        if options["dry_run"]:
            self.stdout.write(_("Nothing was written."))
            return False
        if options["no_input"]:
            return True
        if input(_("Is that meant? Type “yes”: ")).strip().lower() not in ("yes", _("yes")):
            raise CommandError(_("Nothing was done."))
        return True

    def _find(self, thumbprint: str) -> HubKey:
        found = list(HubKey.objects.filter(thumbprint__startswith=thumbprint)[:2])
        if not thumbprint or not found:
            raise CommandError(
                _("This hub has no key “%(key)s”; “asean_keys list” shows them.")
                % {"key": thumbprint[:64]}
            )
        if len(found) > 1:
            raise CommandError(_("Several keys begin so; give more of the thumbprint."))
        return found[0]
