"""Let a school's board write in the column that has come from the hub, and write there."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from example_site.demo.own_pages import write_own_pages


class Command(BaseCommand):
    help = "Publishes this school's own pages in the sections of the hub's column."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("asean_plant_column", "--level", "school", stdout=self.stdout)
        self.stdout.write(f"{write_own_pages()} pages of the school's own written.")
