"""The page types as they are, for sites with Wagtail's own base page.

A site with a base page of its own makes its page models of `mixins`; this app then has no
models, only its templates and tags.
"""

from __future__ import annotations

import swapper
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from .mixins import ArticleMixin, ColumnMixin, LibraryMixin

if not swapper.is_swapped("wagtailcore", "Page"):

    class ColumnPage(ColumnMixin, Page):
        """A column; a column below another is a section of it."""

        content_panels = [*Page.content_panels, *ColumnMixin.asean_panels]
        search_fields = [*Page.search_fields, *ColumnMixin.asean_search_fields]

        class Meta:
            verbose_name = _("ASEAN column")
            verbose_name_plural = _("ASEAN columns")

    class ArticlePage(ArticleMixin, Page):
        """An article of a column."""

        parent_page_types = ["wagtail_asean_pages.ColumnPage"]
        subpage_types: list[str] = []

        content_panels = [*Page.content_panels, *ArticleMixin.asean_panels]
        search_fields = [*Page.search_fields, *ArticleMixin.asean_search_fields]

        class Meta:
            verbose_name = _("ASEAN article")
            verbose_name_plural = _("ASEAN articles")

    class LibraryPage(LibraryMixin, Page):
        """The site's library in a column."""

        parent_page_types = ["wagtail_asean_pages.ColumnPage"]
        subpage_types: list[str] = []

        content_panels = [*Page.content_panels, *LibraryMixin.asean_panels]
        search_fields = [*Page.search_fields, *LibraryMixin.asean_search_fields]

        class Meta:
            verbose_name = _("shared banners and posters")
            verbose_name_plural = _("pages of shared banners and posters")
