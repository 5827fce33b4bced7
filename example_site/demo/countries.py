"""A page for each member state: facts from the vocabulary, greetings, and its national flag.

The flags are those of flag-icons, see `data/flags/NOTICE.txt`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wagtail.models import Locale

from wagtail_asean.library.models import MemberState
from wagtail_asean.pages.models import CountryPage

from .bodies import paragraphs, say
from .entries import fill, lead_image, published_at, stored_image
from .homes import find_page, publish_page
from .makers import stream
from .samples import LANGUAGES, items

SECTION = "dat-nuoc-con-nguoi"
FLAGS = Path(__file__).parent / "data" / "flags"
DAY = "2026-11-13"
AUTHOR = {"vi": "Ban biên tập (bản trình diễn)", "en": "Editorial board (demo)"}


def write_countries() -> int:
    """Publish the countries that are not here yet; return how many pages are new."""
    new = 0
    for language in LANGUAGES:
        locale = Locale.objects.get(language_code=language)
        for number, state in enumerate(MemberState.objects.filter(locale=locale)):
            if find_page(_key(state), locale) is None:
                _write(state, locale, number)
                new += 1
    return new


def _key(state: MemberState) -> str:
    return f"nuoc-{state.code.lower()}"


def _write(state: MemberState, locale: Locale, number: int) -> None:
    language, key = locale.language_code, _key(state)
    image, shows = lead_image(key, f"Minh họa {key}", number)
    summary = say(
        language,
        f"{state.official_name}: thủ đô {state.capital}, thành viên ASEAN từ ngày"
        f" {state.joined:%d/%m/%Y}.",
        f"{state.official_name}: capital {state.capital}, a member of ASEAN since"
        f" {state.joined.day} {state.joined:%B %Y}.",
    )
    page = CountryPage(
        title=state.name,
        slug=key if language == "vi" else f"country-{state.code.lower()}",
        country=state,
        flag=_flag(state),
        lead_image=image,
        lead_image_alt=shows[language],
        greetings=stream(f"{key}/greetings", _greetings(state, language)),
        body=stream(f"{key}/{language}", [paragraphs([_text(language)])]),
        first_published_at=published_at(DAY),
    )
    fill(page, _item(state, summary), locale)
    publish_page(page, find_page(SECTION, locale))


def _item(state: MemberState, summary: str) -> dict[str, Any]:
    return {
        "key": _key(state),
        "summary": dict.fromkeys(LANGUAGES, summary),
        "author": AUTHOR,
        "rights_basis": "tu-san-xuat",
        "pillar": "ascc",
        "theme_year": None,
        "occasion": None,
        "topics": ("ngon-ngu", "ban-sac-asean"),
        "countries": (state.code,),
        "audiences": ("giao-vien", "hoc-sinh"),
    }


def _text(language: str) -> str:
    return say(
        language,
        "Gợi ý cho lớp học: học một lời chào, tìm nước ấy trên bản đồ và kể một điều giống quê em,"
        " một điều khác quê em.",
        "For the classroom: learn a greeting, find the country on the map, and tell one thing that"
        " is like home and one that is not.",
    )


def _greetings(state: MemberState, language: str) -> list[tuple[str, Any]]:
    story = next(item for item in items() if item["kind"] == "story")
    by_code = {greeting["lang"]: greeting for greeting in story["greetings"]}
    return [
        (
            "greeting",
            {
                "lang": code,
                "text": by_code[code]["text"],
                "reading": by_code[code].get("latin", ""),
                "meaning": say(language, "Xin chào", "Hello"),
            },
        )
        for code in state.languages
        if code in by_code
    ]


def _flag(state: MemberState) -> Any:
    code = state.code.lower()
    title = f"Quốc kỳ {state.code} (flag-icons)"
    return stored_image(title, (FLAGS / f"{code}.png").read_bytes, f"quoc-ky-{code}.png")
