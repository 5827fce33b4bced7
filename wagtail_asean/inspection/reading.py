"""How a file from outside is read: not more than is taken, and not for longer than it is worth."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from wagtail_asean import conf
from wagtail_asean.exceptions import FileRefused

# How long a file may be looked at.
MAX_SECONDS = 10.0


class _OutOfTime(BaseException):
    """Looking takes too long.

    Not an `Exception`: the readers of other packages catch those, and go on.
    """


class TimedBytes(io.BytesIO):
    """A file's content, which can be read for `MAX_SECONDS` only."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._end = time.monotonic() + MAX_SECONDS

    def check_time(self) -> None:
        """End the looking where it has taken too long."""
        if time.monotonic() > self._end:
            raise _OutOfTime

    def read(self, size: int | None = -1, /) -> bytes:
        self.check_time()
        return super().read(size)

    def readline(self, size: int | None = -1, /) -> bytes:
        self.check_time()
        return super().readline(size)

    def getbuffer(self) -> memoryview:
        self.check_time()
        return super().getbuffer()


@contextmanager
def reading(file: Any) -> Iterator[TimedBytes]:
    """Give an open binary file's content to read; the file stays open and is rewound."""
    content = TimedBytes(_read(file))
    try:
        yield content
    except _OutOfTime as error:
        raise FileRefused(
            _(
                "The file is too tangled to be checked in good time. Export it anew from the "
                "program that made it and choose it again."
            ),
            code="slow",
        ) from error


def _read(file: Any) -> bytes:
    limit = conf.settings.MAX_ASSET_BYTES
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(0)
    if size > limit:
        raise FileRefused(
            _(
                "The file has %(size)s; at most %(limit)s are taken. Make it smaller and choose "
                "it again."
            )
            % {"size": filesizeformat(size), "limit": filesizeformat(limit)},
            code="size",
        )
    content: bytes = file.read()
    file.seek(0)
    if not content:
        raise FileRefused(
            _("The file is empty. Save it again in the program that made it and choose it again."),
            code="empty",
        )
    return content
