"""Connect this site to a hub with a link, or say whether it is a copy."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

import swapper
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from wagtail_asean.exceptions import WagtailAseanError
from wagtail_asean.subscriber import copies, enrolment, places
from wagtail_asean.subscriber.models import Subscription

Page = swapper.load_model("wagtailcore", "Page")


class Command(BaseCommand):
    help = "Connects this site to a hub with the link that the hub's office gave."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("link", nargs="?", help="The link; put it in quotation marks.")
        parser.add_argument(
            "--parent", type=int, help="The id of the page under which the column goes."
        )
        parser.add_argument(
            "--policy",
            choices=Subscription.Policy.values,
            help="What happens with what is new; follow by default.",
        )
        parser.add_argument("--yes", action="store_true", help="Ask nothing.")
        answers = parser.add_mutually_exclusive_group()
        answers.add_argument(
            "--this-is-the-original",
            action="store_true",
            help="The site has moved: go on where it is now.",
        )
        answers.add_argument(
            "--this-is-a-copy",
            action="store_true",
            help="The site is a copy: forget the original's key, keep the pages.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["this_is_the_original"] or options["this_is_a_copy"]:
            self.answer(is_copy=options["this_is_a_copy"])
            return
        if not options["link"]:
            raise CommandError(_("Give the link that the hub's office gave you."))
        try:
            self.connect(enrolment.look(enrolment.read_link(options["link"])), options)
        except WagtailAseanError as error:
            raise CommandError(str(error)) from error

    def connect(self, encounter: enrolment.Encounter, options: dict[str, Any]) -> None:
        """Show the hub, ask, and connect to it."""
        parent = _find_parent(encounter, options["parent"])
        known = encounter.known
        policy = options["policy"] or (known.policy if known else Subscription.Policy.FOLLOW)
        self.stdout.write(_("Hub: %(name)s") % {"name": encounter.name})
        if encounter.root.unit:
            self.stdout.write(_("Unit: %(unit)s") % {"unit": encounter.root.unit})
        self.stdout.write(
            _("Fingerprint of its key: %(fingerprint)s")
            % {"fingerprint": encounter.key.fingerprint}
        )
        self.stdout.write(
            _("Place of the column: %(page)s") % {"page": parent.title if parent else "–"}
        )
        if not options["yes"] and not self.is_confirmed():
            raise CommandError(_("Nothing was connected."))
        subscription = enrolment.enrol(encounter, parent=parent, policy=policy)
        self.stdout.write(
            _("%(name)s is connected. `manage.py asean_sync` fetches the column.")
            % {"name": subscription.name}
        )

    def is_confirmed(self) -> bool:
        """Ask whether this is the right hub; no is the answer of a closed line too."""
        question = _("Is this the right hub? Type yes to connect: ")
        try:
            answer = input(question)
        except EOFError:
            return False
        return answer.strip().lower() in ("yes", "y", str(_("yes")))

    def answer(self, *, is_copy: bool) -> None:
        """Answer the question of the copy for every subscription in which it is open."""
        rows = list(Subscription.objects.all())
        rows = [row for row in rows if row.pause or copies.differences(row)]
        if not rows:
            self.stdout.write(_("No subscription asks whether this site is a copy."))
        for row in rows:
            (copies.declare_copy if is_copy else copies.declare_original)(row)
            said = (
                _("%(name)s: the key is forgotten; the pages stay as they are.")
                if is_copy
                else _("%(name)s goes on as before.")
            )
            self.stdout.write(said % {"name": row.name})


def _find_parent(encounter: enrolment.Encounter, pk: int | None) -> Any:
    """Return the page that was named, was chosen before, or is the topmost that allows us."""
    if pk is not None:
        page = Page.objects.filter(pk=pk).first()
        if page is None:
            raise CommandError(_("There is no page %(id)d.") % {"id": pk})
        refusal = places.refusal(page)
        if refusal:
            raise CommandError(refusal)
        return page
    if encounter.known is not None:
        return encounter.known.parent_page
    found = places.places()
    return found[0].page if found else None
