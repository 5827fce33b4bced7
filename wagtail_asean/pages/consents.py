"""What follows when a consent is given, changed, withdrawn or deleted."""

from __future__ import annotations

from collections.abc import Iterable
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
    return tell_of(live_pks(consent))


@transaction.atomic
def tell_of(pks: Iterable[int]) -> list[Any]:
    """Write the rows of published pages anew, and tell of the pages as of a publication."""
    pages = [page.specific for page in index.Page.objects.filter(pk__in=pks, live=True)]
    for page in pages:
        index.write_entry(page)
        page_published.send(sender=type(page), instance=page, revision=page.live_revision)
    return pages


def live_pks(consent: Consent) -> list[int]:
    """Return the published pages that point to a consent."""
    pages = index.Page.objects.filter(pk__in=_referring(consent), live=True)
    return list(pages.values_list("pk", flat=True))


def pages_with(consent: Consent) -> list[Any]:
    """Return the pages that point to a consent, drafts included."""
    return list(index.Page.objects.filter(pk__in=_referring(consent)).order_by("title"))


def _referring(consent: Consent) -> set[int]:
    uses = ReferenceIndex.get_references_to(consent)
    return {int(pk) for pk in uses.values_list("object_id", flat=True)}
