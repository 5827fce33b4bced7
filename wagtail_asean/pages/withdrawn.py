"""The notice of a page that was taken back, in the frame of the site."""

from __future__ import annotations

from typing import Any

from django.template import Template
from django.template.loader import render_to_string

from wagtail_asean import withdrawals
from wagtail_asean.adapters import to_bcp47

from .frame import engine_name, find_frame, standalone_frame

TEMPLATE = "wagtail_asean_pages/withdrawn.html"


class NoticeSurroundings:
    """What the frame wants to know of the page: its language, and nothing else."""

    def __init__(self, page: Any, frame: Template) -> None:
        self.language_code = str(page.locale.language_code)
        self.language = to_bcp47(self.language_code)
        self.frame = frame


def render(request: Any, page: Any, notice: withdrawals.Notice) -> str:
    """Return the notice as a whole document.

    A base template that can't do without a page gets the plain frame in its place.
    """
    try:
        return _render(request, NoticeSurroundings(page, find_frame()), notice)
    except Exception:
        return _render(request, NoticeSurroundings(page, standalone_frame()), notice)


def _render(request: Any, asean: NoticeSurroundings, notice: withdrawals.Notice) -> str:
    context = {"request": request, "asean": asean, "notice": notice}
    return str(render_to_string(TEMPLATE, context, request, using=engine_name()))
