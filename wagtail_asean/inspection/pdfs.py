"""Whether a PDF is one to read: nothing acts by itself, it is not locked and has an end.

Every object of the file is looked at, also those packed into object streams and those that no
page leads to. What is written openly is searched as well, for a reader that repairs a broken
table may find objects that the table does not name.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from pypdf import PdfReader, apply_configuration
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from wagtail_asean import conf
from wagtail_asean.exceptions import FileRefused

from .harm import inspect_part, refuse_written_actions
from .reading import TimedBytes

# What a stream may unpack to that Python then reads letter by letter; a usual one has thousands.
MAX_PARSED_STREAM = 8_000_000
MAX_OBJECTS = 500_000
# In dots of 1/72 inch: a banner across a street has 10 m.
METRE = 72 / 0.0254
MIN_SIDE, MAX_SIDE = 0.01 * METRE, 50 * METRE

# pypdf says a line for each oddity; a hostile file would fill the site's log.
logging.getLogger("pypdf").setLevel(logging.ERROR)


def count_pages(content: TimedBytes) -> int:
    """Look through a whole PDF and return the number of its pages; raises `FileRefused`."""
    with apply_configuration(
        zlib_maximum_output_length=MAX_PARSED_STREAM,
        zlib_maximum_recovery_input_length=100_000,
        lzw_maximum_output_length=MAX_PARSED_STREAM // 2,
        run_length_maximum_output_length=MAX_PARSED_STREAM,
        stream_decoding_work_maximum_length=3 * MAX_PARSED_STREAM,
    ):
        try:
            return _look_through(content)
        except FileRefused:
            raise
        # What pypdf raises is what the bytes make it raise.
        except Exception as error:
            if b"/Encrypt" in content.getvalue():
                raise _locked() from error
            raise _unreadable() from error


def _look_through(content: TimedBytes) -> int:
    reader = PdfReader(content, xref_stream_maximum_entries=MAX_OBJECTS)
    if reader.is_encrypted:
        raise _locked()
    refuse_written_actions(content.getvalue())
    for found in _objects(reader):
        content.check_time()
        for part in _dictionaries(found):
            inspect_part(part)
    pages = _count(reader)
    for number in range(pages):
        _refuse_odd_size(reader, number)
    return pages


def _objects(reader: PdfReader) -> Iterator[Any]:
    yield reader.trailer
    packed = {stream: number for number, (stream, __) in reader.xref_objStm.items()}
    for generation, numbers in list(reader.xref.items()):
        for number in list(numbers):
            if generation or number not in reader.xref_objStm:
                yield reader.get_object(IndirectObject(number, generation, reader))
                # What was read is not kept: all of it together may be large.
                reader.resolved_objects.clear()
    for stream, number in packed.items():
        yield from _packed_objects(reader, stream, number)
        reader.resolved_objects.clear()


def _packed_objects(reader: PdfReader, stream: int, number: int) -> Iterator[Any]:
    packed = reader.get_object(stream)
    if isinstance(packed, StreamObject):
        refuse_written_actions(packed.get_data())
    # To find one of them is to read all of them.
    reader.get_object(number)
    yield from list(reader.resolved_objects.values())


def _dictionaries(found: Any) -> Iterator[DictionaryObject]:
    waiting = [found]
    while waiting:
        part = waiting.pop()
        if isinstance(part, DictionaryObject):
            yield part
            waiting.extend(part.values())
        elif isinstance(part, ArrayObject):
            waiting.extend(part)


def _count(reader: PdfReader) -> int:
    tree: Any = reader.root_object["/Pages"]
    declared = tree.get("/Count", 0)
    # What a PDF says of itself spares counting, where it is already too much.
    pages = declared if declared > conf.settings.MAX_PDF_PAGES else len(reader.pages)
    if pages > conf.settings.MAX_PDF_PAGES:
        raise FileRefused(
            _(
                "The PDF has %(pages)d pages; at most %(limit)d are taken. Split it, or link to "
                "where it is published."
            )
            % {"pages": pages, "limit": conf.settings.MAX_PDF_PAGES},
            code="pages",
        )
    if not pages:
        raise _unreadable()
    return pages


def _refuse_odd_size(reader: PdfReader, number: int) -> None:
    page = reader.pages[number]
    unit = float(page.get("/UserUnit", 1))
    sides = [abs(float(side)) * unit for side in (page.mediabox.width, page.mediabox.height)]
    if not all(MIN_SIDE <= side <= MAX_SIDE for side in sides):
        raise FileRefused(
            _(
                "Page %(page)d of the PDF has no size that can be printed. Set the size of its "
                "paper, export it again and choose it again."
            )
            % {"page": number + 1},
            code="page-size",
        )


def _locked() -> FileRefused:
    return FileRefused(
        _(
            "The PDF is locked by a password or against changes. Save it without protection "
            "and choose it again."
        ),
        code="locked",
    )


def _unreadable() -> FileRefused:
    return FileRefused(
        _(
            "The PDF is damaged and can't be read. Export it again from the program that made "
            "it and choose it again."
        ),
        code="damaged",
    )
