"""What the edit screen of a mirror says: who manages it, how it stands, what one may do here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from wagtail_asean.moments import aware

from . import recall
from .models import HeldItem, LocalChoice, MirroredItem
from .verify import stored_item

# Gives the address of a screen about an item, and its name; None where the item has none.
Link = Callable[[MirroredItem], "tuple[str, str] | None"]

_links: list[Link] = []


def register_link(link: Link) -> None:
    """Offer another screen on the edit screens of mirrors."""
    if link not in _links:
        _links.append(link)


def render(item: MirroredItem) -> SafeString:
    """Return the panel of a mirror as HTML."""
    template = "wagtail_asean_subscriber/managed.html"
    # What `strip` returns is no longer marked as safe, and its links would be shown as tags.
    return mark_safe(render_to_string(template, {"item": item, **context(item)}).strip())  # noqa: S308


def context(item: MirroredItem) -> dict[str, Any]:
    """Return what the panel says."""
    key = {"item_id": item.item_id, "locale": item.locale}
    choice = LocalChoice.objects.filter(subscription=item.subscription_id, **key).first()
    held = HeldItem.objects.filter(
        subscription=item.subscription_id, is_declined=False, **key
    ).first()
    withdrawal = None
    if item.state == MirroredItem.State.WITHDRAWN:
        withdrawal = recall.read_withdrawal(item)
    return {
        "hub": item.subscription.name,
        "is_withdrawn": item.state == MirroredItem.State.WITHDRAWN,
        "since": aware(item.applied_at),
        "held": held,
        "choice": choice,
        "withdrawal": withdrawal,
        "copies": list(recall.copies_of(item)[:20]) if withdrawal else [],
        "original_url": _original_url(item),
        "address_url": _address_url(item),
        "links": _links_of(item),
    }


def _links_of(item: MirroredItem) -> list[tuple[str, str]]:
    found = (link(item) for link in (_choices, *_links))
    return [link for link in found if link is not None]


def _choices(item: MirroredItem) -> tuple[str, str] | None:
    try:
        return reverse("asean_items:item", args=[item.pk]), _("Decide about it for this site")
    except NoReverseMatch:
        return None


def _original_url(item: MirroredItem) -> str:
    document = stored_item(item) if item.state == MirroredItem.State.LIVE else None
    url = document.origin.url if document is not None and document.origin else ""
    return url if url.startswith(("https://", "http://")) else ""


def _address_url(item: MirroredItem) -> str:
    if item.state != MirroredItem.State.LIVE or not item.is_page:
        return ""
    try:
        return reverse("asean_mirror_address", args=[item.object_id])
    except NoReverseMatch:
        return ""
