"""What in a PDF acts by itself, or hides something: scripts, actions, other files, bombs."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from pypdf import apply_configuration, get_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import (
    ByteStringObject,
    DictionaryObject,
    StreamObject,
    TextStringObject,
)

from wagtail_asean.exceptions import FileRefused

# A picture of an A0 poster has 140 million.
MAX_PICTURE_PIXELS = 400_000_000
# What one stream may unpack to, where that is quick.
MAX_STREAM = 75_000_000
UNPACKED_HERE = {"/ASCII85Decode", "/ASCIIHexDecode", "/FlateDecode", "/LZWDecode"}
ACTIONS = {"/ImportData", "/JavaScript", "/Launch", "/RichMediaExecute", "/SubmitForm"}
SCRIPTS = {"/JavaScript", "/XFA"}
ATTACHMENTS = {"/EF", "/EmbeddedFile", "/EmbeddedFiles", "/FileAttachment"}
PLAYERS = {"/3D", "/Movie", "/RichMedia", "/Screen", "/Sound"}
# What may start an action in /AA, by ISO 32000-2, 12.6.3: of pages, forms, fields, documents.
EVENTS = {
    *("/E", "/X", "/D", "/U", "/Fo", "/Bl", "/PO", "/PC", "/PV", "/PI", "/O", "/C"),
    *("/K", "/F", "/V", "/WC", "/WS", "/DS", "/WP", "/DP"),
}


def _spelled(name: str) -> str:
    # Each letter of a name may be written as its number.
    return "".join(f"(?:{letter}|#{ord(letter):02x})" for letter in name.lstrip("/"))


WRITTEN_ACTION = re.compile(
    rf"/{_spelled('S')}\s*/({'|'.join(map(_spelled, sorted(ACTIONS)))})\b".encode(),
    re.IGNORECASE,
)


def refuse_written_actions(content: bytes) -> None:
    """Refuse what is written openly, whether or not an object of the PDF's table holds it."""
    found = WRITTEN_ACTION.search(content)
    if found:
        raise _active(found[1].decode("latin-1"))


def inspect_part(part: DictionaryObject) -> None:
    """Look at one dictionary of a PDF, or a stream, which is one too; raises `FileRefused`."""
    _refuse_actions(part)
    _refuse_start(part)
    kinds = {str(_resolved(part, key)) for key in ("/Type", "/Subtype")}
    if ATTACHMENTS & (part.keys() | kinds):
        raise _attached()
    if PLAYERS & kinds:
        raise _active((PLAYERS & kinds).pop())
    if isinstance(part, StreamObject):
        _refuse_bomb(part)


def _refuse_actions(part: DictionaryObject) -> None:
    scripts = SCRIPTS & part.keys()
    if scripts:
        raise _active(scripts.pop())
    script = _resolved(part, "/JS")
    # A font or a picture may have this for its name on a page.
    if isinstance(script, (TextStringObject, ByteStringObject)) or (
        isinstance(script, StreamObject) and "/Subtype" not in script
    ):
        raise _active("/JS")
    action = _resolved(part, "/S")
    if isinstance(action, str) and action in ACTIONS:
        raise _active(action)
    events = _resolved(part, "/AA")
    if isinstance(events, DictionaryObject) and any(
        _is_action(_resolved(events, event)) for event in EVENTS & events.keys()
    ):
        raise _active("/AA")


def _refuse_start(part: DictionaryObject) -> None:
    action = _resolved(part, "/OpenAction")
    # To open at a certain page does no harm, and many programs write it.
    goes_to_page = (
        _is_action(action) and _resolved(action, "/S") == "/GoTo" and "/Next" not in action
    )
    if isinstance(action, DictionaryObject) and not goes_to_page:
        raise _active("/OpenAction")


def _refuse_bomb(stream: StreamObject) -> None:
    if _resolved(stream, "/Subtype") == "/Image":
        width, height = _resolved(stream, "/Width"), _resolved(stream, "/Height")
        if isinstance(width, int) and isinstance(height, int):
            _refuse_picture(width * height)
        return
    filters = _resolved(stream, "/Filter")
    names = [str(name) for name in filters] if isinstance(filters, list) else [str(filters)]
    if UNPACKED_HERE.issuperset(names):
        _refuse_large(stream, is_quick=names == ["/FlateDecode"] and "/DecodeParms" not in stream)


def _refuse_large(stream: StreamObject, *, is_quick: bool) -> None:
    limits = get_configuration()
    if is_quick:
        limits = limits.with_overwrites(
            zlib_maximum_output_length=MAX_STREAM,
            stream_decoding_work_maximum_length=2 * MAX_STREAM,
        )
    try:
        with apply_configuration(limits):
            stream.get_data()
    except LimitReachedError as error:
        raise _bomb() from error
    # A stream that is only broken shows nothing; readers go on without it, and so is it here.
    except Exception:
        return


def _refuse_picture(pixels: int) -> None:
    if pixels > MAX_PICTURE_PIXELS:
        raise FileRefused(
            _(
                "A picture in the PDF has far too many pixels. Export it with pictures for "
                "print, at most 300 to the inch, and choose it again."
            ),
            code="pixels",
        )


def _resolved(part: Any, key: str) -> Any:
    value = part.raw_get(key) if key in part else None
    return value.get_object() if value is not None else None


def _is_action(value: Any) -> bool:
    return isinstance(value, DictionaryObject) and "/S" in value


def _active(found: str) -> FileRefused:
    return FileRefused(
        _(
            "The PDF holds scripts or actions (%(found)s), which can do harm to who opens it. "
            "Print it as a new PDF and choose that file."
        )
        % {"found": found.lstrip("/")},
        code="active",
    )


def _attached() -> FileRefused:
    return FileRefused(
        _(
            "The PDF carries other files inside. Print it as a new PDF and choose that file; "
            "share the others on their own."
        ),
        code="attachments",
    )


def _bomb() -> FileRefused:
    return FileRefused(
        _(
            "Something in the PDF unpacks to far more than is taken. Print it as a new PDF and "
            "choose that file."
        ),
        code="bomb",
    )
