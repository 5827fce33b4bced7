"""The banner that the demonstration shows on any day of any year.

The samples belong to days of 2026 and 2027. So that the top of the pages is never empty, the hub
has one banner more, for an occasion that lasts the whole year and yields to every other one.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale

from wagtail_asean.library.models import Occasion

from .entries import COLUMN
from .samples import LANGUAGES, translation_key

OCCASION = "ca-nam"
NAME = {"vi": "Quanh năm", "en": "All year round"}
EVERGREEN: dict[str, Any] = {
    "kind": "banner",
    "key": "banner-chuyen-muc",
    "title": {"vi": "Banner của chuyên mục", "en": "Banner of the column"},
    "slogan": {
        "vi": "Chuyên mục ASEAN: cùng đọc, cùng hiểu, cùng làm",
        "en": "The ASEAN column: read, understand, take part",
    },
    "format": "web-hero",
    # Not in those of columns and footers, where it would say the same once more.
    "more_formats": ("web-leaderboard", "web-mobile", "og-share"),
    "occasion": OCCASION,
    "theme_year": None,
    "approval": {
        "number": "BT-06/2026",
        "date": "2026-01-01",
        "approver_role": {"vi": "Lãnh đạo Sở", "en": "Department leadership"},
    },
    "valid_from": None,
    "valid_to": None,
    "is_festive": False,
    "uses_asean_emblem": False,
    "uses_asean_flag": False,
    "rights_basis": "tu-san-xuat",
    "link_to": COLUMN,
}


def plant_occasion() -> None:
    """Make the occasion that lasts the whole year, in every language."""
    for language in LANGUAGES:
        locale = Locale.objects.get(language_code=language)
        key = translation_key(f"occasion/{OCCASION}")
        if Occasion.objects.filter(translation_key=key, locale=locale).exists():
            continue
        occasion = Occasion(
            code=OCCASION,
            name=NAME[language],
            month_day="01-01",
            days_before=0,
            days_after=365,
            priority=9,
            locale=locale,
            translation_key=key,
        )
        occasion.save()
        occasion.save_revision().publish()
