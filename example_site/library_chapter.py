"""The story's second chapter: how a banner and a poster are approved, shown and withdrawn.

They are for an occasion in May of a year to come, far from the days of the samples. In between,
the clock of all three sites is moved, as if the schools' servers had run all the while.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from html import escape

from demo import plot
from demo.samples import translation_key
from processes import SCHOOLS
from run_demo import HERE
from telling import NAMES, Step, Story, all_of, at_hub, at_time

# Past the last of the samples, and past today.
YEAR = max(date.today().year, 2027) + 1  # noqa: DTZ011 - a year is near enough
FIRST_DAY, LAST_DAY = date(YEAR, 5, 19), date(YEAR, 5, 29)
NEXT_YEAR = date(YEAR + 1, 5, 19)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a time of a day in Viet Nam."""
    return datetime.combine(day, time(hour, minute), HERE)


def shows(path: str, *words: str) -> Callable[[Story], str]:
    """Return a check that a page of each school has a banner with each of these words."""
    return _page_of_schools(path, words, are_there=True)


def lacks(path: str, *words: str) -> Callable[[Story], str]:
    """Return a check that a page of each school has no banner with any of these words."""
    return _page_of_schools(path, words, are_there=False)


def _page_of_schools(
    path: str, words: tuple[str, ...], *, are_there: bool
) -> Callable[[Story], str]:
    def check(story: Story) -> str:
        for name in SCHOOLS:
            address = f"{story.sites.address(name)}{path}"
            answer = story.http.get(address, timeout=30)
            if answer.status_code != 200:
                return f"{NAMES[name]} answers {answer.status_code} at {address}"
            for text in words:
                if (f'alt="{escape(text)}"' in answer.text) != are_there:
                    return (
                        f"{NAMES[name]} {'lacks' if are_there else 'shows'} “{text}” at {address}"
                    )
        return ""

    return check


def is_out(*keys: str) -> Callable[[Story], str]:
    """Return a check that the hub's feed has these works; the schools are compared with it."""
    return lambda story: _found(story, keys, are_there=True)


def is_not_out(*keys: str) -> Callable[[Story], str]:
    """Return a check that the hub's feed has none of these works."""
    return lambda story: _found(story, keys, are_there=False)


def _found(story: Story, keys: tuple[str, ...], *, are_there: bool) -> str:
    for key in keys:
        if (f"{translation_key(key)}/vi" in story.hub) != are_there:
            return f"{key} {'is not' if are_there else 'is'} in the hub's feed"
    return ""


def has_record(story: Story) -> str:
    """Check that the record of the approval came with the banner's document."""
    document = story.ask(f"items/{translation_key(plot.BANNER)}/vi/")
    found = document.get("approval", {}).get("number")
    return "" if found == plot.NUMBER else f"the decision's number on the wire is {found!r}"


def has_reason(story: Story) -> str:
    """Check that the feed says why the banner was withdrawn."""
    for change in story.changes():
        if change["id"] == str(translation_key(plot.BANNER)) and change["state"] == "withdrawn":
            found = change["withdrawal"]["reason"]
            return "" if found == plot.REASON else f"the reason in the feed is {found!r}"
    return "the feed does not say that the banner was withdrawn"


HOME = ""
ARTICLE = f"chuyen-muc-asean/tin-tuc-su-kien/{plot.ARTICLE}/"
NOT_YET = is_not_out(plot.BANNER, plot.POSTER)
STEPS = (
    Step(name="draft a banner and a poster", act=at_hub("draft_works"), check=NOT_YET),
    Step(name="submit them", act=at_hub("submit_works"), check=NOT_YET),
    Step(name="the editor sends them back", act=at_hub("send_back"), check=NOT_YET),
    Step(name="submit them again", act=at_hub("submit_again"), check=NOT_YET),
    Step(name="the editor approves", act=at_hub("approve_as_editor"), check=NOT_YET),
    Step(name="the head approves", act=at_hub("approve_as_head"), check=NOT_YET),
    Step(
        name="the leaders approve",
        act=at_hub("approve_as_leader"),
        check=all_of(is_out(plot.BANNER, plot.POSTER), has_record, lacks(HOME, plot.WORDS)),
    ),
    Step(
        name="choose it in an article",
        act=at_hub("choose_banner"),
        check=shows(ARTICLE, plot.WORDS),
    ),
    Step(
        name="the day before its days",
        act=at_time(moment(FIRST_DAY - timedelta(days=1), 23)),
        check=lacks(HOME, plot.WORDS),
    ),
    Step(
        name="the first of its days",
        act=at_time(moment(FIRST_DAY, 0, 1)),
        check=shows(HOME, plot.WORDS),
    ),
    Step(name="the last", act=at_time(moment(LAST_DAY, 23)), check=shows(HOME, plot.WORDS)),
    Step(
        name="the day after",
        act=at_time(moment(LAST_DAY + timedelta(days=1), 0, 1)),
        check=lacks(HOME, plot.WORDS),
    ),
    Step(name="a year later", act=at_time(moment(NEXT_YEAR, 8)), check=shows(HOME, plot.WORDS)),
    Step(
        name="draft a new edition",
        act=at_hub("draft_edition"),
        check=all_of(
            shows(HOME, plot.WORDS), lacks(HOME, plot.NEW_WORDS), lacks(ARTICLE, plot.NEW_WORDS)
        ),
    ),
    Step(
        name="approve the new edition",
        act=at_hub("approve_edition"),
        check=all_of(
            *(shows(path, plot.NEW_WORDS) for path in (HOME, ARTICLE)),
            *(lacks(path, plot.WORDS) for path in (HOME, ARTICLE)),
        ),
    ),
    Step(
        name="national mourning",
        act=at_hub("declare_mourning"),
        check=all_of(*(lacks(path, plot.WORDS, plot.NEW_WORDS) for path in (HOME, ARTICLE))),
    ),
    Step(
        name="its second and last day",
        act=at_time(moment(NEXT_YEAR + timedelta(days=1), 23)),
        check=lacks(HOME, plot.WORDS, plot.NEW_WORDS),
    ),
    Step(
        name="mourning is over",
        act=at_time(moment(NEXT_YEAR + timedelta(days=2), 0, 1)),
        check=all_of(*(shows(path, plot.NEW_WORDS) for path in (HOME, ARTICLE))),
    ),
    Step(
        name="withdraw both editions",
        act=at_hub("withdraw_banners"),
        check=all_of(
            is_not_out(plot.BANNER),
            has_reason,
            *(lacks(path, plot.WORDS, plot.NEW_WORDS) for path in (HOME, ARTICLE)),
        ),
    ),
    Step(name="nothing new"),
)
