"""The picture that networks and search engines show of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

MEDIA_TYPE = "image/jpeg"


@dataclass(frozen=True, kw_only=True)
class SharedPicture:
    """A picture with its full address."""

    url: str
    width: int
    height: int
    alt: str = ""
    media_type: str = MEDIA_TYPE


def shared_picture(surroundings: Any, base: str) -> SharedPicture | None:
    """Return the picture of a page, None where it has none to hand on; pupils' never are."""
    page = surroundings.page
    if getattr(page, "shows_pupils", False):
        return None
    rendition = surroundings.rendition_to_share
    if rendition is None:
        return None
    return SharedPicture(
        url=urljoin(base, rendition.url),
        width=rendition.width,
        height=rendition.height,
        alt=page.lead_image_alt,
    )
