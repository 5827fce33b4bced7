"""The files of a work, as a reader is offered them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch
from wagtail import hooks
from wagtail.images.models import SourceImageIOError

from ..files.formats import asset_formats, format_name
from ..models import Banner, Poster


@dataclass(frozen=True, kw_only=True)
class Download:
    """A file: what it is made for, its kind and size, where it is fetched."""

    format: str
    source: Any
    file_type: str
    size: int | None
    url: str

    @property
    def name(self) -> str:
        """The name of its format."""
        return format_name(self.format)

    @property
    def is_for_sharing(self) -> bool:
        """Tell whether it is made for social networks."""
        found = asset_formats().get(self.format)
        return found is not None and found.kind == "social"


def print_files(poster: Poster) -> list[Download]:
    """Return the print files of a poster, in the order of its editor."""
    return [
        Download(
            format=code,
            source=document,
            file_type=document.file_extension.upper(),
            size=document.get_file_size(),
            url=_document_url(document),
        )
        for code, document in poster.documents()
    ]


def pictures(banner: Banner) -> list[Download]:
    """Return the pictures of a banner as they were uploaded."""
    return [
        Download(
            format=code,
            source=image,
            file_type=image.file.name.rpartition(".")[2].upper(),
            size=_size(image),
            url=image.file.url,
        )
        for code, image in banner.images()
    ]


def is_open(document: Any) -> bool:
    """Tell whether everybody may read a document."""
    return not document.collection.get_view_restrictions()


def may_read(document: Any, request: HttpRequest) -> bool:
    """Tell whether a visitor may read a document: as Wagtail, and the site's hooks, decide it."""
    restrictions = document.collection.get_view_restrictions()
    if not all(restriction.accept_request(request) for restriction in restrictions):
        return False
    answers = (hook(document, request) for hook in hooks.get_hooks("before_serve_document"))
    return not any(isinstance(answer, HttpResponse) for answer in answers)


def _document_url(document: Any) -> str:
    try:
        return str(document.url)
    except NoReverseMatch:
        return ""


def _size(image: Any) -> int | None:
    try:
        return int(image.get_file_size())
    except SourceImageIOError:
        return None
