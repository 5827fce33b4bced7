"""What follows when a consent is given, changed or withdrawn."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.signals import page_published

from .column import index
from .models import Consent


@transaction.atomic
def follow(consent: Consent) -> list[Any]:
    """Let every page that points to a consent show what it allows now; return the pages.

    Nothing in the pages changes, but what they show does, and so does the document that a hub
    makes of them: it is told as of a publication.
    """
    return _tell(index.follow_consent(consent))


@transaction.atomic
def follow_deletion(pks: Iterable[int]) -> list[Any]:
    """Let the pages that pointed to a consent do without it, which is gone."""
    return _tell(index.follow_pages(pks))


def _tell(pages: list[Any]) -> list[Any]:
    for page in pages:
        page_published.send(sender=type(page), instance=page, revision=page.live_revision)
    return pages


def pages_with(consent: Consent) -> list[Any]:
    """Return the pages that point to a consent, drafts included."""
    return list(index.Page.objects.filter(pk__in=index.pages_with(consent)).order_by("title"))
