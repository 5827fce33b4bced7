"""A reader at a site of the benchmark: the pages of its column, and an article of it."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from wagtail.models import Site

from wagtail_asean.pages.models import ArticlePage, ColumnPage, ListedEntry

from .counting import counted

_LOADED = re.compile(r'(?:<link rel="stylesheet" href|<script[^>]* src)="([^"]+)"')


def read_column(query: str = "") -> dict[str, Any]:
    """Read a column's page as a reader does who asks for it; measure it."""
    return _read(f"{_address(ColumnPage.objects.get())}?{query}")


def read_article(number: int) -> dict[str, Any]:
    """Read an article; measure it."""
    page = ArticlePage.objects.exclude(lead_image=None).order_by("path")[number]
    return _read(_address(page))


def count_listed() -> int:
    """Return how many entries the column lists."""
    return ListedEntry.objects.count()


def rarest_topic() -> str:
    """Return the code of a topic that few entries have."""
    found: dict[str, int] = {}
    for codes in ListedEntry.objects.values_list("topics", flat=True):
        for code in filter(None, codes.split("|")):
            found[code] = found.get(code, 0) + 1
    return min(found, key=lambda code: (found[code], code))


def _address(page: Any) -> str:
    return str(page.get_url())


def _read(address: str) -> dict[str, Any]:
    client = Client(headers={"host": Site.objects.get().hostname})
    with counted() as queries:
        began = time.perf_counter()
        response = client.get(address)
        took = time.perf_counter() - began
    html = response.content
    return {
        "seconds": took,
        "queries": queries.all,
        "status": response.status_code,
        "cards": html.count(b"<article"),
        # Without compression: what a weak phone has to read.
        "bytes": len(html) + sum(_size(path) for path in _LOADED.findall(html.decode())),
    }


def _size(address: str) -> int:
    path = finders.find(address.removeprefix(settings.STATIC_URL))
    return Path(str(path)).stat().st_size


COMMANDS = (read_column, read_article, count_listed, rarest_topic)
