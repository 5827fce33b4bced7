"""A page in the words of schema.org, as JSON-LD. No person is named here.

`describe` returns the things that a page is about, one of them the page itself; `write` makes
text of them that is safe within a `<script>`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from wagtail_asean.conf import settings

from ..mixins import ColumnMixin, EntryMixin
from . import things
from .addresses import full_url
from .things import Thing, given

CONTEXT = "https://schema.org"
# What could end the script or, in old browsers, its lines.
_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def write(found: list[Thing]) -> str:
    """Write things as the content of a `<script type="application/ld+json">`."""
    document = {"@context": CONTEXT, "@graph": found}
    # A lone surrogate can't be sent; as an escape it can.
    text = json.dumps(document, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    return text.translate(_ESCAPES)


def describe(head: Any) -> list[Thing]:
    """Return the things that the page of a head is about, nothing for one without an address."""
    if not head.url:
        return []
    page = head.page
    found: list[Thing] = []
    if isinstance(page, ColumnMixin):
        found.append(_collection(head))
    elif isinstance(page, EntryMixin):
        found += _BUILDERS.get(page.entry_type, _article)(head)
    trail = _breadcrumbs(head)
    return [*found, *([trail] if trail else [])]


# -- a column ------------------------------------------------------------------------------


def _collection(head: Any) -> Thing:
    return given(
        {
            "@type": "CollectionPage",
            "name": head.page.title,
            "description": head.description,
            "url": head.url,
            "inLanguage": head.surroundings.language,
            "publisher": things.organisation(_unit(head)),
            "mainEntity": _list(head),
        }
    )


def _list(head: Any) -> Thing | None:
    slice = head.surroundings.entries
    before = (slice.number - 1) * settings.PAGE_SIZE
    items = [
        {
            "@type": "ListItem",
            "position": before + place,
            "url": full_url(getattr(entry, "page", entry), head.request),
            "name": entry.title,
        }
        for place, entry in enumerate(slice.items, 1)
    ]
    return {"@type": "ItemList", "itemListElement": items} if items else None


def _breadcrumbs(head: Any) -> Thing | None:
    above = head.surroundings.breadcrumbs
    trail = [(page.title, full_url(page, head.request)) for page in above]
    if not trail:
        return None
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            given({"@type": "ListItem", "position": place, "name": name, "item": url})
            for place, (name, url) in enumerate([*trail, (head.page.title, head.url)], 1)
        ],
    }


# -- an entry ------------------------------------------------------------------------------


def _unit(head: Any) -> str:
    return str(settings.UNIT_NAME or head.site_name)


def _work(head: Any, type: str) -> Thing:
    """Return what all pages are: a work, with those who answer for it."""
    page = head.page
    origin = page.origin_unit or page.origin_site
    here = things.organisation(_unit(head))
    return given(
        {
            "@type": type,
            "@id": f"{head.url}#entry",
            "name": page.title,
            "description": head.description,
            "url": head.url,
            "mainEntityOfPage": head.url,
            "inLanguage": head.surroundings.language,
            "image": head.picture.url if head.picture else "",
            "datePublished": things.moment(page.first_published_at),
            "dateModified": things.moment(page.last_published_at),
            "publisher": things.organisation(origin) or here,
            "sourceOrganization": things.organisation(origin),
            "provider": here if origin else None,
            # Whether it is a person or a board is not known; it is shown as it is written.
            "creditText": page.author,
            "sameAs": page.origin_url,
            "keywords": [topic.name for topic in head.surroundings.topics],
        }
    )


def _article(head: Any) -> Iterator[Thing]:
    page = head.page
    is_fact_check = getattr(page, "is_fact_check", False)
    work = _work(head, "Article" if is_fact_check else page.schema_type)
    # Search engines cut off what is longer.
    work["headline"] = page.title[:110]
    if not page.author:
        work["author"] = work.get("publisher")
    if getattr(page, "is_press_digest", False):
        work["isBasedOn"] = things.original(page)
    yield given(work)
    review = things.claim_review(head, _unit(head)) if is_fact_check else None
    if review is not None:
        yield review


def _event(head: Any) -> Iterator[Thing]:
    event = things.event(head.page, head.url, head.description)
    if event is None:
        yield _work(head, "WebPage")
        return
    if head.picture:
        event["image"] = head.picture.url
    yield {**event, "inLanguage": head.surroundings.language}


def _contest(head: Any) -> Iterator[Thing]:
    contest = things.contest(head.page, head.url, head.description)
    quiz = things.quiz(head.page, head.url, head.surroundings.language)
    found = [thing for thing in (contest, quiz) if thing is not None]
    yield from found or [_work(head, "WebPage")]


def _country(head: Any) -> Iterator[Thing]:
    page = _work(head, "WebPage")
    yield given({**page, "mainEntity": things.country(head.page, head.page.locale_id)})


def _destination(head: Any) -> Iterator[Thing]:
    page = _work(head, "WebPage")
    place = things.destination(head.page, head.url, head.description)
    if head.picture:
        place["image"] = head.picture.url
    yield given({**page, "mainEntity": place})


def _publication(head: Any) -> Iterator[Thing]:
    page = head.page
    work = _work(head, things.PUBLICATION_TYPES.get(page.kind, page.schema_type))
    yield given({**work, **things.publication(page, head.url)})


_BUILDERS: dict[str, Callable[[Any], Iterator[Thing]]] = {
    "event": _event,
    "contest": _contest,
    "country": _country,
    "destination": _destination,
    "publication": _publication,
}
