"""A work as a page shows it, of whatever kind; nothing where it may not be shown now.

Whoever chose a work once gets its newest edition, as with banners in a slot. What is festive is
left out in national mourning. In a preview a sentence stands where a reader would see nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.images.models import SourceImageIOError

from wagtail_asean.adapters import to_bcp47

from ..addresses import library_url
from ..dates.windows import mourning_at
from ..files.formats import format_name
from ..inventory.states import first_day, last_day, state_of
from ..models import Approvable, Banner, Campaign, Poster, Work
from .displays import find_display
from .stylesheet import WORKS_STYLESHEET, stylesheet_once

TEMPLATES = "wagtail_asean_library/works"
PREVIEW_SPEC = "max-800x1131"
_MOURNING = "_wagtail_asean_library_mourning"


@dataclass(frozen=True, kw_only=True)
class PrintFile:
    """A file to print from, as a page links to it; `size` in bytes."""

    format: str
    url: str
    type: str
    size: int | None


def render_work(
    work: Approvable | None,
    *,
    request: HttpRequest | None = None,
    page: Any = None,
    memory: Any = None,
) -> SafeString:
    """Return a work as HTML, "" where readers may not see it now.

    `memory` notes, over several works, what is asked and linked just once: by default the
    request.
    """
    if work is None or work.pk is None:
        return mark_safe("")
    memory = request if memory is None else memory
    in_mourning = work.is_festive and is_mourning(memory)
    shown = None if in_mourning else edition_to_show(work)
    if shown is None:
        return _not_shown(work, request, in_mourning=in_mourning)
    name = shown.kind.replace("-", "_")
    context = _context(shown, request, page, memory)
    return render_to_string(f"{TEMPLATES}/{name}.html", context, request=request)


def edition_to_show(work: Approvable) -> Any:
    """Return the newest edition of a chosen work that may be shown now, None where none may."""
    if isinstance(work, Campaign):
        return work if work.is_current() else None
    if not isinstance(work, Work):
        return None
    editions = type(work).objects.current().filter(series=work.series, locale_id=work.locale_id)
    since = Coalesce("effective_at", "first_published_at")
    return editions.order_by(since.desc(nulls_last=True), "-pk").first()


def is_mourning(memory: Any = None) -> bool:
    """Tell whether these are days of national mourning; asked once for a memory."""
    known = getattr(memory, _MOURNING, None)
    if known is None:
        known = mourning_at(timezone.now()).exists()
        if memory is not None:
            setattr(memory, _MOURNING, known)
    return bool(known)


def print_files(poster: Poster) -> list[PrintFile]:
    """Return a poster's files that can be fetched here."""
    return [
        PrintFile(
            format=format_name(code),
            url=url,
            type=document.file_extension.upper(),
            size=document.get_file_size(),
        )
        for code, document in poster.documents()
        if (url := _address(document))
    ]


def preview_image(poster: Poster) -> Any:
    """Return the picture of a poster in the size that pages show, None where there is none."""
    try:
        return poster.preview.get_rendition(PREVIEW_SPEC) if poster.preview else None
    except SourceImageIOError:
        return None


def _context(work: Any, request: HttpRequest | None, page: Any, memory: Any) -> dict[str, Any]:
    if isinstance(work, Banner):
        display = find_display(work, page=page, request=request)
        return {"display": display, "stylesheet": stylesheet_once(memory)}
    language = work.language()
    context = {
        "work": work,
        "lang": "" if language == to_bcp47(get_language() or "") else language,
        "stylesheet": stylesheet_once(memory, WORKS_STYLESHEET),
    }
    if isinstance(work, Poster):
        context |= {"image": preview_image(work), "files": print_files(work)}
        return context | {"url": library_url(work, request=request)}
    if isinstance(work, Campaign):
        context |= {"first": first_day(work), "last": last_day(work)}
        context |= {"members": list(_members(work, request, memory))}
        return context | {"url": library_url(work, request=request)}
    return context


def _members(
    campaign: Campaign, request: HttpRequest | None, memory: Any
) -> Iterator[dict[str, Any]]:
    """Yield what a campaign consists of, as far as readers may see it now."""
    for child in campaign.works:
        work = edition_to_show(child.value) if child.value is not None else None
        if work is not None and not (work.is_festive and is_mourning(memory)):
            yield {
                "work": work,
                "kind": work._meta.verbose_name,
                "url": library_url(work, request=request),
                "files": print_files(work) if isinstance(work, Poster) else [],
            }


def _not_shown(work: Approvable, request: HttpRequest | None, *, in_mourning: bool) -> SafeString:
    if not getattr(request, "is_preview", False):
        return mark_safe("")
    context = {"work": work, "state": state_of(work), "in_mourning": in_mourning}
    context["stylesheet"] = stylesheet_once(request, WORKS_STYLESHEET)
    return render_to_string(f"{TEMPLATES}/not_shown.html", context, request=request)


def _address(document: Any) -> str:
    try:
        return str(document.url)
    except NoReverseMatch:
        return ""
