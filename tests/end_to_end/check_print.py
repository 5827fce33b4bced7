"""What comes out of the printer."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from .accessibility import find_violations
from .demonstration import SCHOOL_A, SCHOOL_B

POSTER = "asean-exhibit--poster"
KINDS = ["asean-article", "asean-cards", "asean-shelf", POSTER]
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
    printed = page.locator("nav, form, button, [role=search]")
    assert [one.get_attribute("class") for one in printed.all() if one.is_visible()] == []


@SITES
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_printed_readably_from_a_dark_screen(new_page, address_with, site, kind):
    page = new_page(site)
    page.goto(address_with(site, kind))
    page.emulate_media(media="print", color_scheme="dark")

    violations = [str(found) for found in find_violations(page) if found.rule == "color-contrast"]

    assert not violations, "\n".join(violations)
