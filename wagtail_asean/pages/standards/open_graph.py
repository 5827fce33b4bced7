"""A page as Open Graph (https://ogp.me/), for networks that show a link to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from wagtail_asean.moments import aware
from wagtail_asean.protocol import format_time

from .pictures import SharedPicture

# Open Graph names a language with a country; where a site's language has none.
TERRITORIES = {
    "en": "en_GB",
    "fil": "fil_PH",
    "fr": "fr_FR",
    "id": "id_ID",
    "km": "km_KH",
    "lo": "lo_LA",
    "ms": "ms_MY",
    "my": "my_MM",
    "pt": "pt_TL",
    "ta": "ta_SG",
    "tet": "tet_TL",
    "th": "th_TH",
    "vi": "vi_VN",
    "zh": "zh_SG",
}


def locale_of(tag: str) -> str:
    """Write a language (BCP 47) as Open Graph does, "" where no country is known for it."""
    language, *rest = tag.split("-")
    territory = next((part for part in rest if len(part) == 2 and part.isupper()), "")
    return f"{language}_{territory}" if territory else TERRITORIES.get(language, "")


def properties(
    *,
    type: str,
    title: str,
    url: str,
    site_name: str,
    language: str,
    description: str = "",
    picture: SharedPicture | None = None,
    published: datetime | None = None,
    modified: datetime | None = None,
    other_languages: tuple[str, ...] = (),
) -> list[tuple[str, str]]:
    """Return the properties and their contents, in the order in which they are written."""
    found = [
        ("og:type", type),
        ("og:title", title),
        ("og:description", description),
        ("og:url", url),
        ("og:site_name", site_name),
        ("og:locale", locale_of(language)),
        *(("og:locale:alternate", locale_of(other)) for other in other_languages),
        *_picture(picture),
    ]
    if type == "article":
        found += [("article:published_time", _time(published))]
        found += [("article:modified_time", _time(modified))]
    return [(name, content) for name, content in found if content]


def _picture(picture: SharedPicture | None) -> Iterator[tuple[str, str]]:
    if picture is None:
        return
    yield "og:image", picture.url
    yield "og:image:type", picture.media_type
    yield "og:image:width", str(picture.width)
    yield "og:image:height", str(picture.height)
    yield "og:image:alt", picture.alt


def _time(moment: datetime | None) -> str:
    return format_time(aware(moment)) if moment else ""
