"""What must be done without a mouse: choosing a work, copying, taking the print pack."""

from __future__ import annotations

import os

import pytest

from .demonstration import ADMIN, HUB, SCHOOL_A, SCHOOL_B, SETTING
from .keyboard import shows_focus, stops, tab_to

POSTER = "asean-exhibit--poster"
ADD_BLOCK = "#panel-works-section .c-sf-add-button"
CHOICE = "a[data-chooser-modal-choice]"


def test_a_banner_is_chosen_with_the_keyboard_alone(admin_page):
    page = admin_page(HUB)
    page.goto(f"{ADMIN[HUB]}snippets/wagtail_asean_library/campaign/add/")
    page.locator("[name=title]").focus()
    tab_to(page, ADD_BLOCK)
    page.keyboard.press("Enter")
    tab_to(page, "[role=combobox]")
    page.keyboard.type("Banner")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    tab_to(page, "[data-chooser-action-choose]")
    page.keyboard.press("Enter")
    page.locator(CHOICE).first.wait_for()
    tab_to(page, ".modal-dialog [name=q]")
    with page.expect_response(lambda response: "q=60" in response.url):
        page.keyboard.type("60 nam")
    chosen = page.locator(CHOICE).filter(has_text="60 năm").first
    chosen.wait_for()
    tab_to(page, CHOICE)
    title = page.evaluate("() => document.activeElement.textContent.trim()")
    page.keyboard.press("Enter")

    page.locator(".modal-dialog").wait_for(state="detached")
    shown = page.locator("#panel-works-section [data-chooser-title]")
    assert shown.inner_text().strip() == title
    assert "60 năm" in title


@pytest.mark.parametrize("site", [SCHOOL_A, SCHOOL_B])
def test_every_stop_on_a_posters_page_shows_that_it_has_the_focus(new_page, address_with, site):
    page = new_page(site)
    page.goto(address_with(site, POSTER))

    seen = {place["html"]: shows_focus(page, place) for place in stops(page) if place["is_ours"]}

    assert seen
    assert all(seen.values()), "\n".join(html for html, is_seen in seen.items() if not is_seen)


def test_the_print_pack_and_every_copy_button_are_reached_by_keyboard(new_page, address_with):
    page = new_page(SCHOOL_A)
    page.goto(address_with(SCHOOL_A, POSTER))

    reached = [place["html"] for place in stops(page)]

    assert any("/print-pack/" in html for html in reached)
    copying = [html for html in reached if "data-asean-copy" in html]
    assert len(copying) == page.locator("[data-asean-copy]").count() > 0


def test_a_caption_is_copied_and_that_is_said(new_page, address_with):
    page = new_page(SCHOOL_A, permissions=["clipboard-read", "clipboard-write"])
    page.goto(address_with(SCHOOL_A, POSTER))
    tab_to(page, "[data-asean-copy='asean-copy-caption']")
    page.keyboard.press("Enter")

    page.locator(".asean-share [role=status]:not(:empty)").wait_for()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == page.locator("#asean-copy-caption").input_value()


@pytest.mark.skipif(SETTING in os.environ, reason="The samples have no film.")
def test_a_video_asks_another_host_only_after_it_was_asked_for(new_page, address_with, sites):
    page = new_page(SCHOOL_A)
    foreign = []
    page.route(
        lambda url: not url.startswith((sites[SCHOOL_A], "data:")),
        lambda route: (foreign.append(route.request.url), route.fulfill(body="A film")),
    )
    page.goto(address_with(SCHOOL_A, "asean-video"))
    assert not foreign
    tab_to(page, ".asean-video__link")
    page.keyboard.press("Enter")

    page.locator(".asean-video__player").wait_for()
    assert page.evaluate("() => document.activeElement.className") == "asean-video__player"
    assert foreign
