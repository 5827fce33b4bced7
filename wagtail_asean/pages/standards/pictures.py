"""The picture that networks and search engines show of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from wagtail.images.models import SourceImageIOError

# What networks ask for; none of them is sure to know AVIF or WebP.
SPEC = "fill-1200x630|format-jpeg"
MEDIA_TYPE = "image/jpeg"


@dataclass(frozen=True, kw_only=True)
class SharedPicture:
    """A picture with its full address."""

    url: str
    width: int
    height: int
    alt: str = ""
    media_type: str = MEDIA_TYPE


def shared_picture(page: Any, base: str) -> SharedPicture | None:
    """Return the picture of a page, None where it has none to hand on; pupils' never are."""
    image = getattr(page, "lead_image", None)
    if image is None or image.is_svg() or getattr(page, "shows_pupils", False):
        return None
    try:
        rendition = image.get_rendition(SPEC)
    except SourceImageIOError:
        return None
    return SharedPicture(
        url=urljoin(base, rendition.url),
        width=rendition.width,
        height=rendition.height,
        alt=page.lead_image_alt,
    )
