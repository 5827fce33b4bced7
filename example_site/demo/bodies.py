"""The body of a sample article: its paragraphs, and blocks for what its kind adds to them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
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


def body_of(item: Item, language: str, *, image: Any, document: Any) -> list[dict[str, Any]]:
    """Return the raw blocks of an article; `image` and `document` are at hand for its blocks."""
    blocks: list[Block] = [
        ("paragraph", "".join(f"<p>{escape(text)}</p>" for text in item["body"][language]))
    ]
    add = EXTRAS.get(item["kind"])
    if add is not None:
        blocks += add(item, language)
    if item["kind"] == "destination":
        blocks.append(("image", _picture(item, language, image)))
    if item["kind"] == "training":
        title = _say(language, "Tờ giới thiệu lớp tập huấn", "Leaflet of the training course")
        blocks.append(("document", {"document": document.pk, "title": title, "description": ""}))
    return with_ids(blocks, f"{item['key']}/{language}")


def with_ids(blocks: Iterable[Block], seed: str) -> list[dict[str, Any]]:
    """Give each block an id that is the same each time it is seeded."""
    key = translation_key(seed)
    return [
        {"type": name, "value": value, "id": str(uuid.uuid5(key, f"{index}/{name}"))}
        for index, (name, value) in enumerate(blocks)
    ]


def links(title: str, targets: Iterable[dict[str, Any]]) -> Block:
    """Return a list of links; a target has a `page`, or a `url` and a `title`."""
    filled = [{"page": None, "url": "", "title": ""} | target for target in targets]
    return ("links", {"title": title, "links": filled})


def _say(language: str, vi: str, en: str) -> str:
    return vi if language == "vi" else en


def _call_out(title: str, text: str, kind: str = "info") -> Block:
    return ("call_out", {"kind": kind, "title": title, "text": f"<p>{escape(text)}</p>"})


def _heading(text: str) -> Block:
    return ("heading", {"text": text, "level": "h2"})


def _table(caption: str, rows: Iterable[Iterable[Any]], *, header_column: bool = False) -> Block:
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
        "caption": _say(
            language,
            "Tranh minh họa của bản trình diễn; trang thật dùng ảnh chụp có ghi nguồn.",
            "A drawing for the demonstration; a real site has a photograph with its credit.",
        ),
        "credit": item["author"][language],
    }


def _moment(value: str, language: str) -> str:
    when = datetime.fromisoformat(value)
    return when.strftime("%H:%M, %d/%m/%Y" if language == "vi" else "%d/%m/%Y, %H:%M")


def _story(item: Item, language: str) -> list[Block]:
    column = 0 if language == "vi" else 1
    head = _say(language, "Ngôn ngữ\tLời chào\tĐọc là", "Language\tGreeting\tRead as").split("\t")
    rows = [
        (LANGUAGE_NAMES[greeting["lang"]][column], greeting["text"], greeting.get("latin", ""))
        for greeting in item["greetings"]
    ]
    caption = _say(language, "Mười ba lời chào trên bảng", "Thirteen greetings on the blackboard")
    note = _say(
        language,
        "Lớp học và nhân vật trong bài là ví dụ cho bản trình diễn.",
        "The class and the people in this story are made up for the demonstration.",
    )
    return [_table(caption, [head, *rows]), _call_out("", note)]


def _destination(item: Item, language: str) -> list[Block]:
    title = _say(language, "Cổng thông tin du lịch", "Tourism portal")
    return [links(title, [{"url": item["place"]["portal"], "title": item["place"]["portal"]}])]


def _event(item: Item, language: str) -> list[Block]:
    event = item["event"]
    labels = _say(language, "Bắt đầu|Kết thúc|Địa điểm|Đơn vị tổ chức", "Begins|Ends|Place|Host")
    values = (
        _moment(event["start"], language),
        _moment(event["end"], language),
        event["place"][language],
        event["organiser"][language],
    )
    caption = _say(language, "Thời gian và địa điểm", "When and where")
    rows = zip(labels.split("|"), values, strict=True)
    return [_table(caption, rows, header_column=True)]


def _contest(item: Item, language: str) -> list[Block]:
    contest = item["contest"]
    rounds_head = _say(language, "Vòng|Từ|Đến|Số câu", "Round|From|To|Questions").split("|")
    rounds = [
        (
            one["name"][language],
            _moment(one["start"], language),
            _moment(one["end"], language),
            one["question_count"],
        )
        for one in contest["rounds"]
    ]
    prizes_head = _say(language, "Giải|Số lượng", "Prize|Number").split("|")
    prizes = [(prize["level"][language], prize["count"]) for prize in contest["prizes"]]
    days = contest["data_policy"]["delete_after_days"]
    policy = _say(
        language,
        "Cuộc thi chỉ thu mã dự thi, tên trường và khối lớp; không thu số điện thoại, địa chỉ hay"
        f" ảnh. Dữ liệu được xóa sau {days} ngày.",
        "The contest collects an entry code, the school and the grade; no telephone number,"
        f" address or photograph. The data is deleted after {days} days.",
    )
    return [
        _table(_say(language, "Lịch thi", "Calendar"), [rounds_head, *rounds]),
        _table(_say(language, "Cơ cấu giải thưởng", "Prizes"), [prizes_head, *prizes]),
        _call_out(_say(language, "Dữ liệu của học sinh", "Pupils' data"), policy, "warning"),
        _heading(_say(language, "Câu hỏi làm quen", "Questions to warm up")),
        ("paragraph", "".join(_question(one, language) for one in contest["questions"][:3])),
    ]


def _question(question: dict[str, Any], language: str) -> str:
    options = "".join(
        f"<li>{option['key']}. {escape(option['text'][language])}</li>"
        for option in question["options"]
    )
    text = escape(question["question"][language])
    return f"<p><b>{question['order']}. {text}</b></p><ul>{options}</ul>"


def _rebuttal(item: Item, language: str) -> list[Block]:
    rebuttal = item["rebuttal"]
    title = _say(language, "Nhận định", "The claim")
    text = f"{rebuttal['claim_summary'][language]}. {rebuttal['verdict'][language]}."
    return [
        _call_out(title, text, "warning"),
        links(_say(language, "Dẫn chứng", "Evidence"), rebuttal["evidence"]),
    ]


def _showcase(item: Item, language: str) -> list[Block]:
    contact = item["showcase"]["contact"][language]
    return [_call_out(item["showcase"]["area_label"][language], contact)]


def _press_digest(item: Item, language: str) -> list[Block]:
    source = item["source"]
    title = _say(language, "Đọc bài gốc", "Read the original")
    return [links(title, [{"url": source["url"], "title": source["outlet"]}])]


def _trade(item: Item, language: str) -> list[Block]:
    trade = item["trade"]
    labels = _say(
        language,
        "Hiệp định|Ngày ký|Có hiệu lực|Số bên ký|Đơn vị cung cấp|Kiểm tra lần cuối",
        "Agreement|Signed|In force|Parties at signature|Information from|Last checked",
    )
    values = (
        trade["agreement"],
        trade["signed"],
        trade["in_force"],
        trade["parties_at_signature"],
        trade["information_owner"][language],
        trade["last_checked"],
    )
    caption = _say(language, "Thông tin chính", "Key facts")
    return [_table(caption, zip(labels.split("|"), values, strict=True), header_column=True)]


def _award(item: Item, language: str) -> list[Block]:
    text = _say(
        language,
        "Trang không nêu tên học sinh đoạt giải khi chưa có sự đồng ý của các em và gia đình.",
        "Pupils who won are not named here without their own and their families' consent.",
    )
    return [_call_out("", text)]


def _training(item: Item, language: str) -> list[Block]:
    training = item["training"]
    quotation = _say(
        language,
        "Mỗi thầy cô về trường là một người kể chuyện ASEAN.",
        "Every teacher goes back to school as a teller of ASEAN stories.",
    )
    labels = _say(language, "Ngày|Số giờ|Số chỗ|Tổ chức", "Day|Hours|Places|Host").split("|")
    values = (
        training["date"],
        training["hours"],
        training["capacity"],
        training["organiser"][language],
    )
    caption = _say(language, "Thông tin lớp học", "About the course")
    speaker = _say(language, "Ban tổ chức (ví dụ)", "The organisers (made up)")
    return [
        _table(caption, zip(labels, values, strict=True), header_column=True),
        ("quotation", {"text": quotation, "speaker": speaker, "source_url": ""}),
    ]


EXTRAS: dict[str, Callable[[Item, str], list[Block]]] = {
    "story": _story,
    "destination": _destination,
    "event": _event,
    "contest": _contest,
    "rebuttal": _rebuttal,
    "local_showcase": _showcase,
    "press_digest": _press_digest,
    "trade_info": _trade,
    "award": _award,
    "training": _training,
}
