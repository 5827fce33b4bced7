"""The library in the admin. Each module of `admin` registers its own views and hooks."""

from django.apps import apps

if apps.is_installed("wagtail.snippets"):
    from wagtail.snippets.models import register_snippet

    from .admin import approvals, choosers, placements, reports, rich_text  # noqa: F401
    from .admin.viewsets import LibraryViewSetGroup

    register_snippet(LibraryViewSetGroup)
