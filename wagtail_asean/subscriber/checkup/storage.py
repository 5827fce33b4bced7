"""Where files go: room on the disk, and the right to write there."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_asean import conf

from ..assets import staging_folder
from .findings import Finding, attention, good, register, wrong
from .visit import Visit

LITTLE_BYTES = 1_000_000_000
TOO_LITTLE_BYTES = 200_000_000


@register(gettext_lazy("Room on the disk"))
def check_disk(visit: Visit) -> Iterator[Finding]:
    """Find a disk that is nearly full."""
    folders = [conf.settings.staging_dir]
    if isinstance(default_storage, FileSystemStorage) and settings.MEDIA_ROOT:
        folders.append(Path(settings.MEDIA_ROOT))
    free = min(shutil.disk_usage(_existing(folder)).free for folder in folders)
    said = {"free": filesizeformat(free)}
    if free < TOO_LITTLE_BYTES:
        yield wrong(
            _("Only %(free)s are free for files. Make room, or ask your host for more.") % said
        )
    elif free < LITTLE_BYTES:
        yield attention(_("%(free)s are free for files, which is not much for pictures.") % said)
    else:
        yield good(_("%(free)s are free for files.") % said)


@register(gettext_lazy("Folder for media"))
def check_media(visit: Visit) -> Iterator[Finding]:
    """Write a small file where pictures go, read it, and delete it."""
    name, text = f"asean-check-{uuid.uuid4().hex}.txt", b"asean"
    try:
        name = default_storage.save(name, ContentFile(text))
        try:
            with default_storage.open(name) as file:
                is_same = file.read() == text
        finally:
            default_storage.delete(name)
    except Exception as error:
        # Each kind of storage has its own exceptions.
        yield wrong(
            _(
                "No file can be stored among the media: %(reason)s. The user that the site runs as"
                " must be allowed to write there."
            )
            % {"reason": _reason(error)}
        )
        return
    if is_same:
        yield good(_("Files can be stored among the media."))
    else:
        yield wrong(_("A file that was stored among the media came back changed."))


@register(gettext_lazy("Folder for files on their way"))
def check_staging(visit: Visit) -> Iterator[Finding]:
    """Write where files wait until they are whole."""
    folder = staging_folder(visit.subscription)
    probe = folder / f"check-{uuid.uuid4().hex}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"asean")
        probe.unlink()
    except OSError as error:
        yield wrong(
            _(
                "Nothing can be stored in %(folder)s: %(reason)s. Allow the user that the site runs"
                " as to write there, or name another folder in %(setting)s."
            )
            % {
                "folder": folder,
                "reason": _reason(error),
                "setting": "WAGTAIL_ASEAN['STAGING_DIR']",
            }
        )
    else:
        yield good(_("Files on their way can be stored."))


def _existing(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)
