"""The sample items as articles of the column, in both languages."""

from __future__ import annotations

import json
from datetime import datetime, time
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale

from wagtail_asean.library.models import Audience, MemberState, Occasion, Topic
from wagtail_asean.pages.models import ArticlePage

from . import pictures
from .bodies import body_of, links, with_ids
from .columns import section_of
from .homes import find_page, publish_page
from .samples import ARTICLE_KINDS, LANGUAGES, articles, translation_key

# Articles that point to each other: whichever reaches a school first, one link has to wait.
READ_ON = {
    "hiep-uoc-tac-50-nam": "asean-khong-chi-de-hop",
    "asean-khong-chi-de-hop": "hiep-uoc-tac-50-nam",
    "mot-cua-asean-hoat-dong-the-nao": "rcep-hieu-luc",
    "rcep-hieu-luc": "mot-cua-asean-hoat-dong-the-nao",
}


def write_articles() -> int:
    """Publish the articles that are not here yet; return how many are new."""
    new = 0
    for number, item in enumerate(articles()):
        for language in LANGUAGES:
            locale = Locale.objects.get(language_code=language)
            if find_page(item["key"], locale) is None:
                _write(item, locale, number)
                new += 1
    if new:
        _point_to_each_other()
    return new


def _write(item: dict[str, Any], locale: Locale, number: int) -> None:
    language = locale.language_code
    image, shows = lead_image(item["key"], item["title"]["vi"], number)
    page = ArticlePage(
        title=item["title"][language],
        # A Vietnamese slug is the item's own key; Django's slugify has no letter for "đ".
        slug=item["key"] if language == "vi" else slugify(item["title"]["en"])[:80].strip("-"),
        summary=item["summary"][language],
        kind=ARTICLE_KINDS[item["kind"]],
        lead_image=image,
        lead_image_alt=shows[language],
        lead_image_credit=item["author"][language],
        body=json.dumps(body_of(item, language, image=image, document=leaflet())),
        pillar=item["pillar"] or "",
        theme_year=item["theme_year"],
        author=item["author"][language],
        source=(item["source"] or {}).get("outlet", ""),
        source_url=(item["source"] or {}).get("url", ""),
        rights_basis=item["rights_basis"],
        locale=locale,
        translation_key=translation_key(item["key"]),
        first_published_at=_published_at(item["published_at"]),
    )
    page.occasion = Occasion.objects.filter(code=item["occasion"] or "", locale=locale).first()
    page.topics = Topic.objects.filter(code__in=item["topics"], locale=locale)
    page.countries = MemberState.objects.filter(code__in=item["countries"], locale=locale)
    page.audiences = Audience.objects.filter(code__in=item["audiences"], locale=locale)
    publish_page(page, find_page(section_of(item["key"]).key, locale))


def _published_at(day: str) -> datetime:
    """Return the sample's day; what lies in the future is shown from today."""
    morning = timezone.make_aware(datetime.combine(datetime.fromisoformat(day), time(8)))
    return min(morning, timezone.now())


def lead_image(key: str, title: str, number: int) -> tuple[Any, dict[str, str]]:
    """Return the drawn picture of an item, made once, and what it shows, by language."""
    drawn, shows = pictures.illustration(key, scene=number)
    name = f"{key}.jpg"
    images = get_image_model().objects
    image = images.filter(title=title).first()
    if image is None:
        image = images.create(title=title, file=ContentFile(drawn, name=name))
    return image, shows


def leaflet() -> Any:
    """Return a document to download, made once."""
    title = "Tờ giới thiệu chuyên mục ASEAN"
    documents = get_document_model().objects
    return documents.filter(title=title).first() or documents.create(
        title=title, file=ContentFile(pictures.leaflet("leaflet"), name="to-gioi-thieu.pdf")
    )


def _point_to_each_other() -> None:
    for locale in Locale.objects.all():
        for key, target_key in READ_ON.items():
            page, target = find_page(key, locale), find_page(target_key, locale)
            if page is None or target is None:
                continue
            title = "Đọc thêm" if locale.language_code == "vi" else "Read on"
            block = with_ids([links(title, [{"page": target.pk}])], f"{key}/read-on")
            page.body = json.dumps([*page.body.raw_data, *block])
            page.save_revision().publish()
