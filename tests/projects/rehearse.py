"""Live through a site's life with the package: install, use, remove.

    python -m tests.projects.rehearse <profile>

Exits with a sentence about the first thing that is not as it should be.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator

PARTS = ("subscriber", "hub", "pages", "library")


def labels() -> list[str]:
    """Return the labels of our parts that the site installs, the dependent ones first."""
    from django.apps import apps

    return [f"wagtail_asean_{p}" for p in PARTS if apps.is_installed(f"wagtail_asean.{p}")]


def check_drift() -> str:
    """Return what `makemigrations` would write for this site, "" where that is nothing."""
    from io import StringIO

    from django.core.management import call_command

    found = StringIO()
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, stdout=found)
    except SystemExit:
        return f"Models and migrations differ.\n{found.getvalue()}"
    return ""


def check_use() -> str:
    """Load the reference data, and look at the site's first pages as an editor would."""
    from django.apps import apps
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    if apps.is_installed("wagtail_asean.library"):
        call_command("asean_load_reference_data", verbosity=0)
    user = get_user_model().objects.create_superuser(
        **{get_user_model().USERNAME_FIELD: "editor@example.org", "password": "secret"}
    )
    client = Client()
    client.force_login(user)
    addresses = [
        ("/", 200),
        (reverse("wagtailadmin_home"), 200),
        (reverse("wagtailimages:index"), 200),
        *((address, 200) for address in _listings()),
    ]
    if apps.is_installed("wagtail_asean.hub"):
        addresses.append((reverse("wagtail_asean_hub:changes"), 401))
    for address, status in addresses:
        found = client.get(address).status_code
        if found != status:
            return f"{address} answers {found} where it should answer {status}."
    return ""


def _listings() -> Iterator[str]:
    from django.urls import reverse
    from wagtail.snippets.models import get_snippet_models

    for model in get_snippet_models():
        if model._meta.app_label.startswith("wagtail_asean"):
            yield reverse(model.snippet_viewset.get_url_name("list"))


def check_removal() -> str:
    """Undo our migrations; return which tables of ours are left."""
    from django.core.management import call_command
    from django.db import connection

    for label in labels():
        call_command("migrate", label, "zero", verbosity=0)
    left = [n for n in connection.introspection.table_names() if n.startswith("wagtail_asean")]
    return f"These tables are left: {', '.join(left)}." if left else ""


def main(profile: str) -> str:
    """Rehearse one profile; return what is wrong, "" where nothing is."""
    os.environ["DJANGO_SETTINGS_MODULE"] = f"tests.projects.{profile}.settings"
    warnings.simplefilter("error")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment(debug=False)
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("check")
    if drift := check_drift():
        return drift
    call_command("migrate", verbosity=0)
    return check_use() or check_removal()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]) or 0)
