"""The body of a sample item: its paragraphs, and blocks for what its kind adds to them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from .samples import translation_key

Block = tuple[str, Any]
Item = dict[str, Any]

LANGUAGE_NAMES = {
    "vi": ("Tiếng Việt", "Vietnamese"),
    "en": ("Tiếng Anh", "English"),
    "id": ("Tiếng Indonesia", "Indonesian"),
    "ms": ("Tiếng Mã Lai", "Malay"),
    "th": ("Tiếng Thái", "Thai"),
    "lo": ("Tiếng Lào", "Lao"),
    "km": ("Tiếng Khmer", "Khmer"),
    "my": ("Tiếng Myanmar", "Burmese"),
    "fil": ("Tiếng Filipino", "Filipino"),
    "zh-Hans": ("Tiếng Hoa", "Chinese"),
    "ta": ("Tiếng Tamil", "Tamil"),
    "pt": ("Tiếng Bồ Đào Nha", "Portuguese"),
    "tet": ("Tiếng Tetum", "Tetum"),
}


def body_of(
    item: Item, language: str, *, image: Any, document: Any, gallery: Iterable[Any] = ()
) -> list[dict[str, Any]]:
    """Return the raw blocks of a page; images and a document are at hand for its blocks.

    `gallery` has pairs of an image and what it shows.
    """
    blocks: list[Block] = [paragraphs(_texts(item, language))]
    add = EXTRAS.get(item["kind"])
    if add is not None:
        blocks += add(item, language)
    if item["kind"] == "destination":
        blocks.append(("image", _picture(item, language, image)))
    if shown := [
        {**_picture(item, language, one), "alt": alt, "decorative": False, "caption": ""}
        for one, alt in gallery
    ]:
        blocks.append(("gallery", list_items(f"{item['key']}/gallery", shown)))
    if item["kind"] == "training":
        title = say(language, "Tờ giới thiệu lớp tập huấn", "Leaflet of the training course")
        blocks.append(("document", {"document": document.pk, "title": title, "description": ""}))
    return with_ids(blocks, f"{item['key']}/{language}")


def _texts(item: Item, language: str) -> list[str]:
    """Return the paragraphs that no field of the page says again."""
    texts: list[str] = item["body"][language]
    # What follows a contest's aim are its rules, and what is said of data beside them.
    return texts[:1] if item["kind"] == "contest" else texts


def with_ids(blocks: Iterable[Block], seed: str) -> list[dict[str, Any]]:
    """Give each block an id that is the same each time it is seeded."""
    key = translation_key(seed)
    return [
        {"type": name, "value": value, "id": str(uuid.uuid5(key, f"{index}/{name}"))}
        for index, (name, value) in enumerate(blocks)
    ]


def list_items(seed: str, values: Iterable[Any]) -> list[dict[str, Any]]:
    """Return the entries of a list as a ListBlock stores them."""
    return with_ids((("item", value) for value in values), seed)


def paragraphs(texts: Iterable[str]) -> Block:
    """Return paragraphs of plain text."""
    return ("paragraph", "".join(f"<p>{escape(text)}</p>" for text in texts))


def links(title: str, targets: Iterable[dict[str, Any]]) -> Block:
    """Return a list of links; a target has a `page`, or a `url` and a `title`."""
    filled = [{"page": None, "url": "", "title": ""} | target for target in targets]
    return ("links", {"title": title, "links": filled})


def say(language: str, vi: str, en: str) -> str:
    """Return the one of two texts that is in a language."""
    return vi if language == "vi" else en


def call_out(title: str, text: str, kind: str = "info") -> Block:
    """Return a call-out."""
    return ("call_out", {"kind": kind, "title": title, "text": f"<p>{escape(text)}</p>"})


def table(caption: str, rows: Iterable[Iterable[Any]], *, header_column: bool = False) -> Block:
    """Return a table of rows of cells."""
    text = "\n".join("\t".join(str(cell) for cell in row) for row in rows)
    return (
        "table",
        {
            "caption": caption,
            "rows": text,
            "header_row": not header_column,
            "header_column": header_column,
        },
    )


def _picture(item: Item, language: str, image: Any) -> dict[str, Any]:
    return {
        "image": image.pk,
        "alt": "",
        "decorative": True,
        "caption": say(
            language,
            "Tranh minh họa của bản trình diễn; trang thật dùng ảnh chụp có ghi nguồn.",
            "A drawing for the demonstration; a real site has a photograph with its credit.",
        ),
        "credit": item["author"][language],
    }


def _story(item: Item, language: str) -> list[Block]:
    column = 0 if language == "vi" else 1
    head = say(language, "Ngôn ngữ\tLời chào\tĐọc là", "Language\tGreeting\tRead as").split("\t")
    rows = [
        (LANGUAGE_NAMES[greeting["lang"]][column], greeting["text"], greeting.get("latin", ""))
        for greeting in item["greetings"]
    ]
    caption = say(language, "Mười ba lời chào trên bảng", "Thirteen greetings on the blackboard")
    note = say(
        language,
        "Lớp học và nhân vật trong bài là ví dụ cho bản trình diễn.",
        "The class and the people in this story are made up for the demonstration.",
    )
    return [table(caption, [head, *rows]), call_out("", note)]


def _contest(item: Item, language: str) -> list[Block]:
    days = item["contest"]["data_policy"]["delete_after_days"]
    policy = say(
        language,
        "Cuộc thi chỉ thu mã dự thi, tên trường và khối lớp; không thu số điện thoại, địa chỉ hay"
        f" ảnh. Dữ liệu được xóa sau {days} ngày.",
        "The contest collects an entry code, the school and the grade; no telephone number,"
        f" address or photograph. The data is deleted after {days} days.",
    )
    return [call_out(say(language, "Dữ liệu của học sinh", "Pupils' data"), policy, "warning")]


def _award(item: Item, language: str) -> list[Block]:
    text = say(
        language,
        "Trang không nêu tên học sinh đoạt giải khi chưa có sự đồng ý của các em và gia đình.",
        "Pupils who won are not named here without their own and their families' consent.",
    )
    return [call_out("", text)]


def _training(item: Item, language: str) -> list[Block]:
    quotation = say(
        language,
        "Mỗi thầy cô về trường là một người kể chuyện ASEAN.",
        "Every teacher goes back to school as a teller of ASEAN stories.",
    )
    speaker = say(language, "Ban tổ chức (ví dụ)", "The organisers (made up)")
    return [("quotation", {"text": quotation, "speaker": speaker, "source_url": ""})]


EXTRAS: dict[str, Callable[[Item, str], list[Block]]] = {
    "story": _story,
    "contest": _contest,
    "award": _award,
    "training": _training,
}
