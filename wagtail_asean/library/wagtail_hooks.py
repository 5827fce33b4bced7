"""The library in the admin. Each module of `admin` registers its own views and hooks."""

from django.apps import apps

if apps.is_installed("wagtail.snippets"):
    from wagtail.snippets.models import register_snippet

    from .admin.approving import approvals  # noqa: F401
    from .admin.choosing import choosers, rich_text  # noqa: F401
    from .admin.editing import notices  # noqa: F401
    from .admin.listing import reports  # noqa: F401
    from .admin.placing import placements  # noqa: F401
    from .admin.terms import VocabularyViewSetGroup
    from .admin.viewsets import LibraryViewSetGroup

    register_snippet(LibraryViewSetGroup)
    register_snippet(VocabularyViewSetGroup)
