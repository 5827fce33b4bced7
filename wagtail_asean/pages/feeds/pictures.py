"""The pictures that go along in a feed."""

from __future__ import annotations

from mimetypes import guess_type
from typing import Any
from urllib.parse import urljoin

from wagtail.images.models import SourceImageIOError

from ..column.listing import CARD_FILTERS
from .contents import Picture

SPEC = CARD_FILTERS[-1]
# Making one takes a moment: a feed that was never asked for gets the rest at the next polls.
MOST_NEW = 5


class Pictures:
    """The pictures of a feed's entries, fetched along by `listing.with_cards`."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.new = 0

    def of(self, row: Any) -> Picture | None:
        """Return the picture of an entry, None where it has none to hand on."""
        image = row.lead_image
        if image is None or row.shows_pupils or image.is_svg() or not self._is_affordable(image):
            return None
        try:
            url = image.get_rendition(SPEC).url
        except SourceImageIOError:
            return None
        media_type = guess_type(url)[0] or "image/jpeg"
        return Picture(url=urljoin(self.base, url), media_type=media_type)

    def _is_affordable(self, image: Any) -> bool:
        made = getattr(image, "prefetched_renditions", ())
        if any(rendition.filter_spec == SPEC for rendition in made):
            return True
        self.new += 1
        return self.new <= MOST_NEW
