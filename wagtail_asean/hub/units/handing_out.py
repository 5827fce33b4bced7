"""The links of units as they are handed out: a spreadsheet, and QR codes for paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import segno
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wagtail_asean.hub.invitations import Slip
from wagtail_asean.moments import aware

from .rows import COLUMNS, EXAMPLE
from .sheets import write_csv, write_xlsx


def _headings() -> list[str]:
    return [
        _("Code"),
        _("Name"),
        _("Contact"),
        _("E-mail"),
        _("Telephone"),
        _("Link"),
        _("Good until"),
    ]


def _rows(slips: Iterable[Slip]) -> Iterable[Sequence[Any]]:
    for slip in slips:
        unit = slip.unit
        contact = (unit.contact_name, unit.contact_email, unit.contact_phone)
        yield (unit.code, unit.name, *contact, slip.link, good_until(slip))


def good_until(slip: Slip) -> str:
    """Return the day until which a link can be used, as people write it."""
    return date_format(aware(slip.expires_at), "SHORT_DATE_FORMAT")


def as_csv(slips: Iterable[Slip]) -> bytes:
    """Return links as a CSV file."""
    return write_csv(_headings(), _rows(slips))


def as_xlsx(slips: Iterable[Slip]) -> bytes:
    """Return links as an xlsx file."""
    return write_xlsx(_headings(), _rows(slips))


def template_file() -> bytes:
    """Return an xlsx file with the headings that an import looks for, and one example."""
    columns = list(COLUMNS)
    example = dict(zip(("code", "name", "level", "parent"), EXAMPLE, strict=False))
    rows = [
        ("PHUONG-1", "Phường Một", "Phường, xã", *[""] * (len(columns) - 3)),
        (*(example[name] for name in ("code", "name", "level", "parent")), *EXAMPLE[4:]),
    ]
    return write_xlsx([names[0] for names in COLUMNS.values()], rows)


def qr_code(link: str) -> SafeString:
    """Return a link as a drawing (SVG) that a telephone can read."""
    code = segno.make_qr(link, error="m")
    drawing = code.svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(drawing)  # noqa: S308 - segno draws modules, no text of the link's.
