"""The hub's column, its sections, and the page that shows the library."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale, Page

from wagtail_asean.pages.models import ColumnPage, LibraryPage

from .homes import DEPARTMENT, Outline, find_page, publish_page
from .samples import LANGUAGES, translation_key

COLUMN = Outline(
    key="chuyen-muc-asean",
    title={"vi": "Chuyên mục ASEAN", "en": "ASEAN column"},
    slug={"vi": "chuyen-muc-asean", "en": "asean-column"},
    summary={
        "vi": "Tin tức, câu chuyện và hoạt động về Cộng đồng ASEAN dành cho thầy cô và học sinh.",
        "en": "News, stories and activities about the ASEAN Community for teachers and pupils.",
    },
    articles=("diem-bao-timor-leste",),
)
SECTIONS = (
    Outline(
        key="tim-hieu-asean",
        title={"vi": "Tìm hiểu ASEAN", "en": "Getting to know ASEAN"},
        slug={"vi": "tim-hieu-asean", "en": "getting-to-know-asean"},
        summary={
            "vi": "ASEAN là gì, hoạt động ra sao và đã cùng nhau làm được những gì.",
            "en": "What ASEAN is, how it works and what it has achieved together.",
        },
        articles=("hiep-uoc-tac-50-nam", "asean-ung-pho-covid-19", "asean-khong-chi-de-hop"),
    ),
    Outline(
        key="kinh-te-hoi-nhap",
        title={"vi": "Kinh tế và hội nhập", "en": "Economy and integration"},
        slug={"vi": "kinh-te-va-hoi-nhap", "en": "economy-and-integration"},
        summary={
            "vi": "Thị trường chung, nghề nghiệp và cơ hội cho người trẻ.",
            "en": "The common market, careers and opportunities for young people.",
        },
        articles=("mot-cua-asean-hoat-dong-the-nao", "tam-nhom-nghe-asean", "rcep-hieu-luc"),
    ),
    Outline(
        key="van-hoa-con-nguoi",
        title={"vi": "Văn hóa, con người, điểm đến", "en": "Culture, people and places"},
        slug={"vi": "van-hoa-con-nguoi", "en": "culture-people-places"},
        summary={
            "vi": "Những điều gần gũi và những điều khác biệt giữa các nước láng giềng.",
            "en": "What neighbours have in common, and what makes each of them different.",
        },
        articles=(
            "ban-sac-asean-trong-bua-com",
            "lop-hoc-xin-chao-asean",
            "luang-prabang",
            "vung-dat-kien-giang-cua-ngo-asean",
        ),
    ),
    Outline(
        key="hoat-dong-cuoc-thi",
        title={"vi": "Hoạt động và cuộc thi", "en": "Activities and contests"},
        slug={"vi": "hoat-dong-va-cuoc-thi", "en": "activities-and-contests"},
        summary={
            "vi": "Lễ kỷ niệm, cuộc thi, tập huấn và giải thưởng.",
            "en": "Commemorations, contests, training and awards.",
        },
        articles=(
            "ky-niem-60-nam-asean-2027",
            "cuoc-thi-em-yeu-asean",
            "asean-quiz-khu-vuc",
            "tap-huan-tuyen-truyen-asean",
        ),
    ),
)

LIBRARY_KEY = "thu-vien-dung-chung"
LIBRARY = {
    "vi": {
        "title": "Pa nô, áp phích dùng chung",
        "slug": "pa-no-ap-phich",
        "introduction": "<p>Áp phích, băng rôn, khẩu hiệu và banner đã được phê duyệt: tải về, in"
        " và chia sẻ, không cần sửa gì thêm.</p>",
    },
    "en": {
        "title": "Shared banners and posters",
        "slug": "banners-and-posters",
        "introduction": "<p>Approved posters, street banners, slogans and web banners: download,"
        " print and share them as they are.</p>",
    },
}


def section_of(article_key: str) -> Outline:
    """Return the column or section that an article goes into."""
    return next(o for o in (COLUMN, *SECTIONS) if article_key in o.articles)


def plant_column() -> None:
    """Make the column and its sections in both languages."""
    for language in LANGUAGES:
        locale = Locale.objects.get(language_code=language)
        column = _plant(COLUMN, find_page(DEPARTMENT.key, locale), locale)
        for outline in SECTIONS:
            _plant(outline, column, locale)
        _plant_library(column, locale)


def _plant(outline: Outline, parent: Page, locale: Locale) -> Any:
    found = find_page(outline.key, locale)
    if found is not None:
        return found
    language = locale.language_code
    page = ColumnPage(
        title=outline.title[language],
        slug=outline.slug[language],
        summary=outline.summary[language],
        search_description=outline.summary[language],
        show_in_menus=True,
        locale=locale,
        translation_key=translation_key(outline.key),
    )
    return publish_page(page, parent)


def _plant_library(column: Page, locale: Locale) -> None:
    if find_page(LIBRARY_KEY, locale) is None:
        page = LibraryPage(
            **LIBRARY[locale.language_code],
            locale=locale,
            translation_key=translation_key(LIBRARY_KEY),
        )
        publish_page(page, column)
