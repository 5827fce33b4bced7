"""What readers meet at the hub and at two schools, in the frames of their sites."""

from __future__ import annotations

import pytest

from .demonstration import HUB, SCHOOL_A, SCHOOL_B

SITES = pytest.mark.parametrize("site", [HUB, SCHOOL_A, SCHOOL_B])

KINDS_OF_PAGES = {
    "asean-banner",
    "asean-cards",
    "asean-article",
    "asean-shelf",
    "asean-exhibit--banner",
    "asean-exhibit--poster",
    "asean-exhibit--slogan",
    "asean-exhibit--led-message",
    "asean-exhibit--campaign",
}


def told(findings):
    return "\n" + "\n".join(dict.fromkeys(map(str, findings)))


@SITES
def test_every_kind_of_page_is_looked_at(look_at, site):
    assert look_at(site).marks >= KINDS_OF_PAGES


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
