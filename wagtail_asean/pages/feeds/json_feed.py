"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

What the format has no member for stands in our own extension, `_asean`: labels by code, the
origin, and what has left.
"""

from __future__ import annotations

import json
from typing import Any

from wagtail_asean.protocol import format_time

from .contents import Entry, Feed
from .texts import clean

VERSION = "https://jsonfeed.org/version/1.1"


def write(feed: Feed) -> bytes:
    """Write a feed."""
    document = {
        "version": VERSION,
        "title": clean(feed.title),
        "description": clean(feed.subtitle),
        "language": feed.language,
        "home_page_url": feed.home_url,
        "feed_url": feed.self_url,
        "next_url": feed.next_url,
        "authors": [{"name": clean(feed.author)}],
        "_asean": _given(
            {
                "deleted": [
                    {"id": gone.id, "when": format_time(gone.when)} for gone in feed.deletions
                ]
            }
        ),
    }
    return _dump({**_given(document), "items": [_item(entry) for entry in feed.entries]})


def _item(entry: Entry) -> dict[str, Any]:
    author = entry.author or entry.origin_site
    return _given(
        {
            "id": entry.id,
            "url": entry.url,
            "title": clean(entry.title),
            # One of content_html and content_text must be there; the text itself is on the page.
            "content_text": clean(entry.summary or entry.title),
            "image": entry.picture.url if entry.picture else "",
            "date_published": format_time(entry.published),
            "date_modified": format_time(entry.updated),
            "authors": [{"name": clean(author)}] if author else [],
            "tags": [clean(category.name) for category in entry.categories],
            "language": entry.language,
            "_asean": _extension(entry),
        }
    )


def _extension(entry: Entry) -> dict[str, Any]:
    labels = [
        {"scheme": category.scheme, "code": clean(category.code)} for category in entry.categories
    ]
    return _given(
        {
            "labels": labels,
            "origin_site": clean(entry.origin_site),
            "origin_url": entry.origin_url,
        }
    )


def _given(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value}


def _dump(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()
