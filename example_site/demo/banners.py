"""The sample banners, with pictures drawn for the demonstration.

The samples describe the artwork of a graphic designer, with the emblem and the flags; what is
drawn here has neither, so the description and the marks say what can be seen.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Locale

from wagtail_asean.library.formats import asset_formats
from wagtail_asean.library.models import Banner, Occasion

from . import pictures
from .homes import find_page
from .samples import LANGUAGES, banners, translation_key


def publish_banners() -> int:
    """Publish the banners that are not here yet; return how many are new."""
    new = 0
    for item in banners():
        for language in LANGUAGES:
            locale = Locale.objects.get(language_code=language)
            key = translation_key(item["key"])
            if not Banner.objects.filter(translation_key=key, locale=locale).exists():
                _publish(item, locale)
                new += 1
    return new


def _publish(item: dict[str, Any], locale: Locale) -> None:
    language = locale.language_code
    approval = item["approval"]
    image, has_words = picture(
        f"{item['key']}-{language}", item["slogan"][language], item["format"]
    )
    banner = Banner(
        title=item["title"][language],
        alt_text=item["slogan"][language] if has_words else _scenery(language),
        image=image,
        format=item["format"],
        slogan=item["slogan"][language],
        link_page=find_page(item["link_to"], locale) if item.get("link_to") else None,
        occasion=Occasion.objects.filter(code=item["occasion"] or "", locale=locale).first(),
        theme_year=item["theme_year"],
        effective_at=_beginning(item["valid_from"]),
        expires_at=_end(item["valid_to"]),
        credit="Bản trình diễn" if language == "vi" else "Demonstration",
        rights_basis=item["rights_basis"],
        approval_role=approval["approver_role"][language],
        approval_date=date.fromisoformat(approval["date"]),
        approval_number=approval["number"],
        locale=locale,
        translation_key=translation_key(item["key"]),
        live=False,
    )
    banner.save()
    banner.save_revision().publish()


def picture(name: str, words: str, format: str) -> tuple[Any, bool]:
    """Draw the picture of a banner in its format; return it and whether it has the words."""
    size = asset_formats()[format]
    drawn, has_words = pictures.banner(name, words, size=(size.width, size.height))
    title = f"Banner {name}"
    image = get_image_model().objects.create(
        title=title, file=ContentFile(drawn, name=f"{name}.jpg")
    )
    return image, has_words


def _scenery(language: str) -> str:
    return "Những lớp sóng trong đêm" if language == "vi" else "Layers of waves at night"


def _beginning(day: str | None) -> datetime | None:
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time()))


def _end(day: str | None) -> datetime | None:
    """Return the end of the last day on which a banner is shown."""
    return None if day is None else _beginning(day) + timedelta(days=1)
