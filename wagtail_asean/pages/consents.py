"""What follows when a consent is given, changed or withdrawn."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import ReferenceIndex
from wagtail.signals import page_published

from .column import index
from .models import Consent


@transaction.atomic
def follow(consent: Consent) -> list[Any]:
    """Let every page that points to a consent show what it allows now; return the pages.

    Nothing in the pages changes, but what they show does, and so does the document that a hub
    makes of them: it is told as of a publication.
    """
    pages = index.follow_consent(consent)
    for page in pages:
        page_published.send(sender=type(page), instance=page, revision=page.live_revision)
    return pages


def pages_with(consent: Consent) -> list[Any]:
    """Return the pages that point to a consent, drafts included."""
    uses = ReferenceIndex.get_references_to(consent)
    pks = {int(pk) for pk in uses.values_list("object_id", flat=True)}
    return list(index.Page.objects.filter(pk__in=pks).order_by("title"))
