"""The terms of a page in its own language.

A translation is made with the labels of its source, which are terms of the source's language. An
English page would then speak of “Cộng hòa Dân chủ Nhân dân Lào”. So a page takes the terms of its
own language as it is saved, where that has them; else it keeps what it got.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail_asean.library.models.vocabularies import Vocabulary


def use_own_terms(page: Any) -> None:
    """Put terms of the page's language in the place of those of others; saving is the caller's.

    Of many-to-many labels only those are looked at that were just set.
    """
    just_set = page.__dict__.get("_cluster_related_objects") or {}
    for field in page._meta.get_fields():
        model = getattr(field, "related_model", None)
        if field.auto_created or not isinstance(model, type) or not issubclass(model, Vocabulary):
            continue
        if field.many_to_many:
            if field.name in just_set:
                _use_own_of_many(page, field.name, list(just_set[field.name]))
        elif getattr(page, field.attname) is not None:
            _use_own(page, field)


def _use_own(page: Any, field: Any) -> None:
    pk = getattr(page, field.attname)
    cached = field.get_cached_value(page, default=None)
    if cached is None or cached.pk != pk:
        cached = field.related_model._default_manager.filter(pk=pk).first()
    if cached is not None and cached.locale_id != page.locale_id:
        own = _in_language([cached], page.locale_id).get(cached.translation_key)
        if own is not None:
            setattr(page, field.name, own)


def _use_own_of_many(page: Any, name: str, terms: list[Any]) -> None:
    foreign = [term for term in terms if term.locale_id != page.locale_id]
    if foreign:
        own = _in_language(foreign, page.locale_id)
        # Two may stand for one term, in two languages.
        found = {term.pk: term for t in terms for term in [own.get(t.translation_key, t)]}
        setattr(page, name, list(found.values()))


def _in_language(terms: Iterable[Any], locale_id: Any) -> dict[Any, Any]:
    terms = list(terms)
    own = type(terms[0])._default_manager.filter(
        locale_id=locale_id, translation_key__in=[term.translation_key for term in terms]
    )
    return {term.translation_key: term for term in own}
