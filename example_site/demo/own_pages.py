"""What the schools write themselves, in the column that comes from the hub.

In one list with the hub's pages, in their sections. A school keeps what it has written there,
whatever the hub does; see `asean_plant_column`, which lets the school's board write there.
"""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from wagtail.models import Locale, Page

from wagtail_asean.library.dates.windows import today
from wagtail_asean.pages.models import ArticlePage, ColumnPage, EventPage

from .bodies import paragraphs, with_ids
from .entries import lead_image
from .homes import publish_page
from .samples import translation_key

LANGUAGE = "vi"
AUTHOR = "Ban biên tập của trường (bản trình diễn)"
# For each school: slug, section by its slug, title, summary, paragraphs.
ARTICLES: dict[str, tuple[tuple[str, str, str, str, tuple[str, ...]], ...]] = {
    "school_a": (
        (
            "goc-asean-hoa-mai",
            "tin-tuc-su-kien",
            "Góc ASEAN trong thư viện Trường THPT Hoa Mai",
            "Mười một ngăn sách, mỗi ngăn một nước: học sinh lớp 11 tự tay sắp xếp và giới thiệu.",
            (
                "Từ tuần này, thư viện trường có một góc nhỏ mang tên Góc ASEAN. Mỗi ngăn sách dành"
                " cho một nước thành viên, có bản đồ, truyện kể và vài món đồ lưu niệm.",
                "Mỗi giờ ra chơi sáng thứ Ba, một nhóm học sinh giới thiệu một nước cho các bạn.",
            ),
        ),
        (
            "thu-vien-doc-sach-asean",
            "van-hoa-xa-hoi",
            "Một tiết đọc truyện cổ Đông Nam Á ở lớp 10A2",
            "Cùng một cây tre, mỗi nước kể một chuyện: tiết đọc chung của lớp 10A2.",
            (
                "Cô trò lớp 10A2 đọc ba truyện cổ có cây tre của Việt Nam, Lào và Indonesia, rồi"
                " ghi lại điểm giống và điểm khác.",
            ),
        ),
    ),
    "school_b": (
        (
            "chao-co-gioi-thieu-asean",
            "tin-tuc-su-kien",
            "Tiết chào cờ giới thiệu ASEAN ở Trường THCS Ven Sông",
            "Bốn khối lớp cùng trả lời mười câu hỏi ngắn về các nước láng giềng.",
            (
                "Sáng thứ Hai, tiết chào cờ của trường dành mười lăm phút cho ASEAN. Liên đội nêu"
                " mười câu hỏi ngắn, học sinh trả lời bằng bảng con.",
            ),
        ),
    ),
}
# For each school: slug, title, summary, kind, days from today, place.
EVENTS = {
    "school_a": (
        "ngay-hoi-van-hoa-asean",
        "Ngày hội văn hóa ASEAN của học sinh Hoa Mai",
        "Mười một gian trưng bày, mỗi lớp một nước; phụ huynh và học sinh các trường cùng xem.",
        "exchange",
        21,
        "Sân Trường THPT Hoa Mai",
    ),
    "school_b": (
        "trien-lam-tranh-dong-me-cong",
        "Triển lãm tranh “Chung một dòng Mê Công”",
        "Tranh của học sinh khối 6 và khối 7 về những miền đất bên dòng sông chung.",
        "exhibition",
        14,
        "Thư viện Trường THCS Ven Sông",
    ),
}
EVENT_SECTION = "tin-tuc-su-kien"


def write_own_pages() -> int:
    """Publish the school's own pages that are not here yet; return how many are new."""
    made = [_write_article(*values) for values in ARTICLES[settings.NAME]]
    return sum((*made, _write_event(*EVENTS[settings.NAME])))


def _write_article(
    slug: str, section: str, title: str, summary: str, texts: tuple[str, ...]
) -> bool:
    page = ArticlePage(kind="news", pillar="ascc", **_shared(slug, title, summary, texts))
    return _publish(page, section)


def _write_event(slug: str, title: str, summary: str, kind: str, days: int, place: str) -> bool:
    begins = timezone.make_aware(datetime.combine(today() + timedelta(days=days), time(7, 30)))
    page = EventPage(
        kind=kind,
        starts_at=begins,
        ends_at=begins + timedelta(hours=3),
        place=place,
        organiser=settings.SITE_TITLE,
        **_shared(slug, title, summary, (summary,)),
    )
    return _publish(page, EVENT_SECTION)


def _shared(slug: str, title: str, summary: str, texts: tuple[str, ...]) -> dict[str, Any]:
    image, shows = lead_image(slug, title, len(title))
    return {
        "title": title,
        "slug": slug,
        "lead_image": image,
        "lead_image_alt": shows[LANGUAGE],
        "lead_image_credit": AUTHOR,
        "summary": summary,
        "author": AUTHOR,
        "body": json.dumps(with_ids([paragraphs(texts)], slug)),
        "translation_key": translation_key(f"{settings.NAME}/{slug}"),
        "locale": Locale.objects.get(language_code=LANGUAGE),
    }


def _publish(page: Any, section: str) -> bool:
    """Publish a page in a section of the hub's; False where it is there, or the section is not."""
    if Page.objects.filter(translation_key=page.translation_key, locale=page.locale).exists():
        return False
    parent = ColumnPage.objects.filter(slug=section, locale=page.locale).first()
    if parent is None:
        return False
    publish_page(page, parent)
    return True
