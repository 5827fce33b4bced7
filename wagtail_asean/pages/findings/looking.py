from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from . import advice, articles, everywhere, people
from .finding import Finding

Look = Callable[[Any], Iterator[Finding]]

# In the order of the form. What a page has no fields for is passed over by each.
RULES: tuple[Look, ...] = (
    articles.press_digest,
    articles.fact_check,
    articles.market_note,
    everywhere.own_facts,
    everywhere.pictures,
    people.consents,
    everywhere.rights,
)
ADVICE: tuple[Look, ...] = (
    advice.title,
    advice.summary,
    advice.lead_image,
    articles.to_look_at_again,
    advice.labels,
    people.to_look_at,
    advice.same_source,
    advice.dead_links,
    advice.languages,
)


def stops(page: Any) -> list[Finding]:
    """Return what keeps a page, as it stands now, from being published or submitted."""
    if page.came_from_elsewhere:
        return []
    return [finding for look in RULES for finding in look(page)]


def findings(page: Any) -> list[Finding]:
    """Return all there is to say about a page before it is published, the gravest first."""
    if page.came_from_elsewhere:
        return []
    return [*stops(page), *(finding for look in ADVICE for finding in look(page))]
