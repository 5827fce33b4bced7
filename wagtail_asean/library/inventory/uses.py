"""Where works are used on this site: by what refers to them, and in which places they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import swapper
from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from wagtail.models import ReferenceIndex

from ..dates.windows import day_of
from ..models import Banner, Campaign, CatalogueEntry, Placement, Showing

Page = swapper.load_model("wagtailcore", "Page")


def with_uses(entries: QuerySet[CatalogueEntry]) -> QuerySet[CatalogueEntry]:
    """Fetch with each entry how far its work is used.

    `uses` counts what refers to it, `is_planned` tells whether it stands in a place now or will,
    `last_shown` is the moment at which it last left one.
    """
    return entries.annotate(
        uses=Coalesce(Subquery(_count_of_uses()), 0),
        is_planned=Case(
            When(_is_banner(), then=Exists(_showings().filter(ends_at__gt=timezone.now()))),
            default=Value(False),
        ),
        last_shown=Case(
            When(
                _is_banner(),
                then=Subquery(
                    _showings()
                    .filter(ends_at__lte=timezone.now())
                    .order_by("-ends_at")
                    .values("ends_at")[:1]
                ),
            ),
            default=None,
        ),
    )


def unused(entries: QuerySet[CatalogueEntry]) -> QuerySet[CatalogueEntry]:
    """Keep the entries from `with_uses` whose works nothing refers to, now or as planned."""
    return entries.filter(uses=0, is_planned=False)


@dataclass(kw_only=True)
class Stand:
    """In which slots a banner stood in a time, and on how many days."""

    slots: list[str] = field(default_factory=list)
    days: int = 0


def stands(banners: Iterable[Any], start: datetime, end: datetime) -> dict[Any, Stand]:
    """Return where banners, by their keys, stood between two moments; one query."""
    rows = (
        Showing.objects.filter(banner_id__in=list(banners), starts_at__lt=end, ends_at__gt=start)
        .order_by("banner_id", "slot")
        .values_list("banner_id", "slot", "starts_at", "ends_at")
    )
    found: dict[Any, Stand] = {}
    days: dict[Any, set[int]] = {}
    for pk, slot, begun, over in rows:
        stand = found.setdefault(pk, Stand())
        if slot not in stand.slots:
            stand.slots.append(slot)
        days.setdefault(pk, set()).update(_days(max(begun, start), min(over, end)))
    for pk, stand in found.items():
        stand.days = len(days[pk])
    return found


@dataclass(frozen=True, kw_only=True)
class Uses:
    """What refers to one work: how many of each, and the first of them."""

    pages: int
    campaigns: int
    placements: int
    others: int
    first: list[Any]

    @property
    def total(self) -> int:
        """How many things refer to it."""
        return self.pages + self.campaigns + self.placements + self.others


def uses_of(work: Any, *, most: int = 10) -> Uses:
    """Return what refers to a work, with the `most` first objects."""
    references = ReferenceIndex.get_references_to(work)
    sources = list(
        references.order_by("base_content_type", "object_id")
        .values_list("base_content_type", "object_id")
        .distinct()
    )
    by_type: dict[Any, int] = {}
    for content_type, _pk in sources:
        by_type[content_type] = by_type.get(content_type, 0) + 1
    counts = {model: by_type.pop(_type(model).pk, 0) for model in (Page, Campaign, Placement)}
    return Uses(
        pages=counts[Page],
        campaigns=counts[Campaign],
        placements=counts[Placement],
        others=sum(by_type.values()),
        first=_objects(sources[:most]),
    )


def standing(banner: Banner) -> QuerySet[Showing]:
    """Return where a banner stands now or will, the earliest first."""
    rows = Showing.objects.filter(banner=banner, ends_at__gt=timezone.now())
    return rows.select_related("site", "locale").order_by("starts_at", "slot")


def _objects(sources: list[tuple[Any, str]]) -> list[Any]:
    found = []
    for content_type, pk in sources:
        model = ContentType.objects.get_for_id(content_type).model_class()
        found.append(model._base_manager.filter(pk=pk).first() if model else None)
    return [one for one in found if one is not None]


def _count_of_uses() -> Any:
    source = Concat(
        Cast("base_content_type_id", CharField()),
        Value(":"),
        F("object_id"),
        output_field=CharField(),
    )
    return (
        ReferenceIndex.objects.filter(
            to_content_type=OuterRef("content_type"), to_object_id=OuterRef("object_id")
        )
        .order_by()
        .values("to_object_id")
        .annotate(count=Count(source, distinct=True))
        .values("count")
    )


def _showings() -> QuerySet[Showing]:
    return Showing.objects.filter(banner_id=Cast(OuterRef("object_id"), BigIntegerField()))


def _is_banner() -> Q:
    return Q(kind=Banner.kind)


def _type(model: Any) -> ContentType:
    return ContentType.objects.get_for_model(model)


def _days(start: datetime, end: datetime) -> range:
    # What ends at midnight was not shown on the day that begins then.
    last = day_of(end - timedelta(microseconds=1))
    return range(day_of(start).toordinal(), last.toordinal() + 1)
