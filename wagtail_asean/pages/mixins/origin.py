"""Which site a page was first published on."""

from __future__ import annotations

from django.db import models


class OriginMixin(models.Model):
    """The origin of a page that came from elsewhere; empty for what was written here.

    It is credit, not bookkeeping: what mirrors what is kept by the subscriber. A copy begins
    without it.
    """

    origin_site = models.CharField(max_length=255, blank=True, editable=False)
    origin_unit = models.CharField(max_length=255, blank=True, editable=False)
    # A hub inside of an office has an address that Django takes for none.
    origin_url = models.CharField(max_length=2000, blank=True, editable=False)

    exclude_fields_in_copy = ["origin_site", "origin_unit", "origin_url"]

    class Meta:
        abstract = True

    @property
    def came_from_elsewhere(self) -> bool:
        """Tell whether another site answers for the page."""
        return bool(self.origin_site or self.origin_url)

    @property
    def is_kept_elsewhere(self) -> bool:
        """Tell whether what stands here is what another site keeps there.

        What mirrors a page locks it in nobody's name. Once somebody has opened that lock, as can
        be done when the other site has taken the page down, what stands here is this site's.
        """
        return self.came_from_elsewhere and self.locked and self.locked_by_id is None  # type: ignore[attr-defined]
