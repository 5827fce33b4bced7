"""The home pages of the three sites, and how a page is found and published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.conf import settings
from wagtail.models import Locale, Page, Site

from wagtail_asean.pages.planting import find_planted

from .samples import LANGUAGES, translation_key


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A home page: its texts by language."""

    key: str
    title: dict[str, str]
    slug: dict[str, str]
    summary: dict[str, str]


DEPARTMENT = Outline(
    key="trang-chu",
    title={"vi": "Sở Giáo dục và Đào tạo", "en": "Department of Education and Training"},
    slug={"vi": "trang-chu", "en": "trang-chu-en"},
    summary={
        "vi": "Trang mẫu của một Sở: nơi biên soạn và duyệt chuyên mục ASEAN dùng chung cho các"
        " trường.",
        "en": "The example site of a Department: here the ASEAN column that all schools share is"
        " written and approved.",
    },
)
SCHOOL = Outline(
    key="truong-hoa-mai",
    title={"vi": "Trường THPT Hoa Mai", "en": "Hoa Mai High School"},
    slug={"vi": "trang-chu", "en": "trang-chu-en"},
    summary={
        "vi": "Trang mẫu của một trường có sẵn giao diện đơn giản, bằng tiếng Việt và tiếng Anh.",
        "en": "The example site of a school with a plain look, in Vietnamese and English.",
    },
)
# The second school's own pages, there before the column came: title, slug, in the menu, text.
RIVERSIDE_PAGES = (
    ("Giới thiệu", "gioi-thieu", True, "Trường nằm bên bờ sông, có mười tám lớp từ khối 6 đến 9."),
    ("Tuyển sinh", "tuyen-sinh", True, "Nhà trường nhận hồ sơ lớp 6 từ ngày 01/6 đến 30/6."),
    (
        "Lễ khai giảng năm học mới",
        "le-khai-giang",
        False,
        "Sáng 05/9, thầy trò nhà trường dự lễ khai giảng trong tiếng trống hội.",
    ),
    (
        "Ngày hội đọc sách bên sông",
        "ngay-hoi-doc-sach",
        False,
        "Hơn ba trăm cuốn sách được trao đổi trong ngày hội đọc sách của trường.",
    ),
)


def find_page(key: str, locale: Locale) -> Any:
    """Return the page of a key in a language, None where it was not made or was deleted.

    The column and its sections go by the codes under which they were planted.
    """
    page = Page.objects.filter(translation_key=translation_key(key), locale=locale).first()
    return page.specific if page else find_planted(key, locale)


def add_page(page: Any, parent: Page) -> None:
    """Add a page as a draft."""
    page.live = False
    parent.add_child(instance=page)


def publish_page(page: Any, parent: Page) -> Any:
    """Add a page as an editor does: first a draft, then its publication."""
    add_page(page, parent)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def plant_home(outline: Outline) -> None:
    """Make a plain home page in each language of the site, in place of Wagtail's welcome page."""
    root = Page.get_first_root_node()
    for language in LANGUAGES:
        locale, _ = Locale.objects.get_or_create(language_code=language)
        if find_page(outline.key, locale) is None:
            page = apps.get_model("plain", "HomePage")(
                title=outline.title[language],
                slug=outline.slug[language],
                lead=f"<p>{outline.summary[language]}</p>",
                locale=locale,
                translation_key=translation_key(outline.key),
            )
            publish_page(page, root)
    place_site(find_page(outline.key, Locale.objects.get(language_code=LANGUAGES[0])))


def place_site(home: Page) -> None:
    """Serve the home page as this machine's site, and remove what Wagtail put there."""
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": "127.0.0.1",
            "port": settings.PORT,
            "root_page": home,
            "site_name": settings.SITE_TITLE,
        },
    )
    root = Page.get_first_root_node()
    for welcome in root.get_children().type(Page).exact_type(Page):
        welcome.delete()


def plant_riverside() -> None:
    """Make the pages that the second school had before the column came."""
    home_model = apps.get_model("riverside", "SchoolHomePage")
    if home_model.objects.exists():
        return
    home = home_model(
        title="Trường THCS Ven Sông",
        slug="trang-chu-truong",
        motto="Dạy tốt, học tốt, sống xanh",
    )
    publish_page(home, Page.get_first_root_node())
    for number, (title, slug, in_menu, text) in enumerate(RIVERSIDE_PAGES):
        page = apps.get_model("riverside", "SchoolPage")(
            title=title,
            slug=slug,
            show_in_menus=in_menu,
            date=date(2026, 9, 1 + number * 4),
            text=f"<p>{text}</p>",
        )
        publish_page(page, home)
    place_site(home)
