"""The sample campaign, and what the hub has chosen for its own pages."""

from __future__ import annotations

from html import escape
from typing import Any

from wagtail.models import Locale, Site

from wagtail_asean.library.models import Campaign, Occasion, Placement

from . import artwork
from .samples import LANGUAGES, of_kind, translation_key
from .works import approve, beginning, end, find_work

THEME_BANNER = "banner-chu-de-2026"
# The samples give the campaign no decision of its own; this one is made up like theirs.
APPROVAL = {
    "approval": {
        "number": "DTT-01/2027",
        "date": "2026-11-01",
        "approver_role": {"vi": "Lãnh đạo Sở", "en": "Department leadership"},
    }
}


def publish_campaigns() -> int:
    """Publish the campaigns that are not here yet, approved; return how many are new."""
    new = 0
    for item in of_kind("campaign"):
        for language in LANGUAGES:
            locale = Locale.objects.get(language_code=language)
            key = translation_key(item["key"])
            if not Campaign.objects.filter(translation_key=key, locale=locale).exists():
                _publish(item, locale)
                new += 1
    return new


def _publish(item: dict[str, Any], locale: Locale) -> None:
    language = locale.language_code
    works = [find_work(key, locale) for key in item["assets"]]
    campaign = Campaign(
        title=item["title"][language],
        occasion=Occasion.objects.filter(code=item["occasion"], locale=locale).first(),
        effective_at=beginning(item["from"]),
        expires_at=end(item["to"]),
        instructions=f"<p>{escape(item['instructions'][language], quote=False)}</p>",
        works=artwork.stream(artwork.chosen_works(work for work in works if work is not None)),
        levels=sorted(item["applies_to_levels"]),
        means=sorted(item["means"]),
        priority=1,
        locale=locale,
        translation_key=translation_key(item["key"]),
        live=False,
    )
    approve(campaign, APPROVAL, language)


def place_theme_banner() -> None:
    """Choose the theme's banner for the hub's own home page, as its office would."""
    site = Site.objects.get(is_default_site=True)
    for language in LANGUAGES:
        locale = Locale.objects.get(language_code=language)
        banner = find_work(THEME_BANNER, locale)
        where = {"site": site, "slot": "home", "locale": locale}
        if banner is not None and not Placement.objects.filter(**where).exists():
            Placement.objects.create(**where, banner=banner)
