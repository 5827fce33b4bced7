"""A poster's preview: a picture of the first page of its first PDF.

The name of its file holds the hash of the PDF that it was made from. So a preview of ours is
known from one that somebody chose, and is made anew when the PDF is another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.models import Collection

from wagtail_asean import conf
from wagtail_asean.exceptions import FileRefused
from wagtail_asean.inspection import render_first_page
from wagtail_asean.protocol import Asset, digest

from .models import Poster

MADE_FROM = re.compile(r"asean-preview-([0-9a-f]{40})")


def make_preview(poster: Poster) -> None:
    """Give a poster without a preview, or with an outdated one of ours, a new one.

    Saving the poster is the caller's. Raises `FileRefused` where none can be made.
    """
    made_from = MADE_FROM.search(poster.preview.file.name) if poster.preview else None
    if (poster.preview and not made_from) or not poster.documents():
        return
    document = first_pdf(poster)
    file_hash = _hash_of(document) if document else ""
    if made_from and made_from[1] == file_hash:
        return
    poster.preview = None
    if document is None:
        raise FileRefused(
            _(
                "None of the files is a PDF, so that no preview can be made of it. Choose a "
                "picture as the preview."
            ),
            code="not-shown",
        )
    poster.preview = _find(file_hash) or _make(poster, document, file_hash)


def first_pdf(poster: Poster) -> Any:
    """Return the first of a poster's documents that is a PDF, None where there is none."""
    documents = (document for _format, document in poster.documents())
    return next((one for one in documents if one.filename.lower().endswith(".pdf")), None)


def _hash_of(document: Any) -> str:
    with _there():
        return str(document.get_file_hash())


def _find(file_hash: str) -> Any:
    made = get_image_model().objects.filter(file__contains=f"asean-preview-{file_hash}")
    return made.order_by("pk").first()


def _make(poster: Poster, document: Any, file_hash: str) -> Any:
    with _there(), document.open_file() as file:
        content = render_first_page(file)
    name = f"asean-preview-{file_hash}.jpg"
    image = get_image_model()(title=poster.title[:255], file=ContentFile(content, name=name))
    if hasattr(image, "description"):
        image.description = poster.alt_text[:255]
    with transaction.atomic():
        image.collection = _collection()
        image._set_image_file_metadata()
        conf.settings.prepare_image(image, _asset(poster, name, content))
        image.save()
    return image


@contextmanager
def _there() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = _("The PDF's file is no longer there. Upload it again.")
        raise FileRefused(message, code="missing") from error


def _asset(poster: Poster, name: str, content: bytes) -> Asset:
    """Return what a site's own image model may be filled from."""
    return Asset(
        sha256=digest(content),
        size=len(content),
        media_type="image/jpeg",
        file_name=name,
        title=poster.title,
        alt=poster.alt_text,
        credit=poster.credit,
        licence=poster.licence,
    )


def _collection() -> Collection:
    name = conf.settings.COLLECTION_NAME
    found = Collection.objects.filter(name=name, depth=2).first()
    return found or Collection.get_first_root_node().add_child(name=name)
