"""Writes the rows that columns list anew, from the pages."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from tqdm import tqdm

from wagtail_asean.pages.column import index
from wagtail_asean.pages.models import ListedEntry


class Command(BaseCommand):
    help = (
        "Write anew what columns list: after an import by code, after a restore, or where a list"
        " or a search does not show what the pages say."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        before = set(ListedEntry.objects.values_list("pk", flat=True))
        steps = tqdm(
            index.rebuild(),
            total=index.count_pages(),
            unit="",
            disable=None if options["verbosity"] else True,
            file=self.stderr,
        )
        looked_at = sum(1 for _page in steps)
        after = set(ListedEntry.objects.values_list("pk", flat=True))
        self.stdout.write(
            _("Pages looked at: %(pages)d. Listed: %(listed)d, new %(new)d, dropped %(dropped)d.")
            % {
                "pages": looked_at,
                "listed": len(after),
                "new": len(after - before),
                "dropped": len(before - after),
            }
        )
