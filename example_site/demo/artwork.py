"""The files of works, drawn for the demonstration and stored as the library's forms store them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from wagtail_asean.library.files.formats import asset_formats

from . import pictures
from .samples import translation_key

# Small pictures are drawn at twice their size, so that they are sharp on every screen.
SMALL = 800


def banner_pictures(
    key: str, words: str, language: str, formats: Iterable[str]
) -> tuple[list[dict[str, Any]], bool]:
    """Draw a banner in several formats; return its pictures and whether they have the words."""
    blocks, has_words = [], False
    for code in formats:
        size = asset_formats()[code]
        scale = 2 if size.width < SMALL else 1
        drawn, has_words = pictures.banner(
            key, words, size=(size.width * scale, size.height * scale)
        )
        name = f"{key}-{language}-{code}"
        image = get_image_model().objects.create(
            title=f"Banner {name}", file=ContentFile(drawn, name=f"{name}.jpg")
        )
        blocks.append(_block("picture", name, {"format": code, "image": image.pk}))
    return blocks, has_words


def print_files(
    key: str, words: str, text: str, language: str, formats: Iterable[str]
) -> tuple[list[dict[str, Any]], bool]:
    """Draw a poster in several sizes; return its files and whether they have the words."""
    blocks, has_words = [], False
    for code in formats:
        size = asset_formats()[code]
        drawn, has_words = pictures.poster(key, words, text, size_mm=(size.width, size.height))
        name = f"{key}-{language}-{code}"
        document = get_document_model().objects.create(
            title=f"{words} ({size.name()})", file=ContentFile(drawn, name=f"{name}.pdf")
        )
        blocks.append(_block("file", name, {"format": code, "document": document.pk}))
    return blocks, has_words


def stream(blocks: Iterable[dict[str, Any]]) -> str:
    """Return blocks as a StreamField stores them."""
    return json.dumps(list(blocks))


def chosen_works(works: Iterable[Any]) -> list[dict[str, Any]]:
    """Return works as the blocks of a campaign."""
    return [
        _block(work.kind.replace("-", "_"), f"works/{work.translation_key}", work.pk)
        for work in works
    ]


def _block(kind: str, name: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "id": str(translation_key(f"block/{name}")), "value": value}


def new_series(key: str) -> uuid.UUID:
    """Return what all editions and languages of a design have in common."""
    return translation_key(f"series/{key}")
