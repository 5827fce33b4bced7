"""A picture of a PDF's first page."""

from __future__ import annotations

import ctypes
import io
import math
import threading
import time
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image as PillowImage

from wagtail_asean.exceptions import FileRefused

from .pdfs import count_pages
from .reading import MAX_SECONDS, reading

# What a preview may have, whatever shape its page has.
MAX_PIXELS, MAX_SIDE = 4_000_000, 8_000
QUALITY = 85
# PDFium is not made for threads: https://pypdfium2.readthedocs.io/en/stable/python_api.html
_one_at_a_time = threading.Lock()


def render_first_page(file: Any, *, width: int = 1200) -> bytes:
    """Return the first page of a PDF as a JPEG, `width` pixels wide or less for a long page.

    Raises `FileRefused` where the page can't be shown, and for a PDF that `inspect_document`
    refuses: some of them would take all memory.
    """
    with reading(file) as content:
        count_pages(content)
        with _one_at_a_time:
            picture = _render(content.getvalue(), width)
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()


def _render(content: bytes, width: int) -> PillowImage.Image:
    # It brings a library in machine code, which is loaded where a page is to be shown.
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as document:
            page = document[0]
            bitmap = _blank(page.get_size(), width)
            if not _draw(page, bitmap):
                raise _not_shown()
            picture: PillowImage.Image = bitmap.to_pil()
            return picture.convert("RGB")
    except (pypdfium2.PdfiumError, IndexError, ValueError, OverflowError) as error:
        raise _not_shown() from error


def _blank(size: tuple[float, float], width: int) -> Any:
    import pypdfium2

    columns, rows = _pixels(*size, width)
    bitmap = pypdfium2.PdfBitmap.new_native(columns, rows, pypdfium2.raw.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, columns, rows)
    return bitmap


def _pixels(width: float, height: float, wanted: int) -> tuple[int, int]:
    scale = min(
        wanted / width,
        MAX_SIDE / max(width, height),
        math.sqrt(MAX_PIXELS / (width * height)),
    )
    return max(round(width * scale), 1), max(round(height * scale), 1)


def _draw(page: Any, bitmap: Any) -> bool:
    """Draw a page step by step and say whether it was done before its time was out."""
    from pypdfium2 import raw

    end = time.monotonic() + MAX_SECONDS
    ask = type(raw.IFSDK_PAUSE().NeedToPauseNow)(lambda pause: time.monotonic() > end)
    pause = raw.IFSDK_PAUSE(version=1, NeedToPauseNow=ask)
    size = (0, 0, bitmap.width, bitmap.height)
    status = raw.FPDF_RenderPageBitmap_Start(
        bitmap, page, *size, 0, raw.FPDF_ANNOT, ctypes.byref(pause)
    )
    raw.FPDF_RenderPage_Close(page)
    return bool(status == raw.FPDF_RENDER_DONE)


def _not_shown() -> FileRefused:
    return FileRefused(
        _(
            "The first page of the PDF can't be shown. Print it as a new PDF and choose that "
            "file, or add a picture of it yourself."
        ),
        code="not-shown",
    )
