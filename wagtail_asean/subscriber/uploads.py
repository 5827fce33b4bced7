"""Bundles that somebody has uploaded, kept between looking at one and taking it in.

They lie in the folder for files on their way in, under names of ours. What nobody has taken in
by the next day goes when the next one comes.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core import signing
from django.core.files.move import file_move_safe
from django.utils.translation import gettext as _

from wagtail_asean import conf
from wagtail_asean.exceptions import BundleError

KEPT_FOR = 24 * 3600
SALT = "wagtail_asean.subscriber.bundle"


def keep(upload: Any, user: Any) -> str:
    """Keep an uploaded file; return the token by which this user, and nobody else, finds it.

    Raises `BundleError` where there is no room for it.
    """
    folder = _folder()
    name = uuid4().hex
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        _write(upload, folder / name)
    except OSError as error:
        (folder / name).unlink(missing_ok=True)
        raise BundleError(
            _("The file can't be kept on this server: %(reason)s") % {"reason": error.strerror}
        ) from error
    return signing.dumps(name, salt=_salt(user))


def find(token: str, user: Any) -> Path:
    """Return where a kept file is; raises `BundleError` where it is gone or somebody else's."""
    try:
        name = signing.loads(token, salt=_salt(user), max_age=KEPT_FOR)
    except signing.BadSignature:
        name = None
    path = _folder() / name if isinstance(name, str) else None
    if path is None or not path.is_file():
        raise BundleError(_("The file is not here any more. Choose it once more."))
    return path


def _folder() -> Path:
    return conf.settings.staging_dir / "bundles"


def _salt(user: Any) -> str:
    return f"{SALT}.{user.pk}"


def _write(upload: Any, target: Path) -> None:
    # A large upload is a file already, and moving it costs neither time nor room.
    if hasattr(upload, "temporary_file_path"):
        file_move_safe(upload.temporary_file_path(), str(target))
        return
    with target.open("wb") as file:
        for piece in upload.chunks():
            file.write(piece)


def _sweep(folder: Path) -> None:
    for path in folder.iterdir():
        if time.time() - path.stat().st_mtime > KEPT_FOR:
            path.unlink(missing_ok=True)
