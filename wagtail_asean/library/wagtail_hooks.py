"""The library's menu, where the site has Wagtail's snippets installed."""

from django.apps import apps

if apps.is_installed("wagtail.snippets"):
    from wagtail.snippets.models import register_snippet

    from .viewsets import LibraryViewSetGroup

    register_snippet(LibraryViewSetGroup)
