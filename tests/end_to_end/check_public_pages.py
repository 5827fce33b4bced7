"""What readers meet at the hub and at two schools, in the frames of their sites."""

from __future__ import annotations

import pytest

from .demonstration import HUB, SCHOOL_A, SCHOOL_B

SITES = pytest.mark.parametrize("site", [HUB, SCHOOL_A, SCHOOL_B])

KINDS_OF_PAGES = {
    # What one reads.
    "asean-article--article",
    "asean-article--event",
    "asean-article--contest",
    "asean-article--country",
    "asean-article--destination",
    "asean-article--showcase",
    "asean-article--publication",
    "asean-article--award",
    # Kinds of articles that look otherwise: fact check, press digest, market note, photo story.
    "asean-claim",
    "asean-original",
    "asean-market",
    "asean-gallery",
    # Parts that only some of them have.
    "asean-unnamed",
    "asean-winners",
    "asean-schedule",
    "asean-greetings",
    "asean-table",
    # The column: its front, its search, what it finds, what it does not, and its further pages.
    "asean-cards",
    "asean-days",
    "asean-lead",
    "asean-upcoming",
    "asean-search",
    "asean-found",
    "asean-chosen",
    "asean-empty",
    "asean-pagination",
    "asean-stale",
    # The quiz: its questions, sent empty, and answered rightly, wrongly and not at all.
    "asean-question",
    "asean-quiz__summary--empty",
    "asean-quiz__summary",
    "asean-marked__item--right",
    "asean-marked__item--wrong",
    # What the tags put on pages of the site's own.
    "asean-banner",
    "asean-latest",
    # The library.
    "asean-shelf",
    "asean-exhibit--banner",
    "asean-exhibit--poster",
    "asean-exhibit--slogan",
    "asean-exhibit--led-message",
    "asean-exhibit--campaign",
}
# What only a school's pages have.
FROM_ELSEWHERE = {"asean-origin"}


def told(findings):
    return "\n" + "\n".join(dict.fromkeys(map(str, findings)))


@SITES
def test_every_kind_of_page_is_looked_at(look_at, site):
    kinds = KINDS_OF_PAGES if site == HUB else KINDS_OF_PAGES | FROM_ELSEWHERE
    assert not kinds - look_at(site).marks


@SITES
def test_no_public_page_breaks_a_rule_of_accessibility(look_at, site):
    violations = look_at(site).violations
    assert not violations, told(violations)


@SITES
def test_no_public_page_scrolls_sideways(look_at, site):
    sideways = look_at(site).sideways
    assert not sideways, told(sideways)


@SITES
def test_public_pages_ask_no_other_host_for_anything(look_at, site):
    foreign = look_at(site).foreign
    assert not foreign, told(foreign)


@SITES
def test_public_pages_load_without_an_error(look_at, site):
    errors = look_at(site).errors
    assert not errors, told(errors)
