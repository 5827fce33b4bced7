"""The articles and sections of a column, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Prefetch, Q
from django.utils import timezone
from wagtail.images import get_image_model

from wagtail_asean.conf import settings

# As in components/card.html.
CARD_FILTERS = ("fill-480x270", "fill-960x540")
RELATED = 3


@dataclass(frozen=True)
class Slice:
    """One page of a list. How many there are is not counted: it would take longest of all."""

    items: Sequence[Any]
    number: int
    has_next: bool

    @property
    def previous(self) -> int | None:
        """The number of the page before, None on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The number of the page after, None on the last."""
        return self.number + 1 if self.has_next else None


def article_cards(column: Any, closed: list[str], number: str | None) -> Slice:
    """Return one page of the articles below a column, the newest first, ready for cards.

    `closed` are the paths of pages that not everybody may see. A number that is none, or is
    past the end, gives the first page.
    """
    if column.pk is None:
        return Slice([], 1, False)
    size = settings.PAGE_SIZE
    wanted = int(number) if number and number.isdecimal() and len(number) < 6 else 1
    below = _newest_first(_shown(column.get_descendants(), column, closed))
    rows = list(below[max(wanted - 1, 0) * size :][: size + 1])
    if wanted > 1 and not rows:
        wanted, rows = 1, list(below[: size + 1])
    return Slice(_load(rows[:size]), max(wanted, 1), len(rows) > size)


def related_cards(article: Any, closed: list[str]) -> list[Any]:
    """Return the newest other articles beside an article, ready for cards."""
    if article.pk is None:
        return []
    beside = article.get_siblings(inclusive=False)
    return _load(_newest_first(_shown(beside, article.get_parent(), closed))[:RELATED])


def sections(column: Any, closed: list[str]) -> list[Any]:
    """Return the sections right below a column, and its library, in the order of the tree."""
    from .mixins import ColumnMixin, LibraryMixin

    if column.pk is None:
        return []
    below = _shown(column.get_children(), column, closed)
    return list(below.type(ColumnMixin, LibraryMixin).specific(defer=True))


def _shown(pages: Any, above: Any, closed: list[str]) -> Any:
    """Leave out what is not live, past its time, or closed somewhere below `above`."""
    pages = pages.live().filter(Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))
    for path in closed:
        if path.startswith(above.path) and path != above.path:
            pages = pages.exclude(path__startswith=path)
    return pages


def _newest_first(pages: Any) -> Any:
    from .mixins import ArticleMixin

    # Sorting keys alone is what keeps a column of ten thousand articles quick.
    by_date = F("first_published_at").desc(nulls_last=True)
    rows = pages.type(ArticleMixin).order_by(by_date, "-pk")
    return rows.values_list("pk", "content_type_id")


def _load(rows: Any) -> list[Any]:
    rows = list(rows)
    by_type: dict[int, list[Any]] = {}
    for pk, content_type_id in rows:
        by_type.setdefault(content_type_id, []).append(pk)
    pages: dict[Any, Any] = {}
    for content_type_id, keys in by_type.items():
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        found = model._default_manager.filter(pk__in=keys).select_related("lead_image")
        pages.update({page.pk: page for page in found.prefetch_related(_renditions())})
    return [pages[pk] for pk, _ in rows if pk in pages]


def _renditions() -> Prefetch[Any]:
    # What Wagtail's prefetch_renditions does, one foreign key further away.
    model = get_image_model().get_rendition_model()
    wanted = model._default_manager.filter(filter_spec__in=CARD_FILTERS)
    return Prefetch("lead_image__renditions", queryset=wanted, to_attr="prefetched_renditions")
