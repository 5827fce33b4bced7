"""What a site says of itself, when it enrols and with each report, as its row keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail_asean.protocol import SiteReport

from .models import Subscriber

MAX_PROGRAMS = 20
MAX_PROGRAM_NAME = 50
# What every database takes as a number.
MOST = 2**31 - 1
DESCRIPTION = ("instance", "site_url", "policy", "languages", "software", "protocol")


def describe(site: Subscriber, said: SiteReport) -> None:
    """Give a site's row what it says of itself: the fields `DESCRIPTION`, which are to be saved."""
    site.instance = said.instance
    site.site_url = said.url
    site.policy = said.policy
    site.languages = list(said.languages)
    site.software = _programs(said.software)
    site.protocol = min(said.protocol, MOST)


def _programs(software: Mapping[str, Any]) -> dict[str, str]:
    said = [(name, version) for name, version in software.items() if isinstance(version, str)]
    return {_short(name): _short(version) for name, version in said[:MAX_PROGRAMS]}


def _short(text: str) -> str:
    # PostgreSQL's JSON takes no NUL.
    return text.replace("\0", "")[:MAX_PROGRAM_NAME]
