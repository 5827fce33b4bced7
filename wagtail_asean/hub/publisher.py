"""What the part of a site that follows other hubs may ask of the part that is one."""

from __future__ import annotations

from uuid import UUID

from wagtail_asean.protocol import ItemKey

from . import actions
from .models import Feed
from .vouching import vouch


class HubPublisher:
    """Answers `provenance.Publisher`."""

    def uid(self) -> UUID | None:
        """Return the identity of this site as a hub, None before it has one."""
        return Feed.objects.filter(pk=Feed.PK).values_list("uid", flat=True).first()

    def pass_on(self, key: ItemKey) -> None:
        """Bring the feed up to date with an item of another hub."""
        actions.pass_on(key)

    def forget(self) -> None:
        """Take back what came from another hub and is not known here any more."""
        actions.take_back_forgotten()

    def vouch(self) -> None:
        """Vouch for the keys by which the items of other hubs are believed here."""
        vouch()
