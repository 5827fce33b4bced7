"""What this school really shows of its hub, for the checked story."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand

from wagtail_asean.subscriber.models import MirroredItem
from wagtail_asean.subscriber.verify import rebuild


class Command(BaseCommand):
    help = (
        "Prints, as JSON, the digest of each item shown here. Each document is made again from the"
        " page or banner and the bytes of its files; nothing is taken from the bookkeeping."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        digests = {}
        for row in MirroredItem.objects.live().select_related("subscription", "content_type"):
            instance = row.get_object()
            item = rebuild(row, read_files=True)
            if item is not None and getattr(instance, "live", True):
                digests[str(row.key)] = item.digest()
        json.dump(digests, self.stdout)
