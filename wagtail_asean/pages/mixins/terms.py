"""The terms of a page in its own language.

A translation is made with the labels of its source, which are terms of the source's language. An
English page would then speak of “Cộng hòa Dân chủ Nhân dân Lào”. So a page takes the terms of its
own language as it is saved, where that has them; else it keeps what it got.
"""

from __future__ import annotations

from typing import Any

from wagtail_asean.library.models.vocabularies import Vocabulary, in_language


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
        setattr(page, field.name, in_language([cached], page.locale_id)[0])


def _use_own_of_many(page: Any, name: str, terms: list[Any]) -> None:
    if any(term.locale_id != page.locale_id for term in terms):
        # Two may stand for one term, in two languages.
        found = {term.pk: term for term in in_language(terms, page.locale_id)}
        setattr(page, name, list(found.values()))
