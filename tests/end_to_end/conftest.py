"""A browser and the three example sites, brought up once for all tests of this folder.

Playwright comes with the extra `browser`; a plain `pytest` reads this file without it.
"""

from __future__ import annotations

import re

import pytest

from . import public_pages
from .admin_screens import wagtails_own
from .chromium import NoBrowser, find_browser
from .demonstration import ADMIN, HUB, demonstration

PASSWORD = "demo"
HOME = re.compile(r'/pages/(\d+)/edit/"')


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium, without a window."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.exit("The browser tests need Playwright: pip install --editable '.[browser]'", 1)
    try:
        program = find_browser()
    except NoBrowser as error:
        pytest.exit(str(error), 1)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sites(browser):
    """The addresses of the three sites; the browser comes first, a missing one is told at once."""
    with demonstration() as addresses:
        yield addresses


@pytest.fixture
def new_page(browser, sites):
    """Open a page at a site for somebody who isn't logged in."""
    contexts = []

    def open(site=HUB, **options):
        context = browser.new_context(base_url=sites[site], **options)
        contexts.append(context)
        return context.new_page()

    yield open
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def logged_in(browser, sites):
    """Return what a user's browser remembers at a site, for a new context."""
    states = {}

    def log_in(site, user="admin"):
        if (site, user) not in states:
            context = browser.new_context(base_url=sites[site])
            page = context.new_page()
            page.goto(f"{ADMIN[site]}login/")
            page.fill("[name=username]", user)
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_selector("#wagtail-sidebar a", state="attached")
            states[site, user] = context.storage_state()
            context.close()
        return states[site, user]

    return log_in


@pytest.fixture
def admin_page(new_page, logged_in):
    """Open a page at a site for its administrator, or for another of its users."""

    def open(site=HUB, user="admin", **options):
        return new_page(site, storage_state=logged_in(site, user), **options)

    return open


@pytest.fixture(scope="session")
def documents(browser, sites):
    """Return the public pages of a site that are worth a look, searched for once."""
    found = {}

    def find(site):
        if site not in found:
            context = browser.new_context()
            found[site] = public_pages.worth_a_look(context.request, sites[site])
            context.close()
        return found[site]

    return find


@pytest.fixture(scope="session")
def address_with(documents):
    """Return the address of a page of a site that has something of ours, named by its class.

    It is in the language of the home page, or in another that is asked for.
    """

    def find(site, mark, language=None):
        language = language or documents(site)[0].language
        for document in documents(site):
            if (language, mark) in document.marks:
                return document.address
        raise AssertionError(f"No page of {site} in {language} has {mark}.")

    return find


@pytest.fixture(scope="session")
def look_at(browser, sites, documents):
    """Look at the public pages of a site, once for all tests that ask what was seen."""
    looks = {}

    def look(site):
        if site not in looks:
            context = browser.new_context()
            looks[site] = public_pages.look_at(context, sites[site], documents(site))
            context.close()
        return looks[site]

    return look


@pytest.fixture(scope="session")
def own(browser, sites, logged_in):
    """What breaks rules on Wagtail's own screens."""
    context = browser.new_context(base_url=sites[HUB], storage_state=logged_in(HUB))
    page = context.new_page()
    page.goto(f"{ADMIN[HUB]}pages/")
    home = HOME.search(page.content())[1]
    found = wagtails_own(page, ADMIN[HUB], home)
    context.close()
    return found
