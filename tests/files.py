"""Files for tests, made on the fly."""

from __future__ import annotations

import io
import zlib

from pypdf import PdfWriter


def pdf_bytes(pages: int = 1, *, width: float = 595, height: float = 842, change=None) -> bytes:
    """Return a PDF of empty pages; `change` is called with its `PdfWriter` before it is written."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width, height)
    if change:
        change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def raw_pdf(*objects: bytes) -> bytes:
    """Return a PDF of these objects, numbered from 1; the first is its catalogue."""
    made, places = b"%PDF-1.5\n", []
    for number, written in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Root 1 0 R/Size %d>>" % (len(objects) + 1)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return made + head + table + trailer + b"\nstartxref\n%d\n%%%%EOF" % len(made)


def pdf_with(catalogue: bytes = b"", page: bytes = b"", *more: bytes) -> bytes:
    """Return a one-page PDF with these entries and, from number 4 on, these objects."""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R %s>>" % catalogue,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842] %s>>" % page,
        *more,
    )


def packed_pdf(hidden: bytes) -> bytes:
    """Return a one-page PDF whose objects are in an object stream, with one more in them."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        hidden,
    ]
    places = [sum(len(o) + 1 for o in objects[:index]) for index in range(len(objects))]
    index = b" ".join(b"%d %d" % pair for pair in enumerate(places, 1)) + b" "
    packed = zlib.compress(index + b" ".join(objects))
    made = b"%PDF-1.5\n"
    stream_at = len(made)
    made += (
        b"5 0 obj\n<</Type/ObjStm/N 4/First %d/Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
        b"\nendobj\n" % (len(index), len(packed), packed)
    )
    rows = [(0, 0, 255), *((2, 5, n) for n in range(4)), (1, stream_at, 0), (1, len(made), 0)]
    table = b"".join(bytes((kind, *place.to_bytes(3, "big"), last)) for kind, place, last in rows)
    return made + (
        b"6 0 obj\n<</Type/XRef/Size 7/W[1 3 1]/Root 1 0 R/Length %d>>stream\n%s\nendstream\n"
        b"endobj\nstartxref\n%d\n%%%%EOF" % (len(table), table, len(made))
    )
