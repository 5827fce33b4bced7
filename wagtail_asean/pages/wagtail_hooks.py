"""The pages in the admin. Each module of `admin` registers its own views and hooks."""

from django.apps import apps

if apps.is_installed("wagtail.snippets"):
    from wagtail.snippets.models import register_snippet

    from .admin.consents import ConsentViewSet

    register_snippet(ConsentViewSet)
