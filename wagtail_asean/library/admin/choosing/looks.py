"""What a chooser shows of a work before it is chosen: every size, every word, its approval."""

from __future__ import annotations

from typing import Any

from wagtail.images.models import SourceImageIOError

from ...files.formats import format_name
from ...inventory.states import state_of
from ...models import Banner, Campaign, Poster
from ...rendering.renderings import preview_image, print_files

PICTURE_SPEC = "max-1200x800"


def look_context(work: Any) -> dict[str, Any]:
    """Return what the template of the look needs."""
    context = {
        "work": work,
        "kind": work._meta.verbose_name,
        "state": state_of(work),
        "approval": work.approval_record(),
        "lang": work.language(),
    }
    if isinstance(work, Banner):
        return context | {"pictures": _pictures(work)}
    if isinstance(work, Poster):
        return context | {"image": preview_image(work), "files": print_files(work)}
    if isinstance(work, Campaign):
        return context | {"members": [child.value for child in work.works if child.value]}
    return context


def _pictures(banner: Banner) -> list[dict[str, Any]]:
    return [
        {
            "format": format_name(code),
            "width": image.width,
            "height": image.height,
            "rendition": _rendition(image),
        }
        for code, image in banner.images()
    ]


def _rendition(image: Any) -> Any:
    try:
        return image.get_rendition(PICTURE_SPEC)
    except SourceImageIOError:
        return None
