"""What a column and an article show of other pages, in few queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import swapper
from django.core.paginator import Page as Slice
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction

from wagtail_asean.conf import settings

# As in components/card.html.
CARD_FILTERS = ("fill-480x270", "fill-960x540")
RELATED = 3


def article_cards(column: Any, number: str | None) -> Slice[Any]:
    """Return one page of the articles below a column, the newest first, ready for cards."""
    from .mixins import ArticleMixin

    keys = _shown(column.get_descendants(), column).type(ArticleMixin)
    slice = Paginator(_newest_first(keys), settings.PAGE_SIZE).get_page(number)
    slice.object_list = _load(slice.object_list)
    return slice


def related_cards(article: Any) -> list[Any]:
    """Return the newest other articles beside an article, ready for cards."""
    from .mixins import ArticleMixin

    if article.pk is None or article.is_root():
        return []
    beside = article.get_siblings(inclusive=False).type(ArticleMixin)
    return _load(_newest_first(_shown(beside, article.get_parent()))[:RELATED])


def sections(column: Any) -> list[Any]:
    """Return the sections right below a column, in the order of the tree."""
    from .mixins import ColumnMixin

    if column.pk is None:
        return []
    return list(_shown(column.get_children(), column).type(ColumnMixin).specific(defer=True))


def in_language_of(page: Any, terms: Iterable[Any]) -> list[Any]:
    """Return each term in the page's language, or as it is where that is missing."""
    terms = list(terms)
    foreign = [term for term in terms if term.locale_id != page.locale_id]
    if not foreign:
        return terms
    own = type(foreign[0])._default_manager.filter(
        locale_id=page.locale_id, translation_key__in=[term.translation_key for term in foreign]
    )
    by_key = {term.translation_key: term for term in own}
    return [by_key.get(term.translation_key, term) for term in terms]


def _shown(pages: Any, above: Any) -> Any:
    """Leave out what is not live, past its time, or closed below the page `above`."""
    pages = pages.live().filter(Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))
    closed = PageViewRestriction.objects.filter(page__path__startswith=above.path)
    for path in closed.exclude(page_id=above.pk).values_list("page__path", flat=True):
        pages = pages.exclude(path__startswith=path)
    return pages


def _newest_first(pages: QuerySet[Any]) -> QuerySet[Any]:
    # Sorting keys alone is what keeps a column of ten thousand articles quick.
    by_date = F("first_published_at").desc(nulls_last=True)
    return pages.order_by(by_date, "-pk").values_list("pk", flat=True)


def _load(keys: Sequence[Any]) -> list[Any]:
    base_page = swapper.load_model("wagtailcore", "Page")
    pages = {page.pk: page for page in base_page.objects.filter(pk__in=list(keys)).specific()}
    found = [pages[key] for key in keys if key in pages]
    images = _images([page.lead_image_id for page in found if page.lead_image_id])
    for page in found:
        page.lead_image = images.get(page.lead_image_id)
    return found


def _images(keys: list[Any]) -> dict[Any, Any]:
    images = get_image_model()._default_manager.filter(pk__in=keys)
    if hasattr(images, "prefetch_renditions"):
        images = images.prefetch_renditions(*CARD_FILTERS)
    return {image.pk: image for image in images} if keys else {}
