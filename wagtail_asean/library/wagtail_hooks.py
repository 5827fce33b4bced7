"""The library in the admin. Each module of `admin` registers its own views and hooks."""

from django.apps import apps

if apps.is_installed("wagtail.snippets"):
    from wagtail.snippets.models import register_snippet

    from .admin import (  # noqa: F401
        approvals,
        choosers,
        notices,
        placements,
        reports,
        rich_text,
    )
    from .admin.terms import VocabularyViewSetGroup
    from .admin.viewsets import LibraryViewSetGroup

    register_snippet(LibraryViewSetGroup)
    register_snippet(VocabularyViewSetGroup)
