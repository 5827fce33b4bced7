"""Publications of the demonstration: the plan, the leaflet, and a report with invented figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from wagtail.models import Locale

from wagtail_asean.pages.models import PublicationPage

from . import pictures
from .bodies import Block, call_out, paragraphs, say, table
from .entries import fill, lead_image, leaflet, published_at, stored_document
from .homes import find_page, publish_page
from .makers import stream
from .samples import LANGUAGES, of_kind

A4 = (210, 297)
DAY = "2026-11-14"
OFFICE = {"vi": "Văn phòng Sở (bản trình diễn)", "en": "Department Office (demo)"}
PLAN = "2841/KH-SGDĐT"
# What the figures of the report are called.
FIGURES = {
    "tin-bai": ("Tin, bài đã đăng", "News and articles"),
    "theo-tru-cot": ("Theo trụ cột", "By pillar"),
    "chia-se-lai": ("Lượt chia sẻ lại", "Items reused"),
    "video-anh": ("Video, phóng sự ảnh", "Films and photo stories"),
    "luot-xem": ("Lượt xem", "Views"),
    "don-vi-co-chuyen-muc": ("Đơn vị có chuyên mục", "Units with a column"),
    "co-asean": ("Đơn vị treo cờ ASEAN", "Units that flew the ASEAN flag"),
    "pano-ap-phich": ("Pa nô, áp phích", "Panels and posters"),
    "led": ("Bảng điện tử", "LED signs"),
    "cuoc-thi": ("Cuộc thi", "Contests"),
    "tap-huan": ("Tập huấn", "Training"),
    "noi-chuyen": ("Nói chuyện chuyên đề", "Talks"),
    "phan-bac": ("Bài thông tin - sự thật", "Fact checks"),
    "apsc": ("Chính trị - An ninh", "political-security"),
    "aec": ("Kinh tế", "economic"),
    "ascc": ("Văn hóa - Xã hội", "socio-cultural"),
    "cuoc": ("số cuộc", "held"),
    "thi_sinh": ("thí sinh", "entrants"),
    "giai": ("giải", "prizes"),
    "lop": ("lớp", "courses"),
    "luot": ("lượt người", "participants"),
    "buoi": ("buổi", "sessions"),
}


def write_publications() -> int:
    """Publish the publications that are not here yet; return how many pages are new."""
    new = 0
    for number, (key, (section, make)) in enumerate(PUBLICATIONS.items()):
        for language in LANGUAGES:
            locale = Locale.objects.get(language_code=language)
            if find_page(key, locale) is None:
                page, item = make(key, language)
                _publish(page, item, section, locale, number)
                new += 1
    return new


def _publish(
    page: PublicationPage, item: dict[str, Any], section: str, locale: Locale, number: int
) -> None:
    language, key = locale.language_code, item["key"]
    page.lead_image, shows = lead_image(key, f"Bìa {key}", number)
    page.slug = key if language == "vi" else item["slug"]
    page.lead_image_alt = shows[language]
    page.first_published_at = published_at(DAY)
    fill(page, item, locale)
    publish_page(page, find_page(section, locale))


def _item(key: str, slug: str, summary: str, **values: Any) -> dict[str, Any]:
    return {
        "key": key,
        "slug": slug,
        "summary": dict.fromkeys(LANGUAGES, summary),
        "author": OFFICE,
        "rights_basis": "tu-san-xuat",
        "pillar": None,
        "theme_year": None,
        "occasion": None,
        "topics": ("hoat-dong-asean",),
        "countries": (),
        "audiences": ("quan-ly", "giao-vien"),
        **values,
    }


def _file(document: Any, title: str, *, language: str, is_data: bool = False) -> Block:
    value = {
        "document": document.pk,
        "title": title,
        "language": language,
        "is_data": is_data,
        "description": "",
    }
    return ("file", value)


def _plan(key: str, language: str) -> tuple[PublicationPage, dict[str, Any]]:
    points = say(
        language,
        "Mục đích: công chức, viên chức, người lao động và học sinh hiểu về Cộng đồng ASEAN.|Nội"
        " dung: bám sát chủ đề ASEAN từng năm, cả ba trụ cột, đóng góp của Việt Nam, câu chuyện"
        " thực tiễn, bản sắc ASEAN, quảng bá địa phương.|Hình thức: chuyên mục trên cổng thông tin"
        " và trang của các trường, mạng xã hội, pa nô và áp phích, giao lưu, tập huấn, cuộc thi."
        "|Báo cáo kết quả trước ngày 01/12 hằng năm.",
        "Aim: officials, staff and pupils know the ASEAN Community.|Content: the theme of each"
        " year, all three pillars, what Viet Nam contributes, stories from real life, ASEAN"
        " identity, the province.|Means: a column on the portal and on the schools' sites, social"
        " networks, panels and posters, exchanges, training, contests.|A report on the results"
        " before 1 December each year.",
    ).split("|")
    document = stored_document(
        f"Tóm tắt Kế hoạch {PLAN}", _cover_of_plan, "tom-tat-ke-hoach-2841.pdf"
    )
    title = say(language, "Tờ bìa bản tóm tắt (PDF)", "Cover of the summary (PDF)")
    page = PublicationPage(
        title=say(
            language,
            f"Kế hoạch {PLAN}: tuyên truyền, quảng bá ASEAN giai đoạn 2021-2025",
            f"Plan {PLAN}: communication about ASEAN, 2021-2025",
        ),
        kind="guiding-document",
        number=PLAN,
        issued_on=date(2021, 11, 1),
        publisher=say(
            language,
            "Sở Giáo dục và Đào tạo Kiên Giang",
            "Kiên Giang Department of Education and Training",
        ),
        files=stream(f"{key}/files", [_file(document, title, language="vi")]),
        licence="official-document",
        licence_note=say(
            language,
            "Văn bản hành chính không thuộc phạm vi bảo hộ quyền tác giả.",
            "Administrative documents are outside copyright.",
        ),
        body=stream(f"{key}/{language}", [paragraphs(points)]),
    )
    summary = say(
        language,
        "Tóm tắt kế hoạch làm nền cho chuyên mục này; khi áp dụng, hãy đọc văn bản gốc.",
        "A summary of the plan on which this column rests; to apply it, read the document itself.",
    )
    slug = "plan-2841-communication-about-asean"
    return page, _item(key, slug, summary, rights_basis="van-ban-nn")


def _cover_of_plan() -> bytes:
    words, text = f"Kế hoạch {PLAN}", "Bản tóm tắt cho bản trình diễn"
    return pictures.poster("ke-hoach-2841", words, text, size_mm=A4)[0]


def _leaflet(key: str, language: str) -> tuple[PublicationPage, dict[str, Any]]:
    title = say(language, "Tờ giới thiệu (PDF, 1 trang)", "Leaflet (PDF, 1 page)")
    page = PublicationPage(
        title=say(language, "Tờ giới thiệu chuyên mục ASEAN", "Leaflet of the ASEAN column"),
        kind="brochure",
        issued_on=date(2026, 11, 10),
        publisher=OFFICE[language],
        files=stream(f"{key}/files", [_file(leaflet(), title, language="vi")]),
        licence="cc-by-4.0",
        body=stream(
            f"{key}/{language}",
            [
                paragraphs(
                    [
                        say(
                            language,
                            "In trên giấy A4, đặt ở thư viện hoặc góc ASEAN của trường.",
                            "Print it on A4 and lay it out in the library.",
                        )
                    ]
                )
            ],
        ),
    )
    summary = say(
        language,
        "Một trang để in và phát trong thư viện, phòng truyền thống hoặc góc ASEAN của trường.",
        "One page to print for the library or the ASEAN corner of a school.",
    )
    return page, _item(key, "leaflet-of-the-asean-column", summary)


def _report(key: str, language: str) -> tuple[PublicationPage, dict[str, Any]]:
    (report,) = of_kind("annual_report")
    rows = list(_rows(report["figures"], language))
    heads = say(language, "Nội dung|Số liệu", "What|Figure").split("|")
    warning = say(
        language,
        "Mọi số liệu ở đây đều là giả định, để trình diễn.",
        "All figures here are invented, for the demonstration.",
    )
    caption = say(language, "Kết quả thực hiện (giả định)", "Results (invented)")
    data = stored_document(
        say(language, "Số liệu giả định 2026", "Invented figures 2026"),
        lambda: _csv([heads, *rows]),
        f"so-lieu-gia-dinh-2026-{language}.csv",
    )
    sections = "; ".join(one[language].lower() for one in report["sections"])
    outline = say(
        language,
        f"Báo cáo gồm {len(report['sections'])} phần: {sections}.",
        f"The report has {len(report['sections'])} parts: {sections}.",
    )
    page = PublicationPage(
        title=report["title"][language],
        kind="report",
        publisher=OFFICE[language],
        files=stream(
            f"{key}/files/{language}",
            [
                _file(
                    data,
                    say(language, "Số liệu (CSV)", "The figures (CSV)"),
                    language=language,
                    is_data=True,
                )
            ],
        ),
        licence="cc0-1.0",
        body=stream(
            f"{key}/{language}",
            [
                call_out(say(language, "Số liệu giả định", "Invented figures"), warning, "warning"),
                table(caption, [heads, *_readable(rows, language)]),
                paragraphs([outline]),
            ],
        ),
    )
    summary = say(
        language,
        "Ví dụ về báo cáo năm gửi Ủy ban nhân dân tỉnh; mọi số liệu đều là giả định.",
        "An example of the annual report to the People's Committee; all figures are invented.",
    )
    return page, _item(key, "annual-report-2026-invented-figures", summary, theme_year=2026)


def _readable(rows: Iterable[list[Any]], language: str) -> Iterator[list[Any]]:
    """Return rows with their thousands apart, as the language writes them."""
    for name, number in rows:
        yield [name, say(language, f"{number:,}".replace(",", "."), f"{number:,}")]


def _rows(figures: dict[str, Any], language: str) -> Iterator[list[Any]]:
    column = 0 if language == "vi" else 1
    for code, value in figures.items():
        name = FIGURES[code][column]
        if isinstance(value, dict):
            for part, number in value.items():
                yield [f"{name}: {FIGURES[part][column]}", number]
        else:
            yield [name, value]


def _csv(rows: list[Any]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode("utf-8-sig")


PUBLICATIONS: dict[
    str, tuple[str, Callable[[str, str], tuple[PublicationPage, dict[str, Any]]]]
] = {
    "ke-hoach-2841": ("van-ban-chi-dao", _plan),
    "to-gioi-thieu-chuyen-muc": ("an-pham-tai-lieu", _leaflet),
    "bao-cao-2026-demo": ("an-pham-tai-lieu", _report),
}
