"""Practising with a quiz: with the keyboard alone, and without script."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from .demonstration import HUB, SCHOOL_A, SCHOOL_B
from .keyboard import tab_to

SITES = pytest.mark.parametrize("site", [HUB, SCHOOL_A, SCHOOL_B])
CHECK = ".asean-quiz__end button"
QUESTIONS = ".asean-quiz fieldset"
RESULT = "asean-quiz-result"
FOCUSED = "() => document.activeElement.id"
IS_IN_VIEW = """
element => {
  const {top, bottom} = element.getBoundingClientRect();
  return top >= 0 && bottom <= window.innerHeight;
}
"""


@pytest.fixture
def open_quiz(new_page, address_with):
    """Open the page of a site that has a quiz."""

    def open(site, **options):
        page = new_page(site, **options)
        page.goto(address_with(site, "asean-question").partition("?")[0])
        return page

    return open


def names(page):
    """Return the questions' names, in their order."""
    return [one.get_attribute("id") for one in page.locator(QUESTIONS).all()]


def check(page):
    tab_to(page, CHECK)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@SITES
def test_a_quiz_is_answered_with_the_keyboard_alone(open_quiz, site):
    page = open_quiz(site)
    address = page.url
    first, *_others, last = asked = names(page)
    tab_to(page, f"[name={first}]")
    page.keyboard.press("Space")
    assert page.locator(f"[name={first}]").first.is_checked()
    for name in asked[1:-1]:
        # One stop a question: the arrow keys lead through its answers.
        tab_to(page, f"[name={name}]")
        page.keyboard.press("ArrowDown")
        assert page.locator(f"[name={name}]").nth(1).is_checked()
    check(page)

    result = page.locator(f"#{RESULT}")
    assert page.evaluate(FOCUSED) == RESULT
    assert result.evaluate(IS_IN_VIEW)
    assert result.get_attribute("role") == "status"
    score = page.locator("#asean-quiz-score").inner_text()
    right, total = re.findall(r"[0-9]+", score)
    assert int(total) == len(asked)
    assert f"{right}/{total}" in page.title()

    unanswered = result.locator(f"a[href='#{last}']")
    assert unanswered.count() == 1
    tab_to(page, f"a[href='#{last}']")
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == last
    assert page.locator(f"#{last} .asean-marked__row").count() == 1

    page.locator(f"#{RESULT}").focus()
    tab_to(page, f"#{RESULT} .asean-button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.partition("#")[0] == address
    assert page.locator(f"{QUESTIONS} :checked").count() == 0
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.name") == first


@SITES
def test_a_quiz_without_an_answer_says_so_and_leads_to_its_first_question(open_quiz, site):
    page = open_quiz(site)
    first = names(page)[0]
    check(page)

    said = page.locator(f"#{RESULT}")
    assert page.evaluate(FOCUSED) == RESULT
    assert said.get_attribute("role") == "alert"
    assert said.evaluate(IS_IN_VIEW)
    tab_to(page, f"#{RESULT} a")
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == first


@SITES
def test_whoever_reads_the_explanations_answers_all_rightly_without_script(open_quiz, site):
    page = open_quiz(site, java_script_enabled=False)
    address, asked = page.url, names(page)
    answer(page, dict.fromkeys(asked, 0))
    right = [told_right(page, name) for name in asked]
    assert page.locator(".asean-marked__explanation").count() == len(asked)
    page.goto(address)
    answer(page, dict(zip(asked, right, strict=True)))

    assert page.locator(".asean-marked__item--right").count() == len(asked)
    assert page.locator(f"#{RESULT} a[href^='#q']").count() == 0


def answer(page, choices):
    """Choose an answer to each question, by its place or by its words, and send them."""
    for name, choice in choices.items():
        options = page.locator(f"#{name} label")
        chosen = options.nth(choice) if isinstance(choice, int) else labelled(options, choice)
        chosen.click()
    with page.expect_navigation():
        page.locator(CHECK).click()


def labelled(options, words):
    return next(option for option in options.all() if option.inner_text().strip() == words)


def told_right(page, name):
    """Return the right answer of a question, as its result tells it."""
    return page.locator(f"#{name} .asean-marked__row dd").last.inner_text().strip()


@SITES
def test_nothing_of_a_readers_answers_is_kept(open_quiz, site):
    page = open_quiz(site)
    sent = []
    page.on("response", lambda response: sent.append(response))
    answer(page, dict.fromkeys(names(page), 0))

    (result,) = [one for one in sent if urlsplit(one.url).query.endswith("quiz=check")]
    headers = result.all_headers()
    assert "no-store" in headers["cache-control"]
    assert headers["x-robots-tag"] == "noindex"
    assert page.context.cookies() == []
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0
