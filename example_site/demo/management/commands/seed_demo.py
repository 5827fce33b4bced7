"""Fill the hub with the sample items, or a school with a home page of its own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from example_site.demo import homes
from example_site.demo.accounts import BOARD, SCHOOL_BOARD, make_accounts


class Command(BaseCommand):
    help = "Fills this example site. What is here already, edited or not, stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The samples and their known password are for DEBUG sites only.")
        {
            "hub": self._hub,
            "school_a": self._school_a,
            "school_b": self._school_b,
            "commune": self._school_a,
            "school_c": self._school_a,
            "school_d": self._school_a,
        }[settings.NAME]()
        make_accounts(BOARD if settings.NAME == "hub" else SCHOOL_BOARD)

    def _hub(self) -> None:
        from example_site.demo import (
            campaigns,
            countries,
            entries,
            evergreen,
            publications,
            works,
        )

        homes.plant_home(homes.DEPARTMENT)
        self._set_up()
        evergreen.plant_occasion()
        call_command("asean_plant_column", "--level", "department", stdout=self.stdout)
        self.stdout.write(f"{entries.write_entries()} pages written.")
        self.stdout.write(f"{countries.write_countries()} pages on countries written.")
        self.stdout.write(f"{publications.write_publications()} publications written.")
        self.stdout.write(f"{works.publish_works()} works of the library approved.")
        self.stdout.write(f"{campaigns.publish_campaigns()} campaigns approved.")
        campaigns.place_theme_banner()

    def _school_a(self) -> None:
        homes.plant_home(homes.SCHOOL)
        self._set_up()

    def _school_b(self) -> None:
        homes.plant_riverside()
        self._set_up()

    def _set_up(self) -> None:
        call_command("asean_load_reference_data", stdout=self.stdout)
        call_command("asean_setup", stdout=self.stdout)
