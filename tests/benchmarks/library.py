"""The library of a benchmark's site: thousands of banners, its chooser, and a slot of its pages."""

from __future__ import annotations

import copy
import io
import json
import time
import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import transaction
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.models import Locale, Site

from wagtail_asean.library.inventory import catalogue
from wagtail_asean.library.models import Banner, Occasion
from wagtail_asean.library.placements import showings

from .clones import NAMESPACE
from .counting import counted

FORMATS = {"web-hero": (1920, 600), "web-mobile": (640, 360)}
SLOT = Template('{% load wagtail_asean_library %}{% asean_banner "header" %}')
PIECE = 500


def plant_banners(count: int) -> None:
    """Add approved banners until there are `count`, each with pictures and an occasion."""
    start = Banner.objects.count()
    with transaction.atomic():
        for first in range(start, count, PIECE):
            numbers = range(first, min(first + PIECE, count))
            Banner.objects.bulk_create(list(_banners(numbers)))
        catalogue.rebuild()
        showings.refresh()


def _banners(numbers: range) -> Iterator[Banner]:
    images = {code: _images(code, numbers) for code in FORMATS}
    occasions = list(Occasion.objects.filter(live=True).order_by("code"))
    locale = Locale.objects.get()
    for place, number in enumerate(numbers):
        banner = Banner(
            title=f"Ngày hội ASEAN, bản {number}",
            alt_text=f"Chào mừng ngày hội ASEAN, bản {number}",
            pictures=json.dumps(_pictures(number, {c: images[c][place].pk for c in images})),
            occasion=occasions[number % len(occasions)],
            locale=locale,
            translation_key=uuid.uuid5(NAMESPACE, f"banner/{number}"),
        )
        banner.record_approval(role="Lãnh đạo Sở", day=date(2026, 11, 1), number=f"BT-{number}")
        yield banner


def _pictures(number: int, images: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "type": "picture",
            "id": str(uuid.uuid5(NAMESPACE, f"banner/{number}/{code}")),
            "value": {"format": code, "image": pk},
        }
        for code, pk in images.items()
    ]


def _images(code: str, numbers: range) -> list[Any]:
    """Store an image for each banner; all of a format share one file, which nobody compares."""
    model: Any = get_image_model()
    title = f"Ảnh {code}"
    first = model.objects.filter(title=title).order_by("pk").first() or _store(title, FORMATS[code])
    rows = [copy.copy(first) for _ in numbers]
    for row, number in zip(rows, numbers, strict=True):
        row.pk, row.title = None, f"{title} {number}"
    return list(model.objects.bulk_create(rows))


def _store(title: str, size: tuple[int, int]) -> Any:
    content = io.BytesIO()
    PillowImage.new("RGB", size, "navy").save(content, "JPEG")
    image = get_image_model().objects.create(
        title=title, file=ContentFile(content.getvalue(), name=f"{size[0]}.jpg")
    )
    image.get_file_hash()
    return image


# -- the chooser -----------------------------------------------------------------------------


def choose(words: str = "") -> dict[str, Any]:
    """Read the list that an editor chooses a banner from; measure it."""
    name = Banner.snippet_viewset.chooser_viewset.get_url_name("choose_results")
    client = _editor()
    with counted() as queries:
        began = time.perf_counter()
        response = client.get(reverse(name), {"q": words} if words else {})
        took = time.perf_counter() - began
    return {
        "seconds": took,
        "queries": queries.all,
        "status": response.status_code,
        "has_banners": "Ngày hội ASEAN" in response.content.decode(),
    }


def _editor() -> Client:
    users = get_user_model().objects
    user = users.filter(username="admin").first() or users.create_superuser("admin")
    client = Client()
    client.force_login(user)
    return client


# -- a slot ----------------------------------------------------------------------------------


def show_slot() -> dict[str, int]:
    """Show a slot as a page's template does: with an empty cache, and again out of the cache."""
    site = Site.objects.get()
    _render(site)  # makes the renditions
    showings.forget_cached()
    return {"banner_queries": _render(site), "banner_queries_cached": _render(site)}


def _render(site: Site) -> int:
    request = RequestFactory().get("/", headers={"host": site.hostname})
    # Every page that Wagtail serves has looked for its site before its template begins.
    Site.find_for_request(request)
    with counted() as queries:
        shown = SLOT.render(Context({"request": request}))
    if "Chào mừng ngày hội ASEAN" not in shown:
        raise AssertionError(f"The slot shows {shown!r}.")
    return queries.all


def refresh() -> float:
    """Write the table of who is shown when, as each change of a banner does; return seconds."""
    began = time.perf_counter()
    showings.refresh()
    return time.perf_counter() - began


COMMANDS = (plant_banners, choose, show_slot, refresh)
