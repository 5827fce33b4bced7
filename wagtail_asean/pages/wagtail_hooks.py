"""The pages in the admin. Each module of `admin` registers its own views and hooks."""

from django.apps import apps

from .admin import approving  # noqa: F401

if apps.is_installed("wagtail.snippets"):
    from wagtail.snippets.models import register_snippet

    from .admin.viewsets import PagesViewSetGroup

    register_snippet(PagesViewSetGroup)
