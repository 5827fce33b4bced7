"""What the hub of the benchmark can be told to do."""

from __future__ import annotations

import copy
import dataclasses
import time
from typing import Any

from django.core.management import call_command
from django.db import transaction
from wagtail.models import Locale, Page, Site

from tests.host.models import HomePage
from wagtail_asean import protocol
from wagtail_asean.hub import actions
from wagtail_asean.hub.cursors import cursor_for
from wagtail_asean.hub.documents import announce, make_document
from wagtail_asean.hub.eligibility import Eligibility
from wagtail_asean.hub.models import Change, Feed
from wagtail_asean.library.actions import load_reference_data
from wagtail_asean.pages.models import ArticlePage

from . import clones, content
from .counting import RequestLog


def set_up() -> None:
    """Make the site that all others begin as: a home page and the library's terms."""
    call_command("migrate", verbosity=0)
    root = Page.get_first_root_node()
    locale = Locale.objects.get()
    home = root.add_child(instance=HomePage(title="Trang chủ", slug="trang-chu", locale=locale))
    Site.objects.all().delete()
    Site.objects.create(hostname="127.0.0.1", root_page=home, is_default_site=True)
    for welcome in root.get_children().exact_type(Page):
        welcome.delete()
    load_reference_data()


def plant(title: str, articles: int, *, with_pictures: bool = False) -> int:
    """Publish a column with articles and return the page's key."""
    column = content.plant_column(title)
    content.plant_articles(column, articles, with_pictures=with_pictures)
    actions.renew_epoch()
    return column.pk


def clone(count: int) -> None:
    """Add copies of the articles to the tree and to the feed, in bulk; check some of them."""
    known = {row.item_id: row for row in Change.objects.filter(type="article")}
    head = Feed.objects.current().head
    with transaction.atomic():
        pairs = clones.clone_pages(count, clones.clone_id)
        rows = [
            _cloned_change(known[source.translation_key], clone, number, head + 1 + number)
            for number, (source, clone) in enumerate(pairs)
        ]
        Change.objects.bulk_create(rows, batch_size=500)
        Feed.objects.update(head=head + count)
    for page in ArticlePage.objects.order_by("?")[:10]:
        made = make_document(page, Eligibility())
        if Change.objects.get(item_id=page.translation_key).document != made.text.decode():
            raise AssertionError(f"The feed's document of {page} is not what the page makes.")


def _cloned_change(known: Change, clone: Any, number: int, sequence: int) -> Change:
    row = copy.copy(known)
    row.pk, row.sequence, row.item_id = None, sequence, clone.translation_key
    row.title, row.object_id = clone.title, str(clone.pk)
    row.document = clones.cloned_document(known.document, number)
    text = row.document.encode()
    row.digest, row.size = protocol.digest(text), len(text)
    said = dataclasses.replace(
        protocol.read_change(protocol.parse(known.announcement)),
        sequence=sequence,
        id=row.item_id,
        digest=row.digest,
        size=row.size,
    )
    row.announcement = announce(said)
    return row


def add_key(name: str) -> str:
    """Let a school read the feed."""
    return actions.add_subscriber(name)[1]


def size_of_feed() -> int:
    """Return how many items the feed shows."""
    return Change.objects.live().count()


def change_one(number: int) -> float:
    """Change one article; return how many seconds `record_change` took."""
    pages = ArticlePage.objects.order_by("path")
    page = pages[number % 50]
    ArticlePage.objects.filter(pk=page.pk).update(summary=f"Tóm tắt mới, lần {number}.")
    began = time.perf_counter()
    change = actions.record_change(page)
    took = time.perf_counter() - began
    if change is None:
        raise AssertionError(f"The change of {page} was not recorded.")
    return took


def requests() -> list[dict[str, Any]]:
    """Return the requests answered since the last time."""
    return RequestLog.take()


def head() -> int:
    """Return the feed's newest sequence."""
    return Feed.objects.current().head


def cursor_before_articles() -> str:
    """Return the cursor behind which only articles come."""
    other = Change.objects.exclude(type="article").order_by("-sequence").first()
    return cursor_for(Feed.objects.current(), other.sequence)


def cursor_ahead(count: int) -> str:
    """Return the cursor of a reader who will have read `count` changes more than there are."""
    feed = Feed.objects.current()
    return cursor_for(feed, feed.head + count)


COMMANDS = (
    set_up,
    plant,
    clone,
    add_key,
    size_of_feed,
    change_one,
    requests,
    head,
    cursor_before_articles,
    cursor_ahead,
)
