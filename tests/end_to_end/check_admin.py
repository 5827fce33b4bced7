"""The screens that editors and administrators work with."""

from __future__ import annotations

from uuid import uuid4

import pytest

from .admin_screens import find_ours, find_screens, told
from .demonstration import ADMIN, HUB, SCHOOL_A
from .public_pages import HEIGHT, NARROW

BANNERS = "snippets/wagtail_asean_library/banner/"
CONSENTS = "snippets/wagtail_asean_pages/consent/"
IS_WHOLE = """
field => field.scrollWidth <= field.clientWidth && field.scrollHeight <= field.clientHeight
"""
# What must be among the screens that the hub's menu leads to.
SCREENS = {
    "asean-pages/",
    CONSENTS,
    f"{CONSENTS}add/",
    f"{CONSENTS}edit/#/",
    "asean-hub/carriage/",
    "asean-hub/carriage/sites/",
    "asean-hub/carriage/items/#/",
    "asean-hub/carriage/sites/#/",
    "asean-hub/signing-keys/",
    "asean-hub/units/",
    "asean-hub/withdrawals/",
}
COMMENT = "Xin xem lại câu chữ."
# Which entries the list of all pages is asked for.
ENTRIES = [
    "kind=wagtail_asean_pages.articlepage:fact-check",
    "type=wagtail_asean_pages.contestpage",
    "type=wagtail_asean_pages.eventpage",
    "type=wagtail_asean_pages.publicationpage",
]
SLOGANS = "snippets/wagtail_asean_library/slogan/"


@pytest.fixture(scope="session")
def met():
    """The kinds of screens that have been looked at."""
    return set()


@pytest.mark.parametrize("site", [HUB, SCHOOL_A])
def test_no_screen_of_ours_breaks_a_rule_that_wagtail_keeps(admin_page, own, met, site):
    page = admin_page(site)
    before = len(met)

    findings = [
        found for _ in find_screens(page, ADMIN[site], met) for found in find_ours(page, own)
    ]

    assert len(met) > before
    assert site != HUB or {path.removeprefix(f"/{ADMIN[HUB]}") for path in met} >= SCREENS
    assert not findings, told(findings)


def test_the_form_of_a_mirror_breaks_no_rule(admin_page, own):
    page = admin_page(SCHOOL_A)
    page.goto(ADMIN[SCHOOL_A] + BANNERS)
    page.locator("main .listing .title a").first.click()
    page.wait_for_load_state()

    findings = find_ours(page, own)

    assert not findings, told(findings)


@pytest.mark.parametrize("asked", ENTRIES)
def test_no_form_of_an_entry_breaks_a_rule_that_wagtail_keeps(admin_page, own, asked):
    page = admin_page(HUB)
    page.goto(f"{ADMIN[HUB]}asean-pages/?{asked}")
    page.locator("main .listing .title a[href$='/edit/']").first.click()
    page.locator(".asean-checks").first.wait_for(state="attached")

    findings = find_ours(page, own)

    assert not findings, told(findings)


def test_a_new_key_is_seen_whole_and_can_be_copied_on_a_phone(admin_page, own):
    page = admin_page(
        viewport={"width": NARROW, "height": HEIGHT},
        permissions=["clipboard-read", "clipboard-write"],
    )
    page.goto(f"{ADMIN[HUB]}asean-hub/subscribers/new/")
    page.fill("[name=name]", f"Trường thử {uuid4()}")
    page.locator("main form [type=submit]").last.click()
    key = page.locator("#asean-key")
    key.wait_for()

    given = key.input_value()
    # Another one may have its hyphens where a line could end at them.
    for shown in (("a" * 20 + "-") * 2 + "a" * (len(given) - 42), given):
        key.evaluate("(field, text) => { field.value = text }", shown)
        assert key.evaluate(IS_WHOLE), shown
    page.get_by_role("button", name="Sao chép khóa").click()

    page.locator("[data-w-clone-target=container] > *").wait_for()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == key.input_value()
    findings = find_ours(page, own)
    assert not findings, told(findings)


def test_the_chooser_of_works_breaks_no_rule(admin_page, own):
    page = admin_page(HUB)
    page.goto(f"{ADMIN[HUB]}snippets/wagtail_asean_library/campaign/add/")
    page.locator("#panel-works-section .c-sf-add-button").click()
    page.get_by_role("option", name="Banner").click()
    page.locator("[data-chooser-action-choose]").click()
    page.locator(".asean-chooser-card").first.wait_for()

    findings = find_ours(page, own)

    assert not findings, told(findings)


def test_a_slogan_is_sent_back_in_a_dialog_that_breaks_no_rule(admin_page, own):
    title = f"Khẩu hiệu thử {uuid4()}"
    writers = admin_page(HUB, "writer")
    writers.goto(f"{ADMIN[HUB]}{SLOGANS}add/")
    writers.fill("[name=title]", title)
    writers.fill("[name=text]", "Cùng nhau vươn xa")
    writers.select_option("[name=format]", index=1)
    writers.locator("[name=action-submit]").evaluate("button => button.click()")
    writers.wait_for_url(f"**/{SLOGANS}?*")
    editors = admin_page(HUB, "editor")
    open_slogan(editors, title)
    editors.locator("[data-workflow-action-name=reject]").evaluate("button => button.click()")
    editors.locator(".modal-dialog textarea").fill(COMMENT)

    findings = find_ours(editors, own)
    editors.locator(".modal-dialog [type=submit]").click()
    editors.wait_for_url(f"**/{SLOGANS}")
    open_slogan(writers, title)

    assert writers.locator(".asean-approval").get_by_text(COMMENT).is_visible()
    assert not findings, told(findings)


def open_slogan(page, title):
    page.goto(ADMIN[HUB] + SLOGANS)
    page.locator("main .listing").get_by_role("link", name=title, exact=True).click()
    page.wait_for_load_state()
