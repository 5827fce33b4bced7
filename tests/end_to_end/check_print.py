"""What comes out of the printer."""

from __future__ import annotations

import io
import unicodedata

import pytest
from pypdf import PdfReader

from .accessibility import find_violations
from .demonstration import SCHOOL_A, SCHOOL_B

POSTER = "asean-exhibit--poster"
ENTRIES = [
    "asean-article--article",
    "asean-article--event",
    "asean-article--contest",
    "asean-article--country",
    "asean-article--publication",
]
KINDS = [
    *ENTRIES,
    "asean-claim",
    "asean-marked",
    "asean-lead",
    "asean-found",
    "asean-shelf",
    POSTER,
]
SITES = pytest.mark.parametrize("site", [SCHOOL_A, SCHOOL_B])
A4 = (595, 842)


@SITES
def test_a_posters_page_is_printed_on_one_sheet_of_a4(new_page, address_with, site):
    page = new_page(site)
    page.goto(address_with(site, POSTER))
    page.wait_for_load_state("networkidle")

    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages

    assert [tuple(map(round, sheet.mediabox[2:])) for sheet in sheets] == [A4]
    text = sheets[0].extract_text()
    assert page.locator("h1").inner_text().split()[0] in text


@SITES
@pytest.mark.parametrize("kind", KINDS)
def test_no_navigation_is_printed(new_page, address_with, site, kind):
    page = new_page(site)
    page.goto(address_with(site, kind))
    page.emulate_media(media="print")

    assert page.locator("h1").is_visible()
    # The questions of a quiz are there to be answered on paper.
    printed = page.locator("nav, form:not(.asean-quiz__form), button, [role=search]")
    assert [one.get_attribute("class") for one in printed.all() if one.is_visible()] == []


@SITES
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_printed_readably_from_a_dark_screen(new_page, address_with, site, kind):
    page = new_page(site)
    page.goto(address_with(site, kind))
    page.emulate_media(media="print", color_scheme="dark")

    violations = [str(found) for found in find_violations(page) if found.rule == "color-contrast"]

    assert not violations, "\n".join(violations)


@SITES
@pytest.mark.parametrize("kind", ENTRIES)
def test_paper_says_where_the_page_is_from_and_where_it_is_on_the_web(
    new_page, address_with, site, kind
):
    page = new_page(site)
    page.goto(address_with(site, kind))
    page.wait_for_load_state("networkidle")
    origin = page.locator(".asean-origin a").inner_text()
    # Not what a reader has answered in a quiz.
    address = page.url.partition("?")[0]

    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages

    printed = without_spaces("".join(sheet.extract_text() for sheet in sheets))
    assert without_spaces(address) in printed
    assert without_spaces(origin) in printed
    assert without_spaces(page.locator("h1").inner_text()) in printed


def without_spaces(text):
    """Lines end elsewhere on paper, and letters with marks may be written in two parts."""
    return "".join(unicodedata.normalize("NFC", text).split())
