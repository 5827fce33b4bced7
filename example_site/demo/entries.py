"""The sample items as pages of the column, each of its own type, in both languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale

from wagtail_asean.library.actions import approve
from wagtail_asean.library.models import Audience, MemberState, Occasion, Topic

from . import pictures
from .bodies import body_of, links, with_ids
from .homes import add_page, find_page, publish_page
from .makers import MAKERS
from .pieces import PIECES
from .samples import LANGUAGES, entries, translation_key

COLUMN = "chuyen-muc-asean"
# Where the Department puts each item, by the codes of `pages/data/sections.json`.
SECTIONS = {
    "gioi-thieu-asean": ("asean-la-gi",),
    "tin-tuc-su-kien": ("ky-niem-60-nam-asean-2027", "tap-huan-tuyen-truyen-asean"),
    "chinh-tri-an-ninh": ("hiep-uoc-tac-50-nam",),
    "kinh-te": ("mot-cua-asean-hoat-dong-the-nao", "tam-nhom-nghe-asean"),
    "van-hoa-xa-hoi": ("ban-sac-asean-trong-bua-com",),
    "viet-nam-asean": ("asean-ung-pho-covid-19",),
    "cau-chuyen-asean": ("lop-hoc-xin-chao-asean",),
    "diem-den-asean": ("luang-prabang",),
    "cuoc-thi-giai-thuong": ("cuoc-thi-em-yeu-asean", "asean-quiz-khu-vuc"),
    "diem-bao": ("diem-bao-timor-leste",),
    "thi-truong-fta": ("rcep-hieu-luc",),
    "quang-ba-dia-phuong": ("vung-dat-kien-giang-cua-ngo-asean",),
    "thong-tin-su-that": ("asean-khong-chi-de-hop",),
    "thu-vien-anh-video": ("sac-mau-dong-nam-a",),
}
# Pages that point to each other: whichever reaches a school first, one link has to wait.
READ_ON = {
    "hiep-uoc-tac-50-nam": "ban-sac-asean-trong-bua-com",
    "ban-sac-asean-trong-bua-com": "hiep-uoc-tac-50-nam",
    "mot-cua-asean-hoat-dong-the-nao": "rcep-hieu-luc",
    "rcep-hieu-luc": "mot-cua-asean-hoat-dong-the-nao",
}
# The samples leave the number open; it is made up like theirs.
DECISION = {"number": "TTST-01/2026", "day": date(2026, 11, 16)}


def write_entries() -> int:
    """Publish the pages that are not here yet; return how many are new."""
    new = 0
    for number, item in enumerate((*entries(), *PIECES)):
        for language in LANGUAGES:
            locale = Locale.objects.get(language_code=language)
            if find_page(item["key"], locale) is None:
                _write(item, locale, number)
                new += 1
    if new:
        _point_to_each_other()
    return new


def section_of(key: str) -> str:
    """Return the code of the section that an item goes into."""
    return next(section for section, keys in SECTIONS.items() if key in keys)


def _write(item: dict[str, Any], locale: Locale, number: int) -> None:
    language = locale.language_code
    image, shows = lead_image(item["key"], item["title"]["vi"], number)
    page = MAKERS[item["kind"]](item, language)
    page.title = item["title"][language]
    # A Vietnamese slug is the item's own key; Django's slugify has no letter for "đ".
    page.slug = item["key"] if language == "vi" else slugify(item["title"]["en"])[:80].strip("-")
    page.lead_image = image
    page.lead_image_alt = shows[language]
    page.body = json.dumps(
        body_of(item, language, image=image, document=leaflet(), gallery=_gallery(item, language))
    )
    page.source = (item["source"] or {}).get("outlet", "")
    page.source_url = (item["source"] or {}).get("url", "")
    page.first_published_at = published_at(item["published_at"])
    fill(page, item, locale)
    section = find_page(section_of(item["key"]), locale)
    if item["kind"] == "rebuttal":
        add_page(page, section)
        role = "Lãnh đạo Sở" if language == "vi" else "Department leadership"
        approve(page, role=role, **DECISION)
    else:
        publish_page(page, section)


def fill(page: Any, item: dict[str, Any], locale: Locale) -> None:
    """Set what pages of all types have: texts, labels, author and rights."""
    language = locale.language_code
    page.summary = page.search_description = item["summary"][language]
    page.author = page.lead_image_credit = item["author"][language]
    page.rights_basis = item["rights_basis"]
    page.pillar = item["pillar"] or ""
    page.theme_year = item["theme_year"]
    page.occasion = Occasion.objects.filter(code=item["occasion"] or "", locale=locale).first()
    page.topics = Topic.objects.filter(code__in=item["topics"], locale=locale)
    page.countries = MemberState.objects.filter(code__in=item["countries"], locale=locale)
    page.audiences = Audience.objects.filter(code__in=item["audiences"], locale=locale)
    page.locale = locale
    page.translation_key = translation_key(item["key"])


def published_at(day: str) -> datetime:
    """Return the sample's day; what lies in the future is shown from today."""
    morning = timezone.make_aware(datetime.combine(datetime.fromisoformat(day), time(8)))
    return min(morning, timezone.now())


def lead_image(key: str, title: str, number: int) -> tuple[Any, dict[str, str]]:
    """Return the drawn picture of an item, made once, and what it shows, by language."""
    image = stored_image(title, lambda: pictures.illustration(key, scene=number)[0], f"{key}.jpg")
    return image, pictures.what_is_shown(number)


def _gallery(item: dict[str, Any], language: str) -> list[tuple[Any, str]]:
    drawings = (lead_image(f"tranh-{s}", f"Tranh {s}", s) for s in item.get("gallery", ()))
    return [(image, shows[language]) for image, shows in drawings]


def stored_image(title: str, draw: Callable[[], bytes], name: str) -> Any:
    """Return the image of a title, drawn once."""
    model = get_image_model()
    found = model.objects.filter(title=title).first()
    if found is not None:
        return found
    # The second school lets no picture in without a line of credit.
    credit = {"credit_line": "Bản trình diễn"} if hasattr(model, "credit_line") else {}
    return model.objects.create(title=title, file=ContentFile(draw(), name=name), **credit)


def stored_document(title: str, draw: Callable[[], bytes], name: str) -> Any:
    """Return the document of a title, made once."""
    documents = get_document_model().objects
    found = documents.filter(title=title).first()
    return found or documents.create(title=title, file=ContentFile(draw(), name=name))


def leaflet() -> Any:
    """Return a document to download, made once."""
    title = "Tờ giới thiệu chuyên mục ASEAN"
    return stored_document(title, lambda: pictures.leaflet("leaflet"), "to-gioi-thieu.pdf")


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
