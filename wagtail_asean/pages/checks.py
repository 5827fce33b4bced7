"""System checks: where our pages would not show as the site admin means them to."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.urls import NoReverseMatch, reverse

from .frame import frame_problem


@register(Tags.templates)
def check_frame(**kwargs: Any) -> list[CheckMessage]:
    """Warn where the settings name a base template or a block that is not there."""
    problem = frame_problem()
    if not problem:
        return []
    hint = (
        "Name a template of the site and blocks that it shows. Until then, ASEAN pages do without"
        " what can't be found: in the worst case they stand in a plain page of their own."
    )
    return [checks.Warning(problem, hint=hint, id="wagtail_asean_pages.W001")]


@register(Tags.urls)
def check_document_addresses(**kwargs: Any) -> list[CheckMessage]:
    """Warn where documents have no address, so that links to them in text fail."""
    if not apps.is_installed("wagtail.documents"):
        return []
    try:
        reverse("wagtaildocs_serve", args=(1, "a.pdf"))
    except NoReverseMatch:
        return [
            checks.Warning(
                "The addresses of Wagtail's documents are not in the site's URLs.",
                hint="Include wagtail.documents.urls, or articles can't offer documents.",
                id="wagtail_asean_pages.W002",
            )
        ]
    return []
