"""Follow the hub once and tell what this school then really shows, for the checked story."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from wagtail_asean.subscriber.models import MirroredItem
from wagtail_asean.subscriber.verify import rebuild


class Command(BaseCommand):
    help = (
        "Synchronises, then prints as JSON what went wrong, if anything, and the digest of each"
        " item. Each document is made again from the page or banner and the bytes of its files;"
        " no digest is taken from the bookkeeping."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only-look", action="store_true", help="Do not synchronise.")

    def handle(self, *args: Any, **options: Any) -> None:
        error = "" if options["only_look"] else _follow()
        json.dump({"error": error, "digests": _digests()}, self.stdout)


def _follow() -> str:
    """Synchronise; return what went wrong."""
    said = StringIO()
    try:
        call_command("asean_sync", verbosity=0, stdout=said, stderr=said)
    except CommandError as raised:
        return f"{said.getvalue()}{raised}"
    return ""


def _digests() -> dict[str, str]:
    digests = {}
    for row in MirroredItem.objects.live().select_related("subscription", "content_type"):
        item = rebuild(row, read_files=True)
        # What is past its date is kept, but not shown.
        is_in_place = row.expired or getattr(row.get_object(), "live", True)
        if item is not None and is_in_place:
            digests[str(row.key)] = item.digest()
    return digests
