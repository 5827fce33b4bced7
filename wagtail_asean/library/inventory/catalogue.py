"""The rows that are derived from the works: to search all kinds, and to show a banner.

They are written whenever a work is saved and can be made anew from the works at any time.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone

from ..folding import fold
from ..models import (
    WORKS,
    Approvable,
    Banner,
    BannerPicture,
    Campaign,
    CatalogueEntry,
    Occasion,
    Poster,
)

CATALOGUED: tuple[type[Approvable], ...] = (*WORKS, Campaign)


def write_entry(work: Any) -> None:
    """Write the rows of a work as it was just saved."""
    if isinstance(work, Banner):
        _write_pictures(work)
    CatalogueEntry.objects.update_or_create(
        content_type=_content_type(type(work)),
        object_id=str(work.pk),
        defaults={
            "kind": work.kind,
            "title": work.title,
            "text": fold(" ".join(_words(work))),
            "formats": _formats(work),
            "locale_id": work.locale_id,
            "translation_key": work.translation_key,
            "occasion_code": work.occasion.code if work.occasion else "",
            "origin_site": work.origin_site,
            "thumbnail": work.thumbnail(),
            "live": work.live,
            "is_approved": work.is_approved,
            "effective_at": work.effective_at,
            "expires_at": work.expires_at,
            "has_alt_text": bool(getattr(work, "alt_text", "-").strip()),
        },
    )


def forget_entry(work: Any) -> None:
    """Delete the row of a work that was deleted."""
    CatalogueEntry.objects.filter(
        content_type=_content_type(type(work)), object_id=str(work.pk)
    ).delete()


def follow_occasion(occasion: Occasion) -> None:
    """Write the rows anew that do not say what an occasion is called now."""
    for model in CATALOGUED:
        pks = model._default_manager.filter(occasion=occasion).values_list("pk", flat=True)
        entries = CatalogueEntry.objects.filter(content_type=_content_type(model))
        stale = entries.filter(object_id__in=[str(pk) for pk in pks]).exclude(
            occasion_code=occasion.code, text__contains=fold(occasion.name)
        )
        keys = stale.values_list("object_id", flat=True)
        for work in model._default_manager.filter(pk__in=list(keys)):
            write_entry(work)


def rebuild() -> int:
    """Write all rows anew and return how many works there are."""
    count = 0
    for model in CATALOGUED:
        for work in model._default_manager.select_related("occasion").iterator(chunk_size=200):
            write_entry(work)
            count += 1
        gone = model._default_manager.values_list("pk", flat=True)
        kept = {str(pk) for pk in gone}
        stale = CatalogueEntry.objects.filter(content_type=_content_type(model))
        stale.exclude(object_id__in=kept).delete()
    return count


def search(
    words: str = "",
    *,
    kinds: Iterable[str] = (),
    format: str = "",
    occasion: str = "",
    locale: Any = None,
    approved_now: bool = False,
    origin: str = "",
) -> QuerySet[CatalogueEntry]:
    """Return the entries that have all of these words, folded, and fit all of the filters.

    `origin` is "own" or "hub"; `occasion` and `format` are codes.
    """
    entries = CatalogueEntry.objects.all()
    for word in fold(words).split():
        entries = entries.filter(text__contains=word)
    if kinds:
        entries = entries.filter(kind__in=list(kinds))
    if format:
        entries = entries.filter(formats__contains=f"|{format}|")
    if occasion:
        entries = entries.filter(occasion_code=occasion)
    if locale is not None:
        entries = entries.filter(locale=locale)
    if approved_now:
        entries = entries.filter(current())
    if origin == "own":
        entries = entries.filter(origin_site="")
    elif origin == "hub":
        entries = entries.exclude(origin_site="")
    return entries


def current(at: Any = None) -> Q:
    """Return the condition on entries that may be shown at a moment, now by default."""
    at = at or timezone.now()
    return (
        Q(live=True, is_approved=True)
        & (Q(effective_at=None) | Q(effective_at__lte=at))
        & (Q(expires_at=None) | Q(expires_at__gt=at))
    )


def _content_type(model: type[Any]) -> ContentType:
    return ContentType.objects.get_for_model(model, for_concrete_model=False)


def _words(work: Any) -> list[str]:
    names = ("title", "alt_text", "slogan", "text", "credit")
    words = [getattr(work, name, "") for name in names]
    return [*words, work.occasion.name if work.occasion else "", work.origin_site]


def _formats(work: Any) -> str:
    if isinstance(work, Banner):
        codes = [code for code, _image in work.images()]
    elif isinstance(work, Poster):
        codes = [code for code, _document in work.documents()]
    else:
        codes = [getattr(work, "format", "")]
    return "".join(f"|{code}" for code in codes if code) + "|" if any(codes) else ""


def _write_pictures(banner: Banner) -> None:
    wanted = [(code, image.pk) for code, image in banner.images()]
    stored = list(banner.picture_rows.values_list("format", "image_id"))
    if wanted == stored:
        return
    banner.picture_rows.all().delete()
    BannerPicture.objects.bulk_create(
        BannerPicture(banner=banner, format=code, image_id=pk, sort_order=place)
        for place, (code, pk) in enumerate(wanted)
    )
