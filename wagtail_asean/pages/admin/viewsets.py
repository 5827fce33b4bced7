"""The pages in the admin's menu: all of them in one list, and the register of consents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from .consents import ConsentViewSet
from .entries import EntriesViewSet


class PagesViewSetGroup(SnippetViewSetGroup):
    menu_label = _("ASEAN pages")
    menu_name = "asean-columns"
    menu_icon = "doc-full-inverse"
    menu_order = 390
    items = (EntriesViewSet, ConsentViewSet)
