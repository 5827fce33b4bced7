"""The sample works of the library: banners, posters, slogans and messages for LED signs.

The samples describe the artwork of a graphic designer, with the emblem and the flags. What is
drawn here stands in for it: the text alternative says what can be seen, the marks and what was
confirmed are those of the design that was approved, and the note on the approval says so.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Locale

from wagtail_asean.library import actions
from wagtail_asean.library.models import WORKS, Banner, LedMessage, Occasion, Poster, Slogan, Work
from wagtail_asean.library.previews import make_preview

from . import artwork
from .evergreen import EVERGREEN
from .homes import find_page
from .samples import LANGUAGES, of_kind, translation_key

Item = dict[str, Any]

ON_PAGES = ("web-hero", "web-wide", "web-leaderboard", "web-sidebar", "web-mobile", "og-share")
# In what formats a banner is drawn besides its own, and a poster.
MORE_FORMATS = {
    "web-hero": ON_PAGES,
    "web-wide": ON_PAGES,
    "web-sidebar": ("web-sidebar-tall", "web-wide", "web-mobile", "og-share"),
    "og-share": ("social-square",),
    "a1": ("a3", "a4"),
    "a2": ("a3", "a4"),
    "tranh-co-dong": ("a3",),
    "standee-80x180": ("standee-60x160",),
}
SCENERY = {"vi": "Những lớp sóng trong đêm", "en": "Layers of waves at night"}
GROUND = {"vi": "trên nền những lớp sóng trong đêm", "en": "above layers of waves at night"}
CREDIT = {"vi": "Bản trình diễn", "en": "Demonstration"}
NOTE = {
    "vi": "Ví dụ: hình ở đây được vẽ bằng mã lệnh, thay cho thiết kế đã duyệt.",
    "en": "An example: the pictures were drawn by code and stand in for the approved design.",
}


def publish_works() -> int:
    """Publish the works that are not here yet, approved; return how many are new."""
    made = [
        _publish(item, Locale.objects.get(language_code=language))
        for item in (EVERGREEN, *(item for kind in MAKERS for item in of_kind(kind)))
        for language in LANGUAGES
    ]
    return sum(made)


def find_work(key: str, locale: Locale) -> Any:
    """Return the work of a key in a language, None where it was not made or was deleted."""
    here = {"translation_key": translation_key(key), "locale": locale}
    return next((work for model in WORKS if (work := model.objects.filter(**here).first())), None)


def _publish(item: Item, locale: Locale) -> bool:
    if find_work(item["key"], locale) is not None:
        return False
    language = locale.language_code
    work = MAKERS[item["kind"]](item, language)
    _fill(work, item, locale)
    approve(work, item, language)
    return True


def _fill(work: Work, item: Item, locale: Locale) -> None:
    """Set what works of all kinds have."""
    language = locale.language_code
    work.title = item["title"][language]
    work.occasion = Occasion.objects.filter(code=item["occasion"] or "", locale=locale).first()
    work.theme_year = item["theme_year"]
    work.effective_at = beginning(item["valid_from"])
    work.expires_at = end(item["valid_to"])
    work.is_festive = item.get("is_festive", True)
    work.series = artwork.new_series(item["key"])
    work.credit = CREDIT[language]
    work.rights_basis = item["rights_basis"]
    work.uses_emblem = item["uses_asean_emblem"]
    work.uses_flag = item["uses_asean_flag"]
    work.confirmed_rules = sorted(rule.value for rule in work.required_rules())
    work.locale = locale
    work.translation_key = translation_key(item["key"])
    work.live = False


def approve(work: Any, item: Item, language: str) -> None:
    """Approve and publish as the sample says: by whom, when, by which decision."""
    approval = item["approval"]
    actions.approve(
        work,
        role=approval["approver_role"][language],
        day=date.fromisoformat(approval["date"]),
        number=approval["number"],
        note=NOTE[language],
    )


def _banner(item: Item, language: str) -> Banner:
    slogan = item["slogan"][language]
    drawn, has_words = artwork.banner_pictures(item["key"], slogan, language, _formats(item))
    link_to = item.get("link_to")
    return Banner(
        alt_text=slogan if has_words else SCENERY[language],
        slogan=slogan,
        pictures=artwork.stream(drawn),
        link_page=find_page(link_to, Locale.objects.get(language_code=language))
        if link_to
        else None,
    )


def _poster(item: Item, language: str) -> Poster:
    slogan = item["slogan"][language]
    text = item.get("text_equivalent", {}).get(language, "")
    drawn, has_words = artwork.print_files(item["key"], slogan, text, language, _formats(item))
    poster = Poster(
        title=item["title"][language],
        alt_text=f"{slogan}, {GROUND[language]}" if has_words else SCENERY[language],
        text_equivalent=f"<h3>{slogan}</h3>" + (f"<p>{text}</p>" if text else ""),
        files=artwork.stream(drawn),
        bleed_mm=3,
    )
    make_preview(poster)
    return poster


def _slogan(item: Item, language: str) -> Slogan:
    text = item["slogan"][language]
    most = item["maximum_characters"]
    return Slogan(
        text=text,
        format=item["format"],
        # The samples count the Vietnamese letters; a longer English text needs a longer banner.
        maximum_characters=most if len(text) <= most else None,
    )


def _led_message(item: Item, language: str) -> LedMessage:
    return LedMessage(
        text=item["slogan"][language],
        format=item["format"],
        seconds=item["seconds"],
        repeat_minutes=item["repeat_minutes"],
    )


MAKERS: dict[str, Callable[[Item, str], Work]] = {
    "banner": _banner,
    "poster": _poster,
    "slogan": _slogan,
    "led_message": _led_message,
}


def _formats(item: Item) -> list[str]:
    more = item.get("more_formats", MORE_FORMATS[item["format"]])
    return list(dict.fromkeys([item["format"], *more]))


def beginning(day: str | None) -> datetime | None:
    """Return the moment at which a day begins here."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time()))


def end(day: str | None) -> datetime | None:
    """Return the end of the last day on which something is shown."""
    first = beginning(day)
    return None if first is None else first + timedelta(days=1)
