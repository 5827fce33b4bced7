"""Whether a file is a document of a kind that is taken, and is what its ending says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from wagtail_asean.exceptions import FileRefused

from .archives import inspect_archive
from .markup import is_markup
from .pdfs import count_pages
from .reading import reading

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
_OLD_OFFICE = rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = rb"PK(?:\x03\x04|\x05\x06)"
_TEXT = rb"(?:\xff\xfe|\xfe\xff)|[^\0]*\Z"
# Each ending with its media type and the start of its files.
DOCUMENT_KINDS = {
    ".csv": ("text/csv", _TEXT),
    ".doc": ("application/msword", _OLD_OFFICE),
    ".docx": (f"{_OFFICE}.wordprocessingml.document", _ZIP),
    ".epub": ("application/epub+zip", _ZIP),
    ".jpeg": ("image/jpeg", rb"\xff\xd8\xff"),
    ".jpg": ("image/jpeg", rb"\xff\xd8\xff"),
    ".mp3": ("audio/mpeg", rb"ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"),
    ".mp4": ("video/mp4", rb".{4}ftyp"),
    ".odp": (f"{_OPEN_DOCUMENT}.presentation", _ZIP),
    ".ods": (f"{_OPEN_DOCUMENT}.spreadsheet", _ZIP),
    ".odt": (f"{_OPEN_DOCUMENT}.text", _ZIP),
    ".pdf": ("application/pdf", rb"%PDF-"),
    ".png": ("image/png", rb"\x89PNG\r\n\x1a\n"),
    ".ppt": ("application/vnd.ms-powerpoint", _OLD_OFFICE),
    ".pptx": (f"{_OFFICE}.presentationml.presentation", _ZIP),
    ".rtf": ("application/rtf", rb"\{\\rtf"),
    ".txt": ("text/plain", _TEXT),
    ".webp": ("image/webp", rb"RIFF.{4}WEBP"),
    ".xls": ("application/vnd.ms-excel", _OLD_OFFICE),
    ".xlsx": (f"{_OFFICE}.spreadsheetml.sheet", _ZIP),
    ".zip": ("application/zip", _ZIP),
}
# Of Windows, of Linux, a script, a Java class or of macOS (of one or of several kinds of machine),
# of Android, of the web, a shortcut of Windows.
PROGRAM = re.compile(
    rb"MZ|\x7fELF|#!|\xca\xfe\xba[\xbe\xbf]|\xbe\xba\xfe\xca|\xfe\xed\xfa[\xce\xcf]"
    rb"|[\xce\xcf]\xfa\xed\xfe|dex\n|\0asm|L\0\0\0\x01\x14\x02\0"
)


@dataclass(frozen=True)
class DocumentFacts:
    """What a document is: its media type, its ending with the dot, the pages of a PDF."""

    media_type: str
    ending: str
    pages: int | None = None


def inspect_document(file: Any, file_name: str) -> DocumentFacts:
    """Look at what a document really is; raises `FileRefused`."""
    ending = PurePosixPath(file_name).suffix.lower()
    if ending not in DOCUMENT_KINDS:
        raise _unknown_kind()
    media_type, __ = DOCUMENT_KINDS[ending]
    with reading(file) as content:
        _refuse_other_content(content.getvalue(), ending)
        if ending == ".pdf":
            return DocumentFacts(media_type, ending, pages=count_pages(content))
        if DOCUMENT_KINDS[ending][1] == _ZIP:
            inspect_archive(content, ending, media_type)
    return DocumentFacts(media_type, ending)


def _unknown_kind() -> FileRefused:
    known = ", ".join(ending.removeprefix(".") for ending in DOCUMENT_KINDS)
    return FileRefused(
        _(
            "This is not a kind of document that is taken. Save it as one of these and choose "
            "it again: %(known)s."
        )
        % {"known": known},
        code="ending",
    )


def _refuse_other_content(content: bytes, ending: str) -> None:
    if PROGRAM.match(content):
        raise FileRefused(
            _("The file is a program, not a document. Choose the document itself."),
            code="program",
        )
    if is_markup(content):
        raise FileRefused(
            _(
                "The file is a web page or a drawing with code inside, not a document. Save or "
                "print it as PDF and choose that file."
            ),
            code="markup",
        )
    if not _begins_like(content, ending):
        raise FileRefused(
            _(
                "The file is not what its ending “%(ending)s” says. Open it in the program that "
                "made it, save it again as that kind and choose it again."
            )
            % {"ending": ending},
            code="mismatch",
        )


def _begins_like(content: bytes, ending: str) -> bool:
    start = DOCUMENT_KINDS[ending][1]
    if not re.match(start, content, re.DOTALL):
        return False
    if start != _TEXT:
        return True
    others = {other for __, other in DOCUMENT_KINDS.values() if other != _TEXT}
    return not any(re.match(other, content, re.DOTALL) for other in others)
