"""Whether content is a web page or a drawing in XML, as a browser would find."""

from __future__ import annotations

import codecs
import re

# How far a browser looks: https://mimesniff.spec.whatwg.org/#read-the-resource-header
LOOKED_AT = 1445
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
TAG = re.compile(r"<(?:[a-z]|!|\?)", re.IGNORECASE)
SVG = re.compile(r"<(?:[a-z0-9]+:)?svg[\s>/]", re.IGNORECASE)


def is_markup(content: bytes) -> bool:
    """Say whether content begins with a tag, a comment or a processing instruction."""
    return TAG.match(_start(content)) is not None


def is_svg(content: bytes) -> bool:
    """Say whether content is an SVG drawing: its first tag says so."""
    if not is_markup(content):
        return False
    return SVG.search(_start(content)) is not None


def _start(content: bytes) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], encoding)
    return _decoded(content, "latin-1")


def _decoded(content: bytes, encoding: str) -> str:
    return content[: LOOKED_AT * 4].decode(encoding, "replace").lstrip("\0 \t\r\n\f")
