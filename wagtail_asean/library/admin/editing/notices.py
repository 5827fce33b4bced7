"""What editors are told after they have saved a work."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin import messages


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def say_why_no_preview(request: HttpRequest, instance: Any) -> None:
    trouble = getattr(instance, "preview_trouble", "")
    # What is saved in the background has no page to show it on.
    if trouble and request.accepts("text/html"):
        messages.warning(request, trouble)
