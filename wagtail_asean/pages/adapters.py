"""Columns, articles and the library's page as items. The names of the members travel."""

from __future__ import annotations

from typing import Any

import swapper

from wagtail_asean.adapters import ItemAdapter, register
from wagtail_asean.codecs import Address, File, Number, RichText, Stream, Text
from wagtail_asean.library.codecs import Term, Terms
from wagtail_asean.protocol import Approval, Item


class ColumnAdapter(ItemAdapter):
    """For `ColumnMixin`; a site's own column model subclasses it and sets `model`."""

    type = "column"
    summary = "summary"
    content = {"introduction": RichText("introduction")}


class LibraryPageAdapter(ItemAdapter):
    """For `LibraryMixin`; the page travels, each site shows its own library on it."""

    type = "library"
    content = {"introduction": RichText("introduction")}


class ArticleAdapter(ItemAdapter):
    """For `ArticleMixin`; a site's own article model subclasses it and sets `model`."""

    type = "article"
    summary = "summary"
    content = {
        "body": Stream("body"),
        "lead_image": File("lead_image"),
        "lead_image_alt": Text("lead_image_alt"),
        "lead_image_caption": Text("lead_image_caption"),
        "lead_image_credit": Text("lead_image_credit"),
    }
    labels = {
        "kind": Text("kind"),
        "pillar": Text("pillar"),
        "topics": Terms("topics"),
        "countries": Terms("countries"),
        "audiences": Terms("audiences"),
        "theme_year": Number("theme_year"),
        "occasion": Term("occasion"),
    }
    origin = {
        "author": Text("author"),
        "source": Text("source"),
        "source_url": Address("source_url"),
        "rights_basis": Text("rights_basis"),
    }

    def refusal(self, instance: Any) -> str:
        if not instance.may_be_shared:
            return "Its rights allow its use in this unit only."
        return super().refusal(instance)

    def approval(self, instance: Any) -> Approval | None:
        return instance.approval_record()

    def apply_envelope(self, item: Item, instance: Any) -> None:
        super().apply_envelope(item, instance)
        instance.change_note = item.change_note
        instance.set_approval(item.approval)


if not swapper.is_swapped("wagtailcore", "Page"):
    from .models import ArticlePage, ColumnPage, LibraryPage

    ColumnAdapter.model = ColumnPage
    ArticleAdapter.model = ArticlePage
    LibraryPageAdapter.model = LibraryPage
    register(ColumnAdapter)
    register(ArticleAdapter)
    register(LibraryPageAdapter)
