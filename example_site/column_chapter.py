"""The story's first chapter: a column at the hub, and how both schools follow it."""

from __future__ import annotations

from collections.abc import Callable

from processes import HUB, SCHOOLS
from run_demo import write_own_pages
from telling import NAMES, Step, Story, at_hub


def hub_goes_down(story: Story) -> None:
    """End the hub's server while an editor there goes on working."""
    story.sites.end(HUB)
    story.edit("publish_during_outage")


def hub_comes_back(story: Story) -> None:
    """Start the hub's server again."""
    story.sites.serve(HUB)


def columns_are_shown(story: Story) -> str:
    """Look at both columns as a visitor; return what is wrong."""
    for name in SCHOOLS:
        address = f"{story.sites.address(name)}chuyen-muc-asean/"
        answer = story.http.get(address, timeout=30)
        if answer.status_code != 200 or "Chuyên mục ASEAN" not in answer.text:
            return f"{NAMES[name]} answers {answer.status_code} at {address}"
    return ""


def page_is(path: str, status: int) -> Callable[[Story], str]:
    """Return a check that both schools answer so at an address below the column."""

    def check(story: Story) -> str:
        for name in SCHOOLS:
            address = f"{story.sites.address(name)}chuyen-muc-asean/{path}"
            found = story.http.get(address, timeout=30).status_code
            if found != status:
                return f"{NAMES[name]} answers {found}, not {status}, at {address}"
        return ""

    return check


def schools_write(story: Story) -> None:
    """Let both schools publish pages of their own in the sections that came from the hub."""
    write_own_pages(story.sites)


def own_and_hub_are_in_one_list(story: Story) -> str:
    """Check that each school's own article and the hub's stand in one section."""
    for name in SCHOOLS:
        address = f"{story.sites.address(name)}chuyen-muc-asean/{SECTION}"
        answer = story.http.get(address, timeout=30)
        wanted = (OWN[name], "tap-huan-tuyen-truyen-asean")
        missing = [slug for slug in wanted if f"/{slug}/" not in answer.text]
        if answer.status_code != 200 or missing:
            return f"{NAMES[name]} lacks {missing} at {address}"
    return ""


SECTION = "tin-tuc-su-kien/"
OWN = {"school_a": "goc-asean-hoa-mai", "school_b": "chao-co-gioi-thieu-asean"}
STEPS = (
    Step(name="first mirror", check=columns_are_shown),
    Step(name="both schools write", act=schools_write, check=own_and_hub_are_in_one_list),
    Step(
        name="publish an article",
        act=at_hub("publish"),
        check=page_is(f"{SECTION}bai-cua-cau-chuyen/", 200),
    ),
    Step(name="correct it", act=at_hub("correct")),
    Step(name="translate it", act=at_hub("translate")),
    Step(name="change its picture", act=at_hub("change_picture")),
    Step(
        name="withdraw it",
        act=at_hub("withdraw"),
        check=page_is(f"{SECTION}bai-cua-cau-chuyen/", 410),
    ),
    Step(
        name="publish it again",
        act=at_hub("publish_again"),
        check=page_is(f"{SECTION}bai-cua-cau-chuyen/", 200),
    ),
    Step(
        name="delete an article",
        act=at_hub("delete"),
        check=page_is("viet-nam-asean/asean-ung-pho-covid-19/", 410),
    ),
    Step(
        name="move it to another section",
        act=at_hub("move"),
        check=page_is("kinh-te/bai-cua-cau-chuyen/", 200),
    ),
    Step(
        name="move one out of the column",
        act=at_hub("move_out"),
        check=page_is("diem-den-asean/luang-prabang/", 410),
    ),
    Step(name="publish a banner", act=at_hub("publish_banner")),
    Step(name="replace the banner", act=at_hub("replace_banner")),
    Step(name="the hub is down", act=hub_goes_down, check=columns_are_shown, fail=SCHOOLS),
    Step(
        name="the hub is back",
        act=hub_comes_back,
        check=page_is(f"{SECTION}bai-luc-may-chu-nghi/", 200),
    ),
    Step(name="nothing new", check=own_and_hub_are_in_one_list),
)
