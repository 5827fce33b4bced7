"""Spreadsheets in and out: xlsx and csv, as offices make them.

What is read is text, whatever the cells are: a formula is worth what it last came to, and is
never worked out here. What is written can't become a formula in anybody's program.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from wagtail_asean.exceptions import UnitError
from wagtail_asean.hub.spreadsheets import plain_cell

MAX_BYTES = 5_000_000
MAX_UNPACKED_BYTES = 100_000_000
MAX_ROWS = 10_000
MAX_COLUMNS = 40
MAX_CELL = 2_000

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"

_DELIMITERS = ";\t,"

Row = tuple[int, list[str]]


def read_sheet(file: BinaryIO) -> list[Row]:
    """Return the rows of a file that hold anything, each with its line in the file.

    Raises `UnitError` for a file that can't be read or is too large.
    """
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise UnitError(
            _("The file is too large: it may have at most %(size)s.")
            % {"size": filesizeformat(MAX_BYTES)}
        )
    rows = _xlsx_rows(content) if content.startswith(b"PK\x03\x04") else _csv_rows(content)
    found = []
    for line, cells in rows:
        if len(found) > MAX_ROWS or line > 20 * MAX_ROWS:
            raise UnitError(
                _("The file has more than %(count)d rows. Import it in parts.")
                % {"count": MAX_ROWS}
            )
        if any(cells):
            found.append((line, cells))
    return found


def _xlsx_rows(content: bytes) -> Iterator[Row]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise UnitError(_("The file is far larger than it looks, so it is not opened."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # What a file says of its own size may be wrong.
        sheet.reset_dimensions()
        for line, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), 1):
            yield line, [_text(cell) for cell in cells]
    except UnitError:
        raise
    except Exception as error:  # A broken file breaks openpyxl in many ways.
        raise UnitError(
            _("The file can't be read as a spreadsheet. Open it in your program and save it anew.")
        ) from error


def _text(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _clean(str(value))


def _clean(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:MAX_CELL]


def _csv_rows(content: bytes) -> Iterator[Row]:
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield line, [_clean(cell) for cell in cells[:MAX_COLUMNS]]
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnitError(_("Line %(line)d of the file can't be read.") % {"line": line}) from error


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnitError(
            _("The file is neither xlsx nor CSV in UTF-8. Save it as xlsx, or as “CSV UTF-8”.")
        ) from error
    return text.replace("\0", "")


def write_csv(headings: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows as CSV in UTF-8, with the mark by which Excel knows that."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([plain_cell(heading) for heading in headings])
    writer.writerows([plain_cell(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def write_xlsx(headings: Sequence[Any], rows: Iterable[Sequence[Any]]) -> bytes:
    """Return rows as an xlsx file, all cells as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for number in range(len(headings)):
        sheet.column_dimensions[chr(ord("A") + number)].width = 24
    sheet.append([_cell(sheet, heading, bold=True) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, str(plain_cell(value)))
    # Else openpyxl would take what begins with "=" for a formula.
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell
