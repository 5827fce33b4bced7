"""How this site's own image model gets what it requires, named in the settings."""

from __future__ import annotations

from django.conf import settings

from wagtail_asean.protocol import Asset

from .models import SchoolImage


def fill_credit_line(image: SchoolImage, asset: Asset) -> None:
    """Give a picture of the column its credit: the photographer, or else where it came from."""
    image.credit_line = (asset.credit or f"Chuyên mục ASEAN, {settings.SITE_TITLE}")[:200]
