"""Where the works are edited and listed."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse


def edit_url(work: Any) -> str:
    """Return the address of a work's editor."""
    return reverse(work.snippet_viewset.get_url_name("edit"), args=[quote(work.pk)])


def list_url(model: Any) -> str:
    """Return the address of the list of a kind."""
    return reverse(model.snippet_viewset.get_url_name("list"))
