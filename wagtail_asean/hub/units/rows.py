"""From the rows of a spreadsheet to what each says of a unit.

Columns are found by their headings, in Vietnamese or English, with or without tone marks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_asean.exceptions import UnitError

from .folding import fold
from .sheets import Row

# The headings that name a column: the first one is that of the template.
COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("Mã đơn vị", "mã", "mã trường", "mã số", "code", "unit code"),
    "name": ("Tên đơn vị", "tên", "đơn vị", "trường", "tên trường", "name", "unit", "school"),
    "level": ("Cấp", "cấp đơn vị", "loại", "loại hình", "loại đơn vị", "cấp học", "level", "type"),
    "parent": (
        "Mã đơn vị cấp trên",
        "cấp trên",
        "đơn vị cấp trên",
        "trực thuộc",
        "mã đơn vị quản lý",
        "đơn vị quản lý",
        "parent",
        "parent code",
    ),
    "address": ("Địa chỉ", "address"),
    "website": (
        "Trang web",
        "website",
        "web",
        "địa chỉ trang web",
        "địa chỉ website",
        "trang thông tin điện tử",
        "cổng thông tin điện tử",
    ),
    "contact_name": (
        "Người liên hệ",
        "liên hệ",
        "người phụ trách",
        "cán bộ phụ trách",
        "contact",
        "contact name",
    ),
    "contact_email": (
        "Thư điện tử",
        "email",
        "e-mail",
        "hộp thư",
        "địa chỉ thư điện tử",
        "contact email",
        "contact e-mail",
    ),
    "contact_phone": (
        "Điện thoại",
        "số điện thoại",
        "sđt",
        "phone",
        "telephone",
        "contact phone",
    ),
}
EXAMPLE = (
    "HS1",
    "Trường THCS Hoa Sen",
    "Trường",
    "PHUONG-1",
    "12 Đường Hoa Sen",
    "https://hoasen.example.edu.vn",
    "Nguyễn Thị Mai",
    "hoasen@example.edu.vn",
    "0123 456 789",
)
HEADING_WITHIN = 20

_FIELDS = {fold(name): column for column, names in COLUMNS.items() for name in names}
_LENGTHS = {
    "code": 50,
    "name": 255,
    "level": 100,
    "parent": 50,
    "address": 500,
    "website": 500,
    "contact_name": 200,
    "contact_email": 254,
    "contact_phone": 50,
}
_LABELS = {
    "code": gettext_lazy("code"),
    "name": gettext_lazy("name"),
    "level": gettext_lazy("level"),
    "parent": gettext_lazy("code of the unit above"),
    "address": gettext_lazy("address"),
    "website": gettext_lazy("website"),
    "contact_name": gettext_lazy("contact"),
    "contact_email": gettext_lazy("e-mail"),
    "contact_phone": gettext_lazy("telephone"),
}
_check_url = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong in a line of the file, as a sentence."""

    line: int
    text: str

    def __str__(self) -> str:
        return _("Line %(line)d: %(text)s") % {"line": self.line, "text": self.text}


@dataclass(kw_only=True)
class UnitRow:
    """What a line says of a unit; what it leaves empty is not in `members`."""

    line: int
    members: dict[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The code, which every row has."""
        return self.members["code"]


def read_rows(rows: Sequence[Row]) -> tuple[list[UnitRow], list[Problem]]:
    """Return what the rows below the headings say, and what is wrong with the others.

    Raises `UnitError` where no row has the headings.
    """
    start, columns = _find_headings(rows)
    found, problems = [], []
    for line, cells in rows[start:]:
        row = UnitRow(line=line, members=_members(cells, columns))
        if not row.members:
            continue
        wrong = _wrong(row.members)
        if wrong:
            problems.append(Problem(line=line, text=wrong))
        else:
            found.append(row)
    return found, problems


def _find_headings(rows: Sequence[Row]) -> tuple[int, dict[str, int]]:
    for index, (_line, cells) in enumerate(rows[:HEADING_WITHIN]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(cells):
            column = _FIELDS.get(fold(cell))
            if column and column not in columns:
                columns[column] = place
        if {"code", "name"} <= set(columns):
            return index + 1, columns
    raise UnitError(
        _(
            "No row has the headings “%(code)s” and “%(name)s”. Download the template and see how"
            " it is made."
        )
        % {"code": COLUMNS["code"][0], "name": COLUMNS["name"][0]}
    )


def _members(cells: Sequence[str], columns: dict[str, int]) -> dict[str, str]:
    said = {
        column: unicodedata.normalize("NFC", cells[place])
        for column, place in columns.items()
        if place < len(cells) and cells[place]
    }
    if said.get("website", "").startswith("www.") or (
        "website" in said and "://" not in said["website"]
    ):
        said["website"] = f"https://{said['website']}"
    return said


def _wrong(members: dict[str, str]) -> str:
    for column in ("code", "name"):
        if column not in members:
            return _("The %(column)s is missing.") % {"column": _LABELS[column]}
        if members[column][0] in "=@":
            return _("The %(column)s is a formula: “%(value)s”.") % {
                "column": _LABELS[column],
                "value": members[column][:80],
            }
    for column, value in members.items():
        if len(value) > _LENGTHS[column]:
            return _("The %(column)s is longer than %(count)d characters.") % {
                "column": _LABELS[column],
                "count": _LENGTHS[column],
            }
    return _wrong_address(members)


def _wrong_address(members: dict[str, str]) -> str:
    checks = {"website": _check_url, "contact_email": validate_email}
    sentences = {
        "website": _("“%(value)s” is not a web address."),
        "contact_email": _("“%(value)s” is not an e-mail address."),
    }
    for column, check in checks.items():
        try:
            if column in members:
                check(members[column])
        except ValidationError:
            return sentences[column] % {"value": members[column][:80]}
    return ""
