"""QR codes of addresses on this site (ISO/IEC 18004), with the quiet zone that readers need.

Always dark on white, also where the page around them is dark: many readers fail otherwise.
"""

from __future__ import annotations

from io import BytesIO

import segno

QUIET_ZONE = 4
# A seventh, or more where it costs no size, may be dirty or torn.
CORRECTION = "m"
# Pixels of a module: sharp when a word processor prints it at 6 cm.
PIXELS = 24


def as_svg(address: str) -> bytes:
    """Return the QR code of an address as an SVG without a size of its own."""
    return _drawn(address, kind="svg", omitsize=True, nl=False)


def as_png(address: str) -> bytes:
    """Return the QR code of an address as a PNG for word processors."""
    return _drawn(address, kind="png", scale=PIXELS)


def _drawn(address: str, **options: object) -> bytes:
    content = BytesIO()
    code = segno.make_qr(address, error=CORRECTION)
    code.save(content, border=QUIET_ZONE, dark="#000000", light="#ffffff", **options)
    return content.getvalue()
