"""What the library's public pages offer: what is current, and may be passed on.

A work that is "for use in this unit only" may be shown where an editor places it; to offer its
files to everybody would pass it on.
"""

from __future__ import annotations

from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from ..choices import RightsBasis
from ..inventory import catalogue
from ..models import WORKS, Approvable, CatalogueEntry, Work

MODELS: dict[str, type[Any]] = {model.kind: model for model in catalogue.CATALOGUED}


class Standing(Enum):
    """What may be said in public about a work."""

    OFFERED = "offered"
    GONE = "gone"
    UNKNOWN = "unknown"


def offered(locale_id: Any, words: str = "", **filters: Any) -> QuerySet[CatalogueEntry]:
    """Return the entries of a language that everybody may see; filters as in `search`."""
    found = catalogue.search(words, approved_now=True, **filters).filter(locale_id=locale_id)
    for model in WORKS:
        # A work's rights are the same in all languages.
        kept = model._default_manager.filter(rights_basis=RightsBasis.INTERNAL)
        found = found.exclude(translation_key__in=kept.order_by().values("translation_key"))
    return found


def find(kind: str, uid: UUID, locale_id: Any) -> tuple[Any, Standing]:
    """Return the work of a kind with its standing; what the public may not know is None."""
    works = MODELS[kind]._default_manager.select_related("locale", "occasion")
    work = works.filter(translation_key=uid, locale_id=locale_id).first()
    standing = standing_of(work) if work is not None else Standing.UNKNOWN
    return (None if standing is Standing.UNKNOWN else work), standing


def standing_of(work: Approvable) -> Standing:
    """Tell what may be said in public about a work."""
    if not _may_be_passed_on(work):
        return Standing.UNKNOWN
    if work.is_current():
        return Standing.OFFERED
    is_over = work.expires_at is not None and work.expires_at <= timezone.now()
    was_public = work.first_published_at is not None
    is_withdrawn = not work.live or (work.is_approved and is_over)
    return Standing.GONE if was_public and is_withdrawn else Standing.UNKNOWN


def newer_edition(work: Approvable) -> Any:
    """Return the newest edition of a work's design that is offered, None where there is none."""
    if not isinstance(work, Work):
        return None
    editions = type(work)._default_manager.filter(series=work.series, locale_id=work.locale_id)
    current: Any = editions.current().exclude(pk=work.pk)
    return current.exclude(rights_basis=RightsBasis.INTERNAL).newest_first().first()


def _may_be_passed_on(work: Approvable) -> bool:
    return getattr(work, "rights_basis", "") != RightsBasis.INTERNAL
