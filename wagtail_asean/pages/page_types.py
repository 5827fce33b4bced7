"""The page types of this site: the package's own, and those that it made of our mixins."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from .mixins import ColumnMixin, EntryMixin


def entry_models() -> list[type[Any]]:
    """Return the page types of this site that a column lists."""
    return models_of(EntryMixin)


def column_models() -> list[type[Any]]:
    """Return the page types of this site that are columns."""
    return models_of(ColumnMixin)


def models_of(mixin: type[Any]) -> list[type[Any]]:
    """Return the page types of this site that are made of a mixin."""
    return [m for m in apps.get_models() if issubclass(m, mixin) and not m._meta.abstract]


def content_types(models: list[type[Any]]) -> list[int]:
    """Return the keys of the content types of page types."""
    found = ContentType.objects.get_for_models(*models, for_concrete_models=False)
    return [content_type.pk for content_type in found.values()]
