"""A school is connected as docs/enrolment.md says, and another looks at what waits for it."""

from __future__ import annotations

from uuid import uuid4

from .admin_screens import find_ours, told
from .demonstration import ADMIN, HUB, SCHOOL_A, SCHOOL_B
from .keyboard import tab_to
from .public_pages import HEIGHT, NARROW

SUBMIT = "main form [type=submit]"
FEATURES = "asean-pages/?kind=wagtail_asean_pages.articlepage:feature"
ROW = "main .listing .title a"
SCHEDULE = "Lịch đồng bộ"


def make_link(office):
    """Return a link for a new unit, made at the hub as its office does it."""
    code = uuid4().hex[:8]
    office.goto(f"{ADMIN[HUB]}asean-hub/units/new/")
    office.fill("[name=code]", code)
    office.fill("[name=name]", f"Trường {code}")
    office.locator(SUBMIT).last.click()
    office.goto(f"{ADMIN[HUB]}asean-hub/units/?q={code}")
    office.locator("main .listing a[href$='/link/']").click()
    office.locator(SUBMIT).last.click()
    return office.locator(".asean-slip code").inner_text()


def test_a_school_is_connected_by_its_link_on_a_phone(admin_page, own):
    office = admin_page(HUB)
    link = make_link(office)
    office.goto(f"{ADMIN[HUB]}asean-hub/signing-keys/")
    fingerprint = office.locator("main h2 code, main h2").first.inner_text().strip()
    page = admin_page(SCHOOL_A, viewport={"width": NARROW, "height": HEIGHT})
    page.goto(f"{ADMIN[SCHOOL_A]}asean_subscriptions/connect/")
    page.locator("[name=link]").focus()
    page.keyboard.insert_text(link)
    tab_to(page, SUBMIT)
    page.keyboard.press("Enter")

    page.locator("[name=choices]").wait_for()
    assert fingerprint in page.locator("main dl").inner_text()
    findings = find_ours(page, own)
    page.locator("[name=policy]").first.focus()
    tab_to(page, "[name=choices]")
    page.keyboard.press("Enter")

    page.wait_for_url("**/asean_subscriptions/connected/*/")
    findings += find_ours(page, own)
    page.locator(SUBMIT).click()
    page.wait_for_url("**/asean_subscriptions/inspect/*/")
    assert page.locator(".messages .success").count()
    page.locator("main a[href*='/check/']").first.click()
    page.locator(SUBMIT).click()

    page.locator(".asean-findings").wait_for()
    wrong = page.locator(".asean-findings dt:has(.icon-warning)").all_inner_texts()
    # The demonstration's clock has leapt ahead: since then nothing was fetched by itself.
    assert all(title.strip().startswith(SCHEDULE) for title in wrong), wrong
    findings += find_ours(page, own)
    assert not findings, told(findings)


def test_what_waits_is_looked_at_and_accepted_with_the_keyboard_alone(admin_page, own):
    school = admin_page(SCHOOL_B)
    choose_policy(school, "ask")
    title = f"Bài thử {uuid4().hex[:8]}"
    publish(admin_page(HUB), title)
    synchronise(school)
    school.goto(f"{ADMIN[SCHOOL_B]}asean-review/?q={title.split()[-1]}")
    tab_to(school, ROW)
    school.keyboard.press("Enter")

    school.locator(".asean-part ins").first.wait_for()
    assert title.split()[-1] in " ".join(school.locator(".asean-part ins").all_inner_texts())
    findings = find_ours(school, own)
    tab_to(school, "[name=decision][value=accept]")
    school.keyboard.press("Enter")

    school.locator(".messages .success").wait_for()
    school.goto(f"{ADMIN[SCHOOL_B]}asean-items/?q={title.split()[-1]}")
    assert school.locator(ROW).get_by_text(title).is_visible()
    choose_policy(school, "follow")
    assert not findings, told(findings)


def choose_policy(page, policy):
    page.goto(f"{ADMIN[SCHOOL_B]}asean_subscriptions/")
    page.locator(ROW).first.click()
    page.wait_for_url("**/inspect/*/")
    page.goto(page.url.replace("/inspect/", "/edit/"))
    page.select_option("[name=policy]", policy)
    page.locator(SUBMIT).last.click()
    page.wait_for_url("**/asean_subscriptions/")


def publish(page, title):
    page.goto(f"{ADMIN[HUB]}{FEATURES}")
    page.locator("main .listing .title a[href$='/edit/']").first.click()
    page.fill("[name=title]", title)
    page.locator("[name=action-publish]").first.evaluate("button => button.click()")
    page.locator(".messages .success").wait_for()


def synchronise(page):
    page.goto(f"{ADMIN[SCHOOL_B]}asean_subscriptions/")
    page.locator(ROW).first.click()
    page.locator("form[action*='/sync/'] [type=submit]").click()
    page.locator(".messages li").first.wait_for()
