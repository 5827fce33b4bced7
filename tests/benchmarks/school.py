"""What a school of the benchmark can be told to do."""

from __future__ import annotations

import copy
import resource
import socket
import time
import uuid
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import transaction
from django.test import RequestFactory, override_settings
from wagtail.images import get_image_model

from tests.host.models import HomePage
from wagtail_asean import protocol
from wagtail_asean.pages.models import ArticlePage, ColumnPage
from wagtail_asean.protocol import Cursor
from wagtail_asean.subscriber import sync, verify
from wagtail_asean.subscriber.feed import PAGE_SIZE
from wagtail_asean.subscriber.models import MirroredItem, Subscription

from . import clones
from .counting import counted


def subscribe(name: str, key: str) -> None:
    """Follow a hub."""
    address = settings.WAGTAILTRANSFER_SOURCES[name]["BASE_URL"]
    subscription = Subscription(
        name=name,
        hub_url=address.replace("wagtail-transfer/", "asean/api/"),
        parent_page=HomePage.objects.get(),
    )
    subscription.key = key
    subscription.save()


def move(name: str, address: str) -> None:
    """Follow the hub at another address."""
    Subscription.objects.filter(name=name).update(hub_url=f"{address}asean/api/")


def pull(name: str, *, is_searched: bool = True) -> dict[str, Any]:
    """Bring a subscription to its hub's state, as `asean_sync` does, and measure it.

    `is_searched` tells whether Wagtail keeps its search index up meanwhile, as it does unless
    a site's settings say otherwise.
    """
    backend = {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": is_searched}
    with override_settings(WAGTAILSEARCH_BACKENDS={"default": backend}):
        return _pull(name)


def _pull(name: str) -> dict[str, Any]:
    subscription = Subscription.objects.get(name=name)
    half: list[int] = []

    def watch(done: int, known: int) -> None:
        if done == 300:
            half.append(_memory())

    with counted() as queries:
        began = time.perf_counter()
        result = sync.pull(subscription, report=watch)
        took = time.perf_counter() - began
    run = result.run
    return {
        "seconds": took,
        "queries": queries.all,
        "writes": queries.writes,
        "requests": result.requests,
        "bytes": result.bytes_received,
        "items": run.created + run.updated if run else 0,
        "left_over": run.set_aside + run.skipped if run else 0,
        "memory_after_300": half[0] if half else 0,
        "memory": _memory(),
    }


def transfer(name: str, page: int) -> dict[str, Any]:
    """Import a page with all below it as wagtail-transfer's own view does, and measure it."""
    from wagtail_transfer.views import import_page

    form = {"source": name, "source_page_id": page, "dest_page_id": HomePage.objects.get().pk}
    request = RequestFactory().post("/", form)
    with counted() as queries:
        began = time.perf_counter()
        import_page(request)
        took = time.perf_counter() - began
    return {"seconds": took, "queries": queries.all, "memory": _memory()}


def inventory(title: str) -> dict[str, int]:
    """Return what is below a column here: its articles, and the pictures whose files are here."""
    column = ColumnPage.objects.get(title=title)
    articles = ArticlePage.objects.child_of(column).live()
    images = get_image_model().objects.filter(pk__in=articles.values("lead_image"))
    return {
        "articles": sum(1 for article in articles if len(article.body.raw_data) == 4),
        "images": sum(1 for image in images if image.file.size == image.file_size > 0),
    }


def compare(name: str) -> list[str]:
    """Compare every mirror with the hub, its files read anew; return what is not true."""
    compared = verify.compare_with_hub(Subscription.objects.get(name=name))
    found = [f"{one.title}: {one.message}" for one in compared.differences]
    return found or ([] if compared.is_true else ["The state is not the hub's."])


def clone(name: str, count: int, head: int) -> None:
    """Add copies of the mirrored articles to the tree and the bookkeeping, in bulk; check some.

    `head` is the hub's newest sequence before it made its own copies.
    """
    subscription = Subscription.objects.get(name=name)
    known = {row.object_id: row for row in MirroredItem.objects.filter(type="article")}
    with transaction.atomic():
        pairs = clones.clone_pages(
            count, lambda number: uuid.uuid5(subscription.uid, str(clones.clone_id(number)))
        )
        rows = [
            _cloned_mirror(known[str(source.pk)], clone, number, head + 1 + number)
            for number, (source, clone) in enumerate(pairs)
        ]
        MirroredItem.objects.bulk_create(rows, batch_size=500)
        # Read on from behind what was cloned.
        subscription.cursor = str(Cursor(epoch=subscription.epoch, sequence=head + count))
        subscription.etag = ""
        subscription.save()
    for row in MirroredItem.objects.filter(type="article").order_by("?")[:10]:
        if (found := verify.difference(row)) is not None:
            raise AssertionError(f"{found.title}: {found.message}")


def _cloned_mirror(known: MirroredItem, clone: Any, number: int, sequence: int) -> MirroredItem:
    row = copy.copy(known)
    row.pk, row.sequence, row.item_id = None, sequence, clones.clone_id(number)
    row.object_id = str(clone.pk)
    row.document = clones.cloned_document(known.document, number)
    row.digest = protocol.digest(row.document.encode())
    return row


def bytes_of_poll(name: str) -> int:
    """Ask what is new as `pull` does, on a bare socket; return how many bytes come back."""
    subscription = Subscription.objects.get(name=name)
    parts = urlsplit(subscription.hub_url)
    query = urlencode({"limit": PAGE_SIZE, "after": subscription.cursor, "include": "documents"})
    lines = (
        f"GET {parts.path}changes/?{query} HTTP/1.1",
        f"Host: {parts.netloc}",
        f"Authorization: Bearer {subscription.key}",
        f"If-None-Match: {subscription.etag}",
        "Connection: close",
        "\r\n",
    )
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as line:
        line.sendall("\r\n".join(lines).encode())
        received = b"".join(iter(lambda: line.recv(65536), b""))
    if b" 304 " not in received.splitlines()[0]:
        raise AssertionError(f"The poll was answered by {received[:200]!r}.")
    return len(received)


def _memory() -> int:
    """Return the most memory this process has had, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


COMMANDS = (subscribe, pull, transfer, inventory, compare, clone, move, bytes_of_poll)
