"""Tell the runner which page the column goes under."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from wagtail.models import Site


class Command(BaseCommand):
    help = "Prints the key of this site's home page."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(Site.objects.get(is_default_site=True).root_page_id))
