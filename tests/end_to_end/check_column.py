"""Finding one's way in the column: searching, choosing, turning pages, another language."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from .demonstration import HUB, SCHOOL_A, SCHOOL_B
from .keyboard import tab_to
from .public_pages import FOUND_NOWHERE

SITES = pytest.mark.parametrize("site", [HUB, SCHOOL_A, SCHOOL_B])
SCHOOLS = pytest.mark.parametrize("site", [SCHOOL_A, SCHOOL_B])
WORDS = "[name=q]"
MORE = ".asean-search__summary"
SHOW_WHAT_FITS = ".asean-search__button button"
TITLES = ".asean-card__title"
OWN_PAGES = {SCHOOL_A: "Hoa Mai", SCHOOL_B: "Ven Sông"}


@pytest.fixture
def open_column(new_page, address_with):
    """Open the column of a site at its first page."""

    def open(site, **options):
        page = new_page(site, **options)
        page.goto(address_with(site, "asean-sections").partition("?")[0])
        return page

    return open


def asked(page):
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def titles(page):
    return page.locator(TITLES).all_inner_texts()


def search(page, words):
    page.locator(WORDS).fill(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press_and_arrive(page, selector):
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose_by_keyboard(page, name, code):
    """Go to a list of choices with Tab and through it with the arrow key."""
    tab_to(page, f"select[name={name}]")
    field = page.locator(f"select[name={name}]")
    for _ in range(field.locator("option").count()):
        if field.input_value() == code:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{name} can't be {code}.")


@SITES
def test_marks_and_where_they_stand_make_no_difference_to_the_search(open_column, site):
    page = open_column(site)
    found = []
    for words in ("văn hóa", "văn hoá", "van hoa", "VĂN HÓA"):
        search(page, words)
        found.append(titles(page))

    assert found[0]
    assert found == [found[0]] * 4


@SITES
def test_a_search_that_finds_nothing_says_so_and_leads_back(open_column, site):
    page = open_column(site)
    front = page.url
    search(page, FOUND_NOWHERE)

    assert titles(page) == []
    empty = page.locator(".asean-empty")
    assert empty.is_visible()
    assert page.locator(WORDS).input_value() == FOUND_NOWHERE

    press_and_arrive(page, ".asean-empty a")
    assert page.url == front
    assert titles(page)


@SITES
def test_pillar_and_country_are_chosen_and_taken_back_with_the_keyboard_alone(open_column, site):
    page = open_column(site)
    assert not page.locator("select[name=pillar]").is_visible()
    tab_to(page, MORE)
    page.keyboard.press("Enter")
    choose_by_keyboard(page, "pillar", "ascc")
    choose_by_keyboard(page, "country", "LA")
    press_and_arrive(page, SHOW_WHAT_FITS)

    assert (asked(page)["pillar"], asked(page)["country"]) == ("ascc", "LA")
    both = titles(page)
    chosen = page.locator(".asean-chosen__link")
    assert chosen.count() == 2
    assert page.locator(".asean-cards .asean-label--ascc").count() == len(both) > 0

    press_and_arrive(page, ".asean-chosen__link:not([href*='country='])")
    assert asked(page) == {"pillar": "ascc"}
    assert len(titles(page)) > len(both)
    assert chosen.count() == 1

    press_and_arrive(page, ".asean-chosen__link")
    assert asked(page) == {}


@SITES
def test_the_filters_are_opened_and_closed_with_the_space_bar(open_column, site):
    page = open_column(site)
    details = page.locator(".asean-search__more")
    tab_to(page, MORE)
    page.keyboard.press("Space")
    assert details.get_attribute("open") is not None
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.localName") == "select"
    tab_to(page, SHOW_WHAT_FITS)
    page.keyboard.press("Shift+Tab")
    tab_back_to(page, MORE)
    page.keyboard.press("Space")
    assert details.get_attribute("open") is None


def tab_back_to(page, selector):
    for _ in range(20):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Shift+Tab")
    raise AssertionError(f"Shift and Tab do not lead back to {selector}.")


@SCHOOLS
def test_turning_the_page_keeps_what_was_chosen(open_column, site):
    page = open_column(site)
    page.goto(f"{page.url}?origin=hub")
    first = titles(page)
    press_and_arrive(page, ".asean-pagination [rel=next]")

    assert asked(page) == {"origin": "hub", "page": "2"}
    second = titles(page)
    assert second
    assert not set(first) & set(second)
    assert page.locator(".asean-chosen__link").count() == 1

    press_and_arrive(page, ".asean-pagination [rel=prev]")
    assert asked(page) == {"origin": "hub"}
    assert titles(page) == first


@SCHOOLS
def test_what_is_the_schools_own_and_what_is_the_hubs_stand_in_one_list(open_column, site):
    page = open_column(site)
    cards = page.locator(".asean-card").all_inner_texts()
    own = [card for card in cards if OWN_PAGES[site] in card.splitlines()[-1]]
    others = [card for card in cards if "Sở Giáo dục" in card.splitlines()[-1]]

    assert own
    assert others
    assert len(own) + len(others) == len(cards)

    page.goto(f"{page.url}?origin=own")
    only_own = page.locator(".asean-card").all_inner_texts()
    assert only_own
    assert not [card for card in only_own if "Sở Giáo dục" in card.splitlines()[-1]]


@pytest.mark.parametrize("mark", ["asean-sections", "asean-article--event"])
def test_a_page_leads_to_its_translation_and_back(new_page, address_with, mark):
    page = new_page(SCHOOL_A)
    page.goto(address_with(SCHOOL_A, mark))
    address, title = page.url, page.locator("h1").inner_text()
    press_and_arrive(page, ".asean-languages a[hreflang=en]")

    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator(".asean-languages__current").inner_text() == "English"
    assert page.locator("h1").inner_text() != title

    press_and_arrive(page, ".asean-languages a[hreflang=vi]")
    assert page.url == address
    assert page.locator("h1").inner_text() == title


def test_a_page_in_one_language_offers_no_other(open_column):
    page = open_column(SCHOOL_A)
    page.goto(f"{page.url}?origin=own")
    with page.expect_navigation():
        page.locator(f"{TITLES} a").first.click()

    assert page.locator("h1").is_visible()
    assert page.locator(".asean-languages").count() == 0


@SITES
def test_everything_in_the_column_works_without_script(open_column, site):
    page = open_column(site, java_script_enabled=False)
    search(page, "van hoa")
    assert titles(page)
    page.locator(MORE).click()
    page.select_option("[name=pillar]", "ascc")
    with page.expect_navigation():
        page.locator(SHOW_WHAT_FITS).click()

    assert asked(page)["q"] == "van hoa"
    assert asked(page)["pillar"] == "ascc"
    assert page.locator(".asean-chosen__link").count() == 2
    assert titles(page)


@SITES
@pytest.mark.parametrize("query", ["", "?pillar=ascc"])
def test_the_feeds_of_a_list_are_told_in_its_head_and_answer(open_column, site, query):
    page = open_column(site)
    page.goto(page.url + query)
    links = page.locator("head link[rel=alternate][type]").all()
    # Those of what was chosen come first, those of the whole column after them.
    feeds = {each.get_attribute("type"): each.get_attribute("href") for each in reversed(links)}

    assert set(feeds) == {"application/atom+xml", "application/feed+json", "text/calendar"}
    for media_type, address in feeds.items():
        answer = page.request.get(address)
        assert answer.ok
        assert answer.headers["content-type"].startswith(media_type)
        assert urlsplit(address).query == query.lstrip("?")
    items = page.request.get(feeds["application/feed+json"]).json()["items"]
    assert set(titles(page)) <= {item["title"] for item in items}
