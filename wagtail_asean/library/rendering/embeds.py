"""A work of the library inside rich text: `<embed embedtype="asean-work" kind="poster" id="7"/>`.

On the wire the id is the item's key; see `references`. It is shown like the work's block, without
a page around it: the stylesheet is linked by the first of a text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from types import SimpleNamespace
from typing import Any

from django.db.models import Model
from wagtail import hooks
from wagtail.rich_text import EmbedHandler

from wagtail_asean.references import WORK_EMBED_TYPE, embeddable, register_embeddable

from ..inventory.catalogue import CATALOGUED
from .renderings import render_work

# A campaign's instructions are rich text as well, and could name the campaign itself.
_is_inside: ContextVar[bool] = ContextVar("wagtail_asean_library_embed", default=False)


def register_all() -> None:
    """Let every kind of the library stand inside of rich text."""
    for model in CATALOGUED:
        register_embeddable(model.kind, model)


class WorkEmbed(EmbedHandler):  # type: ignore[misc]
    """Shows a work in the place of its tag, or nothing while readers may not see it."""

    identifier = WORK_EMBED_TYPE

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        if _is_inside.get():
            return [""] * len(attrs_list)
        token = _is_inside.set(True)
        # Stands for the page's request, which a tag in a text never sees.
        memory = SimpleNamespace()
        try:
            return [render_work(work, memory=memory) for work in find_works(attrs_list)]
        finally:
            _is_inside.reset(token)

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[Any, str, str, str]]:
        model = embeddable(attrs.get("kind", ""))
        if model is not None and attrs.get("id"):
            yield model, attrs["id"], "", ""


def find_works(attrs_list: list[dict[str, str]]) -> list[Any]:
    """Return the works that tags name, None for one that is not here; one query a kind."""
    wanted: dict[type[Model], set[str]] = {}
    for attrs in attrs_list:
        model = embeddable(attrs.get("kind", ""))
        if model is not None and attrs.get("id", "").isdecimal():
            wanted.setdefault(model, set()).add(attrs["id"])
    found = {
        (work.kind, str(work.pk)): work
        for model, pks in wanted.items()
        for work in model._default_manager.filter(pk__in=pks)
    }
    return [found.get((attrs.get("kind"), attrs.get("id"))) for attrs in attrs_list]


@hooks.register("register_rich_text_features")
def register_work_embed(features: Any) -> None:
    features.register_embed_type(WorkEmbed)
