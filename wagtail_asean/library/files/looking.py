"""Whether a chosen picture or document may become part of a work.

Both are uploaded through the site's own forms; they are looked at when a work that uses them is
saved. What was found is remembered by the file's hash, so that a large PDF is read once.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wagtail_asean import conf
from wagtail_asean.exceptions import FileRefused
from wagtail_asean.inspection import inspect_document, inspect_image
from wagtail_asean.protocol import digest

REMEMBERED_SECONDS = 24 * 60 * 60
LIMITS = ("MAX_ASSET_BYTES", "MAX_IMAGE_PIXELS", "MAX_PDF_PAGES")


def check_image(image: Any) -> None:
    """Raise `ValidationError` where an image is not one that a page can show."""
    _check(image, "image", inspect_image)


def check_document(document: Any) -> None:
    """Raise `ValidationError` where a document is not what it says, or could do harm."""
    name = document.filename
    ending = PurePosixPath(name).suffix.lower()
    _check(document, f"document{ending}", lambda file: inspect_document(file, name))


def _check(chosen: Any, how: str, inspect: Callable[[Any], Any]) -> None:
    refusal = _remembered(chosen, how, inspect)
    if refusal:
        raise ValidationError(
            _("“%(title)s” can't be used. %(reason)s"),
            code="file-refused",
            params={"title": chosen.title, "reason": refusal},
        )


def _remembered(chosen: Any, how: str, inspect: Callable[[Any], Any]) -> str:
    try:
        key = _key(chosen.get_file_hash(), how)
        known = cache.get(key)
        if known is None:
            known = _refusal(chosen, inspect)
            cache.set(key, known, REMEMBERED_SECONDS)
    except OSError:
        return _("Its file is no longer there. Upload it again.")
    return str(known)


def _refusal(chosen: Any, inspect: Callable[[Any], Any]) -> str:
    with chosen.open_file() as file:
        try:
            inspect(file)
        except FileRefused as error:
            return str(error)
    return ""


def _key(file_hash: str, how: str) -> str:
    limits = [str(getattr(conf.settings, name)) for name in LIMITS]
    asked = ":".join((file_hash, how, get_language() or "", *limits))
    # A digest, for a cache takes no key with spaces.
    return f"wagtail_asean_library:looked:{digest(asked.encode())}"
