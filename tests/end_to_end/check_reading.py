"""Reading at a school: from its home page to an article, on any screen, with or without script."""

from __future__ import annotations

import pytest

from .demonstration import HUB, SCHOOL_A, SCHOOL_B
from .public_pages import HEIGHT, NARROW, WIDE

SITES = pytest.mark.parametrize("site", [HUB, SCHOOL_A, SCHOOL_B])
SCHOOLS = pytest.mark.parametrize("site", [SCHOOL_A, SCHOOL_B])
COLUMN = "Chuyên mục ASEAN"
# Google calls a page good up to 0.1; nothing of ours should move at all, but for the host's frame.
MOST_SHIFT = 0.01
WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const moved = entry.sources.map(({node}) => node?.outerHTML?.slice(0, 120) ?? "");
    window.shifts.push({value: entry.value, moved});
  }
}).observe({type: "layout-shift", buffered: true});
"""
READ_DOWN = """
async () => {
  const pause = () => new Promise((go) => setTimeout(go, 60));
  for (let y = 0; y < document.body.scrollHeight; y += 400) {
    window.scrollTo({top: y, behavior: "instant"});
    await pause();
  }
}
"""


@SCHOOLS
@pytest.mark.parametrize("has_script", [True, False])
def test_a_reader_gets_from_the_home_page_to_an_article_and_back(new_page, site, has_script):
    page = new_page(site, java_script_enabled=has_script)
    page.goto("./")
    with page.expect_navigation():
        page.get_by_role("link", name=COLUMN, exact=True).first.click()
    column = page.url
    card = page.locator(".asean-lead .asean-card__link")
    title = card.inner_text()
    with page.expect_navigation():
        card.click()

    assert page.locator("h1").inner_text() == title
    assert title in page.title()
    assert page.locator(".asean-body").inner_text().strip()
    with page.expect_navigation():
        page.locator(".asean-breadcrumbs").get_by_role("link", name=COLUMN).click()
    assert page.url == column


@SCHOOLS
def test_the_home_page_leads_to_what_is_new_in_the_column(new_page, site):
    page = new_page(site)
    page.goto("./")
    link = page.locator(".asean-latest a").first
    title = link.inner_text()
    with page.expect_navigation():
        link.click()

    assert page.locator("h1").inner_text() == title


@SITES
def test_a_page_tells_search_engines_and_networks_what_it_is(new_page, address_with, site):
    page = new_page(site)
    page.goto(address_with(site, "asean-article--article"))
    title = page.locator("h1").inner_text()

    assert page.locator("head meta[property='og:title']").get_attribute("content") == title
    assert page.locator("head link[rel=canonical]").count() == 1
    assert page.locator("head script[type='application/ld+json']").count() == 1


@SITES
def test_an_event_ahead_is_taken_into_a_calendar(new_page, address_with, site):
    page = new_page(site)
    page.goto(address_with(site, "asean-panel__actions"))
    link = page.locator("a[type='text/calendar']").first
    answer = page.request.get(page.evaluate("link => link.href", link.element_handle()))

    assert answer.ok
    assert answer.headers["content-type"].startswith("text/calendar")
    written = answer.text().replace("\r\n ", "")
    assert written.startswith("BEGIN:VCALENDAR")
    assert page.locator("h1").inner_text() in written.replace("\\", "")


@SCHOOLS
@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize(
    "mark", ["asean-article--article", "asean-article--contest", "asean-sections", "asean-shelf"]
)
def test_nothing_moves_while_a_page_is_loaded_and_read(new_page, address_with, site, width, mark):
    page = new_page(site, viewport={"width": width, "height": HEIGHT})
    page.add_init_script(WATCH_SHIFTS)
    page.goto(address_with(site, mark))
    page.evaluate(READ_DOWN)
    page.wait_for_load_state("networkidle")

    shifts = page.evaluate("() => window.shifts")

    assert sum(shift["value"] for shift in shifts) <= MOST_SHIFT, shifts
