"""Whether a ZIP file, or a document that is one inside, can be unpacked without harm.

Only what it says of itself is looked at: nothing is unpacked, and a ZIP file inside another is
one entry like the rest.
"""

from __future__ import annotations

from zipfile import ZipFile, ZipInfo

from django.utils.translation import gettext as _

from wagtail_asean import conf
from wagtail_asean.exceptions import FileRefused

from .reading import TimedBytes

ENTRY_START, MAX_ENTRIES = b"PK\x01\x02", 10_000
# A bomb is told from a spreadsheet of zeros as Apache POI does it, but over the whole file.
MAX_RATIO, UNSUSPICIOUS_SIZE = 100, 1_000_000
# All of it may unpack to this many times the largest file that is taken.
MAX_UNPACKED = 10
OFFICE_FOLDERS = {".docx": "word/", ".pptx": "ppt/", ".xlsx": "xl/"}
NAMES_ITSELF = (".epub", ".odp", ".ods", ".odt")
MACROS = "vbaproject.bin"


def inspect_archive(content: TimedBytes, ending: str, media_type: str) -> None:
    """Look at the entries of a ZIP file, and at what tells its kind; raises `FileRefused`."""
    if content.getvalue().count(ENTRY_START) > MAX_ENTRIES:
        raise _bomb()
    try:
        # Reading its table raises whatever the bytes make it raise.
        archive = ZipFile(content)
    except Exception as error:
        raise _damaged() from error
    entries = archive.infolist()
    _refuse_bomb(entries, len(content.getvalue()))
    names = [entry.filename for entry in entries]
    if any(name.lower().endswith(MACROS) for name in names):
        raise FileRefused(
            _(
                "The document is also a program: it holds macros. Save it without macros and "
                "choose it again."
            ),
            code="program",
        )
    if not _is_of_its_kind(archive, names, ending, media_type):
        raise FileRefused(
            _(
                "The file is a ZIP file that only has the ending “%(ending)s”. Save it again "
                "from the program that made it and choose it again."
            )
            % {"ending": ending},
            code="mismatch",
        )


def _refuse_bomb(entries: list[ZipInfo], size: int) -> None:
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    # Entries that share their bytes: https://www.bamsoftware.com/hacks/zipbomb/
    overlaps = packed > size
    too_dense = unpacked > max(UNSUSPICIOUS_SIZE, MAX_RATIO * packed)
    if overlaps or too_dense or unpacked > MAX_UNPACKED * conf.settings.MAX_ASSET_BYTES:
        raise _bomb()


def _is_of_its_kind(archive: ZipFile, names: list[str], ending: str, media_type: str) -> bool:
    if ending in OFFICE_FOLDERS:
        return "[Content_Types].xml" in names and any(
            name.startswith(OFFICE_FOLDERS[ending]) for name in names
        )
    if ending in NAMES_ITSELF:
        return _media_type(archive).startswith(media_type.encode())
    return True


def _media_type(archive: ZipFile) -> bytes:
    try:
        with archive.open("mimetype") as file:
            return file.read(100)
    # There is none, or it is packed or encrypted in a way that is not read here.
    except Exception:
        return b""


def _bomb() -> FileRefused:
    return FileRefused(
        _(
            "The file would unpack to far more than is taken. Take out what is not needed, or "
            "choose the files in it one by one."
        ),
        code="bomb",
    )


def _damaged() -> FileRefused:
    return FileRefused(
        _(
            "The file is damaged or was cut off. Copy or export it again from where it came "
            "from and choose it again."
        ),
        code="damaged",
    )
